"""`tertulia demo`: the sample brand, the simulated page and the console, offline, in a folder of its own."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.common import out, reader_lang
from bot.cli.running import LOCK, alone, run_program, try_address
from bot.cli.speaking import Lang
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.settings import ConsoleSettings, LogSettings, Settings, home_folder
from bot.wiring.engine import VECTORS

_TEXTS = {
    "en": {
        "running": "Tertulia is running at",
        "link": "Open this link; it lets you in as admin, once:",
        "again": "Sign in with the name and password you chose:",
        "what": "A bookshop-café called Mirlo & Tinta gets comments over the next few minutes, in English and "
        "Spanish. Approve, edit or leave; people answer back when a reply gives them a reason to.",
        "stop": "Ctrl-C stops it; the next start goes on from here (--fresh begins anew).",
        "chat": "The same in the terminal, beside it: tertulia chat --demo",
        "bye": "Stopped. Everything is kept.",
    },
    "es": {
        "running": "Tertulia funciona en",
        "link": "Abre este enlace; te deja entrar como administrador, una sola vez:",
        "again": "Entra con el nombre y la contraseña que elegiste:",
        "what": "Una librería-café que se llama Mirlo & Tinta va a recibir comentarios durante unos minutos, en "
        "español y en inglés. Aprueba, corrige o deja pasar; la gente contesta si la respuesta le da pie.",
        "stop": "Ctrl-C la detiene; al volver sigue donde estaba (--fresh empieza de cero).",
        "chat": "Lo mismo en la terminal, a la vez: tertulia chat --demo",
        "bye": "Detenida. Todo queda guardado.",
    },
}


def demo(
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="The console's port; 0 takes a free one.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the last demo and begin anew.")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="The demo's folder.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="The language to speak with you: en or es.")] = "",
) -> None:
    """Try it: a sample brand, a simulated page and the console, offline."""
    folder = demo_home(home)
    spoken = reader_lang(lang)
    with alone(folder):
        if fresh:
            forget(folder)
        settings = demo_settings(folder, _free_port(ConsoleSettings().port) if port is None else port)
        asyncio.run(run_program(settings, demo=True, started=lambda base, link: _say(base, link, spoken)))
    out().print(_TEXTS[spoken]["bye"])


def demo_home(named: Path | None) -> Path:
    """The demo's own folder, beside the installation's store and never in it."""
    return named if named is not None else home_folder() / "demo"


def demo_settings(folder: Path, port: int = ConsoleSettings().port) -> Settings:
    """The demo's settings: nothing of the user's own is read, so that no demo writes into a real store."""
    return Settings(home=folder, source="demo", console=ConsoleSettings(port=port), log=LogSettings(level="warning"))


def forget(folder: Path) -> None:
    """Empty the demo's folder, which must be one: it refuses to empty a folder with anything else in it."""
    known = {LOCK, "tertulia.db", "tertulia.db-wal", "tertulia.db-shm", "simulated-demo.jsonl", VECTORS}
    others = sorted(each.name for each in folder.iterdir() if each.name not in known)
    if others:
        raise BadInput(say("not_fresh", folder=folder, others=", ".join(others[:3])))
    for each in folder.iterdir():
        if each.name != LOCK:
            shutil.rmtree(each) if each.is_dir() else each.unlink()


def _free_port(wanted: int) -> int:
    """The usual port or, where something else has it, any free one."""
    try:
        try_address("127.0.0.1", wanted)
    except OSError:
        return 0
    return wanted


def _say(base: str, link: str | None, lang: Lang) -> None:
    t = _TEXTS[lang]
    console = out()
    console.print()
    console.print(Text(f"{t['running']} ").append(base, "bold cyan"), soft_wrap=True)
    console.print(t["link"] if link else t["again"], soft_wrap=True)
    console.print(Text(f"  {link or f'{base}/login'}", "bold cyan"), soft_wrap=True)
    console.print()
    for key in ("what", "chat", "stop"):
        console.print(t[key], style="dim" if key != "what" else "")
    console.file.flush()

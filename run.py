#!/usr/bin/env python3
"""Sets Tertulia up beside this file and runs it. Needs Python 3.11 or newer and nothing else.

    python3 run.py demo               the whole main job with a sample brand; arguments are passed on (--port 9000)
    python3 run.py test               the test suite; arguments go to pytest (-k score)
    python3 run.py tertulia coach "…" any command of the program (`tertulia --help` lists them)
    python3 run.py setup [--dev]      only set up (--dev: with the tools for tests and checks)

The first run makes the folder .venv and installs locked, hash-checked packages into it with pip; later runs
start at once. It is safe to stop at any point and to repeat: what is half-made is mended on the next run.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = "tertulia-installed.json"
LOG = "tertulia-install.log"
NEEDED = (3, 11)
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


class SetupFailed(Exception):
    """Setting up did not work; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Set up what the first word of `arguments` needs, then run it."""
    if arguments[:1] in ([], ["-h"], ["--help"], ["help"]):
        print((__doc__ or "").strip())
        return 0
    if sys.version_info < NEEDED:
        say(old_python(sys.version_info[:3], sys.executable))
        return 1
    word, rest = arguments[0], arguments[1:]
    try:
        python = ensure("dev" if word == "test" or arguments == ["setup", "--dev"] else "base")
    except SetupFailed as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(
            both(
                "\nstopped; run the same command again and it goes on from here",
                "\ndetenido; repite la misma orden y sigue desde aquí",
            )
        )
        return 130
    if word == "setup":
        say(both(f"ready: {python}", f"listo: {python}"))
        return 0
    return hand_over(command(python, word, rest), cwd=ROOT if word == "test" else None)


def say(text: str) -> None:
    """Progress goes to the error stream, so that a command's output can be piped."""
    print(text, file=sys.stderr, flush=True)


def both(english: str, spanish: str) -> str:
    """The sentence in the language of the environment, as the program itself chooses it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return spanish if value.lower().startswith("es") else english
    return english


def old_python(version: tuple[int, ...], executable: str) -> str:
    """The sentence for a Python that is too old."""
    have, want = ".".join(map(str, version)), ".".join(map(str, NEEDED))
    return both(
        f"Tertulia needs Python {want} or newer; {executable} is {have}. Start run.py with a newer one.",
        f"Tertulia necesita Python {want} o posterior; {executable} es {have}. Ejecuta run.py con uno más nuevo.",
    )


def command(python: Path, word: str, rest: list[str]) -> list[str]:
    """The command line for a word: pytest for `test`, otherwise a command of the program."""
    if word == "test":
        workers = [] if any(part == "-n" or part.startswith(("-n", "--numprocesses")) for part in rest) else ["-n", "2"]
        return [str(python), "-m", "pytest", *workers, *rest]
    return [str(python), "-m", "bot", *(rest if word == "tertulia" else [word, *rest])]


def hand_over(line: list[str], cwd: Path | None) -> int:
    """Run the program in place of this one, so that signals and the exit code are its own."""
    if cwd is not None:
        os.chdir(cwd)
    if os.name == "posix":
        os.execv(line[0], line)
    try:
        return subprocess.call(line)
    except KeyboardInterrupt:
        return 130


# ---------------------------------------------------------------- the environment


def ensure(kind: str) -> Path:
    """Make the environment hold the lock `kind` ("base" or "dev"); returns its Python.

    Raises `SetupFailed` with a sentence that says how to mend it.
    """
    wanted = wish(kind)
    if satisfied(read_stamp(), wanted):
        return venv_python()
    with only_one():
        if satisfied(read_stamp(), wanted):  # another run finished it while this one waited
            return venv_python()
        install(kind, wanted)
    return venv_python()


def wish(kind: str) -> dict[str, str]:
    """What the stamp says when the environment holds the lock `kind` at this place."""
    files = [ROOT / "requirements" / f"{name}.lock" for name in (kind, "build")] + [ROOT / "pyproject.toml"]
    try:
        lock = hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
        base = hashlib.sha256((ROOT / "requirements" / "base.lock").read_bytes()).hexdigest()
    except OSError as error:
        missing = both(
            f"{error.filename} is missing: take a complete copy of the project",
            f"falta {error.filename}: toma una copia completa del proyecto",
        )
        raise SetupFailed(missing) from error
    return {"kind": kind, "lock": lock, "base": base, "root": str(ROOT)}


def satisfied(stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether an environment with this stamp serves; one with the development tools serves the program too."""
    same_place = stamp.get("root") == wanted["root"] and stamp.get("base") == wanted["base"]
    enough = stamp.get("lock") == wanted["lock"] or (wanted["kind"] == "base" and stamp.get("kind") == "dev")
    return same_place and enough and venv_python().exists()


def read_stamp() -> dict[str, str]:
    """What the last finished installation wrote, or nothing."""
    try:
        data = json.loads((VENV / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def venv_python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(kind: str, wanted: dict[str, str]) -> None:
    """Make or mend the environment and install the lock; the stamp is written last."""
    started = time.monotonic()
    moved = read_stamp().get("root", str(ROOT)) != str(ROOT)
    (VENV / STAMP).unlink(missing_ok=True)
    if moved or not usable():
        make_venv()
    locks = [ROOT / "requirements" / f"{name}.lock" for name in (kind, "build")]
    total = sum(count_pins(path) for path in locks)
    dev = kind == "dev"
    what = "the program and the test tools" if dev else "the program"
    esto = "el programa y las herramientas de prueba" if dev else "el programa"
    say(
        both(
            f"Installing {what}: some {total} locked packages, once. This may take a minute or two.",
            f"Instalando {esto}: unos {total} paquetes fijados, una sola vez. Puede tardar un par de minutos.",
        )
    )
    requirements = [part for path in locks for part in ("-r", str(path))]
    pip("install", "--require-hashes", "--progress-bar", "off", *requirements, total=total)
    pip("install", "--no-deps", "--no-build-isolation", "--progress-bar", "off", "-e", str(ROOT))
    precompile()
    (VENV / STAMP).write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    seconds = f"{time.monotonic() - started:.0f}"
    say(both(f"Set up in {seconds} s.", f"Instalado en {seconds} s."))


def precompile() -> None:
    """Compile the program's own modules, as pip does with packages, so that the first start is as quick as later ones.

    Where it cannot (a folder that may not be written), Python compiles them in memory at each start.
    """
    subprocess.run([str(venv_python()), "-m", "compileall", "-q", "-q", "-j", "0", str(ROOT / "bot")], check=False)


def count_pins(lock: Path) -> int:
    """Packages a lock names (some only for other systems)."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)


def usable() -> bool:
    """Whether the environment's Python starts, is new enough and has pip."""
    code = f"import sys, pip; sys.exit(sys.version_info < {NEEDED})"
    if not venv_python().exists():
        return False
    try:
        return subprocess.run([str(venv_python()), "-c", code], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def make_venv() -> None:
    """Make the environment anew."""
    doing, haciendo = ("Mending", "Reparando") if VENV.exists() else ("Making", "Creando")
    version = sys.version.split()[0]
    say(
        both(
            f"{doing} the environment {VENV.name} with Python {version} …",
            f"{haciendo} el entorno {VENV.name} con Python {version} …",
        )
    )
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        detail = (done.stdout + done.stderr).strip()
        mend = both(
            "Python's own module venv did not work. On Debian and Ubuntu it is a package of its own: "
            "apt install python3-venv. Then run the same command again.",
            "El módulo venv de Python no ha funcionado. En Debian y Ubuntu es un paquete aparte: "
            "apt install python3-venv. Después repite la misma orden.",
        )
        raise SetupFailed(f"{detail}\n\n{mend}")


def pip(*words: str, total: int = 0) -> None:
    """Run pip in the environment, saying how far it is. Raises `SetupFailed` with the end of what pip said."""
    line = [str(venv_python()), *PIP, *words]
    last: list[str] = []
    with (VENV / LOG).open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(line)}\n")
        out, err = subprocess.PIPE, subprocess.STDOUT
        with subprocess.Popen(line, stdout=out, stderr=err, text=True, encoding="utf-8", errors="replace") as run:
            assert run.stdout is not None
            for text in follow(run.stdout, total):
                log.write(text)
                last = [*last[-14:], text]
    if run.returncode:
        mend = both(
            f"Installing did not work; the whole story is in {VENV / LOG}. "
            "Where it speaks of connections or time-outs, look at the network or the proxy. "
            "Then run the same command again: it goes on from here.",
            f"La instalación no ha funcionado; el relato completo está en {VENV / LOG}. "
            "Si habla de conexiones o de tiempos de espera, mira la red o el proxy. "
            "Después repite la misma orden: sigue desde aquí.",
        )
        raise SetupFailed(f"{''.join(last)}\n{mend}")


def follow(lines: Iterable[str], total: int) -> Iterator[str]:
    """Pass pip's lines on and show the progress they tell of: one line that moves, or a line for every tenth."""
    moving, seen = sys.stderr.isatty(), 0
    for text in lines:
        yield text
        if text.startswith("Ignoring "):  # meant for another system or Python
            total -= 1
        elif total and text.startswith(("Collecting ", "Processing ")):
            seen += 1
            name = text.split()[1].partition("==")[0].rpartition("/")[2]
            if moving:
                print(f"\r\x1b[K  {seen} {both('of', 'de')} {total}  {name}", end="", file=sys.stderr, flush=True)
            elif seen % 10 == 0:
                say(both(f"  {seen} of {total} fetched", f"  {seen} de {total} descargados"))
        elif total and text.startswith("Installing collected packages"):
            say(
                ("\r\x1b[K" if moving else "")
                + both("  all fetched; unpacking …", "  todo descargado; desempaquetando …")
            )


@contextmanager
def only_one() -> Iterator[None]:
    """Let one run at a time work on the environment; the system frees the lock of a run that was killed."""
    path = ROOT / ".venv.lock"
    with path.open("a") as handle:
        try:
            import fcntl  # not on Windows, where two runs at once are the person's own care
        except ImportError:
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(both("Another run is setting up; waiting for it …", "Otra ejecución está instalando; esperando …"))
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`tertulia person export|forget AUTHOR --page PAGE`, and `tertulia audit export`."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import err, out, reader_lang
from bot.cli.engine import has_store, store_of
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.pipeline.forgetting import Found, PersonData
from bot.reports.words import counted
from bot.settings import load_settings
from bot.store import Store, Tx
from bot.store.times import moment

PAGE_OF_LOG = 1000
_ASK = {
    "en": "Forget {comments} by {who} on {page}, and everything made of what they say? This cannot be undone",
    "es": "¿Olvidar {comments} de {who} en {page} y todo lo que se hizo a partir de ahí? No se puede deshacer",
}
_DONE = {
    "en": "Forgotten: {comments} by {who} on {page}. Figures stay. Backups made before still hold all of it: see the "
    "operations page.",
    "es": "Olvidado: {comments} de {who} en {page}. Las cifras se quedan. Las copias de seguridad anteriores "
    "todavía lo tienen todo: lo explica la página de operaciones.",
}

Home = Annotated[Path | None, typer.Option("--home", help="The installation's folder (default: TERTULIA_HOME).")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of the terminal.")]


class About(StrEnum):
    """What to do with a person's data."""

    EXPORT = "export"
    FORGET = "forget"


class LogAction(StrEnum):
    """What can be done with the log."""

    EXPORT = "export"


def person(
    action: Annotated[About, typer.Argument(help="export or forget.")],
    author: Annotated[str, typer.Argument(help="Platform id, handle or name of who wrote the comments.")],
    page: Annotated[str, typer.Option("--page", help="The page's id.")],
    output: Output = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before forgetting.")] = False,
    by: Annotated[str, typer.Option("--by", help="Who asks for it, for the log; your login without it.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="en or es.")] = "",
    home: Home = None,
) -> None:
    """Give out what is stored of somebody who wrote on a page, or forget it: texts, names and ids, in every table."""
    spoken = reader_lang(lang)
    with _store(home) as store:
        data = PersonData(store)
        if action is About.EXPORT:
            _write(json.dumps(data.export(page, author), ensure_ascii=False, indent=2), output)
            return
        found = data.count(page, author)
        nouns = ("comentario", "comentarios") if spoken == "es" else ("comment", "comments")
        told = {"comments": counted(len(found.comment_ids), *nouns), "who": _name(found), "page": page}
        if not yes and not typer.confirm(_ASK[spoken].format(**told)):
            raise BadInput(say("nothing_changed"))
        data.forget(page, author, by=f"terminal:{by or getpass.getuser()}")
    out().print(_DONE[spoken].format(**told), markup=False, soft_wrap=True)


def audit(
    action: Annotated[LogAction, typer.Argument(help="export.")],
    brand: Annotated[str, typer.Option("--brand", help="One brand's lines; all of them without it.")] = "",
    output: Output = None,
    home: Home = None,
) -> None:
    """Write the log of who did what and when, newest first, one JSON object a line."""
    with _store(home) as store:
        lines = [json.dumps(line, ensure_ascii=False) for line in _log(store, brand)]
    _write("\n".join(lines), output)


def _log(store: Store, brand: str) -> Iterator[dict[str, Any]]:
    """Page by page, so that a long log is never read at once by one statement."""
    before, brands = 0, [brand] if brand else None
    while True:
        rows = store.read_sync(partial(_portion, brands, before))
        for row in rows:
            detail = json.loads(row.detail) if row.detail else {}
            yield {"id": row.id, "at": moment(row.at).isoformat(), "actor": row.actor, "action": row.action,
                   "item": row.item_id, "brand": row.brand_id, **({"detail": detail} if detail else {})}  # fmt: skip
        if len(rows) < PAGE_OF_LOG:
            return
        before = rows[-1].id


@contextmanager
def _store(home: Path | None) -> Iterator[Store]:
    settings = load_settings(home)
    if not has_store(settings):
        raise BadInput(say("no_store", home=settings.home))
    with store_of(settings) as store:
        yield store


def _portion(brands: list[str] | None, before: int, tx: Tx) -> list[Any]:
    return tx.audit.page(brand_ids=brands, before=before, most=PAGE_OF_LOG)


def _name(found: Found) -> str:
    return found.name or found.handle or found.ext_id


def _write(text: str, output: Path | None) -> None:
    if output is None:
        out().print(text, markup=False, soft_wrap=True)
        return
    output.write_text(f"{text}\n", encoding="utf-8")
    err().print(f"{output}", style="green")

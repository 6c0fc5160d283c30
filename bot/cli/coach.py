"""`tertulia coach`: one comment, read and answered; or a draft, critiqued."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.batch import FactIds
from bot.cli.coach_view import critique, offers, reading_lines
from bot.cli.common import find_brand, out, reader_lang
from bot.cli.engine import coach_for
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.domain.situation import Situation, SuggestRequest
from bot.settings import load_settings


def coach(
    comment: Annotated[str, typer.Argument(help="What somebody wrote under a post.")] = "",
    draft: Annotated[str, typer.Option("--draft", help="A reply to critique, or a planned post.")] = "",
    brand: Annotated[str, typer.Option("--brand", help="An id, a shipped name or a brand file.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="The language to speak with you: en or es.")] = "",
    fact: FactIds = None,
    count: Annotated[int, typer.Option("--count", min=1, max=6, help="How many suggestions.")] = 3,
) -> None:
    """Read one comment; suggest replies, or critique a draft.

    With --draft and no comment, the draft is judged as a planned post.
    """
    spoken = reader_lang(lang)
    if not comment and not draft:
        raise BadInput(say("coach_what"))
    settings = load_settings()
    found = find_brand(settings, brand)
    engine = coach_for(settings, found)
    situation = Situation(brand=found, comment=comment or None, reader_lang=spoken)
    console = out()
    if comment:
        console.print(reading_lines(comment, engine.read(situation), spoken))
        console.print()
    if draft:
        console.print(critique(draft, engine.score(draft, situation), spoken))
        return
    answer = asyncio.run(engine.suggest(situation, SuggestRequest(count=count, facts=tuple(fact or ()))))
    console.print(offers(answer, spoken))

"""Whole conversations of a moderator with the bot, through the real desk and store.

A dialogue file is lines: `Name: text` a comment comes in, `> text` the moderator says, `< text` what the bot's
answer must hold, `! text` what it must not, `~ 20` seconds pass, `as Ana` another moderator speaks (in her own
terminal), `# text` a remark. What a reply must be on the page stands after `= `.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.chat.terminal.adapter import TerminalChannel
from bot.adapters.chat.text_card import Line
from bot.domain.comment import Author
from bot.domain.people import Person
from bot.pipeline import promising
from bot.pipeline.measuring import plan
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.coaching.cobbler import Weighed
from tests.pipeline.conftest import ANA, MO, House, house
from tests.scenarios.knowing import POLICY, moved_in

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
HERE = Path(__file__).parent
KNOWING = {"facts": Weighed("en", price=0.4, hours=0.3), "datos": Weighed("es", paying=0.4, hours=0.3)}
"""Dialogues with the engine itself, by how their names begin, and what it finds likely."""
PEOPLE = {"Mo": MO, "Ana": ANA}


class Seat:
    """One moderator's terminal: what they say goes in, what they see is kept."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.seen: list[Line] = []
        self.channel = TerminalChannel(f"seat-{person.id}", person.id, lang=person.lang, write=self.seen.extend)

    async def sit(self, house: House) -> None:
        await house.store.write(lambda tx: tx.team.link(self.person.id, "terminal", self.person.id))
        await self.channel.open(make_office(house.store, house.desk, house.coach, house.work.shelf))
        house.work.channels[self.channel.channel_id] = Channel(adapter=self.channel)  # type: ignore[index]

    async def say(self, text: str) -> None:
        self.seen.clear()
        await self.channel.hear(text)

    def text(self) -> str:
        return "\n".join(each.text for each in self.seen)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.dialogue")), ids=lambda path: path.stem)
async def test_dialogue(house: House, path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()  # noqa: ASYNC240 - read before anything runs
    await house.policy(POLICY)
    await house.store.write(plan)
    if base := KNOWING.get(path.stem.partition("-")[0]):
        await moved_in(house, base)
    if path.stem.startswith("promise"):
        await house.store.write(promising.plan)
    seats = {name: Seat(person) for name, person in PEOPLE.items()}
    for seat in seats.values():
        await seat.sit(house)
    now = seats["Mo"]
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        where = f"{path.name}:{number}: {line}"
        if line.startswith("as "):
            now = seats[line[3:]]
        elif line.startswith("> "):
            await now.say("" if line == "> -" else line[2:].replace("\\n", "\n"))
        elif line.startswith("~ "):
            now.seen.clear()
            await house.later(timedelta(seconds=float(line[2:])))
        elif line.startswith("< "):
            assert line[2:] in now.text(), f"{where}\nthe bot said:\n{now.text()}"
        elif line.startswith("! "):
            assert line[2:] not in now.text(), f"{where}\nthe bot said:\n{now.text()}"
        elif line.startswith("= "):
            assert line[2:] in _replies(house), f"{where}\non the page: {_replies(house)}"
        elif line == "=":
            assert not _replies(house), where
        elif line and not line.startswith("#"):
            name, _, text = line.partition(": ")
            await house.comment(text, author=_author(name))
            await house.settle()


def _author(name: str) -> Author:
    return Author(ext_id=name.lower(), name=name)


def _replies(house: House) -> Sequence[str]:
    return [each.order.text for each in house.page.replies]

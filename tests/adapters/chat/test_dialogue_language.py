"""A dialogue speaks one language, also where its person chose another one elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.chat.dialogue import Dialogue
from bot.domain.people import Person, Role

MARTA = Person(id="marta", name="Marta", lang="en", roles=(("*", Role.ADMIN),))


class Desk:
    """Knows no card, and remembers in which language it was asked for one."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    async def card(self, item_id: int, person: Person) -> None:
        self.spoken.append(person.lang)


@pytest.mark.parametrize(("wanted", "spoken"), [("es", "es"), ("", "en")])
async def test_the_desk_is_asked_in_the_language_of_the_dialogue(wanted: str, spoken: str) -> None:
    desk: Any = Desk()
    dialogue = Dialogue(desk, MARTA, via="terminal", key="k", lang=wanted)
    await dialogue.hear("open 4")
    assert desk.spoken
    assert set(desk.spoken) == {spoken}

"""Practice behind the port of the same name."""

from __future__ import annotations

from bot.domain.errors import BadInput
from bot.domain.people import Person
from bot.domain.situation import TalkAnswer


class PracticeService:
    """Implements `bot.ports.Practice`."""

    async def turn(self, key: str, message: str, by: Person, *, brand_id: str = "") -> TalkAnswer:
        """One turn."""
        raise BadInput("this version has no practice yet")

"""Reports and practice behind the ports of the same name."""

from __future__ import annotations

from datetime import datetime

from bot.domain.errors import BadInput
from bot.domain.people import Person
from bot.domain.report import Brief, Report, ReportKind
from bot.domain.situation import TalkAnswer
from bot.store import Store


class EvidenceService:
    """Implements `bot.ports.Evidence`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def report(
        self,
        kind: ReportKind,
        by: Person,
        *,
        brand_id: str,
        page_id: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        lang: str = "",
    ) -> Report:
        """One report."""
        raise BadInput("this version has no reports yet")

    async def brief(self, by: Person, *, brand_id: str, since: datetime | None = None, lang: str = "") -> Brief:
        """The client's page."""
        raise BadInput("this version has no brief yet")

    async def hint(self, item_id: int, by: Person) -> str:
        """What such replies drew here."""
        return ""


class PracticeService:
    """Implements `bot.ports.Practice`."""

    async def turn(self, key: str, message: str, by: Person, *, brand_id: str = "") -> TalkAnswer:
        """One turn."""
        raise BadInput("this version has no practice yet")

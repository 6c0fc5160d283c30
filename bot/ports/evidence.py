"""What came of it all: reports, the client's brief, the digest; and practice for people who learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.people import Person
from bot.domain.report import Brief, Report, ReportKind
from bot.domain.situation import TalkAnswer

Since = datetime | timedelta


class Evidence(Protocol):
    """Computed from the store by pure functions. `since` None: as far back as is usual for the kind (a week for
    the digest, ninety days otherwise), a length of time: so far back from now.
    A brand the person may not see raises `NoRight`."""

    async def report(
        self,
        kind: ReportKind,
        by: Person,
        *,
        brand_id: str,
        page_id: str = "",
        since: Since | None = None,
        until: datetime | None = None,
        lang: str = "",
    ) -> Report:
        """One report, with its pictures. `lang` "" for the person's."""
        ...

    async def post(self, text: str, by: Person, *, brand_id: str, page_id: str = "", lang: str = "") -> Report:
        """A planned post: broadcast or opening, why, two openings that people could answer, and what such posts drew
        on this page before."""
        ...

    async def brief(self, by: Person, *, brand_id: str, since: Since | None = None, lang: str = "") -> Brief:
        """The client's page. `lang` "" for the brand's first."""
        ...

    async def settle_promise(self, ref: int, by: Person, *, kept: bool) -> bool:
        """A person says that a promise was kept, or that it is off; False when it had been settled before. `ref` is
        the number that the digest shows."""
        ...

    async def hint(self, item_id: int, by: Person) -> str:
        """What replies like the ones offered drew on this page before; "" when too few to tell."""
        ...


class Wording(Protocol):
    """Words the opening of a digest from names of figures; the figures themselves are filled in by the caller."""

    async def opening(
        self, brand_id: str, lang: str, figures: Mapping[str, int], topics: Sequence[tuple[str, str, str]]
    ) -> str:
        """Sentences with names as [[unanswered]] where numbers belong; "" where there is nothing to say it with.
        `topics` are (name of its count, what it is about, an example)."""
        ...


class Practice(Protocol):
    """Invented comments, answered by a trainee, scored and taught. Progress is private to the person."""

    async def turn(self, key: str, message: str, by: Person, *, brand_id: str = "") -> TalkAnswer:
        """One turn. The first message of a `key`, or "next", brings a comment; any other is taken as the
        trainee's reply to it; "stop" ends. `TalkAnswer.intent` is "practice" while it goes on, "done" after."""
        ...

"""A year on three pages, made up with effects that are known: what the reports must find, and what they must not.

- "shout" broadcasts: few replies leave a turn, most posts ask nothing.
- "parlor" converses.
- "turn" broadcasts until the end of May and converses from June on.

Whether a person answers back depends on what the comment is (complaints more often) and on two things a reply does:
asking something specific adds `ASKS`, sending to private messages takes `DM` away. Naming the person does nothing;
but it is done more often in complaints, where people answer more anyway, so that a raw comparison would be fooled.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Score
from bot.domain.situation import Situation
from bot.store.times import micros
from bot.testing.coach import FakeCoach

ASKS, DM = 0.20, -0.15
START, END = datetime(2025, 1, 6, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
JUNE = datetime(2025, 6, 2, tzinfo=UTC)
PAGES = ("shout", "parlor", "turn")
KINDS = {"question": (0.45, 0.35), "complaint": (0.25, 0.50), "praise": (0.2, 0.1), "story": (0.1, 0.3)}
"""kind -> (how often, how often a person answers back when the reply does nothing)."""
TURN = frozenset({"asks-specific", "offers-choice", "next-step"})


@dataclass(slots=True, kw_only=True)
class Planted:
    """One comment as planned."""

    number: int
    page: str
    at: datetime
    kind: str
    moves: tuple[str, ...] | None
    wait: timedelta
    back: bool


class MarkedCoach(FakeCoach):
    """Reads what a made-up text says about itself: "<question> …" for comments, "<asks-specific …> …" for replies."""

    def read(self, situation: Situation) -> Reading:
        """By the mark."""
        kind = Kind(_mark(situation.comment or "")[0])
        mood = {Kind.COMPLAINT: Mood.NEGATIVE, Kind.PRAISE: Mood.POSITIVE}.get(kind, Mood.NEUTRAL)
        return Reading(
            lang=situation.lang or "en",
            lang_confidence=1.0,
            kinds=frozenset({kind}),
            mood=mood,
            urgency=Urgency.NORMAL,
            needs_reply=kind is not Kind.PRAISE,
            why="as planned",
        )

    def score(self, reply: str, situation: Situation) -> Score:
        """By the mark."""
        moves = frozenset(_mark(reply)) - {"none"}
        part = 0.9 if moves & TURN else 0.1
        parts = tuple((one, part if one is Dimension.INVITES else 0.5) for one in Dimension)
        return Score(total=int(40 + 40 * part), dimensions=parts, findings=(), why="", situation="", moves=moves)

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """One by one."""
        return [self.score(reply, situation) for reply, situation in pairs]


def _mark(text: str) -> list[str]:
    return text[1 : text.index(">")].split()


def plan(count: int, seed: int = 7) -> list[Planted]:
    """The year, oldest first."""
    chance = random.Random(seed)
    length = (END - timedelta(days=7) - START) / count  # the last answers back lie within the year as well
    return [_one(chance, number, START + length * number) for number in range(count)]


def _one(chance: random.Random, number: int, at: datetime) -> Planted:
    page = chance.choice(PAGES)
    kind = chance.choices(list(KINDS), [share for share, _ in KINDS.values()])[0]
    talks = page == "parlor" or (page == "turn" and at >= JUNE)
    if chance.random() > (0.8 if talks else 0.5):
        return Planted(number=number, page=page, at=at, kind=kind, moves=None, wait=timedelta(0), back=False)
    moves = []
    if chance.random() < (0.75 if talks else 0.15):
        moves.append("asks-specific")
    if chance.random() < (0.1 if talks else 0.4):
        moves.append("sends-to-dm")
    if chance.random() < (0.7 if kind == "complaint" else 0.15):
        moves.append("names-person")
    odds = KINDS[kind][1] + ASKS * ("asks-specific" in moves) + DM * ("sends-to-dm" in moves)
    wait = timedelta(minutes=chance.uniform(3, 60 if talks else 900))
    return Planted(
        number=number, page=page, at=at, kind=kind, moves=tuple(moves), wait=wait, back=chance.random() < odds
    )


def rows(planned: Sequence[Planted]) -> list[dict[str, Any]]:
    """Rows of `comment`: the comments, the page's replies, the answers back; in the order they came."""
    found: list[dict[str, Any]] = []
    for one in planned:
        comment = _row(one, f"c{one.number}", "", False, f"<{one.kind}> are you open on number {one.number}?", one.at)
        found.append(comment)
        if one.moves is None:
            continue
        does = " ".join(one.moves) or "none"
        said = one.at + one.wait
        found.append(_row(one, f"r{one.number}", f"c{one.number}", True, f"<{does}> we said so and so", said))
        if one.back:
            then = said + timedelta(hours=5)
            found.append(_row(one, f"b{one.number}", f"r{one.number}", False, "<story> ah, then this", then))
    return sorted(found, key=lambda row: row["created_at"])


def _row(one: Planted, ext_id: str, parent: str, own: bool, text: str, at: datetime) -> dict[str, Any]:
    return {
        "page_id": one.page,
        "ext_id": ext_id,
        "post_ext_id": "",
        "parent_ext_id": parent,
        "thread_ext_id": f"c{one.number}",
        "author_ext_id": "" if own else f"a{one.number}",
        "author_name": "" if own else f"Ann {one.number}",
        "author_handle": "",
        "own": own,
        "text": text,
        "lang": "es" if one.number % 3 == 0 else "en",
        "url": "",
        "extra": "",
        "created_at": micros(at),
        "received_at": micros(at),
    }


def posts(seed: int = 3) -> list[dict[str, Any]]:
    """Three posts a week on each page; those of a page that converses mostly ask something."""
    chance = random.Random(seed)
    found: list[dict[str, Any]] = []
    for week in range(52):
        for page in PAGES:
            for number in range(3):
                at = START + timedelta(weeks=week, days=2 * number, hours=9)
                talks = page == "parlor" or (page == "turn" and at >= JUNE)
                asks = chance.random() < (0.7 if talks else 0.2)
                text = f"<{'asks-specific' if asks else 'promo'}> post {week} {number}"
                found.append({"page_id": page, "ext_id": f"p{page}{week}-{number}", "text": text, "author": "",
                              "url": "", "created_at": micros(at)})  # fmt: skip
    return found

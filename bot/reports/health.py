"""Whether a page talks with people or at them, from weekly counts. Pure: figures first, words in `health_texts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Protocol, TypeVar

from bot.reports.figures import Share

K = TypeVar("K")
YARDSTICK = 0.65
"""The share of questions that brands answered, Socialbakers 2012."""
LEAST_WEEKS, LEAST_REPLIES, LEAST_CHANGE = 4, 40, 0.2
"""A change of habit is spoken of with so many weeks and replies on both sides and so large a difference."""


class WeekRow(Protocol):
    """One group of `EvidenceRows.weekly`, by week, page, kind and language."""

    week: int
    page_id: str
    kind: str
    lang: str
    comments: int
    needed: int
    replied: int
    replied_needed: int
    two_way: int
    settled: int
    answered: int
    their_words: int
    our_words: int
    our_turns: int
    our_last: int
    threads: int


@dataclass(slots=True)
class Counts:
    """Sums of a group. Words of the page's own turns fall on their own group of kind ""."""

    comments: int = 0
    needed: int = 0
    replied: int = 0
    replied_needed: int = 0
    two_way: int = 0
    settled: int = 0
    answered: int = 0
    their_words: int = 0
    our_words: int = 0
    our_turns: int = 0
    our_last: int = 0
    threads: int = 0

    def add(self, row: WeekRow) -> None:
        """Count a row in."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + (getattr(row, one.name) or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One group's figures. `airtime` is the page's share of all words, `turns` of all turns; `last_word` how many
    threads end with the page."""

    comments: int
    answered_needed: Share
    two_way: Share
    answered_back: Share
    airtime: float
    turns: float
    last_word: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of habit: the share of replies that leave a turn before and from week `week` on."""

    week: int
    before: Share
    after: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Everything the report says. `weeks`, `pages`, `kinds`, `langs` hold (key, figures). `posts` counts the page's
    own posts that leave a turn. `wait` is the median seconds until a reply."""

    total: Talk
    questions: Share
    wait: int | None
    posts: Share
    weeks: tuple[tuple[int, Talk], ...]
    pages: tuple[tuple[str, Talk], ...]
    kinds: tuple[tuple[str, Talk], ...]
    langs: tuple[tuple[str, Talk], ...]
    change: Change | None


def health(rows: Sequence[WeekRow], posts: Iterable[tuple[int, int]], wait: int | None) -> Health:
    """From counts by week, page, kind and language, (posts, of them open) and the median wait."""
    weeks = _grouped(rows, lambda row: row.week)
    question = Counts()
    for row in rows:
        if row.kind == "question":
            question.add(row)
    pairs = list(posts)
    return Health(
        total=_talk(_sum(rows)),
        questions=Share(yes=question.replied, of=question.comments),
        wait=wait,
        posts=Share(yes=sum(open_ for _, open_ in pairs), of=sum(of for of, _ in pairs)),
        weeks=tuple((week, _talk(counts)) for week, counts in sorted(weeks.items())),
        pages=_shown(_grouped(rows, lambda row: row.page_id)),
        kinds=_shown(_grouped((row for row in rows if row.kind), lambda row: row.kind)),
        langs=_shown(_grouped((row for row in rows if row.kind), lambda row: row.lang)),
        change=change_of_habit([(week, counts.two_way, counts.replied) for week, counts in sorted(weeks.items())]),
    )


def _sum(rows: Iterable[WeekRow]) -> Counts:
    counts = Counts()
    for row in rows:
        counts.add(row)
    return counts


def _grouped(rows: Iterable[WeekRow], key: Callable[[WeekRow], K]) -> dict[K, Counts]:
    groups: dict[K, Counts] = {}
    for row in rows:
        groups.setdefault(key(row), Counts()).add(row)
    return groups


def _shown(groups: dict[str, Counts]) -> tuple[tuple[str, Talk], ...]:
    """The largest first."""
    ordered = sorted(groups.items(), key=lambda pair: (-pair[1].comments, pair[0]))
    return tuple((key, _talk(counts)) for key, counts in ordered)


def _talk(counts: Counts) -> Talk:
    words, turns = counts.their_words + counts.our_words, counts.comments + counts.our_turns
    return Talk(
        comments=counts.comments,
        answered_needed=Share(yes=counts.replied_needed, of=counts.needed),
        two_way=Share(yes=counts.two_way, of=counts.replied),
        answered_back=Share(yes=counts.answered, of=counts.settled),
        airtime=counts.our_words / words if words else 0.0,
        turns=counts.our_turns / turns if turns else 0.0,
        last_word=Share(yes=counts.our_last, of=counts.threads),
    )


def change_of_habit(weeks: Sequence[tuple[int, int, int]]) -> Change | None:
    """The week that parts the row of (week, replies that leave a turn, replies) best, where the two sides differ
    by a fifth and more than chance would make them; None where the page kept its habit."""
    best: tuple[float, Change] | None = None
    for at in range(LEAST_WEEKS, len(weeks) - LEAST_WEEKS + 1):
        before, after = _share(weeks[:at]), _share(weeks[at:])
        if min(before.of, after.of) < LEAST_REPLIES:
            continue
        size = abs(after.value - before.value)
        both = (before.yes + after.yes) / (before.of + after.of)
        noise = (both * (1 - both) * (1 / before.of + 1 / after.of)) ** 0.5
        if size < LEAST_CHANGE or size < 5 * noise:
            continue
        if best is None or size / noise > best[0]:
            best = (size / noise, Change(week=weeks[at][0], before=before, after=after))
    return best[1] if best else None


def _share(weeks: Sequence[tuple[int, int, int]]) -> Share:
    return Share(yes=sum(yes for _, yes, _ in weeks), of=sum(of for _, _, of in weeks))

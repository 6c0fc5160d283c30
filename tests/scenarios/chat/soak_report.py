"""What came of a soak: figures, and what must not have been."""

from __future__ import annotations

import ctypes
import gc
import re
import sys
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import psutil

from bot.domain.transitions import ItemState
from tests.scenarios.chat.driver import ChatDriver, Shown
from tests.scenarios.chat.soak_house import Installation

GROWTH = 24_000_000
"""Bytes by which the program may grow between the middle and the end, beside what the fakes keep."""
FLAT_FROM = 200
"""So many cards tell growth from what a process loads once (models, plotting, a library's first use of its caches),
which is tens of megabytes and falls where it likes."""
ALIVE = 500
"""So many more objects of ours may be alive at the end than in the middle: what happens to be going on then."""
_FAKES = ("tests.", "bot.testing.", "bot.domain.", "bot.adapters.chat.room.events")
"""Classes of fakes, and of values that fakes keep."""
_CONTAINERS = (dict, list, tuple, set, frozenset, deque)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Bytes resident after so many cards, and how many of them are what the fakes remember (every message, every
    request); `alive`: how many objects of the program's own classes there are."""

    cards: int
    resident: int
    fakes: int
    alive: int

    @property
    def program(self) -> int:
        """What is not the fakes'."""
        return self.resident - self.fakes


@dataclass(kw_only=True)
class Report:
    """One run in figures. `unheard`: presses that had to be repeated; `copies`: messages that show an item once more
    than needed, by channel; `faults` is empty when all is well."""

    items: int = 0
    seconds: float = 0.0
    presses: int = 0
    together: int = 0
    unheard: int = 0
    redelivered: int = 0
    drops: int = 0
    absences: int = 0
    reconnects: int = 0
    restarts: int = 0
    messages: dict[str, int] = field(default_factory=dict)
    copies: dict[str, int] = field(default_factory=dict)
    memory: tuple[Footprint, ...] = ()
    faults: list[str] = field(default_factory=list)

    def middle(self) -> Footprint:
        """The one nearest to half of the cards."""
        return min(self.memory, key=lambda one: abs(2 * one.cards - self.items))

    def lines(self) -> list[str]:
        """The report for people."""
        middle, last = self.middle(), self.memory[-1]
        return [
            f"{self.items} cards decided in {self.seconds:.0f} s by {self.presses} presses, {self.together} times two "
            f"at the same instant, {self.unheard} to be repeated",
            f"{self.restarts} restarts, {self.reconnects} adapters replaced, {self.drops} connections broken, "
            f"{self.absences} absences, {self.redelivered} events delivered twice",
            "messages: " + ", ".join(f"{name} {count}" for name, count in self.messages.items()),
            "shown once more than needed: " + (", ".join(f"{a} {b}" for a, b in self.copies.items() if b) or "none"),
            f"memory, after {middle.cards} and {last.cards} cards: {_mb(middle.resident)} and {_mb(last.resident)} "
            f"resident, of which the fakes' records {_mb(middle.fakes)} and {_mb(last.fakes)}; "
            f"the rest {(last.program - middle.program) / 2**20:+.1f} MB; "
            f"{middle.alive} and {last.alive} objects of the program alive",
            *(f"FAULT: {each}" for each in self.faults),
        ]


def _mb(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


async def judge(report: Report, house: Installation, items: Sequence[int], memory: Sequence[Footprint]) -> None:
    """Fill in what can be counted at the end, and the faults."""
    report.items, report.memory = len(items), tuple(memory)
    report.faults += await _decided_once(house, items)
    for channel_id, driver in house.drivers.items():
        shown = {each.id: each for each in await _all(driver)}
        report.messages[channel_id] = len(shown)
        report.faults += await _up_to_date(house, channel_id, shown, items)
        report.copies[channel_id], worst = _copies(shown.values())
        if worst > 2:  # once more where the end came between posting and remembering, never again
            report.faults.append(f"{channel_id} shows one item in {worst} messages")
    if report.items >= FLAT_FROM:
        report.faults += _grown(report.middle(), memory[-1])


def _grown(middle: Footprint, last: Footprint) -> list[str]:
    found = []
    if last.program - middle.program > GROWTH:
        found.append(f"the program grew by {(last.program - middle.program) / 2**20:.0f} MB in the second half")
    if last.alive - middle.alive > ALIVE:
        found.append(f"{last.alive - middle.alive} more objects are alive than in the middle")
    return found


async def _decided_once(house: Installation, items: Sequence[int]) -> list[str]:
    found = []
    published = Counter(each.order.item_id for each in house.page.replies)
    decided = await house.decisions()
    for item in items:
        if published[item] != 1:
            found.append(f"item {item} was published {published[item]} times")
        if decided[item] != 1:
            found.append(f"item {item} was decided {decided[item]} times")
        if (state := await house.state(item)) is not ItemState.PUBLISHED:
            found.append(f"item {item} ended as {state}")
    return found


async def _up_to_date(
    house: Installation, channel_id: str, shown: Mapping[str, Shown], items: Sequence[int]
) -> list[str]:
    """Every card is there, as the store has it, and says so."""
    found = []
    for number, item in enumerate(items):
        message, version, now = await house.shown(item, channel_id)
        card = shown.get(message)
        if card is None:
            found.append(f"{channel_id} does not show item {item}")
        elif version != now:
            found.append(f"{channel_id} shows version {version} of item {item}, and {now} is the newest")
        elif not _says_published(card.text, number, item):
            found.append(f"{channel_id} does not say that item {item} is published: {card.text[:400]!r}")
    return found


def _says_published(text: str, number: int, item: int) -> bool:
    """In the row of a list, or anywhere on a card of its own."""
    rows = [row for row in text.split("\n") if re.search(rf"#{item}\b", row)]
    about = text if f"Question {number}?" in text and len(_questions(text)) == 1 else "\n".join(rows)
    return "published" in about.lower()


def _questions(text: str) -> set[str]:
    return set(re.findall(r"Question (\d+)\?", text))


def _copies(shown: Iterable[Shown]) -> tuple[int, int]:
    """How many messages repeat what another one shows already, and the most messages of one item."""
    counted = Counter(one for each in shown if not each.under or each.buttons for one in _questions(each.text))
    return sum(count - 1 for count in counted.values()), max(counted.values(), default=0)


async def _all(driver: ChatDriver) -> Sequence[Shown]:
    """All that stands in the channel; a driver of a real server has a way to ask for it in one go."""
    every: Any = getattr(driver, "all_cards", None)
    found: Sequence[Shown] = await every() if every is not None else driver.cards()
    return found


def footprint(cards: int, outside: Sequence[Any]) -> Footprint:
    """As of now, after what can be freed was freed. `outside` are the fakes."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries give back by themselves
        if trim is not None:
            trim(0)
    alive = sum(1 for one in gc.get_objects() if _is_ours(type(one).__module__))
    return Footprint(cards=cards, resident=psutil.Process().memory_info().rss, fakes=_size(outside), alive=alive)


def _is_ours(module: object) -> bool:
    return isinstance(module, str) and module.startswith("bot.") and not module.startswith(_FAKES)


def _size(roots: Sequence[Any]) -> int:
    """Bytes of what the fakes hold: containers, texts and records, not sockets, tasks, or the program's objects."""
    seen: set[int] = set()
    queue, total = list(roots), 0
    while queue:
        one = queue.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        kind = type(one)
        if kind in (str, bytes, int, float) or isinstance(one, _CONTAINERS):
            total += sys.getsizeof(one)
        elif kind.__module__.startswith(_FAKES):
            total += sys.getsizeof(one)
            queue.extend(_parts(one))
        if isinstance(one, dict):
            queue.extend(one.keys())
            queue.extend(one.values())
        elif isinstance(one, _CONTAINERS):
            queue.extend(one)
    return total


def _parts(one: Any) -> list[Any]:
    if hasattr(one, "__dict__"):
        return [vars(one)]
    return [getattr(one, each.name) for each in fields(one)] if is_dataclass(one) else []

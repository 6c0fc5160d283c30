"""Reader and scorer as each brand has them now: with its own fit, else the installation's, else as shipped.

What is in force is looked up again every few seconds, so that a version fitted, rolled back or activated anywhere
is used by every process without a restart.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import TypeVar

from bot.coaching.adapting.heads import AdaptedHeads
from bot.coaching.adapting.shelved import HEADS, SCORE, names_for
from bot.coaching.parts import Fitted, Parts, build_parts
from bot.coaching.scoring.adapted import AdaptedScore
from bot.domain.errors import BadInput, StoreBroken
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation
from bot.ports import ModelShelf

LOOK_EVERY = 5.0
"""Seconds after which a new version is noticed at the latest."""

log = logging.getLogger(__name__)
Version = tuple[str, int]
T = TypeVar("T")


class InForce:
    """Which parts a brand is read and scored with. An `InForce` can be shared by threads."""

    def __init__(
        self,
        shelf: ModelShelf,
        *,
        encoder: bool = True,
        every: float = LOOK_EVERY,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shelf, self._every, self._tick = shelf, every, tick
        self._encoder_on = encoder
        self.shipped = build_parts(encoder=encoder)
        self._lock = Lock()
        self._looked = float("-inf")
        self._active: Mapping[str, int] = {}
        self._heads: dict[Version, AdaptedHeads | None] = {}
        self._scores: dict[Version, AdaptedScore | None] = {}
        self._made: dict[tuple[Version | None, Version | None], Parts] = {(None, None): self.shipped}

    def of(self, brand_id: str) -> Parts:
        """The parts for one brand. A version that cannot be read is said in the log and passed over."""
        with self._lock:
            self._look()
            heads = self._usable(HEADS, brand_id, self._heads, AdaptedHeads.from_bytes)
            score = self._usable(SCORE, brand_id, self._scores, AdaptedScore.from_bytes)
            key = (heads, score)
            if key not in self._made:
                fitted = Fitted(
                    heads=self._heads[heads] if heads else None, score=self._scores[score] if score else None
                )
                self._made[key] = build_parts(encoder=self._encoder_on, adapted=fitted)
            return self._made[key]

    def _look(self) -> None:
        now = self._tick()
        if now - self._looked < self._every:
            return
        self._looked = now
        try:
            active = dict(self._shelf.in_force())
        except StoreBroken as error:
            log.warning("which fitted models are in force cannot be looked up; they stay as they are: %s", error)
            return
        if active != self._active:
            self._active = active
            self._forget({*active.items()})

    def _forget(self, active: set[Version]) -> None:
        """Drop what is no longer in force."""
        for kept in (self._heads, self._scores):
            for version in [version for version in kept if version not in active]:
                del kept[version]
        for key in [key for key in self._made if not {version for version in key if version} <= active]:
            del self._made[key]

    def _usable(
        self, what: str, brand_id: str, kept: dict[Version, T | None], read: Callable[[bytes], T]
    ) -> Version | None:
        """The nearest version in force that can be read, None for as shipped."""
        for name in names_for(what, brand_id):
            if name not in self._active:
                continue
            version = (name, self._active[name])
            if version not in kept:
                kept[version] = self._read(version, read)
            if kept[version] is not None:
                return version
        return None

    def _read(self, version: Version, read: Callable[[bytes], T]) -> T | None:
        try:
            blob = self._shelf.active(version[0])
            return None if blob is None else read(blob)
        except (BadInput, StoreBroken) as error:
            log.error("fitted model %s, version %d, is not used: %s", *version, error)
            return None


class BrandReader:
    """Reads each comment with what is in force for its brand."""

    def __init__(self, in_force: InForce) -> None:
        self._in_force = in_force

    def read(self, situation: Situation) -> Reading:
        """The reading of one comment."""
        return self._in_force.of(situation.brand.id).reader.read(situation)

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """Readings in order; comments of brands with the same parts are read together."""
        found: dict[int, Reading] = {}
        for parts, places in _together(self._in_force, situations):
            found.update(zip(places, parts.reader.read_many([situations[at] for at in places]), strict=True))
        return [found[at] for at in range(len(situations))]


class BrandScorer:
    """Scores each reply with what is in force for its brand."""

    def __init__(self, in_force: InForce) -> None:
        self._in_force = in_force

    def score(self, reply: str, situation: Situation) -> Score:
        """One score."""
        return self._in_force.of(situation.brand.id).scorer.score(reply, situation)

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """Scores in order; replies of brands with the same parts are scored together."""
        found: dict[int, Score] = {}
        for parts, places in _together(self._in_force, [situation for _, situation in pairs]):
            found.update(zip(places, parts.scorer.score_many([pairs[at] for at in places]), strict=True))
        return [found[at] for at in range(len(pairs))]


def _together(in_force: InForce, situations: Sequence[Situation]) -> Iterator[tuple[Parts, list[int]]]:
    """Places of the situations, by the parts they go to."""
    of_brand = {brand_id: in_force.of(brand_id) for brand_id in {situation.brand.id for situation in situations}}
    groups: dict[int, tuple[Parts, list[int]]] = {}
    for place, situation in enumerate(situations):
        parts = of_brand[situation.brand.id]
        groups.setdefault(id(parts), (parts, []))[1].append(place)
    yield from groups.values()

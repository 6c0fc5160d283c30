"""Refusing a text that the platform would cut or refuse, before it is approved."""

from __future__ import annotations

from typing import Protocol

from bot.domain.capabilities import LengthUnit, TextLimit
from bot.domain.decision import DecisionRequest, Refused
from bot.review.answers import Refusal, refuse
from bot.review.messages import unit_name
from bot.store.rows import ItemRow


class Measured(Protocol):
    """A text's length in the platform's unit."""

    @property
    def count(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def unit(self) -> LengthUnit: ...
    @property
    def over(self) -> int: ...


class Measure(Protocol):
    """Counts as a platform counts; handed in by the pipeline, since stages do not know each other."""

    def __call__(self, text: str, limit: TextLimit, /) -> Measured: ...


def too_long(
    request: DecisionRequest, item: ItemRow, text: str, limit: TextLimit, platform: str, measure: Measure
) -> Refusal | None:
    """The refusal, None when the text fits."""
    length = measure(text, limit)
    if not length.over:
        return None
    unit = unit_name(length.unit.value, request.person.lang)
    return refuse(
        request,
        Refused.TEXT_INVALID,
        "too_long",
        item=item,
        platform=platform,
        count=length.count,
        most=length.most,
        unit=unit,
        over=length.over,
    )

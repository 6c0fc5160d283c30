"""Domain values as JSON text and back, by their own annotations.

pydantic's adapters do it for plain dataclasses, enums, frozensets and durations alike, checked when read: a row
that does not fit its type is reported and not half-used.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.errors import StoreBroken

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(of: Any) -> TypeAdapter[Any]:
    made = _ADAPTERS.get(of)
    if made is None:
        made = _ADAPTERS[of] = TypeAdapter(of)  # building twice in two threads does no harm
    return made


def dump(of: type[T], value: T) -> str:
    """`value` as JSON text."""
    return _adapter(of).dump_json(value).decode()


def load(of: type[T], text: str) -> T:
    """The value of a JSON text that `dump` made, also by an earlier version that lacked optional fields."""
    try:
        value: T = _adapter(of).validate_json(text)
    except ValidationError as error:
        raise StoreBroken(f"a stored {of.__name__} cannot be read: {error.errors()[0]['msg']}") from error
    return value

"""What platforms send, changed: one place at a time in every way that is tried, or at random places at once."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.adapters.pages.any_json import JSON, like
from tests.effort import EXHAUSTIVE

Path = tuple[str | int, ...]
OTHERS: tuple[Any, ...] = (None, True, 0, -1, 17, 1.5, 10**30, "", "x", "\ud800\0", [], [None], ["x"], {}, {"id": None})
"""What stands in a place instead."""
PLAINEST: tuple[Any, ...] = (None, 17, "x", ["x"], {})
GONE = object()


def paths(data: Any, above: Path = ()) -> Iterator[Path]:
    """Every place in it, the outermost first."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield (*above, key)
        yield from paths(value, (*above, key))


def at(data: Any, path: Path) -> Any:
    """What stands at a place."""
    for key in path:
        data = data[key]
    return data


def changed(data: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a place, or without the place (`GONE`)."""
    made = copy.copy(data)
    if len(path) > 1:
        made[path[0]] = changed(data[path[0]], path[1:], value)
    elif value is GONE:
        del made[path[0]]
    else:
        made[path[0]] = value
    return made


def single(data: Any, known: set[tuple[Any, ...]]) -> Iterator[tuple[Path, Any, Any]]:
    """Every change of one place, with what was put there: everywhere dropped, null and of each other type; and all of
    `OTHERS`, packed and unpacked, in the places that are not `known` from another sample yet."""
    for path in paths(data):
        value = at(data, path)
        turned = [str(value)] if isinstance(value, (int, float)) else [int(value)] if _digits(value) else []
        others = [GONE, *PLAINEST, *turned]
        place = tuple("[]" if isinstance(key, int) else key for key in path)
        if place not in known or EXHAUSTIVE:
            known.add(place)
            others += [*OTHERS, [value], {"value": value}, [value, value]]
        for other in others:
            yield path, other, changed(data, path, other)


def _digits(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit()


def words(wires: Sequence[Any]) -> tuple[list[str], list[Any]]:
    """All keys, and all values that hold nothing themselves, of some samples."""
    keys: set[str] = set()
    values: dict[str, Any] = {}
    for wire in wires:
        for path in paths(wire):
            keys |= {path[-1]} if isinstance(path[-1], str) else set()
            found = at(wire, path)
            if not isinstance(found, (dict, list)):
                values[repr(found)] = found
    return sorted(keys), list(values.values())


def neighbours(data: Any, values: Sequence[Any], count: int) -> Iterator[Any]:
    """So many copies with one to three places changed; always the same ones of the same data. Made without drawing, so
    that a hundred of them cost no more than one drawn example."""
    dice = Random(repr(data))
    places = list(paths(data))
    for _ in range(count if places else 0):
        made = data
        for _ in range(dice.randint(1, 3)):
            here = places if made is data else list(paths(made))
            if here:
                value = GONE if dice.random() < 0.2 else dice.choice(values)
                made = changed(made, dice.choice(here), value)
        yield made


def hostile(wires: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Things made of a platform's words, and samples with up to eight places changed."""
    keys, values = words(wires)
    parts = st.one_of(JSON, st.sampled_from([*OTHERS, *values]), like(keys, values))

    @st.composite
    def altered(draw: st.DrawFn) -> Any:
        data = draw(st.sampled_from(wires))
        for _ in range(draw(st.integers(1, 8))):
            places = list(paths(data))
            if not places:
                break
            data = changed(data, draw(st.sampled_from(places)), draw(st.just(GONE) | parts))
        return data

    return st.one_of(altered(), like(keys, values), st.lists(altered(), max_size=3))

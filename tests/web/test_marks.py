"""Marked text is the same text, however spans overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.web.lengths import clean_newlines, measure
from bot.web.marks import LEVELS, Mark, folded, segments
from bot.web.routes.sign_in import safe_next
from bot.web.security import Throttle

MARKS = st.lists(
    st.builds(
        lambda a, b, level: Mark(start=a, end=b, level=level, note=f"{a}-{b}"),
        st.integers(-3, 60),
        st.integers(-3, 60),
        st.sampled_from(LEVELS),
    ),
    max_size=8,
)


@given(st.text(max_size=50), MARKS)
def test_segments_join_to_the_text(text: str, marks: list[Mark]) -> None:
    cut = segments(text, marks)
    assert "".join(part.text for part in cut) == text
    place = 0
    for part in cut:
        for offset in range(place, place + len(part.text)):
            assert set(part.refs) == {i for i, m in enumerate(marks) if m.start <= offset < m.end}
        place += len(part.text)


@given(st.text(max_size=400), MARKS, st.integers(1, 100))
def test_folding_loses_nothing(text: str, marks: list[Mark], most: int) -> None:
    shown, rest = folded(segments(text, marks), most)
    assert "".join(p.text for p in [*shown, *rest]) == text
    assert not rest or sum(len(p.text) for p in shown) == most


def test_the_strongest_level_wins() -> None:
    cut = segments("abcdef", [Mark(start=0, end=4, level="hint"), Mark(start=2, end=6, level="error")])
    assert [(p.text, p.level) for p in cut] == [("ab", "hint"), ("cd", "error"), ("ef", "error")]


def test_length_counts_what_will_be_published() -> None:
    assert clean_newlines("a\r\nb\rc") == "a\nb\nc"
    assert measure("  añ👍 \r\n", 2).over == 1
    assert measure("x" * 900, 0).over == 0


@given(st.text(max_size=40))
def test_next_never_leaves_the_console(path: str) -> None:
    safe = safe_next(path)
    assert safe.startswith("/")
    assert not safe.startswith(("//", "/\\"))


def test_next_examples() -> None:
    assert safe_next("/items/3?x=1") == "/items/3?x=1"
    for evil in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""):
        assert safe_next(evil) == "/inbox"


class _Clock:
    at = datetime(2026, 11, 23, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def test_throttle_slows_and_forgets() -> None:
    clock = _Clock()
    throttle = Throttle(clock, free=3, keys=2)
    for _ in range(2):
        throttle.fail("a")
    assert throttle.wait("a") == timedelta(0)
    throttle.fail("a")
    assert throttle.wait("a", "b") == timedelta(seconds=2)
    clock.at += timedelta(seconds=2)
    assert throttle.wait("a") == timedelta(0)
    throttle.fail("a")
    assert throttle.wait("a") == timedelta(seconds=4)
    clock.at += timedelta(hours=1)
    throttle.fail("a")
    assert throttle.wait("a") == timedelta(0)
    throttle.fail("b")
    throttle.fail("c")
    throttle.clear("c")
    assert throttle.wait("a", "c") == timedelta(0)

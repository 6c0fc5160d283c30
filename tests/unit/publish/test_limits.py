"""Texts are counted as the platforms count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.capabilities import LengthUnit, TextLimit
from bot.publish.limits import count, excess, fits, length

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(LengthUnit.CHARACTERS, 7), (LengthUnit.UTF16, 11), (LengthUnit.GRAPHEMES, 1), (LengthUnit.BYTES, 25)],
)
def test_a_family_is_one_sign_or_many(unit: LengthUnit, expected: int) -> None:
    assert length(FAMILY, unit) == expected


def test_a_link_weighs_what_the_platform_says() -> None:
    mastodon = TextLimit(most=30, link_weight=23)
    text = "Mira: https://example.org/a-very-long-address/with/parts"
    assert count(text, mastodon) == len("Mira: ") + 23
    assert fits(text, mastodon)
    assert excess(text + " ahora", mastodon) == 5


def test_bytes_can_be_the_tighter_limit() -> None:
    bluesky = TextLimit(most=300, unit=LengthUnit.GRAPHEMES, also_bytes=3000)
    assert fits("ñ" * 300, bluesky)
    assert excess(FAMILY * 130, bluesky) == 130 * 25 - 3000


def test_no_limit_takes_everything() -> None:
    assert fits("x" * 100_000, TextLimit(most=0))


@given(st.text(max_size=200), st.sampled_from(list(LengthUnit)))
def test_counting_never_fails_and_orders_the_units(text: str, unit: LengthUnit) -> None:
    counted = length(text, unit)
    assert counted >= 0
    assert length(text, LengthUnit.GRAPHEMES) <= length(text, LengthUnit.CHARACTERS)
    assert length(text, LengthUnit.CHARACTERS) <= length(text, LengthUnit.UTF16) <= length(text, LengthUnit.BYTES)


@given(st.text(max_size=200), st.integers(1, 200))
def test_a_text_fits_exactly_when_nothing_is_in_excess(text: str, most: int) -> None:
    limit = TextLimit(most=most)
    assert fits(text, limit) == (len(text) <= most)

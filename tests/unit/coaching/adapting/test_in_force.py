"""Each brand is read and scored with its own fit, else the installation's, else as shipped; changes are noticed."""

from __future__ import annotations

import logging

import pytest

from bot.coaching.adapting.adapt import adapt_heads
from bot.coaching.adapting.installation import situation_of
from bot.coaching.in_force import BrandReader, BrandScorer, InForce
from bot.coaching.scoring.fit import adapt_score
from bot.domain.brand import Brand
from bot.domain.errors import StoreBroken
from bot.domain.reading import Kind
from bot.domain.situation import Situation
from bot.testing.shelf import MemoryShelf
from tests.unit.coaching.adapting.test_adapting import BRAND, GuessingReader, bakery_rows
from tests.unit.coaching.adapting.test_score import told

SLANG = "la hogaza, floja"


def blob() -> bytes:
    rows = bakery_rows()
    heads = adapt_heads(rows, GuessingReader(), [situation_of(row, BRAND) for row in rows]).heads
    assert heads is not None
    return heads.to_bytes()


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def in_force(shelf: MemoryShelf, watch: Watch) -> InForce:
    return InForce(shelf, encoder=False, every=5.0, tick=watch)


def complains(in_force: InForce, brand_id: str) -> bool:
    situation = Situation(brand=Brand(id=brand_id, name=brand_id), comment=SLANG)
    return Kind.COMPLAINT in BrandReader(in_force).read(situation).kinds


def test_a_brands_own_version_is_its_own(in_force: InForce, shelf: MemoryShelf) -> None:
    shelf.save("heads@bakery", blob(), {})
    assert complains(in_force, "bakery")
    assert not complains(in_force, "cafe")
    assert in_force.of("cafe") is in_force.shipped


def test_without_its_own_a_brand_has_the_installations(in_force: InForce, shelf: MemoryShelf) -> None:
    shelf.save("heads", blob(), {})
    assert complains(in_force, "bakery")
    assert in_force.of("bakery") is in_force.of("cafe")


def test_a_batch_of_several_brands_keeps_its_order(in_force: InForce, shelf: MemoryShelf) -> None:
    shelf.save("heads@bakery", blob(), {})
    brands = [Brand(id=name, name=name) for name in ("cafe", "bakery", "cafe", "bakery")]
    readings = BrandReader(in_force).read_many([Situation(brand=brand, comment=SLANG) for brand in brands])
    assert [Kind.COMPLAINT in reading.kinds for reading in readings] == [False, True, False, True]
    pairs = [(f"Sorry about loaf {n}.", Situation(brand=brand, comment=SLANG)) for n, brand in enumerate(brands)]
    scores = BrandScorer(in_force).score_many(pairs)
    assert scores == [in_force.of(s.brand.id).scorer.score(reply, s) for reply, s in pairs]


def test_the_fitted_score_counts_for_its_brand_alone(in_force: InForce, shelf: MemoryShelf) -> None:
    fit = adapt_score(*told()).fitted
    assert fit is not None
    shelf.save("score@bakery", fit.to_bytes(), {})
    scorer = BrandScorer(in_force)
    reply, comment = "Come by Carmen street, number 7.", "Where could I find you?"
    here, there = (
        scorer.score(reply, Situation(brand=Brand(id=name, name="B"), comment=comment)) for name in ("bakery", "cafe")
    )
    assert here.exact != there.exact
    assert here.dimensions == there.dimensions


def test_a_new_version_and_a_rollback_are_noticed_within_seconds(
    in_force: InForce, shelf: MemoryShelf, watch: Watch
) -> None:
    assert not complains(in_force, "bakery")
    shelf.save("heads@bakery", blob(), {})
    watch.at = 4.9
    assert not complains(in_force, "bakery")
    watch.at = 5.1
    assert complains(in_force, "bakery")
    shelf.activate("heads@bakery", None)
    watch.at = 10.3
    assert not complains(in_force, "bakery")


def test_a_damaged_version_is_said_and_passed_over(
    in_force: InForce, shelf: MemoryShelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.save("heads", blob(), {})
    shelf.save("heads@bakery", b"not a model", {})
    with caplog.at_level(logging.ERROR):
        assert complains(in_force, "bakery")
    assert "heads@bakery, version 1" in caplog.text
    assert in_force.of("bakery") is in_force.of("cafe")


def test_while_the_store_is_away_everything_stays_as_it_is(in_force: InForce, shelf: MemoryShelf, watch: Watch) -> None:
    shelf.save("heads@bakery", blob(), {})
    assert complains(in_force, "bakery")
    shelf.broken = StoreBroken("away")
    watch.at = 6.0
    assert complains(in_force, "bakery")

"""The sample brand and an engine with foreseeable reading and score."""

from __future__ import annotations

import pytest

from bot.coaching.brands import load_brand
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.resources import resource_path
from tests.coaching.fakes import FakeReader, FakeScorer


@pytest.fixture(scope="session")
def brand() -> Brand:
    return load_brand(resource_path("config/brands/mirlo.toml"))


@pytest.fixture
def engine(brand: Brand) -> Engine:
    return build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=brand)


@pytest.fixture(scope="module")
def whole(brand: Brand) -> Engine:
    """The engine as it is installed, with its own reading and score."""
    return build_engine(brand=brand)

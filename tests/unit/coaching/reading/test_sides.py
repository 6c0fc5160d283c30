"""A long comment is read by its sentences as well: what a grievance rests on, and what cannot be told."""

from __future__ import annotations

import pytest

from bot.coaching.reading.as_json import reading_to_dict
from bot.coaching.reading.reader import Reader
from bot.domain.reading import Kind
from bot.domain.situation import Situation
from tests.unit.coaching.reading.one_comment import BRAND, read

_TOLD = (
    "The gate was easy to find and the lad on the desk waved us through with the prams. Inside it was warm and "
    "somebody had "
    "put out books. The lights in the big tank have been broken since Easter and nobody at the desk knew why. We ate "
    "our "
    "sandwiches by the window."
)
_BOTH = (
    "Me llevé a mi padre al concierto por su santo, que hacía años que no salía. La orquesta tocó de maravilla y él "
    "lloró "
    "con el segundo tema. Nos sentaron detrás de una columna y la calefacción no funcionaba en toda la sala. Volvimos "
    "en "
    "taxi, callados."
)


def test_a_long_grievance_rests_on_the_sentence_that_tells_it(reader: Reader) -> None:
    found = read(reader, _TOLD)
    assert Kind.COMPLAINT in found.kinds
    assert found.crux is not None
    assert "broken since Easter" in found.crux.of(_TOLD)
    assert reading_to_dict(found, _TOLD)["crux"]["text"] == found.crux.of(_TOLD)


def test_a_long_tale_with_both_in_it_is_left_open(reader: Reader) -> None:
    assert read(reader, _BOTH).otherwise in (Kind.PRAISE, Kind.COMPLAINT)


@pytest.mark.parametrize("text", ["The lights have been broken since Easter.", "Qué maravilla de orquesta, gracias."])
def test_a_short_comment_has_no_crux(reader: Reader, text: str) -> None:
    assert read(reader, text).crux is None


def test_without_the_encoder_a_long_comment_is_read_as_a_whole() -> None:
    assert read(Reader(words_only=True), _TOLD).crux is None


def test_read_together_or_alone_they_are_the_same(reader: Reader) -> None:
    texts = (_TOLD, "Lovely.", _BOTH)
    alone = [read(reader, text) for text in texts]
    situations = [Situation(brand=BRAND, comment=text) for text in texts]
    assert [found.crux for found in reader.read_many(situations)] == [found.crux for found in alone]

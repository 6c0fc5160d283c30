"""Reasons are stored in the brand's first language and told in the reader's, wherever a card is shown."""

from __future__ import annotations

from dataclasses import replace

from bot.coaching.engine import build_engine
from bot.coaching.retelling import reading_in
from bot.domain.brand import Brand
from bot.domain.card import Card
from bot.domain.reading import Kind, Mood
from bot.domain.situation import Situation
from bot.pipeline.desk import DeskService
from bot.pipeline.situations import BrandShelf
from bot.pipeline.work import Channel
from bot.testing.channel import FakeChannel
from tests.pipeline.conftest import ANA, MO, House

COMMENT = "The cake I bought yesterday was stale and nobody at the counter cared."


class Counting:
    """The engine, its scores counted."""

    def __init__(self) -> None:
        self.engine, self.scored = build_engine(encoder_on=False), 0

    def __getattr__(self, name: str) -> object:
        if name == "score_many":
            self.scored += 1
        return getattr(self.engine, name)


async def real(house: House) -> Counting:
    coach = Counting()
    house.coach = coach  # type: ignore[assignment]
    house.install(house.page)
    return coach


def words(card: Card | None) -> str:
    assert card is not None
    assert card.reading is not None
    found = [card.reading.why, *(judgement.why for _, judgement in card.reading.judgements)]
    for offered in card.suggestions:
        score = offered.suggestion.score
        found += [score.why, offered.suggestion.stopped, *(one.why for one in score.findings)]
    return " ".join(found)


async def test_every_reader_gets_the_reasons_in_their_language(house: House) -> None:
    coach = await real(house)
    item_id = await house.waiting(COMMENT)
    english, spanish = words(await house.desk.card(item_id, MO)), words(await house.desk.card(item_id, ANA))
    assert not {"the", "and", "it"}.isdisjoint(english.lower().split())
    assert {"the", "and", "it"}.isdisjoint(spanish.lower().split()), spanish
    card, theirs = await house.desk.card(item_id, MO), await house.desk.card(item_id, ANA)
    assert card is not None
    assert theirs is not None
    assert [one.suggestion.text for one in card.suggestions] == [one.suggestion.text for one in theirs.suggestions]
    assert [one.suggestion.score.total for one in card.suggestions] == [
        one.suggestion.score.total for one in theirs.suggestions
    ]
    before = coach.scored
    await house.desk.card(item_id, ANA)
    assert coach.scored == before


async def test_a_channel_gets_them_in_its_own(house: House) -> None:
    await real(house)
    room = FakeChannel()
    house.work.channels["sala"] = Channel(adapter=room, lang="es")  # type: ignore[index]
    item_id = await house.waiting(COMMENT)
    shown = next(card for _, card in reversed(room.shown) if card.item_id == item_id)
    assert {"the", "and", "it"}.isdisjoint(words(shown).lower().split())


def test_what_a_person_corrected_keeps_standing() -> None:
    engine = build_engine(encoder_on=False)
    situation = Situation(brand=Brand(id="b", name="B"), comment=COMMENT)
    stored = replace(engine.read(situation), mood=Mood.POSITIVE, kinds=frozenset({Kind.JOKE}))
    told = reading_in(stored, engine.read(replace(situation, reader_lang="es")))
    assert (told.mood, told.kinds, told.needs_reply) == (Mood.POSITIVE, frozenset({Kind.JOKE}), stored.needs_reply)
    assert told.why != stored.why


async def test_a_desk_without_suggestions_tells_nothing(house: House) -> None:
    item_id = await house.comment("hello?")
    desk = DeskService(house.store, house.coach, {}, BrandShelf())
    card = await desk.card(item_id, ANA)
    assert card is not None
    assert card.suggestions == ()


async def test_what_is_needed_is_asked_in_each_readers_language(house: House) -> None:
    await real(house)
    item_id = await house.waiting("Do you have parking for a horse cart near the shop in Bristol?")
    asked = {}
    for lang, person in (("en", MO), ("es", ANA)):
        card = await house.desk.card(item_id, person)
        assert card is not None
        asked[lang] = " ".join([card.reason, *(n.question for one in card.suggestions for n in one.suggestion.needs)])
    assert "What is the answer to this? “" in asked["en"]
    assert "¿Qué se responde a esto? «" in asked["es"]
    assert "What is" not in asked["es"]

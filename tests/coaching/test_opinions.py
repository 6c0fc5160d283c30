"""A model's view in a chat: beside the score and the reading, never in them, and never in the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.chat.text_card import opinion_lines
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.domain.situation import Situation, SuggestRequest, TalkState
from bot.domain.suggestion import SecondOpinion, Suggestion
from bot.store.codec import dump, load
from bot.testing.model import ScriptedModel
from tests.coaching.fakes import FakeReader, FakeScorer

VIEW = {"total": 41, "why": "“We value your feedback” answers nothing.", "mend": "Name the hour they asked for."}
READ = {"kinds": ["complaint"], "mood": "negative", "asks": [], "needs_reply": True, "why": "They waited for an hour."}


def _engine(brand: Brand, *script: dict[str, Any] | Exception) -> tuple[Engine, ScriptedModel]:
    model = ScriptedModel(list(script), name="gpt")
    return build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=brand, model=model), model


async def _about(engine: Engine, brand: Brand, comment: str = "When do you open? Call +34 612 345 678") -> TalkState:
    situation = Situation(brand=brand, comment=comment)
    return TalkState(situation=situation, offered=engine.compose(situation, SuggestRequest()).offers)


async def test_why_shows_the_models_view_beside_the_score(brand: Brand) -> None:
    engine, model = _engine(brand, VIEW)
    state = await _about(engine, brand)
    answer = await engine.talk("why?", state, "en")
    score = engine.score(state.offered[0].text, state.situation)  # type: ignore[arg-type]
    assert f"{score.total} of 100" in answer.text
    assert "A second opinion (gpt), which does not count in the score: 41 of 100." in answer.text
    assert "Name the hour" in answer.text
    assert len(model.calls) == 1
    assert "612" not in str(model.calls[0].messages)
    assert model.calls[0].brand_id == brand.id


@pytest.mark.parametrize(("message", "lang"), [("second opinion", "en"), ("¿qué dice el modelo?", "es")])
async def test_a_second_opinion_can_be_asked_for(brand: Brand, message: str, lang: str) -> None:
    engine, _ = _engine(brand, VIEW)
    answer = await engine.talk(message, await _about(engine, brand), lang)
    assert answer.intent == "opinion"
    assert "41" in answer.text


async def test_without_a_model_it_says_so(brand: Brand) -> None:
    engine = build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=brand)
    assert "no language model" in (await engine.talk("second opinion", await _about(engine, brand), "en")).text


async def test_a_comment_nothing_was_offered_for_is_read_by_the_model_too(brand: Brand) -> None:
    engine, model = _engine(brand, READ)
    state = TalkState(situation=Situation(brand=brand, comment="Una hora esperando"))
    answer = await engine.talk("¿por qué?", state, "es")
    assert "gpt lee así el comentario, sin que cambie la lectura: queja; negativo." in answer.text
    assert "They waited for an hour." in answer.text
    assert len(model.calls) == 1


@pytest.mark.parametrize(
    "trouble",
    [RetryLater("busy", after=timedelta(1)), ModelAnswerInvalid("x"), PermanentRefusal("budget"), NotSent("gone")],
)
async def test_a_model_in_trouble_takes_nothing_away(brand: Brand, trouble: Exception) -> None:
    engine, _ = _engine(brand, trouble)
    state = await _about(engine, brand)
    assert "of 100" in (await engine.talk("why?", state, "en")).text
    assert "no usable opinion" in (await engine.talk("second opinion", state, "en")).text


@pytest.mark.parametrize("why", ["Send them to https://evil.example/win", "Ask ⟦PHONE9⟧", "see evil.com for more"])
async def test_what_a_comment_may_have_talked_the_model_into_is_not_repeated(brand: Brand, why: str) -> None:
    engine, _ = _engine(brand, {**VIEW, "why": why})
    text = (await engine.talk("why?", await _about(engine, brand), "en")).text
    assert "evil" not in text
    assert "⟦" not in text
    assert "second opinion" not in text


async def test_a_suggestion_carries_the_models_view_beside_its_score(brand: Brand) -> None:
    engine, model = _engine(brand, PermanentRefusal("no drafts today"), VIEW)
    situation = Situation(brand=brand, comment="When do you open? Call +34 612 345 678")
    first, *others = (await engine.suggest(situation, SuggestRequest(opinion=True))).offers
    assert first.second == SecondOpinion(model="gpt", total=41, why=VIEW["why"], mend=VIEW["mend"])
    assert all(offer.second is None for offer in others)
    assert first.score.total == engine.score(first.text, situation).total
    assert [call.brand_id for call in model.calls] == [brand.id, brand.id]
    assert load(Suggestion, dump(Suggestion, first)) == first


async def test_no_view_is_asked_for_unless_wanted_nor_when_time_is_up(brand: Brand) -> None:
    engine, model = _engine(brand, PermanentRefusal("no drafts today"))
    situation = Situation(brand=brand, comment="When do you open?")
    plain = await engine.suggest(situation, SuggestRequest())
    late = await engine.suggest(situation, SuggestRequest(opinion=True, seconds=0.5))
    assert not [offer for offer in (*plain.offers, *late.offers) if offer.second is not None]
    assert len(model.calls) == 2


async def test_a_busy_model_leaves_a_suggestion_without_a_view(brand: Brand) -> None:
    engine, _ = _engine(brand, RetryLater("busy", after=timedelta(1)))
    found = await engine.suggest(Situation(brand=brand, comment="When do you open?"), SuggestRequest(opinion=True))
    assert found.offers
    assert found.offers[0].second is None


async def test_without_a_model_no_suggestion_has_a_second_view(brand: Brand) -> None:
    engine = build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=brand)
    found = await engine.suggest(Situation(brand=brand, comment="When do you open?"), SuggestRequest(opinion=True))
    assert found.offers
    assert all(offer.second is None for offer in found.offers)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "does not count in the score"), ("es", "no cuenta en la puntuación")]
)
def test_a_card_tells_the_view_as_one_that_does_not_count(lang: str, said: str) -> None:
    view = SecondOpinion(model="gpt", total=41, why="It answers nothing.", mend="Name the hour.")
    told = " ".join(each.text for each in opinion_lines(view, lang))
    assert said in told
    assert "gpt" in told
    assert "41" in told
    assert told.endswith("It answers nothing. Name the hour.")
    assert opinion_lines(None, lang) == []

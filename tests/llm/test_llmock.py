"""A provider that fails in every usual way, on a real socket: the manager has a suggestion within the time budget.

What this provider cannot do (a body that never ends, a connection closed before any answer, a form refused) is done
by the scripted server of `tests/fakes`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply

from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation, Suggestions, SuggestRequest
from bot.llm import DailyBudget, ModelChain, ModelConfig, OpenAIModel
from bot.testing.clock import FrozenClock
from tests.coaching.fakes import FakeReader, FakeScorer

BUDGET = 3.0
LATE = 6.0
"""What composing, scoring and a busy machine may add to the budget."""
DOGS = Fact(id="dogs.en", lang="en", question="Dogs?", answer="Dogs are welcome in both shops.", source="house rules")
BRAND = Brand(id="acme", name="Acme", facts=(DOGS,))
TEXT = "Dogs are welcome in both shops, on a lead. What's yours called?"
GOOD = json.dumps({"replies": [{"text": TEXT, "facts": ["dogs.en"]}], "needs": []})
HALF = GOOD[: len(GOOD) // 2]
BLOCKED = Reply(text="", finish_reason="content_filter", times=None)
CUT = Reply(text=HALF, finish_reason="length", times=None)

Trouble = Callable[[LLMock], object]


def _model(llmock: LLMock, name: str = "gpt-4o-mini", **more: object) -> OpenAIModel:
    config = ModelConfig(name=name, base_url=llmock.base_url("openai"), price_in=1.0, price_out=4.0)
    return OpenAIModel(config, first_wait=0.05, **more)  # type: ignore[arg-type]


def _engine(*models: OpenAIModel) -> Engine:
    return build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=BRAND, model=ModelChain(models))


async def _suggest(*models: OpenAIModel) -> tuple[Suggestions, float]:
    engine = _engine(*models)
    began = time.monotonic()
    found = await engine.suggest(Situation(brand=BRAND, comment="Can I bring my dog?"), SuggestRequest(seconds=BUDGET))
    took = time.monotonic() - began
    for model in models:
        await model.close()
    return found, took


async def test_a_provider_in_good_health_writes_first(llmock: LLMock) -> None:
    llmock.reply(GOOD, times=None)
    found, _ = await _suggest(_model(llmock))
    assert (found.offers[0].text, found.offers[0].origin) == (TEXT, "gpt-4o-mini")
    assert found.offers[0].price > 0
    assert llmock.last_request.body["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda mock: mock.rate_limit(times=1, retry_after=0.2).reply(GOOD, times=None), id="429"),
        pytest.param(lambda mock: mock.fail(503).reply(GOOD, times=None), id="503"),
        pytest.param(lambda mock: mock.fail(500).reply(GOOD, times=None), id="500"),
        pytest.param(lambda mock: mock.fail(500, times=2).reply(GOOD, times=None), id="500 twice"),
    ],
)
async def test_a_passing_trouble_is_waited_out(llmock: LLMock, trouble: Trouble) -> None:
    trouble(llmock)
    found, took = await _suggest(_model(llmock))
    assert found.offers[0].origin == "gpt-4o-mini"
    assert took < BUDGET + LATE
    llmock.assert_resilient()


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda mock: mock.rate_limit(times=None, retry_after=60), id="429 for a minute"),
        pytest.param(lambda mock: mock.rate_limit(times=None, retry_after=0.1), id="429 without end"),
        pytest.param(lambda mock: mock.outage(status=500), id="500"),
        pytest.param(lambda mock: mock.outage(status=503), id="503"),
        pytest.param(lambda mock: mock.fail(401, times=None), id="401"),
        pytest.param(lambda mock: mock.delay(4, times=None), id="no answer in time"),
        pytest.param(lambda mock: mock.reply(HALF, times=None), id="half a JSON"),
        pytest.param(lambda mock: mock.add(CUT), id="cut"),
        pytest.param(lambda mock: mock.reply("I'm sorry, but I can't help with that.", times=None), id="refusal"),
        pytest.param(lambda mock: mock.add(BLOCKED), id="content filter"),
        pytest.param(lambda mock: mock.reply("and so on " * 200_000, times=None), id="two million characters"),
        pytest.param(lambda mock: mock.reply('{"a":' * 20_000, times=None), id="endless nesting"),
        pytest.param(lambda mock: mock.context_overflow(times=None), id="prompt too long"),
    ],
)
async def test_whatever_fails_there_is_a_suggestion_in_time(llmock: LLMock, trouble: Trouble) -> None:
    trouble(llmock)
    found, took = await _suggest(_model(llmock), _model(llmock, "gpt-4o"))
    assert found.offers
    assert found.offers[0].origin == "composer"
    assert took < BUDGET + LATE
    assert any(line.startswith(("gpt-4o-mini: ", "gpt-4o: ")) for line in found.log)
    wrong = {finding.code for finding in llmock.verdict().findings}
    assert not wrong & {"retry_after_ignored", "retried_non_retryable", "retry_storm"}


async def test_the_second_of_a_chain_writes_where_the_first_is_down(llmock: LLMock) -> None:
    llmock.fail(503, times=None, model="gpt-4o-mini").reply(GOOD, times=None)
    found, took = await _suggest(_model(llmock), _model(llmock, "gpt-4o"))
    assert found.offers[0].origin == "gpt-4o"
    assert took < BUDGET + LATE


async def test_a_quota_of_the_provider_and_a_budget_of_ours(llmock: LLMock) -> None:
    llmock.limits(rpm=1).reply(GOOD, times=None)
    budget = DailyBudget(FrozenClock(), default=100_000)
    first, _ = await _suggest(_model(llmock, budget=budget))
    second, took = await _suggest(_model(llmock, budget=budget))
    assert (first.offers[0].origin, second.offers[0].origin) == ("gpt-4o-mini", "composer")
    assert took < BUDGET + LATE
    spent = 100_000 - budget.left("acme")
    assert 0 < spent < 10_000
    budget.spend("acme", 100_000)
    asked = len(llmock.requests)
    third, _ = await _suggest(_model(llmock, budget=budget))
    assert third.offers[0].origin == "composer"
    assert len(llmock.requests) == asked

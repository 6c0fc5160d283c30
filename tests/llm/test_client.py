"""The client against a real socket: every way of failing ends in time, in an error that says what to do."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.llm import DailyBudget, ModelChain, ModelConfig, OpenAIModel
from bot.llm.answers import check, parse_answer
from bot.ports import ModelCall
from bot.testing.model import ScriptedModel
from tests.fakes.openai_server import OpenAIServer, Step, answers, endless, fails, hangs_up, refuses_forms, sleeps

_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": {"type": "string", "maxLength": 20}, "n": {"type": "integer"}},
}
_GOOD = '{"text": "hello"}'


def _call(seconds: float = 20.0, text: str = "hi") -> ModelCall:
    return ModelCall(messages=(("user", text),), schema=_SCHEMA, seconds=seconds, most_tokens=50, brand_id="b")


class _Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def _model(server: OpenAIServer, **more: object) -> OpenAIModel:
    config = ModelConfig(name="m", base_url=server.url, price_in=2.0, price_out=10.0)
    return OpenAIModel(config, first_wait=0.01, **more)  # type: ignore[arg-type]


async def _ask(*steps: Step, seconds: float = 20.0) -> tuple[object, OpenAIServer]:
    with OpenAIServer(*steps) as server:
        model = _model(server)
        try:
            return (await model.ask(_call(seconds))).data, server
        finally:
            await model.close()


async def test_an_answer_with_its_price_and_tokens() -> None:
    with OpenAIServer(answers(_GOOD)) as server:
        model = _model(server)
        answer = await model.ask(_call())
        await model.close()
    assert (answer.data, answer.tokens_in, answer.tokens_out) == ({"text": "hello"}, 100, 20)
    assert answer.price == pytest.approx((100 * 2 + 20 * 10) / 1_000_000)
    assert server.requests[0]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [400, 422, 500])
@pytest.mark.parametrize(
    ("refused", "left"), [(("json_schema",), "json_object"), (("json_schema", "json_object"), "text")]
)
async def test_steps_down_to_a_form_the_server_takes_and_remembers(
    status: int, refused: tuple[str, ...], left: str
) -> None:
    with OpenAIServer(refuses_forms(*refused, status=status, otherwise=f"Sure!\n```json\n{_GOOD}\n```")) as server:
        model = _model(server)
        assert (await model.ask(_call())).data == {"text": "hello"}
        assert (await model.ask(_call())).data == {"text": "hello"}
        await model.close()
    assert server.requests[-1].get("response_format", {}).get("type", "text") == left
    assert server.requests[-2].get("response_format", {}).get("type", "text") == left
    first, *others = server.requests[-1]["messages"]
    assert (first["role"], [one["role"] for one in others]) == ("system", ["user"])
    assert "JSON schema" in first["content"]


async def test_a_bare_500_for_a_form_is_tried_in_the_next_form() -> None:
    data, server = await _ask(fails(500, "Internal error"), answers(_GOOD))
    assert data == {"text": "hello"}
    assert len(server.requests) == 2


async def test_waits_as_long_as_the_server_asks() -> None:
    began = time.monotonic()
    data, server = await _ask(fails(429, retry_after="0.3"), answers(_GOOD))
    assert data == {"text": "hello"}
    assert time.monotonic() - began >= 0.3
    assert len(server.requests) == 2


async def test_a_bare_500_is_forgiven_after_some_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.llm.client._DOUBT_SECONDS", 0.0)
    with OpenAIServer(fails(500, "Internal error"), answers(_GOOD)) as server:
        model = _model(server)
        await model.ask(_call())
        await model.ask(_call())
        await model.close()
    forms = [request.get("response_format", {}).get("type", "text") for request in server.requests]
    assert forms == ["json_schema", "json_object", "json_schema"]


@pytest.mark.parametrize(
    ("said", "gone", "instead"),
    [
        ("Unsupported: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens", "max_completion_tokens"),
        ("Unsupported value: 'temperature' does not support 0.7 with this model.", "temperature", "max_tokens"),
    ],
)  # fmt: skip
async def test_a_parameter_refused_by_name_is_left_out_from_then_on(said: str, gone: str, instead: str) -> None:
    data, server = await _ask(fails(400, said), answers(_GOOD))
    assert data == {"text": "hello"}
    assert gone in server.requests[0]
    assert gone not in server.requests[1]
    assert server.requests[1][instead]
    assert server.requests[1]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "date"}, 600),
        ({"retry_after_ms": "62500"}, 62.5),
        ({"retry_after": "soon"}, 0),
        ({"retry_after": "-5"}, 0),
    ],
)
async def test_patience_may_be_asked_for_in_many_ways(headers: dict[str, str], seconds: float) -> None:
    if headers.get("retry_after") == "date":
        headers = {"retry_after": format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)}
    with pytest.raises(RetryLater) as error:
        await _ask(fails(429, **headers), seconds=30)
    # a date has whole seconds, and some may pass before the server reads it
    assert error.value.after.total_seconds() == pytest.approx(seconds, abs=30 if seconds == 600 else 0.001)


async def test_the_price_is_booked_even_where_the_answer_is_of_no_use() -> None:
    booked: list[tuple[str, int, float]] = []

    class Book:
        def left(self, brand_id: str) -> int:
            return 10_000

        def spend(self, brand_id: str, tokens: int, price: float = 0.0) -> None:
            booked.append((brand_id, tokens, price))

    with OpenAIServer(answers("no JSON at all")) as server, pytest.raises(ModelAnswerInvalid):
        await _model(server, budget=Book()).ask(_call())
    assert booked == [("b", 120, pytest.approx(0.0004))]


async def test_does_not_wait_longer_than_the_time_given() -> None:
    began = time.monotonic()
    with pytest.raises(RetryLater) as error:
        await _ask(fails(429, retry_after="90"), seconds=30.0)
    assert error.value.after == timedelta(seconds=90)
    assert time.monotonic() - began < 30.0


@pytest.mark.parametrize("step", [sleeps(20), endless()])
async def test_never_hangs_past_the_budget(step: Step) -> None:
    began = time.monotonic()
    with pytest.raises((RetryLater, ModelAnswerInvalid)):
        await _ask(step, seconds=0.5)
    assert time.monotonic() - began < 10.0


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (answers('{"text": "hel', finish="stop"), ModelAnswerInvalid),
        (answers('{"text": "hel', finish="length"), ModelAnswerInvalid),
        (answers(_GOOD, finish="length"), ModelAnswerInvalid),
        (answers("", finish="content_filter"), PermanentRefusal),
        (answers("", refusal="I can't help with that"), PermanentRefusal),
        (answers("I am a poem, not JSON"), ModelAnswerInvalid),
        (answers('{"other": 1}'), ModelAnswerInvalid),
        (answers('{"text": "' + "x" * 50 + '"}'), ModelAnswerInvalid),
        (fails(401), PermanentRefusal),
        (fails(404), PermanentRefusal),
        (fails(503), RetryLater),
        (hangs_up(), NotSent),
    ],
)
async def test_each_failure_says_what_to_do(step: Step, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        await _ask(step)
    assert str(caught.value).startswith("m: ")


async def test_no_server_at_all() -> None:
    model = OpenAIModel(ModelConfig(name="m", base_url="http://127.0.0.1:9/v1"), first_wait=0.01)
    with pytest.raises(NotSent):
        await model.ask(_call())
    await model.close()


async def test_a_used_up_budget_asks_nothing_and_is_new_the_next_day() -> None:
    clock = _Clock()
    budget = DailyBudget(clock, default=200)
    with OpenAIServer(answers(_GOOD)) as server:
        model = _model(server, budget=budget)
        await model.ask(_call())
        assert budget.left("b") == 80
        budget.spend("b", 60)
        with pytest.raises(PermanentRefusal, match="budget"):
            await model.ask(_call())
        assert len(server.requests) == 1
        clock.time += timedelta(days=1)
        await model.ask(_call())
        await model.close()
    assert budget.left("other") == 200


async def test_too_long_a_prompt_is_not_sent() -> None:
    with OpenAIServer(answers(_GOOD)) as server, pytest.raises(PermanentRefusal, match="too long"):
        await _model(server).ask(_call(text="x" * 100_000))
    assert not server.requests


async def test_a_chain_asks_the_next_and_lets_the_tired_one_rest() -> None:
    tired = ScriptedModel([RetryLater("busy", after=timedelta(seconds=30))], name="a")
    good = ScriptedModel([{"text": "hello"}], name="b")
    chain = ModelChain([tired, good])
    assert (await chain.ask(_call())).model == "b"
    assert (await chain.ask(_call())).model == "b"
    assert (len(tired.calls), len(good.calls)) == (1, 2)
    with pytest.raises(ModelAnswerInvalid):
        await ModelChain([ScriptedModel([NotSent("x")]), ScriptedModel([ModelAnswerInvalid("y")])]).ask(_call())


@pytest.mark.parametrize(
    "text",
    [
        _GOOD,
        f"```json\n{_GOOD}\n```",
        f"Here you are: {_GOOD} Enjoy!",
        '<think>{"text": 1}</think>' + _GOOD,
        '{"text": "hello",}',
        'first {"no": 1} then ' + _GOOD,
    ],
)
def test_tolerant_in_reading(text: str) -> None:
    assert parse_answer(text, _SCHEMA) == {"text": "hello"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"text": null}', '{"text": "a", "x": 1}', "{" * 100_000])
def test_strict_in_form(text: str) -> None:
    with pytest.raises(ModelAnswerInvalid):
        parse_answer(text, _SCHEMA)


def test_what_the_check_knows() -> None:
    assert check(True, {"type": "integer"})
    assert check(3, {"type": "integer", "maximum": 2})
    assert check(["a"], {"type": "array", "items": {"enum": ["b"]}})
    assert check([], {"type": "array", "minItems": 1})
    assert check(["b"], {"type": "array", "items": {"type": "string", "enum": ["b"]}}) is None

"""The model path against a real server with a real small model: `make integration`.

A model of 135 million parameters writes nothing of use, so nothing here is about prose: what is asserted is the
protocol, and that a manager always gets a suggestion.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from bot.coaching.engine import build_engine
from bot.domain.brand import Brand, Fact
from bot.domain.errors import ModelAnswerInvalid, PermanentRefusal, RetryLater
from bot.domain.situation import Situation, SuggestRequest, TalkState
from bot.llm import DailyBudget, ModelConfig, OpenAIModel
from bot.llm import client as client_module
from bot.ports import ModelAnswer, ModelCall
from bot.promptbook import load_promptbook
from bot.testing.clock import FrozenClock
from tests.coaching.fakes import FakeReader, FakeScorer

PYTHON = os.environ.get("TERTULIA_MODEL_PYTHON", "")
SERVER = Path(__file__).resolve().parents[2] / "tools" / "model_server.py"
PATIENCE = 240.0
"""Seconds a small model may take on a busy machine."""
BRAND = Brand(
    id="acme",
    name="Acme",
    facts=(Fact(id="dogs.en", lang="en", question="Dogs?", answer="Dogs are welcome.", source="house rules"),),
)
COMMENT = Situation(brand=BRAND, comment="Can I bring my dog?")
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["mood", "why"],
    "properties": {
        "mood": {"type": "string", "enum": ["good", "bad"]},
        "why": {"type": "string", "minLength": 1, "maxLength": 40},
    },
}

pytestmark = pytest.mark.skipif(not PYTHON, reason="a real model is asked only by `make integration`")


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with subprocess.Popen(
        [PYTHON, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, "the model server did not start"
        yield address
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def model(base_url: str, **more: object) -> OpenAIModel:
    config = ModelConfig(name="smollm2", base_url=base_url, context_tokens=4_096, price_in=1.0, price_out=1.0)
    return OpenAIModel(config, **more)  # type: ignore[arg-type]


def ask(text: str = "The soup was cold.", *, seconds: float = PATIENCE, most_tokens: int = 60) -> ModelCall:
    messages = (("system", "Say the mood of a comment and why, as JSON."), ("user", text))
    return ModelCall(messages=messages, schema=SCHEMA, seconds=seconds, most_tokens=most_tokens, brand_id="acme")


async def answered(one: OpenAIModel, call: ModelCall) -> ModelAnswer:
    """Tokens are drawn at random: a small model may need another try before its text fits 40 characters."""
    for _ in range(4):
        try:
            return await one.ask(call)
        except ModelAnswerInvalid:
            continue
    return await one.ask(call)


def test_the_server_is_a_real_one(base_url: str) -> None:
    with openai.OpenAI(base_url=base_url, api_key="none") as client:
        assert [one.id for one in client.models.list().data]


async def test_a_schema_is_kept_and_counted(base_url: str) -> None:
    budget = DailyBudget(FrozenClock(), default=50_000)
    one = model(base_url, budget=budget)
    answer = await answered(one, ask())
    await one.close()
    assert answer.data["mood"] in ("good", "bad")
    assert answer.tokens_in > 10
    assert answer.tokens_out > 0
    assert answer.price == pytest.approx((answer.tokens_in + answer.tokens_out) / 1e6)
    assert budget.left("acme") <= 50_000 - answer.tokens_in - answer.tokens_out


@pytest.mark.parametrize("form", ["json_object", "text"])
async def test_weaker_forms_speak_the_same_protocol(base_url: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the model keeps to a form that is only asked for is luck; that it is parsed or refused is not."""
    one = model(base_url)
    monkeypatch.setattr(one, "_form", client_module._FORMS.index(form))
    try:
        told = (await one.ask(ask())).data["mood"]
    except ModelAnswerInvalid as error:
        told = str(error)
    finally:
        await one.close()
    assert told in ("good", "bad") or told.startswith("smollm2: ")


async def test_an_answer_that_is_cut_is_no_answer(base_url: str) -> None:
    one = model(base_url)
    with pytest.raises(ModelAnswerInvalid, match="cut at 3 tokens"):
        await one.ask(ask(most_tokens=3))
    await one.close()


async def test_too_little_time_is_said_in_time(base_url: str) -> None:
    one = model(base_url)
    began = time.monotonic()
    with pytest.raises(RetryLater, match="no answer within"):
        await one.ask(ask("why? " * 500, seconds=0.3))
    assert time.monotonic() - began < 5.0
    await one.close()


async def test_a_prompt_beyond_the_servers_context_is_refused_for_good(base_url: str) -> None:
    config = ModelConfig(name="smollm2", base_url=base_url, context_tokens=1_000_000)
    one = OpenAIModel(config)
    with pytest.raises((PermanentRefusal, RetryLater, ModelAnswerInvalid)):
        await one.ask(ask("word " * 6_000))
    await one.close()


@pytest.mark.parametrize("task", ["draft", "revise", "score", "understand", "talk"])
async def test_the_server_takes_the_schema_of_every_prompt(base_url: str, task: str) -> None:
    """The grammar of each schema is compiled by the server before a token is drawn: a few tokens show that it can."""
    prompt = load_promptbook().get(task, "en")
    rendered = prompt.render(dict.fromkeys(prompt.inputs, "x"))
    one = model(base_url)
    call = ModelCall(
        messages=rendered.messages, schema=dict(rendered.schema), seconds=PATIENCE, most_tokens=8, brand_id="acme"
    )
    with pytest.raises(ModelAnswerInvalid, match="cut at 8 tokens"):
        await one.ask(call)
    assert one._form == 0
    await one.close()


@pytest.mark.parametrize("seconds", [1.0, PATIENCE])
async def test_a_manager_always_gets_a_suggestion(base_url: str, seconds: float) -> None:
    one = model(base_url)
    engine = build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=BRAND, model=one)
    began = time.monotonic()
    found = await engine.suggest(COMMENT, SuggestRequest(seconds=seconds))
    assert time.monotonic() - began < seconds + 5.0
    assert found.offers
    assert all(offer.origin in ("composer", "memory", "smollm2") for offer in found.offers)
    assert all("⟦" not in offer.text for offer in found.offers)
    await one.close()


async def test_a_chat_always_gets_an_answer(base_url: str) -> None:
    one = model(base_url)
    engine = build_engine(reader=FakeReader(), scorer=FakeScorer(), brand=BRAND, model=one)
    for message in ("why?", "hmm, and what would a friend say here, honestly"):
        answer = await engine.talk(message, TalkState(situation=COMMENT), "en")
        assert answer.text
    await one.close()

"""One OpenAI-compatible server: asks, waits with patience, reads tolerantly, never beyond the time given.

Servers differ in what they take: a JSON schema, a JSON object, or plain text only (some answer 400, some 500). The
client steps down until one works and remembers the step, for some minutes only where a bare 500 may have been a bad
moment. Parameters that a model refuses by name are renamed or left out. `finish_reason` is checked here, since the
SDK raises nothing on an answer that was cut.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import openai
from openai.types.chat import ChatCompletion
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.llm.answers import parse_answer
from bot.llm.budget import Budget
from bot.ports import ModelAnswer, ModelCall

_FORMS = ("json_schema", "json_object", "text")
_MILLION = 1_000_000
_LONGEST_WAIT = 30.0
_CHARS_A_TOKEN = 3
"""Cautious: real tokenisers give 3 to 4 characters a token in English and Spanish."""
_ATTEMPTS = 4
_DOUBT_SECONDS = 600.0
"""How long a step down after a bare 500 is kept before the better form is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """A model and where it is served. Prices in US dollars a million tokens."""

    name: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    price_in: float = 0.0
    price_out: float = 0.0
    context_tokens: int = 8_192
    temperature: float = 0.7


class OpenAIModel:
    """`ports.LanguageModel` over the `openai` client."""

    def __init__(self, config: ModelConfig, *, budget: Budget | None = None, first_wait: float = 0.4) -> None:
        self.name = config.name
        self._config, self._budget, self._first_wait = config, budget, first_wait
        self._form = 0
        self._doubted: tuple[int, float] | None = None
        self._limit_name, self._warm = "max_tokens", True
        self._client: openai.AsyncOpenAI | None = None

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """The checked answer. Raises `RetryLater`, `ModelAnswerInvalid`, `PermanentRefusal` or `NotSent` within
        `call.seconds`."""
        guess = sum(len(text) for _, text in call.messages) // _CHARS_A_TOKEN
        if guess + call.most_tokens > self._config.context_tokens:
            raise PermanentRefusal(f"{self.name}: the prompt is too long for the model")
        if self._budget is not None and self._budget.left(call.brand_id) < guess + call.most_tokens:
            raise PermanentRefusal(f"{self.name}: today's token budget is used up")
        ends = time.monotonic() + call.seconds
        try:
            async with asyncio.timeout(call.seconds):
                return await self._patiently(call, ends, guess)
        except TimeoutError as error:
            self._spend(call.brand_id, guess)
            raise RetryLater(f"{self.name}: no answer within {call.seconds:g} s", after=timedelta(minutes=1)) from error

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _patiently(self, call: ModelCall, ends: float, guess: int) -> ModelAnswer:
        """Try again on "not now" while the time lasts; what is asked to wait longer than that is given up."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type((RetryLater, NotSent)),
            wait=self._wait,
            stop=lambda state: stop_after_attempt(_ATTEMPTS)(state) or time.monotonic() + self._wait(state) >= ends,
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                return await self._stepping_down(call, guess)
        raise AssertionError("retrying ends by an answer or an error")

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after.total_seconds() if isinstance(error, RetryLater) else 0.0
        return max(asked, min(self._first_wait * 2.0 ** (state.attempt_number - 1), _LONGEST_WAIT))

    async def _stepping_down(self, call: ModelCall, guess: int) -> ModelAnswer:
        """Ask in the best form the server is known to take; step down where it refuses the form."""
        while True:
            form = self._best_form()
            try:
                completion = await self._send(call, _FORMS[form])
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if self._renamed(error):
                    continue
                if _FORMS[form] == "text" or _too_long(error):
                    raise _translated(error, self.name) from error
                self._form = max(self._form, form + 1)
                continue
            except openai.InternalServerError as error:
                if _FORMS[form] == "text":
                    raise _translated(error, self.name) from error
                if _about_form(error):
                    self._form = max(self._form, form + 1)
                    continue
                completion = await self._second_try(call, form, error)
            except openai.OpenAIError as error:
                raise _translated(error, self.name) from error
            return self._read(call, completion, guess)

    def _best_form(self) -> int:
        if self._doubted is not None and time.monotonic() >= self._doubted[1]:
            self._doubted = None
        return self._form if self._doubted is None else max(self._form, self._doubted[0])

    async def _second_try(self, call: ModelCall, form: int, error: openai.InternalServerError) -> ChatCompletion:
        """A bare 500 may be the server's way to refuse a form, or a bad moment: try the next form once."""
        try:
            completion = await self._send(call, _FORMS[form + 1])
        except openai.OpenAIError:
            raise _translated(error, self.name) from error
        self._doubted = (form + 1, time.monotonic() + _DOUBT_SECONDS)
        return completion

    def _renamed(self, error: openai.APIStatusError) -> bool:
        """Whether the server refused a parameter by name, which is left out or called otherwise from now on."""
        text = str(error.message)
        if self._limit_name == "max_tokens" and "max_completion_tokens" in text:
            self._limit_name = "max_completion_tokens"
            return True
        if self._warm and "temperature" in text:
            self._warm = False
            return True
        return False

    async def _send(self, call: ModelCall, form: str) -> ChatCompletion:
        extra: dict[str, Any] = {self._limit_name: call.most_tokens}
        if self._warm:
            extra["temperature"] = self._config.temperature
        if form == "json_schema":
            shape = {"name": "answer", "schema": call.schema, "strict": True}
            extra["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif form == "json_object":
            extra["response_format"] = {"type": "json_object"}
        completion: ChatCompletion = await self._opened().chat.completions.create(
            model=self._config.name,
            messages=_messages(call, told=form != "json_schema"),
            timeout=call.seconds,
            **extra,
        )
        return completion

    def _opened(self) -> openai.AsyncOpenAI:
        if self._client is None:
            self._client = openai.AsyncOpenAI(
                api_key=self._config.api_key or "none", base_url=self._config.base_url or None, max_retries=0
            )
        return self._client

    def _read(self, call: ModelCall, completion: ChatCompletion, guess: int) -> ModelAnswer:
        usage = completion.usage
        tokens_in = usage.prompt_tokens if usage else guess
        if not completion.choices:
            raise ModelAnswerInvalid(f"{self.name}: an answer without choices")
        choice = completion.choices[0]
        text = choice.message.content or ""
        tokens_out = usage.completion_tokens if usage else len(text) // _CHARS_A_TOKEN
        price = (tokens_in * self._config.price_in + tokens_out * self._config.price_out) / _MILLION
        self._spend(call.brand_id, tokens_in + tokens_out, price)
        if choice.finish_reason == "content_filter" or choice.message.refusal:
            raise PermanentRefusal(f"{self.name}: the model refused to answer")
        if choice.finish_reason == "length":
            raise ModelAnswerInvalid(f"{self.name}: the answer was cut at {call.most_tokens} tokens")
        try:
            data = parse_answer(text, call.schema)
        except ModelAnswerInvalid as error:
            raise ModelAnswerInvalid(f"{self.name}: {error}") from error
        return ModelAnswer(data=data, model=self.name, tokens_in=tokens_in, tokens_out=tokens_out, price=price)

    def _spend(self, brand_id: str, tokens: int, price: float = 0.0) -> None:
        if self._budget is not None:
            self._budget.spend(brand_id, tokens, price)


def _messages(call: ModelCall, *, told: bool) -> list[Any]:
    """The messages; where the form is not enforced it is `told` at the end of the instructions. Not in a message of
    its own: many chat templates take one system message, and that first."""
    messages: list[Any] = [{"role": role, "content": text} for role, text in call.messages]
    if not told:
        return messages
    schema = json.dumps(call.schema, ensure_ascii=False)
    note = f"Answer with one JSON object of this JSON schema and nothing else: {schema}"
    if messages and messages[0]["role"] == "system":
        return [{"role": "system", "content": f"{messages[0]['content']}\n\n{note}"}, *messages[1:]]
    return [{"role": "system", "content": note}, *messages]


def _too_long(error: openai.APIStatusError) -> bool:
    return error.code == "context_length_exceeded"


def _about_form(error: openai.APIStatusError) -> bool:
    return bool(re.search(r"response_format|json_schema|schema|grammar", str(error.message), re.IGNORECASE))


def _translated(error: openai.OpenAIError, name: str) -> Exception:
    """The SDK's error as one that says what to do. The server's own words stay out: they may hold the prompt."""
    if isinstance(error, openai.APITimeoutError):
        return RetryLater(f"{name}: timed out", after=timedelta(0))
    if isinstance(error, openai.APIConnectionError):
        return NotSent(f"{name}: no connection to the model's server")
    if isinstance(error, openai.APIStatusError):
        if error.status_code in (408, 409, 425, 429) or error.status_code >= 500:
            return RetryLater(f"{name}: the server says {error.status_code}", after=_retry_after(error))
        return PermanentRefusal(f"{name}: the server refuses with {error.status_code}")
    return ModelAnswerInvalid(f"{name}: {type(error).__name__}")


def _retry_after(error: openai.APIStatusError) -> timedelta:
    """What the server asks for: seconds, milliseconds or a date; at most a day, 0 where it says nothing."""
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return _bounded(float(headers.get(name, "")) * unit)
        except ValueError:
            continue
    try:
        until = parsedate_to_datetime(headers.get("retry-after", ""))
        now = parsedate_to_datetime(headers.get("date", "")) if "date" in headers else datetime.now(UTC)
        return _bounded((until - now).total_seconds())
    except (ValueError, TypeError):
        return timedelta(0)


def _bounded(seconds: float) -> timedelta:
    return timedelta(seconds=max(0.0, min(seconds, 86_400.0)))

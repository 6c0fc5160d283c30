"""One OpenAI-compatible server: asks, waits with patience, reads tolerantly, never beyond the time given.

Servers differ in what they take: a JSON schema, a JSON object, or plain text only (some answer 400, some 500). The
client steps down until one works and remembers the step. `finish_reason` is checked here, since the SDK raises
nothing on an answer that was cut.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
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
            form = self._form
            try:
                completion = await self._send(call, _FORMS[form])
            except (openai.BadRequestError, openai.UnprocessableEntityError, openai.InternalServerError) as error:
                if _FORMS[form] == "text":
                    raise _translated(error, self.name) from error
                if isinstance(error, openai.InternalServerError) and not _about_form(error):
                    # a 500 may be the server's way to refuse a form, or a bad moment: try the next form once
                    try:
                        completion = await self._send(call, _FORMS[form + 1])
                    except openai.OpenAIError:
                        raise _translated(error, self.name) from error
                self._form = max(self._form, form + 1)
                if not isinstance(error, openai.InternalServerError) or _about_form(error):
                    continue
            except openai.OpenAIError as error:
                raise _translated(error, self.name) from error
            return self._read(call, completion, guess)

    async def _send(self, call: ModelCall, form: str) -> ChatCompletion:
        messages: list[Any] = [{"role": role, "content": text} for role, text in call.messages]
        extra: dict[str, Any] = {}
        if form == "json_schema":
            shape = {"name": "answer", "schema": call.schema, "strict": True}
            extra["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif form == "json_object":
            extra["response_format"] = {"type": "json_object"}
        if form != "json_schema":
            messages.append({"role": "system", "content": _form_note(call.schema)})
        completion: ChatCompletion = await self._opened().chat.completions.create(
            model=self._config.name,
            messages=messages,
            max_tokens=call.most_tokens,
            temperature=self._config.temperature,
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
        self._spend(call.brand_id, tokens_in + tokens_out)
        if choice.finish_reason == "content_filter" or choice.message.refusal:
            raise PermanentRefusal(f"{self.name}: the model refused to answer")
        if choice.finish_reason == "length":
            raise ModelAnswerInvalid(f"{self.name}: the answer was cut at {call.most_tokens} tokens")
        try:
            data = parse_answer(text, call.schema)
        except ModelAnswerInvalid as error:
            raise ModelAnswerInvalid(f"{self.name}: {error}") from error
        price = (tokens_in * self._config.price_in + tokens_out * self._config.price_out) / _MILLION
        return ModelAnswer(data=data, model=self.name, tokens_in=tokens_in, tokens_out=tokens_out, price=price)

    def _spend(self, brand_id: str, tokens: int) -> None:
        if self._budget is not None:
            self._budget.spend(brand_id, tokens)


def _form_note(schema: Mapping[str, Any]) -> str:
    return f"Answer with one JSON object of this JSON schema and nothing else: {schema}"


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
    raw = error.response.headers.get("retry-after", "")
    try:
        return timedelta(seconds=max(0.0, min(float(raw), 86_400.0)))
    except ValueError:
        return timedelta(0)

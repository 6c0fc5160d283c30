"""An installation as the wiring makes it: what happens to a comment is counted and logged under its number."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import structlog
from starlette.applications import Starlette

from bot.domain.comment import Author, Comment
from bot.domain.decision import DecisionKind, DecisionRequest
from bot.domain.errors import ModelAnswerInvalid
from bot.domain.people import Person, Role
from bot.observability.logs import configure_logging
from bot.observability.metrics import Metrics
from bot.ports import ModelAnswer, ModelCall
from bot.settings import PageSettings, Settings
from bot.testing.coach import FakeCoach
from bot.wiring import build_app
from bot.wiring.watching import WatchedModel

MO = Person(id="mo", name="Mo", roles=(("*", Role.MODERATOR),))
CALL = ModelCall(messages=(("user", "hi"),), schema={}, seconds=1, most_tokens=10, brand_id="b")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(format="json", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def comment(ext_id: str) -> Comment:
    when = datetime.now(UTC)
    return Comment(page_id="shop", ext_id=ext_id, text="Do you open?", author=Author(ext_id="a1"), created_at=when)


async def test_one_number_from_intake_to_decision(tmp_path: Path, lines: io.StringIO) -> None:
    pages = {"shop": PageSettings(adapter="file", brand="mirlo")}
    app = build_app(Settings(home=tmp_path, pages=pages), coach=FakeCoach())
    try:
        async with app.running(), asyncio.timeout(60):
            assert await app.intake.accept([comment("c1"), comment("c1")]) == (True, False)
            while not (found := (await app.desk.queue(MO)).rows) or found[0].state.value != "waiting":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            request = DecisionRequest(
                item_id=found[0].item_id, kind=DecisionKind.LEAVE, person=MO, via="test", note="no"
            )
            assert (await app.desk.decide(request)).ok
            assert not (await app.desk.decide(request)).ok
    finally:
        app.close()
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    ours = [line["event"] for line in told if line.get("comment") == found[0].item_id]
    assert ours == ["accepted", "draft", "decided", "decided"]
    figures = app.metrics.render()[0].decode()
    for line in (
        'tertulia_comments_accepted_total{page="shop"} 1.0',
        'tertulia_drafts_total{brand="mirlo"} 1.0',
        'tertulia_decisions_total{kind="leave",via="test"} 1.0',
        'tertulia_decisions_refused_total{reason="already_decided",via="test"} 1.0',
        'tertulia_job_run_seconds_count{kind="draft"} 1.0',
        'tertulia_page_connected{page="shop"} 1.0',
    ):
        assert line in figures, line


class Model:
    """Answers once, then fails."""

    name = "small"
    asked = 0

    async def ask(self, call: ModelCall) -> ModelAnswer:
        self.asked += 1
        if self.asked > 1:
            raise ModelAnswerInvalid("no JSON")
        return ModelAnswer(data={}, model="small", tokens_in=30, tokens_out=7, price=0.5)


async def test_a_models_tokens_price_and_failures_are_counted() -> None:
    metrics = Metrics()
    watched = WatchedModel(Model(), metrics)
    assert (await watched.ask(CALL)).tokens_out == 7
    with pytest.raises(ModelAnswerInvalid):
        await watched.ask(CALL)
    figures = metrics.render()[0].decode()
    assert 'tertulia_model_tokens_total{direction="in",model="small"} 30.0' in figures
    assert 'tertulia_model_price_usd_total{model="small"} 0.5' in figures
    assert 'tertulia_model_failures_total{model="small",reason="ModelAnswerInvalid"} 1.0' in figures


async def test_the_job_loop_is_part_of_readiness(tmp_path: Path) -> None:
    app = build_app(
        Settings(home=tmp_path, pages={"shop": PageSettings(adapter="file", brand="mirlo")}), coach=FakeCoach()
    )
    try:
        assert await app.heartbeat.check() == "the job loop has not started"
        async with app.running(), asyncio.timeout(60):
            while await app.heartbeat.check():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    finally:
        app.close()


async def test_what_a_webhook_page_refuses_is_counted(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a long enough secret for tests, surely")
    options = {"secret_file": str(secret), "reply_url": "http://127.0.0.1:9/replies"}
    page = PageSettings(adapter="webhook", brand="mirlo", options=options)
    app = build_app(Settings(home=tmp_path, pages={"site": page}), coach=FakeCoach())
    try:
        web = Starlette(routes=app.routes())
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://test") as client:
            path = app.routes()[0].path
            assert (await client.post(path, content=b"{}")).status_code == 401
    finally:
        app.close()
    assert 'tertulia_comments_refused_total{page="site",reason="401"} 1.0' in app.metrics.render()[0].decode()

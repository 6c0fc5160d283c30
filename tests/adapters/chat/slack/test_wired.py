"""The whole program with Slack calling it: settings, web application, channel, one request address."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import uvicorn

from bot.adapters.chat.slack.adapter import SlackChannel
from bot.domain.comment import Author, Comment, CommentEvent
from bot.settings import load_settings
from bot.testing.coach import FakeCoach
from bot.web.app import create_app
from bot.wiring import build_app
from tests.adapters.chat.slack.reading import labels, shown
from tests.fakes.slack import FakeSlack, Member

SETTINGS = """
brands = ["acme.toml"]
[pages.shop]
adapter = "simulated"
brand = "acme"
name = "Acme"
[channels.team]
adapter = "slack"
[channels.team.options]
channel = "C0REVIEW"
token_env = "TEST_SLACK_TOKEN"
mode = "http"
signing_secret_file = "signing"
base_url = "BASE_URL"
per_second = 100
"""


async def test_a_press_reaches_the_program_by_http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slack = FakeSlack()
    await slack.start()
    slack.open_room("C0REVIEW", "review")
    slack.join(Member("U0EVE", "Eve"), "C0REVIEW")
    monkeypatch.setenv("TEST_SLACK_TOKEN", slack.bot_token)
    (tmp_path / "signing").write_text(slack.signing_secret)
    (tmp_path / "acme.toml").write_text('id = "acme"\nname = "Acme"\nlanguages = ["en"]\nabout = ""\n')
    (tmp_path / "tertulia.toml").write_text(SETTINGS.replace("BASE_URL", slack.base_url))
    app = build_app(load_settings(tmp_path), coach=FakeCoach())
    web = create_app(
        app.desk, app.admin, app.people, app.office.evidence, app.store, app.clock, app.settings.console,
        extra_routes=app.routes(),
    )  # fmt: skip
    server = uvicorn.Server(uvicorn.Config(web, port=0, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await slack.until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    slack.delivery.request_url = f"http://127.0.0.1:{port}/hooks/team"
    try:
        async with app.running():
            author = Author(ext_id="a", name="Ada")
            comment = Comment(page_id="shop", ext_id="c1", text="Open on Sundays?", author=author,
                              created_at=app.clock.now(), event=CommentEvent.CREATED)  # fmt: skip
            await app.intake.accept([comment])
            room = slack.rooms["C0REVIEW"].messages
            card = await slack.until(
                lambda: next((one for one in room.values() if "Open on Sundays?" in shown(one)), None), 20
            )
            assert "Approve 1" in labels(card)
            slack.presses("U0EVE", "C0REVIEW", card, "Approve 1")
            await slack.until(lambda: slack.ephemerals)
            assert "link CODE" in shown(slack.ephemerals[0])
            channel = app.channels["team"].adapter
            assert isinstance(channel, SlackChannel)
            assert await channel.check() == []
    finally:
        server.should_exit = True
        await serving
        app.close()
        await slack.stop()

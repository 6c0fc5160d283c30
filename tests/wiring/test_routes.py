"""What adapters want mounted beside the console."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient

from bot.pipeline.work import Channel
from bot.ports import Office
from bot.settings import ChannelSettings, Settings
from bot.testing.channel import FakeChannel
from bot.testing.coach import FakeCoach
from bot.wiring import build_app


class CalledBack(FakeChannel):
    def routes(self, office: Office) -> Sequence[BaseRoute]:
        self.office = office
        return (Route("/chat/team/press", lambda request: Response(), methods=["POST"]),)


def test_a_channel_that_is_called_back_has_its_routes_and_the_office(tmp_path: Path) -> None:
    app = build_app(Settings(home=tmp_path), demo=True, coach=FakeCoach())
    try:
        channel = CalledBack()
        app.add_channel("team", Channel(adapter=channel))
        paths = [getattr(route, "path", "") for route in app.routes()]
        assert "/chat/team/press" in paths
        assert channel.office is app.office
    finally:
        app.close()


def test_a_configured_mattermost_channel_is_called_back_in_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MM_TOKEN", "a token")
    options = {
        "url": "https://chat.example",
        "channel": "team/moderation",
        "token_env": "MM_TOKEN",
        "callback_url": "https://bot.example",
    }
    channel = ChannelSettings(adapter="mattermost", lang="es", options=options)
    app = build_app(Settings(home=tmp_path, channels={"team": channel}), coach=FakeCoach())
    try:
        paths = [getattr(route, "path", "") for route in app.routes()]
        assert {"/chat/team/press", "/chat/team/form"} <= set(paths)
        with TestClient(Starlette(routes=app.routes())) as client:
            answer = client.post("/chat/team/press", json={"context": {}})
            assert answer.status_code == 200
            assert "no es de esta instalación" in answer.json()["ephemeral_text"]
    finally:
        app.close()

"""The whole program: one bot is the page and the review channel; a comment becomes a card, a press becomes a reply."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.settings import load_settings
from bot.testing.coach import FakeCoach
from bot.wiring import build_app
from tests.adapters.chat.telegram.driver import keys
from tests.fakes.telegram import BOT, DISCUSSION, GROUP, TOKEN, TelegramServer, until
from tests.fakes.telegram_rules import Json

SETTINGS = """
brands = ["acme.toml"]
[pages.bakery]
adapter = "telegram"
brand = "acme"
[pages.bakery.options]
channel = "@bakery"
token_env = "TEST_TELEGRAM_TOKEN"
base_url = "BASE_URL"
[channels.team]
adapter = "telegram"
[channels.team.options]
chat = GROUP
token_env = "TEST_TELEGRAM_TOKEN"
base_url = "BASE_URL"
"""


async def test_a_comment_is_answered_from_the_group(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_TELEGRAM_TOKEN", TOKEN)
    server.hears_all = True
    (tmp_path / "acme.toml").write_text(
        'id = "acme"\nname = "Acme"\nlanguages = ["en"]\nabout = ""\n[policy]\nundo_grace = "0s"\n'
    )
    settings = SETTINGS.replace("BASE_URL", server.url).replace("GROUP", str(GROUP))
    (tmp_path / "tertulia.toml").write_text(settings)
    app = build_app(load_settings(tmp_path), coach=FakeCoach())
    mo = server.person(501, "Mo")

    def join(tx: object) -> None:
        team = tx.team  # type: ignore[attr-defined]
        team.create("mo", name="Mo", lang="en")
        team.set_roles("mo", (("acme", Role.MODERATOR),))
        team.link("mo", "telegram", "501")

    await app.store.write(join)
    try:
        async with app.running():
            await until(lambda: server.listening)
            root = server.post("Fresh bread at eight!")
            asked = server.say(server.person(601, "Ana"), DISCUSSION, "Is there rye?", reply_to=root["message_id"])
            await until(lambda: _said(server, GROUP, "Is there rye?") is not None)
            card = _said(server, GROUP, "Is there rye?")
            assert card is not None
            assert "Fresh bread at eight!" in card["text"]
            server.press(mo, card, keys(card)[0][0]["callback_data"])
            await until(lambda: any(_replies(server, asked["message_id"])), 20)
        assert len(_replies(server, asked["message_id"])) == 1
        assert server.refused == []
    finally:
        app.close()


def _said(server: TelegramServer, chat: int, words: str) -> Json | None:
    mine = (one for (where, _), one in server.messages.items() if where == chat and one["from"]["id"] == BOT)
    return next((one for one in mine if words in one["text"] and keys(one)), None)


def _replies(server: TelegramServer, number: int) -> list[str]:
    return [
        one["text"]
        for (chat, _), one in server.messages.items()
        if chat == DISCUSSION and one.get("from", {}).get("id") == BOT and one["_reply_to"] == number
    ]

"""The same adapter in another simulation of Discord, not made for it: what it does there as people would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.adapters.chat.discord.adapter import DiscordChannel
from bot.adapters.chat.room.outbox import Outbox
from bot.pipeline.office import make_office
from bot.pipeline.work import Channel
from tests.pipeline.conftest import House, house

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
GUILD = 778899001122334455


class Place:
    """One review channel of a simulated server, with Mo in it."""

    def __init__(self, house: House, env: simcord.Env, adapter: DiscordChannel, channel: Any, mo: Any) -> None:
        self.house, self.env, self.adapter, self.channel, self.mo = house, env, adapter, channel, mo

    async def card(self) -> Any:
        """A comment came in; its card's message."""
        await self.house.waiting("Do you have parking?", who="dora")
        return self.channel.last_message

    def replies(self) -> list[str]:
        return [one.order.text for one in self.house.page.replies]


@pytest.fixture
async def place(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    monkeypatch.setenv("T", "a-token")
    options = {"token_env": "T", "guild": str(GUILD), "channel": "1"}
    adapter = DiscordChannel.build("room", options, tmp_path, secret=b"of these tests, and no other")
    adapter._outbox = Outbox(per_second=1000, burst=100)
    env = simcord.Env(adapter.client(), strict_sync=True)
    guild = env.create_guild(id=GUILD)
    channel = guild.create_text_channel("review")
    adapter._channel = adapter._replying._room_id = channel.id
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    await adapter.room.open(office)
    await env.start()
    mo = guild.add_member(env.create_user("Mo"))
    await house.store.write(lambda tx: tx.team.link("mo", "discord", str(mo.id)))
    house.work.channels["room"] = Channel(adapter=adapter)  # type: ignore[index]
    yield Place(house, env, adapter, channel, mo)
    await env.shutdown()


async def test_a_card_is_approved_with_one_press(place: Place) -> None:
    message = await place.card()
    assert "Do you have parking?" in message.embeds[0].description
    result = await place.mo.click(message, label="Approve 1")
    assert result.acknowledged
    assert result.ephemeral
    assert result.response is not None
    assert "Approved" in result.response.content
    await place.house.settle()
    assert len(place.replies()) == 1
    assert "published" in place.channel.last_message.embeds[0].title


async def test_an_edit_is_a_form_and_publishes_what_was_written(place: Place) -> None:
    message = await place.card()
    shown = await place.mo.click(message, label="Edit 1")
    assert shown.modal is not None
    result = await place.mo.submit_modal(shown, {"text": "Yes, behind the house. Which day?"})
    assert result.acknowledged
    await place.house.settle()
    assert place.replies() == ["Yes, behind the house. Which day?"]


async def test_commands_are_synced_and_answer(place: Place) -> None:
    await place.card()
    assert any("tertulia" in name for name in place.mo.available_commands(place.channel))
    result = await place.mo.slash(place.channel, "tertulia queue")
    assert result.acknowledged
    assert result.response is not None
    assert result.response.ephemeral
    assert "parking" in result.response.content
    choices = await place.mo.autocomplete(place.channel, "tertulia open", "item", "")
    assert [one["value"] for one in choices] == ["1"]


async def test_words_are_answered_where_they_were_said(place: Place) -> None:
    await place.card()
    await place.mo.send(place.channel, f"{place.env.bot.user.mention} queue")
    assert "parking" in place.channel.last_message.content

"""What is Telegram's own of the page: edits, colleagues, posts, one bot in two roles, losing the group, the webhook."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.adapters.chat.telegram.adapter import TelegramChannel
from bot.adapters.pages.telegram.adapter import TelegramPage
from bot.adapters.pages.telegram.setup import setup
from bot.adapters.telegram.hub import SECRET_HEADER
from bot.domain.errors import AccountDisconnected, Misconfigured
from bot.domain.transitions import ItemState
from bot.pipeline.intake import MemoryService
from bot.pipeline.office import make_office
from tests.adapters.pages.rig import Recorder
from tests.adapters.pages.telegram.rig import TelegramRig
from tests.fakes.telegram import ANONYMOUS, BOT, CHANNEL, DISCUSSION, GROUP, TOKEN, TelegramServer, until
from tests.pipeline.conftest import MO, House

SECRET = b"of these tests, and no other"


async def test_an_edit_is_followed(rig: TelegramRig) -> None:
    one = await rig.say("Are you open?")
    (item,) = await rig.brought_in(one)
    rig.server.edit(DISCUSSION, int(one.split(":")[1]), "Are you open on Mondays?")
    async with rig.running():
        await until(lambda: rig.server.waiting == 0)
    card = await rig.house.desk.card(item, MO)
    assert card is not None
    assert card.comment == "Are you open on Mondays?"


async def test_the_post_is_known_also_below_an_answer(rig: TelegramRig) -> None:
    first = await rig.say("Which flour?")
    second = await rig.say("I want to know too", author="ben", under=first)
    third = await rig.say("And me", author="zoe", under=second)
    await rig.brought_in(first, second, third)
    seen = {one.ext_id: one for one in rig.intake.seen}
    assert {seen[one].post.text for one in (first, second, third)} == {"Fresh bread at eight!"}  # type: ignore[union-attr]
    assert {seen[one].thread_ext_id for one in (first, second, third)} == {first}
    assert (seen[first].parent_ext_id, seen[third].parent_ext_id) == ("", second)


async def test_an_answer_to_our_reply_is_in_its_thread_and_counts(rig: TelegramRig) -> None:
    asked = await rig.say("Do you have rye?")
    (item,) = await rig.brought_in(asked)
    await rig.house.settle()
    assert (await rig.house.approve(item)).ok
    await rig.house.settle()
    publication = await rig.house.store.read(lambda tx: tx.publications.latest(item))
    assert publication is not None
    answer = await rig.say("Great, see you!", under=publication.ext_reply_id or "")
    await rig.brought_in(answer)
    assert next(one for one in rig.intake.seen if one.ext_id == answer).thread_ext_id == asked
    assert (await rig.house.item(item)).answered_back


@pytest.mark.parametrize("who", ["anonymous admin", "colleague", "the bot's other name"])
async def test_whoever_answers_for_the_page_ends_the_item(rig: TelegramRig, who: str) -> None:
    asked = await rig.say("Do you deliver?")
    (item,) = await rig.brought_in(asked)
    await rig.house.settle()
    number = int(asked.split(":")[1])
    if who == "colleague":
        cleo = {**rig.server.person(699, "Cleo"), "username": "Cleo"}
        rig.server.say(cleo, DISCUSSION, "Yes, daily.", reply_to=number)
    elif who == "anonymous admin":
        group = rig.server.chats[DISCUSSION].wire()
        rig.server.say(ANONYMOUS, DISCUSSION, "Yes, daily.", reply_to=number, sender_chat=group)
    else:
        rig.server.say(rig.server.me(), DISCUSSION, "Yes, daily.", reply_to=number)
    async with rig.running():
        await until(lambda: rig.server.waiting == 0)
    assert await rig.house.state(item) is ItemState.SUPERSEDED


async def test_a_comment_deleted_before_the_reply_is_told_as_such(rig: TelegramRig) -> None:
    asked = await rig.say("Do you deliver?")
    (item,) = await rig.brought_in(asked)
    await rig.house.settle()
    del rig.server.messages[DISCUSSION, int(asked.split(":")[1])]
    await rig.house.approve(item)
    await rig.house.settle()
    assert await rig.house.state(item) is ItemState.FAILED
    assert "comment_gone" in (await rig.house.item(item)).reason


async def test_a_bot_removed_from_the_group_disconnects_its_page_and_says_so(rig: TelegramRig) -> None:
    asked = await rig.say("Do you deliver?")
    await rig.brought_in(asked)
    task = asyncio.create_task(rig.page.run(rig.intake))
    await until(lambda: getattr(rig.page, "_lost", None) is not None)
    rig.server.member(DISCUSSION, "kicked", rig.people["ana"])
    with pytest.raises(AccountDisconnected, match="removed from the discussion group"):
        await task
    (problem,) = await rig.page.check()
    assert "discussion group" in problem
    with pytest.raises(AccountDisconnected, match="permission_missing"):
        await rig.again().run(rig.intake)


async def test_doctor_says_when_the_bot_hears_nothing(rig: TelegramRig) -> None:
    rig.server.hears_all = False
    (problem,) = await rig.page.check()
    assert "/setprivacy" in problem
    rig.server.chats[DISCUSSION].members[BOT] = "administrator"
    assert await rig.page.check() == []
    rig.server.chats[CHANNEL].linked = 0
    (problem,) = await rig.page.check()
    assert "link a discussion group" in problem


async def test_one_bot_is_page_and_review_channel_with_one_listener(
    rig: TelegramRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T", TOKEN)
    options = {"token_env": "T", "chat": GROUP, "base_url": rig.server.url}
    channel = TelegramChannel.build("room", options, tmp_path, secret=SECRET)
    house = rig.house
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    mo = rig.server.person(501, "Mo")
    await house.store.write(lambda tx: tx.team.link("mo", "telegram", "501"))
    talking = asyncio.create_task(channel.run(office))
    async with rig.running():
        asked = await rig.say("Do you deliver?")
        (item,) = await rig.arrived(asked)
        await house.settle()
        rig.server.say(mo, GROUP, "/queue")
        await until(lambda: rig.server.waiting == 0 and channel.ear.idle())
        answers = [one["text"] for (chat, _), one in rig.server.messages.items() if chat in (GROUP, 501)]
        assert any(f"#{item}" in one for one in answers)
    assert not [one for one in rig.server.refused if "getUpdates" in one]
    rig.server.say(mo, GROUP, "/queue")  # the page has stopped, the channel goes on
    await until(lambda: rig.server.waiting == 0 and channel.ear.idle())
    talking.cancel()
    await asyncio.gather(talking, return_exceptions=True)


@asynccontextmanager
async def served(routes: Sequence[BaseRoute], listening: socket.socket) -> AsyncIterator[None]:
    """A web application on a real socket."""
    config = uvicorn.Config(Starlette(routes=list(routes)), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await task


async def test_the_webhook_takes_updates_with_its_secret_only_and_has_failed_ones_sent_again(
    house: House, server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T", TOKEN)
    server.hears_all = True
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    base: dict[str, Any] = {"token_env": "T", "base_url": server.url, "mode": "webhook", "webhook_url": address}
    memory = MemoryService(house.store)
    page = TelegramPage.build("page", base | {"channel": "@bakery"}, tmp_path, memory=memory)
    channel = TelegramChannel.build("room", base | {"chat": GROUP}, tmp_path, secret=SECRET)
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    intake = Recorder(house)
    accept, failing = intake.accept, [True]

    async def sometimes(comments: Any) -> Any:
        if failing.pop() if failing else False:
            raise RuntimeError("the store is away")
        return await accept(comments)

    monkeypatch.setattr(intake, "accept", sometimes)
    await house.store.write(lambda tx: tx.team.link("mo", "telegram", "501"))
    mo = server.person(501, "Mo")
    async with served([*page.routes(intake), *channel.routes(office)], listening):
        tasks = [asyncio.create_task(page.run(intake)), asyncio.create_task(channel.run(office))]
        await until(lambda: bool(server.webhook))
        root = server.post("Fresh bread at eight!")
        server.say(mo, DISCUSSION, "Is there rye?", reply_to=root["message_id"])
        server.say(mo, GROUP, "/help")
        await until(lambda: server.waiting == 0 and channel.ear.idle())
        assert [one.text for one in intake.seen] == ["Is there rye?"]
        assert len(server.deliveries) == 4  # one of them twice
        assert any(chat == GROUP and one["from"]["id"] == BOT for (chat, _), one in server.messages.items())
        path = server.webhook["url"]
        async with httpx.AsyncClient() as client:
            forged = {"update_id": 1, "message": {}}
            assert (await client.post(path, json=forged)).status_code == 401
            assert (await client.post(path, json=forged, headers={SECRET_HEADER: "x"})).status_code == 401
            good = {SECRET_HEADER: server.webhook["secret_token"]}
            assert (await client.post(path, content=b"[", headers=good)).status_code == 400
            assert (await client.post(path, json={"x": 1}, headers=good)).status_code == 400
        assert await page.check() == []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def test_options_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T", TOKEN)
    good: dict[str, Any] = {"token_env": "T", "channel": "@bakery", "base_url": "http://127.0.0.1:9"}
    for wrong, named in (({"channel": "bakery"}, "channel"), ({"group": "talk"}, "group"), ({"colour": 1}, "colour")):
        with pytest.raises(Misconfigured, match=named):
            TelegramPage.build("page", good | wrong, tmp_path)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guide_holds_all_that_is_needed(lang: str) -> None:
    for needed in ("@BotFather", "/setprivacy", 'adapter = "telegram"', "[pages.telegram]", "channel ="):
        assert needed in setup(lang)

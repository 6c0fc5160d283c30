"""Forums, roles, intents, nonces and the gateway of the Discord page."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.pages.discord.adapter import DiscordPage
from bot.adapters.pages.discord.client import refusal
from bot.adapters.pages.discord.gateway import listen, point_at
from bot.adapters.pages.shared.http import Answer
from bot.adapters.pages.shared.tree_page import Looking
from bot.domain.comment import CommentEvent
from bot.domain.errors import AccountDisconnected, MaybeSent, Misconfigured, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder
from tests.adapters.discord_page.rig import CommunityRig
from tests.adapters.pages.rig import until
from tests.fakes.discord import DiscordServer
from tests.fakes.discord_community import FORUM, GUILD, TALK, TOKEN

DAY = timedelta(days=1)


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def look(rig: CommunityRig) -> None:
    rig.house.clock.tick(timedelta(hours=7))
    await rig.page._tree.look(rig.intake, first=DAY)  # type: ignore[attr-defined]


async def test_a_forum_s_post_is_a_comment_and_the_top_of_its_thread(rig: CommunityRig) -> None:
    thread = rig.fake.open_thread("ana", "Sourdough", "Mine does not rise, why?")
    first = f"{thread}/{thread}"
    second = rig.fake.write("ben", "Same here", post=thread)
    await rig.brought_in(first, second)
    seen = {one.ext_id: one for one in rig.intake.seen}
    assert (seen[first].post.ext_id, seen[first].post.text) == (thread, "Sourdough")  # type: ignore[union-attr]
    assert (seen[first].thread_ext_id, seen[second].thread_ext_id, seen[second].parent_ext_id) == (first, first, "")
    await rig.page.publish(order(first, post_ext_id=thread, thread_ext_id=first))
    assert rig.fake.standing(first) == ["Hello there"]
    post, turns = await rig.page.thread(seen[second])
    assert post is not None
    assert [turn.text for turn in turns] == ["Mine does not rise, why?"]


async def test_who_has_a_role_of_the_team_writes_as_the_page(rig: CommunityRig) -> None:
    rig.fake.staff.add(rig.fake.person("max"))
    ext_id = await rig.say("Do you deliver?")
    own = await rig.say("We do!", author="max", under=ext_id)
    await look(rig)
    seen = {one.ext_id: one.author.is_page for one in rig.intake.seen}
    assert (seen[ext_id], seen[own]) == (False, True)


async def test_a_chain_of_answers_is_one_thread(rig: CommunityRig) -> None:
    chain = [await rig.say("One")]
    for number in range(4):
        chain.append(await rig.say(f"Answer {number}", author=f"p{number}", under=chain[-1]))
    await rig.say("Something else", author="zoe")
    await look(rig)
    seen = {one.ext_id: one for one in rig.intake.seen}
    assert {seen[one].thread_ext_id for one in chain} == {chain[0]}
    _, turns = await rig.page.thread(seen[chain[-1]])
    assert [turn.text for turn in turns] == ["One", "Answer 0", "Answer 1", "Answer 2"]


async def test_the_same_key_posts_once_even_without_looking(rig: CommunityRig) -> None:
    ext_id = await rig.say("Hi")
    first, second = [await rig.page.publish(order(ext_id)) for _ in range(2)]
    assert first.ext_id == second.ext_id
    await rig.page.publish(order(ext_id, idem_key="another"))
    assert len(await rig.standing(ext_id)) == 2


async def test_more_messages_than_one_list_holds_come_in(rig: CommunityRig) -> None:
    said = [await rig.say(f"number {n}", author=f"p{n % 7}") for n in range(230)]
    await look(rig)
    assert {one.ext_id for one in rig.intake.seen} == set(said)


async def test_what_the_bot_lacks_is_named(rig: CommunityRig) -> None:
    assert list(await rig.page.check()) == []
    rig.fake.flags = 0
    assert "Message Content" in " ".join(await rig.page.check())
    rig.fake.unseen.add(TALK)
    assert TALK in " ".join(await rig.page.check())


async def test_refused_texts_and_messages_that_are_gone(rig: CommunityRig) -> None:
    ext_id = await rig.say("Hi")
    await rig.page.publish(order(ext_id, text="x" * 2000))
    with pytest.raises(PermanentRefusal, match="text_refused"):
        await rig.page.publish(order(ext_id, text="x" * 2001, idem_key="long"))
    rig.fake.delete(ext_id)
    for gone in (ext_id, "4001", "a/b"):
        with pytest.raises(PermanentRefusal, match="comment_gone"):
            await rig.page.publish(order(gone, idem_key="gone"))
        assert await rig.page.own_replies(gone, datetime(2020, 1, 1, tzinfo=UTC)) == []


@pytest.fixture
def restored() -> Any:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


async def test_what_happens_is_pushed_and_other_channels_are_not(rig: CommunityRig, restored: None) -> None:
    server = DiscordServer()
    server.flags = 1 << 18
    await server.start()
    point_at(server.api_url, server.gateway_url)
    looking = Looking(every=timedelta(hours=1), now=rig.house.clock.now)
    rig.install(DiscordPage("page", rig.client(), [TALK, FORUM], looking=looking, push_token=TOKEN))

    def event(ext_id: str) -> dict[str, Any]:
        return {**rig.fake.message(rig.fake.things[ext_id]), "guild_id": GUILD}

    try:
        async with rig.running():

            async def up() -> bool:
                return server.listening == 1 and bool(await rig.intake.cursor("page"))

            await until(up, "the gateway was not joined")
            ext_id = await rig.say("Are you open?")
            elsewhere = {**event(ext_id), "channel_id": "3002", "id": "1"}
            await server.dispatch("MESSAGE_CREATE", elsewhere)
            await server.dispatch("MESSAGE_CREATE", event(ext_id))
            await rig.arrived(ext_id)
            rig.fake.edit(ext_id, "Are you open on Mondays?")
            await server.dispatch("MESSAGE_UPDATE", event(ext_id))
            await server.dispatch("MESSAGE_DELETE", {"id": ext_id.split("/")[1], "channel_id": TALK, "guild_id": GUILD})

            async def gone() -> bool:
                return any(one.event is CommentEvent.DELETED for one in rig.intake.seen)

            await until(gone, "the deletion was not pushed")
    finally:
        await server.stop()
    assert [one.event for one in rig.intake.seen] == [CommentEvent.CREATED, CommentEvent.EDITED, CommentEvent.DELETED]
    assert rig.intake.seen[1].text == "Are you open on Mondays?"


async def test_without_the_intent_nothing_is_pushed_and_nothing_breaks(restored: None) -> None:
    server = DiscordServer()
    await server.start()
    point_at(server.api_url, server.gateway_url)

    async def never(event: str, data: Any) -> None:
        raise AssertionError(event)

    try:
        async with asyncio.timeout(10):
            await listen(TOKEN, never)
            await listen("wrong", never)
    finally:
        await server.stop()


@pytest.mark.parametrize(
    ("status", "data", "means"),
    [
        (401, {}, AccountDisconnected), (403, {"code": 50001}, PermanentRefusal),
        (404, {"code": 10008}, PermanentRefusal),
        (400, {"code": 200000, "message": "blocked"}, PermanentRefusal), (429, {"retry_after": 3.5}, RetryLater),
        (429, None, RetryLater), (500, None, MaybeSent), (408, {}, MaybeSent), (200, None, MaybeSent),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(status: int, data: Any, means: type[Exception]) -> None:
    found = refusal(Answer(status=status, headers={}, data=data, body=b"x"))
    assert type(found) is means
    if isinstance(found, RetryLater) and data:
        assert found.after == timedelta(seconds=3.5)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"token_file": None}, "token_file"), ({"channels": None}, "channels"), ({"channels": ["talk"]}, "channels"),
        ({"staff_roles": ["team"]}, "staff_roles"), ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(change: dict[str, Any], named: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("a-token")
    options: dict[str, Any] = {"channels": [TALK], "token_file": "t"}
    assert DiscordPage.build("page", options, tmp_path).capabilities.text_limit.most == 2000
    wrong = {key: value for key, value in {**options, **change}.items() if value is not None}
    with pytest.raises(Misconfigured, match=named):
        DiscordPage.build("page", wrong, tmp_path)

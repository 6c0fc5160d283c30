"""What no fake of ours would send: odd events, refusals in the middle, answers that are none."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.chat.mattermost.client import MattermostClient
from bot.adapters.chat.mattermost.parse import Me, form_of, without_mention
from bot.adapters.chat.mattermost.render import state_of
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.room.events import Attachment
from bot.domain.errors import MaybeSent, PermanentRefusal, TertuliaError
from tests.adapters.chat.mattermost.driver import MattermostDriver
from tests.adapters.chat.mattermost.test_channel import begin, words
from tests.fakes.mattermost import FakeMattermost, Refusal, until
from tests.pipeline.conftest import House, house

__all__ = ["house"]

EVENTS: tuple[tuple[str, Any], ...] = (
    ("posted", {}),
    ("posted", {"post": None}),
    ("posted", {"post": "{not json"}),
    ("posted", {"post": "null"}),
    ("posted", {"post": json.dumps(["a", "list"])}),
    ("posted", {"post": json.dumps({"id": "a", "user_id": "b", "channel_id": "c", "create_at": "soon"})}),
    ("posted", {"post": json.dumps({"id": "a", "user_id": "b", "channel_id": "c", "props": ["a"], "create_at": 1})}),
    ("post_edited", {"post": json.dumps({"id": "a", "edit_at": None})}),
    ("post_deleted", {"post": None}),
    ("reaction_added", {"reaction": "null"}),
    ("reaction_added", {"reaction": json.dumps({"user_id": "a", "emoji_name": "+1"})}),
    ("of_next_year", {"thing": 1}),
    ("status_change", {"status": "online", "user_id": "a"}),
)


class OddMattermost(FakeMattermost):
    """Answers something else than it should, by path; `listing` False refuses to list conversations."""

    def __init__(self) -> None:
        super().__init__()
        self.instead: dict[str, web.Response] = {}
        self.listing = True

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        for ending, answer in self.instead.items():
            if request.path.endswith(ending):
                return web.Response(status=answer.status, text=answer.text, content_type=answer.content_type)
        return await super()._guard(request, handler)

    async def _channels_of(self, request: web.Request) -> web.Response:
        if not self.listing:
            raise Refusal(404, "app.channel.get_channels.not_found.app_error", "No channels were found.")
        return await super()._channels_of(request)


@pytest.fixture
async def server() -> AsyncIterator[OddMattermost]:
    async with OddMattermost() as made:
        yield made


@pytest.fixture
async def client(server: OddMattermost) -> AsyncIterator[MattermostClient]:
    made = MattermostClient(server.url, server.bot_token)
    yield made
    await made.close()


async def test_nothing_odd_ends_the_listening(house: House, caplog: pytest.LogCaptureFixture) -> None:
    driver = MattermostDriver()
    await begin(house, driver)
    listener = driver.server._listeners[-1]
    with caplog.at_level(logging.WARNING):
        for name, data in EVENTS:
            await driver.server._tell(name, data, driver.server.room.id)
        for text in ("", "null", "[]", "{", '{"seq": "x"}', '{"event": 5, "data": "text", "seq": null}'):
            await listener.socket.send_str(text)
        await driver.say("Mo", "help", private=True)
    assert "approve 1" in words(driver.seen("Mo"))
    assert driver.server.listening() == 1
    assert driver.adapter.ear is not None
    assert driver.adapter.ear.odd.count["posted"] == 6
    told = [record.__dict__["what"] for record in caplog.records if record.message == "mattermost.unreadable"]
    assert told == ["posted", "post_edited", "post_deleted", "reaction_added"]
    await driver.stop()


async def test_a_conversation_that_cannot_be_looked_at_does_not_keep_it_from_listening(house: House) -> None:
    server = OddMattermost()
    driver = MattermostDriver(server=server)
    await begin(house, driver)
    server.listing = False
    await driver.drop()
    await until(lambda: server.listening() == 1)
    await driver._connected()
    await driver.say("Mo", "help", private=True)
    assert "approve 1" in words(driver.seen("Mo"))
    await driver.stop()


@pytest.mark.parametrize("text", ["null", "[]", "{}", '"ok"', "<html>"])
async def test_an_answer_that_is_none_may_have_been_carried_out(
    server: OddMattermost, client: MattermostClient, text: str
) -> None:
    server.instead = {"": web.Response(text=text, content_type="application/json")}
    calls = (
        client.me(),
        client.channel(server.room.id),
        client.post(server.room.id, "hello"),
        client.direct(server.bot.id, server.bot.id),
        client.upload(server.room.id, Attachment(name="a.txt", mime="text/plain", data=b"a")),
    )
    for call in calls:
        with pytest.raises(MaybeSent):
            await call


async def test_an_empty_list_may_be_null(server: OddMattermost, client: MattermostClient) -> None:
    server.instead = {"/channels": web.Response(text="null", content_type="application/json")}
    assert await client.direct_channels(server.bot.id) == []
    server.instead = {"/posts": web.Response(text='{"order": null, "posts": null}', content_type="application/json")}
    assert await client.since(server.room.id, 1) == []
    server.instead = {"/client": web.Response(text='{"Version": "11.9.0"}', content_type="application/json")}
    assert await client.post_limit() == 0
    server.instead = {"/client": web.Response(status=501, text="{}", content_type="application/json")}
    assert await client.post_limit() == 0


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500, 501, 502])
async def test_every_status_is_an_error_of_ours(server: OddMattermost, client: MattermostClient, status: int) -> None:
    for text, kind in (("<html>no</html>", "text/html"), ("", "text/plain"), ("{}", "application/json")):
        server.instead = {"": web.Response(status=status, text=text, content_type=kind)}
        with pytest.raises(TertuliaError) as told:
            await client.person(server.bot.id)
        assert isinstance(told.value, MaybeSent if status >= 500 else PermanentRefusal)


def test_emoji_that_come_as_words_are_read_as_signs() -> None:
    me = Me(id="b" * 26, name="tertulia")
    assert without_mention("@tertulia: reply: at nine :+1:", me) == "reply: at nine 👍"
    assert without_mention("@tertulia :tada: we open", me) == "🎉 we open"
    assert without_mention("is it open, @tertulia:", me) == "is it open,"


def test_a_dialog_of_an_older_server_says_no_kind() -> None:
    seal = Seal(b"a secret of the tests", "team")
    state = state_of("x", "m" * 26, "c" * 26, "", "u" * 26, seal)
    sent = {"state": state, "user_id": "u" * 26, "submission": {"text": "at nine :smile:", "more": None}}
    call = form_of(sent, seal, "e")
    assert call is not None
    assert call.pressed.fields == {"text": "at nine 😄", "more": ""}
    assert form_of({**sent, "type": "refresh"}, seal, "e") is None
    assert form_of({**sent, "user_id": "v" * 26}, seal, "e") is None

"""The Slack adapter against a server of its API that others wrote: emulate, by `make integration`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.slack.parse import Spot
from bot.adapters.chat.slack.speaker import Speaker
from bot.adapters.chat.text_card import Role, line
from tests.adapters.chat.slack.reading import labels, shown
from tests.integration.chat_servers.node import NodeServer, missing
from tests.integration.chat_servers.slack_workspace import PERSON, Workspace, node
from tests.pipeline.conftest import MO, QUICK, House, house

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def process() -> Iterator[NodeServer]:
    made = node()
    yield made
    made.stop()


@pytest.fixture
async def space(process: NodeServer, house: House) -> AsyncIterator[Workspace]:
    await house.policy(QUICK)
    made = Workspace(process.port, house)
    await made.open()
    yield made
    await made.close()


async def test_the_doctor_is_content(space: Workspace) -> None:
    assert await space.channel.check() == []


async def test_a_card_is_approved_by_its_button(space: Workspace) -> None:
    item = await space.house.waiting("When do you open? <!channel>")
    message = await space.message(item)
    assert "&lt;!channel&gt;" in shown(message)
    assert "Approve 1" in labels(message)
    await space.press(item, "Approve 1")
    await space.house.settle()
    assert [one.order.text for one in space.house.page.replies] == ["Which day suits you? [32.1]"]
    message = await space.message(item)
    assert "Approve 1" not in labels(message)
    assert "Mo" in shown(message)


async def test_a_reply_is_written_in_a_modal(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    item = await space.house.waiting("When do you open?")
    opened: list[dict[str, object]] = []
    client = space.channel._client
    open_form = client.open_form

    async def noted(trigger_id: str, view: dict[str, object]) -> None:
        await open_form(trigger_id, view)  # type: ignore[arg-type]
        opened.append(view)

    monkeypatch.setattr(client, "open_form", noted)
    await space.press(item, "Edit 1")
    (view,) = opened
    await space.submit(view, "We open at nine :tada: – which day suits you?")
    await space.house.settle()
    assert [one.order.text for one in space.house.page.replies] == ["We open at nine 🎉 – which day suits you?"]


async def test_words_are_answered_in_the_thread_and_directly(space: Workspace) -> None:
    ts = await space.say(space.room, f"<@{space.users['tertulia']}> coach: We open at nine. Which day suits you?")
    (answer,) = await space.thread(space.room, ts)
    assert "You say: coach: We open at nine" in shown(answer)
    direct = (await space.ask("conversations.open", token=PERSON, users=space.users["tertulia"]))["channel"]["id"]
    before = len((await space.ask("conversations.history", token=PERSON, channel=direct))["messages"])
    await space.say(direct, "queue")
    assert len((await space.ask("conversations.history", token=PERSON, channel=direct))["messages"]) == before + 2


async def test_a_card_that_somebody_deleted_is_posted_anew(space: Workspace) -> None:
    item = await space.house.waiting("When do you open?")
    before = await space.message(item)
    await space.ask("chat.delete", channel=space.room, ts=before["ts"])
    await space.house.approve(item)
    await space.house.settle()
    assert (await space.message(item))["ts"] != before["ts"]


async def test_a_card_posted_just_before_a_crash_is_found(space: Workspace) -> None:
    item = await space.house.waiting("When do you close, and is there a terrace?")
    before = await space.message(item)
    space.channel._board._found = None
    card = await space.house.desk.card(item, MO)
    assert card is not None
    assert await space.channel.show(card) == f"{space.room}:{before['ts']}"


async def test_a_file_is_uploaded(space: Workspace) -> None:
    speaker = Speaker(space.channel._client, space.channel._outbox, space.channel._room)
    file = Attachment(name="brief.pdf", mime="application/pdf", data=b"%PDF-1.7")
    ts = await space.say(space.room, "the brief, please")
    await speaker.answer(
        Answer(lines=(line(Role.SAYS, "Here:"),), files=(file,)),
        Spot(channel=space.room, user=space.users["mo"], message_ts=ts),
    )
    words, sent = await space.thread(space.room, ts)
    assert shown(words) == "Here:"
    assert [one["name"] for one in sent["files"]] == ["brief.pdf"]

"""Lost queues, outages, edits, limits, and what does not fit, through Zulip's own client over real sockets."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from aiohttp import web

from bot.adapters.chat.room.events import Answer, Attachment, Heard
from bot.adapters.chat.text_card import Role, line
from bot.adapters.chat.zulip.parse import Spot
from bot.adapters.chat.zulip.speaker import Speaker
from bot.domain.errors import AccountDisconnected, MaybeSent, NotSent
from bot.domain.report import Chart
from tests.adapters.chat.zulip.driver import PEOPLE, STREAM, ZulipDriver
from tests.adapters.chat.zulip.reading import bare
from tests.fakes.zulip import MOST_MESSAGE, Refusal
from tests.scenarios.chat.stage import Stage

LONG = (
    "¡Ay, qué ilusión! 🎉👩‍👩‍👧‍👦 Fuimos @**all** el sábado *con* los niños & [la abuela](http://x.example) ``` y… "
    * 90
)


async def test_each_card_has_a_topic_with_emoji_to_tap(stage: Stage, driver: ZulipDriver) -> None:
    item = await stage.comment("When do you open on Sundays?", who="bea")
    shown = await stage.shown(item)
    await driver.adapter.settled()
    assert shown.under == f"#{item} Bea: When do you open on Sundays?"
    codes = [one["emoji_code"] for one in driver.zulip.messages[int(shown.id)]["reactions"]]
    assert codes[:4] == ["0031-20e3", "0032-20e3", "0033-20e3", "270f"]


async def test_words_and_reactions_that_were_missed_are_caught_up_with(stage: Stage, driver: ZulipDriver) -> None:
    item = await stage.comment()
    message_id = int((await stage.shown(item)).id)
    await driver.say("Mo", "help", private=True)
    await driver.away(True)
    driver.zulip.lose_queues()
    driver.zulip.reacted(driver.zulip.people[PEOPLE["Ana"]], message_id, "0031-20e3")
    driver.zulip.writes(PEOPLE["Max"], "queue")
    stage.told("Max")
    driver.zulip.says(PEOPLE["Mo"], STREAM, "lunch", "who is coming?")
    await driver.away(False)
    await driver.zulip.until(lambda: f"#{item}" in stage.told("Max"))
    await driver.zulip.until(lambda: "Aprobada" in stage.told("Ana"))
    await stage.settle()
    assert len(stage.replies()) == 1


async def test_a_lost_queue_is_made_again_and_nothing_is_answered_twice(stage: Stage, driver: ZulipDriver) -> None:
    await stage.comment()
    await driver.say("Mo", "help", private=True)
    assert stage.told("Mo")
    queue = next(iter(driver.zulip.queues))
    driver.zulip.lose_queues()
    await driver.zulip.until(lambda: driver.zulip.queues and queue not in driver.zulip.queues)
    await driver.say("Mo", "queue")
    told = stage.told("Mo")
    assert "#1" in told
    assert "Everywhere:" not in told


async def test_words_that_were_being_worked_on_at_a_crash_are_answered_after_it(
    stage: Stage, driver: ZulipDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.comment()
    await driver.say("Mo", "help", private=True)
    monkeypatch.setattr(driver.adapter._room, "heard", never)
    driver.zulip.writes(PEOPLE["Max"], "queue")
    await driver.zulip.until(driver.zulip.idle)
    stage.told("Max")
    await driver.restart()
    await driver.zulip.until(lambda: "#1" in stage.told("Max"))


async def never(heard: Heard) -> Answer:
    await asyncio.Event().wait()
    return Answer()


async def test_a_reaction_taken_off_and_put_on_again_is_answered_again(stage: Stage, driver: ZulipDriver) -> None:
    item = await stage.comment()
    await driver.press("Max", "Approve 1", item=item)
    assert "role does not allow" in stage.told("Max")
    await driver.press("Max", "Approve 1", item=item)
    assert "role does not allow" in stage.told("Max")


async def test_after_the_time_for_edits_the_card_is_posted_again(stage: Stage, driver: ZulipDriver) -> None:
    driver.zulip.edit_seconds = 600
    item = await stage.comment()
    before = (await stage.shown(item)).id
    driver.zulip.messages[int(before)]["sent"] = time.time() - 601
    await driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    after = await stage.shown(item)
    assert after.id != before
    assert after.under == driver.zulip.messages[int(before)]["subject"]
    assert "published" in after.text
    await driver.press("Ana", "Approve 2", item=item)
    assert "Ya lo decidió Mo" in stage.told("Ana")


async def test_a_card_whose_answer_was_lost_is_not_posted_twice(stage: Stage, driver: ZulipDriver) -> None:
    driver.zulip.fail("POST messages", "dropped")
    item = await stage.house.comment()
    await stage.settle()
    await stage.settle(later=300)
    assert await stage.shown(item)
    assert len(driver.cards()) == 1


async def test_patience_is_kept(stage: Stage, driver: ZulipDriver) -> None:
    driver.zulip.fail("POST messages", driver.zulip.busy(), driver.zulip.busy())
    item = await stage.comment()
    assert await stage.shown(item)
    assert driver.zulip.refused.count(("POST messages", "RATE_LIMIT_HIT")) == 2


async def test_quote_and_reply_answers_the_message_quoted(stage: Stage, driver: ZulipDriver) -> None:
    first = await stage.comment("When do you open?", who="bea")
    await stage.comment("Is there parking?", who="carl")
    card = await stage.shown(first)
    quote = f"@_**Tertulia|8** [said](https://zulip.test/#narrow/channel/5-review/topic/x/near/{card.id}):\n"
    text = f"{quote}```quote\n{card.text}\n```\napprove 1"
    driver.zulip.says(PEOPLE["Mo"], STREAM, "elsewhere", text)
    await driver.say("Mo", "help", private=True)
    await stage.settle()
    assert stage.replies() == [await stage.text(first)]


async def test_an_answer_follows_its_question(stage: Stage, driver: ZulipDriver) -> None:
    await driver.say("Mo", "coach: We open.")
    said = driver.zulip.messages[max(driver.zulip.messages) - 1]
    assert "You say: coach: We open." in stage.told("Mo")
    driver.zulip.changed(said["id"], "@**Tertulia** coach: We open at nine. Which day?")
    await driver.zulip.until(lambda: any("Which day" in one.text for one in driver.cards()))
    assert len(driver.cards()) == 1
    driver.zulip.gone(said["id"])
    await driver.zulip.until(lambda: not driver.cards())


async def test_a_long_comment_fits_does_nothing_and_goes_on_below(stage: Stage, driver: ZulipDriver) -> None:
    item = await stage.comment(LONG)
    card = await stage.shown(item)
    mine = [one["content"] for one in driver.zulip.messages.values() if one["subject"] == card.under]
    assert all(len(one) <= MOST_MESSAGE and "[message truncated]" not in one for one in mine)
    assert not any("@**all**" in one or "](http" in one for one in mine)
    assert "".join(bare(one) for one in mine).count("abuela") >= 90
    count = len(mine)
    await driver.restart()
    stage.house.work.channels["room"] = type(stage.house.work.channels["room"])(adapter=driver.adapter)  # type: ignore[index]
    await driver.press("Mo", "Reject", item=item)
    await driver.fill("Mo", "too long")
    await stage.settle()
    assert len([one for one in driver.zulip.messages.values() if one["subject"] == card.under]) == count


async def test_a_reminder_stands_in_the_cards_topic(stage: Stage, driver: ZulipDriver) -> None:
    item = await stage.comment()
    await driver.adapter.say("a comment by @**Ana** has been waiting", item_id=item)
    last = driver.cards()[-1]
    assert last.under == (await stage.shown(item)).under
    assert "@**" not in driver.zulip.messages[int(last.id)]["content"]


async def test_pictures_and_files_are_uploaded(stage: Stage, driver: ZulipDriver) -> None:
    adapter = driver.adapter
    speaker = Speaker(adapter._client, adapter._outbox, adapter._room, adapter._house)
    chart = Chart(key="health", title="Answered [%]", alt="a line", svg="", png=b"\x89PNG")
    file = Attachment(name="brief.pdf", mime="application/pdf", data=b"%PDF")
    said = Answer(lines=(line(Role.SAYS, "Here:"),), charts=(chart,), files=(file,))
    await speaker.answer(said, Spot(user=PEOPLE["Mo"], stream=STREAM, topic="figures"))
    assert set(driver.zulip.uploads.values()) == {b"\x89PNG", b"%PDF"}
    links = driver.zulip.messages[max(driver.zulip.messages)]["content"]
    assert links.startswith("[Answered &#91;%&#93;](/user_uploads/")
    assert "[brief&#46;pdf](/user_uploads/" in links


async def test_a_key_that_zulip_does_not_take_ends_it(stage: Stage, driver: ZulipDriver) -> None:
    driver.zulip.key = "another"
    driver.zulip.lose_queues()
    assert driver._task is not None
    with pytest.raises(AccountDisconnected):
        await driver._task


async def test_errors_say_whether_it_can_have_arrived(stage: Stage, driver: ZulipDriver) -> None:
    client = driver.adapter._client
    driver.zulip.fail("GET users/me", web.Response(status=502, text="<html>"), Refusal("INTERNAL", "no", 500))
    with pytest.raises(MaybeSent):
        await client.me()
    with pytest.raises(Exception, match="no"):
        await client.me()
    driver.zulip.fail("GET users/me", "dropped")
    with pytest.raises(MaybeSent):
        await client.me()
    await driver.away(True)
    with pytest.raises((NotSent, MaybeSent)):
        await client.me()
    with pytest.raises(NotSent):
        await client.me()


async def test_doctor_names_what_is_missing(stage: Stage, driver: ZulipDriver) -> None:
    assert await driver.adapter.check() == []
    driver.zulip.subscribed.clear()
    driver.zulip.edit_seconds = 600
    problems = " ".join(await driver.adapter.check())
    assert "is not subscribed" in problems
    assert "10 minutes only" in problems
    driver.zulip.streams.clear()
    assert "there is no channel review" in " ".join(await driver.adapter.check())
    driver.zulip.fail("POST register", Refusal("BAD_REQUEST", "This API is not available to incoming webhook bots."))
    assert "generic bot" in " ".join(await driver.adapter.check())
    driver.zulip.key = "another"
    assert "API key" in " ".join(await driver.adapter.check())


async def test_away_for_an_hour(stage: Stage, driver: ZulipDriver) -> None:
    await driver.away(True)
    item = await stage.house.comment()
    for _ in range(20):
        await stage.settle(later=timedelta(minutes=3).total_seconds())
    await driver.away(False)
    await stage.settle(later=90)
    assert "When do you open?" in (await stage.shown(item)).text


async def test_nothing_odd_ends_the_listening(
    stage: Stage, driver: ZulipDriver, caplog: pytest.LogCaptureFixture
) -> None:
    odd = (
        {"type": "message"},
        {"type": "message", "message": None},
        {"type": "message", "message": {"sender_id": "x", "content": []}},
        {
            "type": "message",
            "message": {"sender_id": 5, "type": "private", "display_recipient": []},
        },
        {"type": "reaction", "op": "add", "emoji_code": "31", "user": None, "user_id": "x"},
        {"type": "update_message", "content": "x"},
        {"type": "delete_message", "message_ids": ["x"]},
        {"type": "of_next_year"},
        {},
    )
    for event in odd:
        for queue in driver.zulip.queues.values():
            driver.zulip._queue(queue, event)
    await driver.say("Mo", "help", private=True)
    assert "approve 1" in stage.told("Mo")
    assert [record.__dict__["what"] for record in caplog.records if record.message == "zulip.unreadable"] == [
        "message",
        "reaction",
        "update_message",
        "delete_message",
    ]

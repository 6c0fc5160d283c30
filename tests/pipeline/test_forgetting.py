"""A person's data: given out whole, taken out of every table, and old texts that go by themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from bot.domain.brand import Policy
from bot.domain.comment import Author, Post
from bot.domain.decision import DecisionKind
from bot.domain.errors import BadInput
from bot.domain.transitions import ItemState
from bot.pipeline import forgetting, measuring, promising
from bot.pipeline.forgetting import PersonData
from bot.store import Tx
from bot.store.schema import audit
from bot.store.schema_evidence import talk_week
from bot.testing.page import Fault
from tests.pipeline.conftest import ANA, MO, House, comment

RITA = Author(ext_id="rita.77", name="Rita Quiroga", handle="@ritaq77")
SECRETS = ("rita", "Quiroga", "ritaq77", "almond", "hazelnut", "Saturday")


def dump(tx: Tx) -> dict[str, str]:
    """Every row of every table as text, also the index over words."""
    names = inspect(tx.conn).get_table_names()
    return {
        name: "\n".join(repr(tuple(row)) for row in tx.conn.execute(text(f'SELECT * FROM "{name}"')))
        for name in names
        if not name.startswith("comment_words")
    }


async def found_in(house: House, *words: str) -> list[tuple[str, str]]:
    tables = await house.store.read(dump)
    return [(name, word) for name, rows in tables.items() for word in words if word.casefold() in rows.casefold()]


def log_lines(tx: Tx) -> list[Any]:
    return list(tx.conn.execute(select(audit.c.actor, audit.c.action, audit.c.detail).order_by(audit.c.id)))


async def year_of_rita(house: House) -> dict[str, int]:
    """Everything that can be kept of somebody: answers, a promise, a waiting item, others in her thread, chat."""
    await house.store.write(measuring.plan)
    await house.store.write(promising.plan)
    post = Post(ext_id="p1", text="Our new cake")
    asked = await house.waiting("Is the almond cake back on Saturday?", author=RITA, ext_id="rita-c-0001", post=post)
    await house.press(asked, DecisionKind.EDIT, text="Rita Quiroga, I'll ask about the almond cake and write tomorrow.")
    await house.settle()
    reply = house.page.replies[0]
    back = comment("Thanks, hazelnut works too", at=house.clock.now(), author=RITA, ext_id="rita-c-0002")
    others = comment("@ritaq77 so do I!", at=house.clock.now(), who="ada", ext_id="other")
    under = {"parent_ext_id": reply.ext_id, "thread_ext_id": "rita-c-0001"}
    await house.intake.accept([replace(back, **under), replace(others, **under)])
    await house.settle()
    waiting = await house.waiting("Rita here: is there hazelnut spread on Saturday?", author=RITA, ext_id="rita-c-0003")
    await house.press(waiting, DecisionKind.REWORD, note="tell Rita Quiroga about hazelnut")
    await house.desk.talk("room:1", "what do we say to Rita Quiroga? Is the almond cake back on Saturday?", MO, asked)
    await house.store.write(lambda tx: tx.notes.keep("draft:9", "Rita Quiroga, hazelnut", keep_for=10**15))
    for length in (timedelta(minutes=1), timedelta(minutes=1), timedelta(hours=22)):
        await house.later(length)  # the promise falls due
    return {"asked": asked, "waiting": waiting, "other": await house.item_of("other")}


async def test_nothing_of_a_forgotten_person_is_left_in_any_table_and_the_figures_stay(house: House) -> None:
    items = await year_of_rita(house)
    before = await house.store.read(lambda tx: tx.conn.execute(select(talk_week)).all())
    assert {word for _, word in await found_in(house, *SECRETS)} == set(SECRETS), "or the test would prove nothing"
    assert PersonData(house.store).forget("page", "ritaq77", by="terminal:ana") == 3
    for _ in range(4):
        await house.later(timedelta(minutes=1))
    assert await found_in(house, *SECRETS) == []
    assert await house.store.read(lambda tx: tx.conn.execute(select(talk_week)).all()) == before
    lines = await house.store.read(log_lines)
    kept = [(line.actor, json.loads(line.detail)) for line in lines if line.action == "person_forgotten"]
    assert kept == [("terminal:ana", {"page": "page", "comments": 3, "replies": 1})]
    assert (await house.item(items["other"])).state is ItemState.WAITING, "others are left alone"


async def test_what_waited_for_a_forgotten_person_is_withdrawn_and_its_card_says_so(house: House) -> None:
    items = await year_of_rita(house)
    await house.policy(Policy(undo_grace=timedelta(seconds=30)))
    await house.approve(items["waiting"])
    PersonData(house.store).forget("page", "rita.77", by="terminal:ana")
    await house.later(timedelta(minutes=5))
    assert len(house.page.replies) == 1
    assert await house.state(items["waiting"]) is ItemState.SUPERSEDED
    card = next(one for one in house.channel.cards.values() if one.item_id == items["waiting"])
    assert (card.comment, card.author.name, card.suggestions) == ("", "", ())
    assert card.reason == "What this person wrote is no longer kept here."
    for kind in (DecisionKind.REOPEN, DecisionKind.APPROVE):
        await house.press(items["waiting"], kind)
    await house.settle()
    assert len(house.page.replies) == 1


async def test_while_a_reply_is_on_its_way_nothing_is_forgotten(house: House) -> None:
    item_id = await house.waiting("Is the almond cake back?", author=RITA)
    house.page.faults.append(Fault.DROPPED)
    house.page.blind.extend([ConnectionError("down")] * 3)
    await house.approve(item_id)
    await house.settle()
    with pytest.raises(BadInput, match="on its way"):
        PersonData(house.store).forget("page", "rita.77", by="terminal:ana")
    assert await found_in(house, "Quiroga")


async def test_a_forgotten_comment_that_its_page_tells_of_again_stays_forgotten(house: House) -> None:
    await year_of_rita(house)
    PersonData(house.store).forget("page", "Rita Quiroga", by="terminal:ana")
    again = comment("Is the almond cake back on Saturday?", author=RITA, ext_id="rita-c-0001")
    fresh = comment("Hello?", author=replace(RITA, name="R."), ext_id="rita-c-0009")
    assert list(await house.intake.accept([again, fresh])) == [False, True]
    assert await found_in(house, "almond") == []


async def test_an_export_has_everything_that_was_said_and_nothing_of_the_team(house: House) -> None:
    await year_of_rita(house)
    made = PersonData(house.store).export("page", "@ritaq77")
    assert [one["text"] for one in made["comments"]] == [
        "Is the almond cake back on Saturday?",
        "Thanks, hazelnut works too",
        "Rita here: is there hazelnut spread on Saturday?",
    ]
    assert [one["text"] for one in made["replies"]] == [
        "Rita Quiroga, I'll ask about the almond cake and write tomorrow."
    ]
    assert made["author"] == {"page": "page", "id": "rita.77", "name": "Rita Quiroga", "handle": "@ritaq77"}
    assert {one["kind"] for one in made["decisions"]} == {"edit", "reword"}
    assert '"Mo"' not in json.dumps(made)
    assert json.loads(json.dumps(made)) == made


async def test_who_is_meant_has_to_be_clear(house: House) -> None:
    for number in (1, 2):
        await house.comment("Hello?", author=Author(ext_id=f"ada{number}", name="Ada"))
    data = PersonData(house.store)
    with pytest.raises(BadInput, match="2 people on page are called 'ada'; name one by id: ada1, ada2"):
        data.export("page", "ada")
    with pytest.raises(BadInput, match="nobody called 'eve'"):
        data.forget("page", "eve", by="x")
    with pytest.raises(BadInput, match="no page 'elsewhere'; known are page"):
        data.export("elsewhere", "ada")


async def test_texts_older_than_a_brand_keeps_go_and_open_matters_stay(house: House) -> None:
    await house.policy(Policy(undo_grace=timedelta(0), retention=timedelta(days=30), expire_after=timedelta(days=900)))
    await house.store.write(measuring.plan)
    await house.store.write(forgetting.plan)
    done = await house.waiting("Is the almond cake back?", author=RITA)
    await house.press(done, DecisionKind.EDIT, text="Yes, Rita Quiroga, the almond cake is back.")
    open_ = await house.waiting("And the hazelnut one?", who="ada")
    for _ in range(6):
        await house.later(timedelta(days=4))
    assert await found_in(house, "almond")
    before = await house.store.read(lambda tx: tx.conn.execute(select(talk_week)).all())
    for _ in range(6):
        await house.later(timedelta(days=4))
    assert await found_in(house, "almond", "Quiroga") == []
    assert ("comment", "hazelnut") in await found_in(house, "hazelnut"), "it still waits for somebody"
    assert await house.state(open_) in (ItemState.WAITING, ItemState.ESCALATED)
    assert await house.store.read(lambda tx: tx.conn.execute(select(talk_week)).all()) == before
    lines = await house.store.read(log_lines)
    assert ("clock", "old_forgotten") in {(line.actor, line.action) for line in lines}


async def test_the_log_cannot_be_changed_in_any_other_way(house: House) -> None:
    await house.waiting()
    for change in ("detail = 'x'", "actor = 'eve'", "detail = '{\"forgotten\": true}', action = 'x'"):
        with pytest.raises(Exception, match="append-only"):
            await house.store.write(lambda tx, change=change: tx.conn.execute(text(f"UPDATE audit SET {change}")))
    with pytest.raises(Exception, match="append-only"):
        await house.store.write(lambda tx: tx.conn.execute(text("DELETE FROM audit")))


async def test_the_file_itself_holds_nothing_of_a_forgotten_person(house: House, store_url: str) -> None:
    if not store_url.startswith("sqlite"):
        pytest.skip("the server's own files")
    await year_of_rita(house)
    PersonData(house.store).forget("page", "rita.77", by="terminal:ana")
    house.store.close()
    path = store_url.removeprefix("sqlite:///")
    with open(path, "rb") as file:  # noqa: ASYNC230 - nothing else runs
        content = file.read().lower()
    assert [word for word in SECRETS if word.lower().encode() in content] == []
    assert ANA.name.lower().encode() in content, "the file is read as it is"


async def test_what_others_wrote_keeps_its_words_and_its_ids(house: House) -> None:
    """A short id, a name that is a word: neither is torn out of other people's comments."""
    chocolate = Author(ext_id="12", name="Chocolate", handle="cocoa")
    root = await house.waiting("Is it vegan?", author=chocolate, ext_id="77")
    texts = ("Chocolate is the best, 12 of 10", "@cocoa I agree", "Order 1277?")
    for number, said in enumerate(texts):
        under = {"parent_ext_id": "77", "thread_ext_id": "77"}
        await house.intake.accept([replace(comment(said, who="ada", ext_id=f"77.{number}12"), **under)])
    PersonData(house.store).forget("page", "12", by="terminal:ana")
    rows = await house.store.read(lambda tx: tx.comments.by_ext("page", [f"77.{n}12" for n in range(3)]))
    assert [rows[f"77.{n}12"].text for n in range(3)] == [texts[0], "[…] I agree", texts[2]]
    assert len({row.thread_ext_id for row in rows.values()} & {"77"}) == 0
    assert await house.state(root) is ItemState.SUPERSEDED
    assert await found_in(house, "vegan", "cocoa") == []


async def test_a_reply_to_a_forgotten_person_stays_forgotten_too(house: House) -> None:
    await year_of_rita(house)
    reply = house.page.replies[0]
    PersonData(house.store).forget("page", "rita.77", by="terminal:ana")
    own = comment(reply.order.text, ext_id=reply.ext_id, parent_ext_id="rita-c-0001", thread_ext_id="rita-c-0001")
    assert list(await house.intake.accept([replace(own, author=Author(ext_id="page", is_page=True))])) == [False]
    assert await found_in(house, "almond", "Quiroga") == []

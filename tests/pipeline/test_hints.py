"""What was observed on the page stands on the card, for whoever decides and for whoever approves a second time; and
it says which remembered replies are the better examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.chat.text_card import Role as LineRole
from bot.adapters.chat.text_card import card_lines
from bot.domain.brand import Brand
from bot.domain.decision import DecisionKind
from bot.domain.errors import NoRight
from bot.domain.people import Person, Role
from bot.domain.report import ReportKind
from bot.domain.transitions import ItemState
from bot.domain.weeks import week_of
from bot.pipeline.office import make_office
from bot.pipeline.shelves import StoreMemory
from bot.store.schema import decision, outcome
from bot.store.schema_evidence import reply_week
from tests.pipeline.conftest import CLIENT, MO, QUICK, House

ASKS = "Here, where a reply asks a specific question, 60\N{NO-BREAK SPACE}% answer; where it does not, 20"


async def observed(house: House, *, brand: str = "acme", page: str = "page") -> None:
    """Three weeks ago 120 of 200 answered a reply that asked, and 40 of 200 one that did not."""

    def put(tx: Any) -> None:
        common = {"brand_id": brand, "page_id": page, "week": week_of(tx.now) - 3, "kind": "question"}
        common |= {"mood": "neutral", "choice": "", "score": 0, "advised": 0, "replies": 200}
        rows = [{**common, "moves": "asks-specific", "answered": 120}, {**common, "moves": "", "answered": 40}]
        tx.conn.execute(reply_week.insert(), rows)

    await house.store.write(put)


async def test_the_evidence_stands_on_the_card_that_waits_for_the_client(house: House) -> None:
    await house.policy(replace(QUICK, client_approval=frozenset({"question"})))
    await observed(house)
    item = await house.waiting()
    card = await house.desk.card(item, MO)
    assert card is not None
    assert card.hint.startswith(ASKS)
    assert (await house.approve(item)).ok
    assert await house.state(item) is ItemState.DECIDING
    for_client = await house.desk.card(item, CLIENT)
    assert for_client is not None
    assert for_client.hint.startswith(ASKS)
    assert DecisionKind.APPROVE_SECOND in for_client.actions
    lines = card_lines(for_client, "en")
    assert [each.text for each in lines if each.role is LineRole.HINT] == [for_client.hint], "every channel draws these"
    await house.settle()
    shown = [each for each in house.channel.cards.values() if each.item_id == item]
    assert shown[-1].hint.startswith(ASKS)
    assert (await house.press(item, DecisionKind.APPROVE_SECOND, CLIENT)).ok
    gone = await house.desk.card(item, CLIENT)
    assert gone is not None
    assert not gone.hint


async def test_the_hint_is_told_in_the_language_of_the_approver(house: House) -> None:
    await observed(house)
    item = await house.waiting()
    spanish = replace(CLIENT, lang="es")
    card = await house.desk.card(item, spanish)
    assert card is not None
    assert card.hint.startswith("Aquí, cuando la respuesta hace una pregunta concreta, contesta el 60")


async def test_a_client_sees_the_reports_of_their_brand_and_no_other(house: House) -> None:
    rival = Brand(id="rival", name="Rival")
    await house.store.write(lambda tx: tx.brands.seed(rival))
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    for kind in (ReportKind.HEALTH, ReportKind.ANSWERED, ReportKind.ADVICE, ReportKind.DIGEST):
        assert (await office.evidence.report(kind, CLIENT, brand_id="acme")).verdict
        with pytest.raises(NoRight):
            await office.evidence.report(kind, CLIENT, brand_id="rival")
    assert (await office.evidence.brief(CLIENT, brand_id="acme")).pdf
    with pytest.raises(NoRight):
        await office.evidence.brief(CLIENT, brand_id="rival")
    assert [one.id for one in await office.admin.brands(CLIENT)] == ["acme"]
    with pytest.raises(NoRight):
        await office.evidence.settle_promise(1, CLIENT, kept=True)


async def test_brands_do_not_lend_each_other_figures(house: House) -> None:
    await observed(house, brand="rival", page="other")
    item = await house.waiting()
    card = await house.desk.card(item, MO)
    assert card is not None
    assert not card.hint
    office = make_office(house.store, house.desk, house.coach, house.work.shelf)
    eve = Person(id="eve", name="Eve", roles=(("rival", Role.MODERATOR),))
    assert await office.evidence.hint(item, eve) == ""


async def test_of_two_like_replies_the_one_that_does_what_gets_answered_is_remembered_first(house: House) -> None:
    await observed(house)
    items = [await house.waiting("Is the roof terrace open today?") for _ in range(2)]
    for item in items:
        assert (await house.approve(item)).ok
    await house.settle()
    brand = Brand(id="acme", name="Acme")

    def moves(tx: Any) -> None:
        for item, does in zip(items, ("greets", "asks-specific"), strict=True):
            tx.conn.execute(decision.update().where(decision.c.item_id == item).values(moves=does))

    await house.store.write(moves)
    found = StoreMemory(house.store).similar(brand, "is the roof terrace open?", "en", 2)
    assert [round(each.lift, 1) for each in found] == [0.4, 0.0]


async def test_an_answer_seen_on_the_page_counts_though_nobody_followed_it_up(house: House) -> None:
    item = await house.waiting("Is the roof terrace open today?")
    assert (await house.approve(item)).ok
    await house.settle()
    brand = Brand(id="acme", name="Acme")
    assert StoreMemory(house.store).similar(brand, "is the roof terrace open?", "en", 1)[0].answered_back is None

    def answer(tx: Any) -> None:
        row = tx.items.get(item)
        tx.conn.execute(outcome.delete())
        values = {"comment_id": row.comment_id, "brand_id": "acme", "page_id": "page", "thread_ext_id": "t"}
        values |= {"at": tx.now, "week": week_of(tx.now), "own": False, "last": False, "words": 6}
        tx.evidence.save([_row(values, tx.after(timedelta(hours=1)))])

    await house.store.write(answer)
    assert StoreMemory(house.store).similar(brand, "is the roof terrace open?", "en", 1)[0].answered_back is True


def _row(values: dict[str, Any], answered_at: int) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("item_id", "reply_id", "replied_at", "wait", "reply_words", "score", "two_way", "advised"), None
    )
    empty = dict.fromkeys(("lang", "kind", "kinds", "mood", "moves", "mood_after", "choice", "decided_by"), "")
    return {**nothing, **empty, "needed": True, "turns": 1, "others": 0, **values, "answered_at": answered_at}

"""Never twice: every way in which a page can fail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.capabilities import Idempotency
from bot.domain.decision import DecisionKind
from bot.domain.transitions import ItemState
from bot.testing.page import FakePage, Fault
from tests.pipeline.conftest import MO, House

S = ItemState
MINUTE = timedelta(minutes=1)


def with_page(house: House, idempotency: Idempotency, grace: timedelta = timedelta(seconds=30)) -> None:
    house.install(FakePage("page", house.clock, idempotency=idempotency, grace=grace))


@pytest.mark.parametrize("fault", [Fault.NOT_SENT, Fault.RETRY, Fault.DROPPED, Fault.LOST])
@pytest.mark.parametrize("idempotency", [Idempotency.LIST, Idempotency.KEY])
async def test_one_reply_whatever_happened(house: House, fault: Fault, idempotency: Idempotency) -> None:
    with_page(house, idempotency)
    item_id = await house.waiting()
    house.page.faults.extend([fault, fault, fault])
    await house.approve(item_id)
    await house.settle()
    for _ in range(20):
        await house.later(MINUTE)
    assert await house.state(item_id) is S.PUBLISHED
    assert len(house.page.replies) == 1
    jobs = await house.store.read(lambda tx: tx.jobs.due_counts())
    assert jobs == {}


async def test_dropped_after_publishing_is_found_and_not_sent_again(house: House) -> None:
    with_page(house, Idempotency.LIST)
    item_id = await house.waiting()
    house.page.faults.append(Fault.DROPPED)
    await house.approve(item_id)
    await house.settle()
    assert await house.state(item_id) is S.PUBLISHING
    await house.later(timedelta(seconds=6))
    assert await house.state(item_id) is S.PUBLISHED
    assert len(house.page.calls) == 1


async def test_not_found_is_believed_only_after_the_grace_and_two_looks(house: House) -> None:
    with_page(house, Idempotency.LIST)
    item_id = await house.waiting()
    house.page.faults.append(Fault.LOST)
    await house.approve(item_id)
    await house.settle()
    await house.later(timedelta(seconds=6))
    await house.later(timedelta(seconds=10))
    assert (house.page.looks, len(house.page.calls)) == (1, 1)
    await house.later(timedelta(seconds=20))
    assert (house.page.looks, len(house.page.calls)) == (2, 2)
    assert await house.state(item_id) is S.PUBLISHED


async def test_nobody_can_look_so_a_person_is_asked(house: House) -> None:
    with_page(house, Idempotency.NONE)
    item_id = await house.waiting()
    house.page.faults.append(Fault.LOST)
    await house.approve(item_id)
    for _ in range(5):
        await house.later(timedelta(hours=1))
    assert await house.state(item_id) is S.UNKNOWN
    assert len(house.page.calls) == 1
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.outcome is not None
    assert "look on the page" in card.outcome.problem
    assert (await house.press(item_id, DecisionKind.RESOLVE_UNSENT)).ok
    await house.settle()
    assert await house.state(item_id) is S.PUBLISHED
    assert len({order.idem_key for order in house.page.calls}) == 1


async def test_a_person_saw_it_on_the_page(house: House) -> None:
    with_page(house, Idempotency.NONE)
    item_id = await house.waiting()
    house.page.faults.append(Fault.DROPPED)
    await house.approve(item_id)
    await house.settle()
    assert (await house.press(item_id, DecisionKind.RESOLVE_SENT)).ok
    await house.settle()
    assert await house.state(item_id) is S.PUBLISHED
    assert len(house.page.calls) == 1


async def test_looking_fails_for_ever(house: House) -> None:
    with_page(house, Idempotency.LIST)
    item_id = await house.waiting()
    house.page.faults.append(Fault.LOST)
    house.page.blind.extend(ConnectionError("down") for _ in range(30))
    await house.approve(item_id)
    for _ in range(15):
        await house.later(MINUTE)
    assert await house.state(item_id) is S.UNKNOWN
    assert len(house.page.calls) == 1


async def test_refused_for_good(house: House) -> None:
    item_id = await house.waiting()
    house.page.faults.append(Fault.REFUSED)
    await house.approve(item_id)
    await house.settle()
    assert await house.state(item_id) is S.FAILED
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.outcome is not None
    assert card.outcome.problem == "the comment no longer exists"
    assert (await house.press(item_id, DecisionKind.REOPEN)).ok
    assert (await house.approve(item_id)).ok
    await house.settle()
    assert await house.state(item_id) is S.PUBLISHED


async def test_a_disconnected_page_keeps_its_replies_until_it_is_back(house: House) -> None:
    item_id = await house.waiting()
    house.page.faults.append(Fault.DISCONNECTED)
    await house.approve(item_id)
    await house.settle()
    for _ in range(3):
        await house.later(timedelta(hours=1))
    assert len(house.page.calls) == 1
    await house.intake.page_state("page", connected=True)
    await house.later(timedelta(minutes=2))
    assert await house.state(item_id) is S.PUBLISHED


async def test_the_own_delivery_confirms_a_lost_answer(house: House) -> None:
    with_page(house, Idempotency.LIST, grace=timedelta(hours=1))
    item_id = await house.waiting()
    house.page.faults.append(Fault.DROPPED)
    await house.approve(item_id)
    await house.settle()
    await house.intake.accept([house.page.echo(house.page.replies[0])])
    assert await house.state(item_id) is S.PUBLISHED
    for _ in range(3):
        await house.later(timedelta(hours=1))
    assert len(house.page.calls) == 1


async def test_the_own_delivery_is_no_new_item(house: House) -> None:
    item_id = await house.waiting()
    await house.approve(item_id)
    await house.settle()
    answers = await house.intake.accept([house.page.echo(house.page.replies[0])])
    assert tuple(answers) == (False,)
    queue = await house.desk.queue(MO, view="all")
    assert [row.item_id for row in queue.rows] == [item_id]

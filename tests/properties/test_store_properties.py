"""For all inputs: nothing is stored twice, no move leaves the table, times and values come back as they went in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.brand import Brand, Policy
from bot.domain.capabilities import LengthUnit, TextLimit
from bot.domain.comment import Author, Comment, CommentEvent
from bot.domain.errors import ForbiddenMove
from bot.domain.texts import comparable, same_text
from bot.domain.transitions import ITEM_MOVES, ItemState
from bot.intake.accept import accept
from bot.publish.limits import length, measure
from bot.store import Store, Tx, open_store
from bot.store.codec import dump, load
from bot.store.times import micros, moment
from bot.testing.clock import FrozenClock
from tests.effort import examples

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SLOW = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STATES = st.sampled_from(list(ItemState))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        made = open_store(f"sqlite:///{folder}/t.db", FrozenClock())

        def seed(tx: Tx) -> None:
            tx.brands.seed(Brand(id="acme", name="Acme"))
            tx.brands.seed_page("page", brand_id="acme", platform="fake", name="Acme", reply_limit=0)

        made.write_sync(seed)
        yield made
        made.close()


class _UndoneError(Exception):
    """Raised to leave the store as it was."""


deliveries = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from(list(CommentEvent)), st.text(max_size=12), st.integers(-1, 5), st.booleans()
    ),
    max_size=14,
)


@SLOW
@given(deliveries)
def test_one_row_per_comment_whatever_is_delivered(
    store: Store, found: list[tuple[int, CommentEvent, str, int, bool]]
) -> None:
    comments = [_comment(*one) for one in found]

    def work(tx: Tx) -> None:
        answers = accept(tx, comments) + accept(tx, comments)
        known = tx.comments.by_ext("page", [f"c{n}" for n in range(6)])
        assert set(known) == {one.ext_id for one in comments}
        assert sum(answers) <= len(known)
        for row in known.values():
            item = tx.items.of_comment(row.id)
            assert (item is None) or not row.own
            if row.deleted_at is not None and item is not None:
                assert item.state in (ItemState.SUPERSEDED, ItemState.HIDDEN)
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.write_sync(work)


def _comment(number: int, event: CommentEvent, text: str, parent: int, own: bool) -> Comment:
    return Comment(
        page_id="page",
        ext_id=f"c{number}",
        text=text,
        author=Author(ext_id="page" if own else f"a{number % 2}", is_page=own),
        created_at=AT + timedelta(seconds=number),
        parent_ext_id=f"c{parent}" if parent >= 0 and parent != number else "",
        event=event,
    )


@SLOW
@given(st.lists(STATES, min_size=1, max_size=8))
def test_the_store_follows_the_table(store: Store, path: list[ItemState]) -> None:
    def work(tx: Tx) -> None:
        accept(tx, [_comment(0, CommentEvent.CREATED, "hello", -1, False)])
        row = tx.comments.by_ext("page", ["c0"])["c0"]
        item = tx.items.of_comment(row.id)
        assert item is not None
        for step in path:
            if step in ITEM_MOVES[item.state]:
                moved = tx.items.move(item, step)
                assert (moved.state, moved.version) == (step, item.version + 1)
                item = moved
            else:
                with pytest.raises(ForbiddenMove):
                    tx.items.move(item, step)
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.write_sync(work)


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_come_back(at: datetime) -> None:
    assert moment(micros(at)) == at


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), st.frozensets(st.text(max_size=8)))
def test_values_come_back(length_of: timedelta, kinds: frozenset[str]) -> None:
    policy = replace(Policy(), reply_within=length_of, client_approval=kinds)
    assert load(Policy, dump(Policy, policy)) == policy


@given(st.text())
def test_a_text_is_the_same_as_its_tidied_copy(text: str) -> None:
    assert same_text(text, f"  {comparable(text)}\n") or "&" in text


@given(st.text(), st.integers(1, 200), st.sampled_from(list(LengthUnit)))
def test_lengths_are_exact(text: str, most: int, unit: LengthUnit) -> None:
    found = measure(text, TextLimit(most=most, unit=unit))
    assert found.count == length(text, unit)
    assert (found.over == 0) == (length(text, unit) <= most)

"""What every page adapter keeps, run on each with its own rig and the real pipeline around it."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.capabilities import Idempotency
from bot.domain.comment import Comment
from bot.domain.decision import DecisionKind, HideReason
from bot.domain.errors import PermanentRefusal
from bot.domain.transitions import ItemState
from bot.pipeline.backfill import backfill
from tests.adapters.pages.rig import Breaks, Rig, until
from tests.pipeline.conftest import MO

K = DecisionKind
S = ItemState
MINUTE = timedelta(minutes=1)


class PageContract:
    """Subclasses are named `Test…` and give a fixture `rig`."""

    async def _approved(self, rig: Rig, item_id: int) -> str:
        """Approve the first suggestion; its text."""
        await rig.house.settle()
        card = await rig.house.desk.card(item_id, MO)
        assert card is not None
        answer = await rig.house.approve(item_id)
        assert answer.ok, answer.message
        return card.suggestions[0].suggestion.text

    async def _settled(self, rig: Rig, item_id: int, state: ItemState) -> None:
        for _ in range(25):
            await rig.house.settle()
            if await rig.house.state(item_id) is state:
                return
            await rig.house.later(MINUTE)
        item = await rig.house.item(item_id)
        publication = await rig.house.store.read(lambda tx: tx.publications.latest(item_id))
        assert item.state is state, (item.reason, publication)

    async def test_what_is_approved_stands_on_the_page_once_and_to_the_letter(self, rig: Rig) -> None:
        ext_id = await rig.say("When do you open on Sundays?")
        (item_id,) = await rig.brought_in(ext_id)
        text = await self._approved(rig, item_id)
        await self._settled(rig, item_id, S.PUBLISHED)
        assert await rig.standing(ext_id) == [text]
        publication = await rig.house.store.read(lambda tx: tx.publications.latest(item_id))
        assert publication is not None
        assert publication.ext_reply_id

    @pytest.mark.parametrize("how", list(Breaks))
    async def test_whatever_breaks_the_reply_stands_once(self, rig: Rig, how: Breaks) -> None:
        if how not in rig.breaks:
            pytest.skip("this page does not break so")
        ext_id = await rig.say("Do you have rye bread?")
        (item_id,) = await rig.brought_in(ext_id)
        text = await self._approved(rig, item_id)
        rig.break_next(how)
        lost = how in (Breaks.DROPPED, Breaks.SILENT, Breaks.BROKEN)
        can = rig.page.capabilities
        if lost and can.idempotency is Idempotency.NONE:
            await self._settled(rig, item_id, S.UNKNOWN)
        else:
            await self._settled(rig, item_id, S.PUBLISHED)
            assert await rig.standing(ext_id) == [text]
        assert len(await rig.standing(ext_id)) <= 1

    async def test_two_replies_of_the_same_words_to_two_people_both_stand(self, rig: Rig) -> None:
        first, second = await rig.say("Thanks!", author="ana"), await rig.say("Thank you!", author="ben")
        items = await rig.brought_in(first, second)
        for item_id in items:
            await rig.house.settle()
            answer = await rig.house.press(item_id, DecisionKind.EDIT, text="You are welcome, see you soon!")
            assert answer.ok, answer.message
            await self._settled(rig, item_id, S.PUBLISHED)
        assert [len(await rig.standing(one)) for one in (first, second)] == [1, 1]

    async def test_access_taken_away_stops_the_page_and_loses_nothing(self, rig: Rig) -> None:
        if not rig.revokes:
            pytest.skip("this page has no access to lose")
        ext_id = await rig.say("Is there parking?")
        (item_id,) = await rig.brought_in(ext_id)
        text = await self._approved(rig, item_id)
        rig.revoke(True)
        await rig.house.settle()
        row = await rig.house.store.read(lambda tx: tx.brands.page("page"))
        assert row is not None
        assert not row.connected
        assert await rig.page.check()
        assert any("disconnected" in said for said in rig.house.channel.said)
        rig.revoke(False)
        assert await rig.standing(ext_id) == []
        rig.install(rig.again())
        async with rig.running():

            async def back() -> bool:
                found = await rig.house.store.read(lambda tx: tx.brands.page("page"))
                return found is not None and found.connected

            if not (await rig.house.store.read(lambda tx: tx.brands.page("page"))).connected:  # type: ignore[union-attr]
                await until(back, "the page did not come back")
            await self._settled(rig, item_id, S.PUBLISHED)
        assert await rig.standing(ext_id) == [text]

    async def test_after_an_outage_everything_is_there_once(self, rig: Rig) -> None:
        first = await rig.say("One")
        await rig.brought_in(first)
        missed = [await rig.say(f"While nobody listened {n}", author=f"person{n}") for n in range(5)]
        rig.install(rig.again())
        await rig.brought_in(*missed)
        rig.install(rig.again())
        last = await rig.say("And one more", author="zoe")
        await rig.brought_in(last)
        queue = await rig.house.desk.queue(MO, view="all", most=50)
        items = {await rig.house.item_of(one) for one in (first, *missed, last)}
        assert sorted(row.item_id for row in queue.rows) == sorted(items)
        assert len(items) == 7

    async def test_a_colleague_s_answer_is_the_page_s_and_ends_the_item(self, rig: Rig) -> None:
        if not rig.delivers_own:
            pytest.skip("this page does not deliver what it wrote itself")
        ext_id = await rig.say("Do you deliver?")
        (item_id,) = await rig.brought_in(ext_id)
        await rig.house.settle()
        own = await rig.write_as_page("Yes, every day but Monday.", ext_id)
        rig.install(rig.again())
        async with rig.running():

            async def over() -> bool:
                return await rig.house.state(item_id) is S.SUPERSEDED

            await until(over, "the colleague's answer was not noticed")
        assert await rig.house.item_of(own) == 0
        assert next(one for one in rig.intake.seen if one.ext_id == own).author.is_page

    async def test_our_own_reply_coming_back_is_no_comment(self, rig: Rig) -> None:
        ext_id = await rig.say("Gluten free?")
        (item_id,) = await rig.brought_in(ext_id)
        await self._approved(rig, item_id)
        await self._settled(rig, item_id, S.PUBLISHED)
        rig.install(rig.again())
        later = await rig.say("Something else", author="bea")
        await rig.brought_in(later)
        queue = await rig.house.desk.queue(MO, view="all")
        assert len(queue.rows) == 2

    async def test_edits_and_deletions_are_followed(self, rig: Rig) -> None:
        if not rig.edits:
            pytest.skip("this page does not tell of edits")
        one, two = await rig.say("Are you open?"), await rig.say("Are you closed?", author="ben")
        items = await rig.brought_in(one, two)
        await rig.house.settle()
        await rig.edit(one, "Are you open on Mondays?")
        await rig.delete(two)
        async with rig.running():

            async def followed() -> bool:
                rows = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [one, two]))
                return rows[one].text.endswith("Mondays?") and rows[two].deleted_at is not None

            await until(followed, "the edit or the deletion was not noticed")
        assert await rig.house.state(items[1]) is S.SUPERSEDED

    async def test_a_deletion_just_after_a_look_that_was_cut_off_is_noticed(self, rig: Rig) -> None:
        """Stored, and stopped before the place was kept: a process that ends, a replica that takes over."""
        if not rig.edits:
            pytest.skip("this platform tells of no deletions")
        if rig.only_pushed:
            pytest.skip("a look is never cut off here: what was not answered is delivered again")
        rig.intake.holds = True
        gone = await rig.say("Never mind", author="ben")
        (item,) = await rig.brought_in(gone)
        rig.intake.holds = False
        await rig.delete(gone)
        rig.install(rig.again())
        async with rig.running():

            async def noticed() -> bool:
                rows = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [gone]))
                return rows[gone].deleted_at is not None

            await until(noticed, "the deletion was not noticed")
        assert await rig.house.state(item) is S.SUPERSEDED

    async def test_every_id_is_a_text_and_every_time_has_a_zone(self, rig: Rig) -> None:
        first = await rig.say("Hello")
        under = await rig.say("And hello again", under=first)
        await rig.brought_in(first, under)
        assert rig.intake.seen
        for comment in rig.intake.seen:
            check_types(comment)

    async def test_a_reply_in_a_thread_knows_what_it_answers(self, rig: Rig) -> None:
        first = await rig.say("Which flour do you use?")
        under = await rig.say("I would like to know that too", author="ben", under=first)
        await rig.brought_in(first, under)
        seen = {one.ext_id: one for one in rig.intake.seen}
        assert seen[under].parent_ext_id == first
        assert seen[under].thread_ext_id == (seen[first].thread_ext_id or first)
        if rig.page.capabilities.can_fetch_thread:
            _, turns = await rig.page.thread(seen[under])
            assert any("Which flour" in turn.text for turn in turns)

    async def test_the_past_comes_in_with_the_page_s_own_words_marked(self, rig: Rig) -> None:
        if not rig.page.capabilities.can_backfill:
            with pytest.raises(PermanentRefusal):
                await backfill(rig.house.store, rig.page, datetime(2020, 1, 1, tzinfo=UTC), tell=lambda _: None)
            return
        asked = await rig.say("An old question")
        own = await rig.write_as_page("An old answer", asked)
        since = datetime(2020, 1, 1, tzinfo=UTC)
        await backfill(rig.house.store, rig.page, since, tell=lambda _: None)
        rows = await rig.house.store.read(lambda tx: tx.comments.by_ext("page", [asked, own]))
        assert {asked, own} == set(rows)
        assert (rows[asked].own, rows[own].own, rows[own].parent_ext_id) == (False, True, asked)
        assert (await backfill(rig.house.store, rig.page, since, tell=lambda _: None)).new == 0

    async def test_hiding_is_done_and_undone_or_refused_in_words(self, rig: Rig) -> None:
        ext_id = await rig.say("You idiots")
        await rig.brought_in(ext_id)
        if not rig.page.capabilities.can_hide:
            with pytest.raises(PermanentRefusal):
                await rig.page.hide(ext_id, hidden=True, reason=HideReason.ABUSE)
            return
        await rig.page.hide(ext_id, hidden=True, reason=HideReason.ABUSE)
        assert await rig.hidden(ext_id)
        await rig.page.hide(ext_id, hidden=True, reason=HideReason.ABUSE)
        await rig.page.hide(ext_id, hidden=False, reason=HideReason.ABUSE)
        assert not await rig.hidden(ext_id)

    async def test_a_like_is_given_once_and_taken_back(self, rig: Rig) -> None:
        assert rig.likes == rig.page.capabilities.can_like
        if not rig.likes:
            pytest.skip("this platform lets no program like comments")
        ext_id = await rig.say("You are the best")
        (item,) = await rig.brought_in(ext_id)
        await rig.house.settle()
        for kind, count in ((K.LIKE, 1), (K.LIKE, 1), (K.UNLIKE, 0), (K.UNLIKE, 0), (K.LIKE, 1)):
            assert (await rig.house.press(item, kind)).ok
            await rig.house.settle()
            assert await rig.liked(ext_id) == count
        await rig.page.like(ext_id, liked=True)  # type: ignore[attr-defined]
        assert await rig.liked(ext_id) == 1
        assert await rig.house.state(item) is S.WAITING

    async def test_the_doctor_finds_nothing_wrong(self, rig: Rig) -> None:
        async with asyncio.timeout(60):
            assert list(await rig.page.check()) == []


def check_types(comment: Comment) -> None:
    assert comment.created_at.tzinfo is not None
    for one in fields(comment):
        if one.name.endswith("ext_id") or one.name in ("text", "url", "lang_hint"):
            assert isinstance(getattr(comment, one.name), str), one.name
    assert all(isinstance(part, str) for pair in comment.extra for part in pair)
    assert isinstance(comment.author.ext_id, str)
    assert comment.post is None or isinstance(comment.post.ext_id, str)

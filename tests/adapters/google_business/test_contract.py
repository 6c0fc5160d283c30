"""The contract of all pages, on the fake reviews. Nobody but the owner answers a review."""

from __future__ import annotations

from tests.adapters.pages.contract import PageContract, check_types
from tests.adapters.pages.rig import Rig


class TestReviews(PageContract):
    """Its fixture `rig` is the folder's."""

    async def test_every_id_is_a_text_and_every_time_has_a_zone(self, rig: Rig) -> None:
        first = await rig.say("Hello")
        await rig.write_as_page("Hello to you", first)
        await rig.brought_in(first)
        assert len(rig.intake.seen) == 2
        for comment in rig.intake.seen:
            check_types(comment)

    async def test_a_reply_in_a_thread_knows_what_it_answers(self, rig: Rig) -> None:
        first = await rig.say("Which flour do you use?")
        own = await rig.write_as_page("Rye, mostly", first)
        await rig.brought_in(first)
        seen = {one.ext_id: one for one in rig.intake.seen}
        assert (seen[own].parent_ext_id, seen[own].thread_ext_id) == (first, first)
        _, turns = await rig.page.thread(seen[own])
        assert any("Which flour" in turn.text for turn in turns)

"""The Bluesky page on a whole network of the AT protocol: `make integration`."""

from __future__ import annotations

import json

from bot.domain.decision import DecisionKind
from bot.domain.transitions import ItemState
from tests.adapters.pages.contract import PageContract
from tests.adapters.pages.rig import until
from tests.integration.bluesky.rig import NetworkRig

S = ItemState
FAMILY = "\U0001f469‍\U0001f469‍\U0001f467"
"""One sign to people and to the network's limit; five code points, eighteen bytes."""


class TestOnTheNetwork(PageContract):
    """The contract of all pages."""


async def test_a_deleted_comment_ends_its_item(rig: NetworkRig) -> None:
    said = await rig.say("Never mind")
    (item,) = await rig.brought_in(said)
    await rig.house.settle()
    await rig.delete(said)
    rig.install(rig.again())
    async with rig.running():

        async def over() -> bool:
            return await rig.house.state(item) is S.SUPERSEDED

        await until(over, "the deletion was not noticed")


async def test_what_people_see_is_what_was_approved_with_its_link_and_its_mention(rig: NetworkRig) -> None:
    said = await rig.say("Where is your menu?")
    (item,) = await rig.brought_in(said)
    await rig.house.settle()
    text = f"Here, @{rig.person('ana').handle}: https://shop.example/menu {FAMILY * 40}"
    assert (await rig.house.press(item, DecisionKind.EDIT, text=text, insist=True)).ok
    await rig.house.settle()
    assert await rig.house.state(item) is S.PUBLISHED
    (seen,) = await rig.eventually(lambda: rig.bakery.below(said))
    assert seen["record"]["text"] == text
    features = [one["features"][0] for one in seen["record"]["facets"]]
    assert features[0]["did"] == rig.person("ana").did
    assert features[1]["uri"] == "https://shop.example/menu"
    assert seen["record"]["reply"]["root"]["uri"] == rig.post


async def test_three_hundred_signs_go_out_and_one_more_is_refused_before(rig: NetworkRig) -> None:
    said = await rig.say("How do you all feel?")
    (item,) = await rig.brought_in(said)
    await rig.house.settle()
    refused = await rig.house.press(item, DecisionKind.EDIT, text="ñ" * 301, insist=True)
    assert not refused.ok
    assert (await rig.house.press(item, DecisionKind.EDIT, text="n\u0303" * 300, insist=True)).ok
    await rig.house.settle()
    assert await rig.standing(said) == ["n\u0303" * 300]


async def test_the_place_in_the_notices_is_kept_and_read_on_from(rig: NetworkRig) -> None:
    first = await rig.say("One")
    kept = await _place_after(rig, first, "")
    rig.install(rig.again())
    rig.intake.seen.clear()
    second = await rig.say("Two", author="ben")
    await _place_after(rig, second, kept)
    again = [one for one in rig.intake.seen if one.ext_id == first]
    assert not any(await rig.intake.accept(again))


async def _place_after(rig: NetworkRig, ext_id: str, before: str) -> str:
    """How far the notices are read once the comment is there: further than before."""
    place = before
    async with rig.running():
        await rig.arrived(ext_id)

        async def moved() -> bool:
            nonlocal place
            cursor = json.loads(await rig.intake.cursor("page"))
            assert ext_id in cursor["recent"]
            place = cursor["notices"]
            return bool(place > before)

        await until(moved, "the place was not kept")
    return place


async def test_a_like_is_seen_by_everybody(rig: NetworkRig) -> None:
    said = await rig.say("You are the best")
    await rig.brought_in(said)
    await rig.page.like(said, liked=True)  # type: ignore[attr-defined]
    assert await rig.eventually(lambda: rig.person("ana").seen(said)["likeCount"] == 1)
    await rig.page.like(said, liked=False)  # type: ignore[attr-defined]
    assert await rig.eventually(lambda: rig.person("ana").seen(said)["likeCount"] == 0)

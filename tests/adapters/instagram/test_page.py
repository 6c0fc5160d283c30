"""What is Instagram's own: live comments, threads of one level, two ways of signing in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.adapters.pages.instagram.adapter import InstagramPage
from bot.domain.errors import Misconfigured, PermanentRefusal
from bot.domain.publication import PublishOrder
from tests.adapters.instagram.rig import InstagramRig


def order(ext_id: str, **more: Any) -> PublishOrder:
    values: dict[str, Any] = {
        "page_id": "page", "item_id": 1, "publication_id": 1, "idem_key": "k", "text": "Hello there", "lang": "en",
        "parent_ext_id": ext_id, "thread_ext_id": ext_id, "post_ext_id": "",
    }  # fmt: skip
    return PublishOrder(**{**values, **more})


async def test_on_a_live_broadcast_nothing_is_answered_in_public(rig: InstagramRig) -> None:
    ext_id = await rig.say("Hi from the live")
    with pytest.raises(PermanentRefusal, match="not_allowed_there"):
        await rig.page.publish(order(ext_id, extra=(("live", "yes"),)))
    assert not await rig.standing(ext_id)


async def test_a_reply_to_a_reply_goes_into_its_thread_and_is_found_there(rig: InstagramRig) -> None:
    first = await rig.say("Which flour?")
    under = await rig.say("Me too", author="ben", under=first)
    began = rig.house.clock.now()
    made = await rig.page.publish(order(under, thread_ext_id=first))
    assert rig.fake.things[made.ext_id].parent == first
    assert [one.ext_id for one in await rig.page.own_replies(under, began)] == [made.ext_id]


async def test_more_replies_than_come_with_a_comment_are_fetched(rig: InstagramRig) -> None:
    first = await rig.say("Which flour?")
    replies = [await rig.say(f"number {n}", author=f"p{n}", under=first) for n in range(70)]
    await rig.brought_in(first, *replies)


async def test_a_private_reply_goes_once(rig: InstagramRig) -> None:
    ext_id = await rig.say("My order 44 is lost")
    await rig.page.publish(order(ext_id, private=True))
    with pytest.raises(PermanentRefusal, match="private_once"):
        await rig.page.publish(order(ext_id, private=True))


@pytest.mark.parametrize(
    ("login", "base"), [("facebook", "https://graph.facebook.com"), ("instagram", "https://graph.instagram.com")]
)
def test_the_way_of_signing_in_decides_whom_to_ask(login: str, base: str, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a-secret")
    options = {"account": "1", "token_file": "s", "secret_file": "s", "verify_token_file": "s", "login": login}
    assert InstagramPage.build("page", options, tmp_path)._client._http.base_url == base
    with pytest.raises(Misconfigured, match="login"):
        InstagramPage.build("page", {**options, "login": "x"}, tmp_path)

"""What must happen on every platform, told once. Each scenario is run by every platform that has a driver.

A platform's test is three lines: `@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)`, make the driver,
`async with staged(house, driver) as stage: await scenario(stage)`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.brand import Policy
from bot.domain.transitions import ItemState
from bot.pipeline.catching_up import catch_up
from bot.pipeline.work import Channel
from tests.pipeline.conftest import MO
from tests.scenarios.chat.memory import MemoryDriver
from tests.scenarios.chat.stage import CHANNEL, EVE, Stage, together

S = ItemState
OWN = "Yes, until ten. Which day would you come?"
LONG = "¡Qué alegría! 🎉👩‍👩‍👧‍👦 La terraza, la tarta, las niñas… todo perfecto ☀️. " * 40 + "¿Abrís el domingo? FIN"


async def approve(stage: Stage) -> None:
    """The plain way: a card, a press, a reply on the page, a locked card that says who."""
    item = await stage.comment("When do you open on Sundays?", who="bea")
    first = await stage.text(item)
    card = await stage.shown(item)
    assert "When do you open on Sundays?" in card.text
    assert first in card.text
    await stage.driver.press("Mo", "Approve 1", item=item)
    assert "Approved" in stage.told("Mo")
    await stage.settle()
    assert stage.replies() == [first]
    card = await stage.shown(item)
    assert "Mo" in card.text
    assert "published" in card.text
    assert not [label for label in card.buttons if label.startswith("Approve")]


async def approve_by_words(stage: Stage) -> None:
    """Typed in reply to the card."""
    item = await stage.comment()
    second = await stage.text(item, 2)
    await stage.driver.say("Ana", "aprueba 2", item=item)
    assert "Aprobada" in stage.told("Ana")
    await stage.settle()
    assert stage.replies() == [second]


async def edit(stage: Stage) -> None:
    """The text approved is the text published, character for character."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Edit 1", item=item)
    await stage.driver.fill("Mo", OWN)
    await stage.settle()
    if not stage.driver.adapter.capabilities.modals:
        assert stage.replies() == []  # a message alone publishes nothing
        assert OWN in stage.told("Mo")
        await stage.driver.press("Mo", "Publish it")
        await stage.settle()
    assert stage.replies() == [OWN]
    assert OWN in (await stage.shown(item)).text


async def edit_by_words(stage: Stage) -> None:
    """Words make a draft, with its score; only "send" publishes it."""
    item = await stage.comment()
    await stage.driver.say("Mo", f"reply: {OWN}", item=item)
    assert OWN in stage.told("Mo")
    await stage.settle()
    assert stage.replies() == []
    await stage.driver.say("Mo", "send", item=item)
    await stage.settle()
    assert stage.replies() == [OWN]


async def held_back(stage: Stage) -> None:
    """What no source holds does not go out by one press; somebody who knows better can insist."""
    item = await stage.comment()
    unsafe = "See http://elsewhere.example Ada. Which day suits you?"
    await stage.driver.press("Mo", "Edit 1", item=item)
    await stage.driver.fill("Mo", unsafe)
    await stage.settle()
    assert stage.replies() == []
    assert "elsewhere.example" in stage.told("Mo")
    if stage.driver.adapter.capabilities.buttons:
        await stage.driver.press("Mo", "Publish it anyway")
    else:
        await stage.driver.say("Mo", "send", item=item)
        assert "insist" in stage.told("Mo")
        await stage.settle()
        assert stage.replies() == []
        await stage.driver.restart()
        stage.house.work.channels[CHANNEL] = Channel(adapter=stage.driver.adapter)  # type: ignore[index]
        await stage.driver.say("Mo", "insist", item=item)
    await stage.settle()
    assert stage.replies() == [unsafe]


async def two_at_once(stage: Stage) -> None:
    """One card, one decision; the one who comes second is told by whom."""
    item = await stage.comment()
    await together(stage.driver.press("Mo", "Approve 1", item=item), stage.driver.press("Ana", "Approve 2", item=item))
    mo, ana = stage.told("Mo"), stage.told("Ana")
    assert ("Already decided by Ana" in mo) != ("Ya lo decidió Mo" in ana)
    await stage.settle()
    assert len(stage.replies()) == 1


async def second_press(stage: Stage) -> None:
    """A press on a decided card is answered, never swallowed."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    stage.told("Ana")
    await stage.driver.press_stale("Ana", "Approve 2", item=item)
    assert "Ya lo decidió Mo" in stage.told("Ana")
    await stage.settle()
    assert len(stage.replies()) == 1


async def stale_press(stage: Stage) -> None:
    """The suggestions changed since the card was drawn: nothing is published, and the person is told."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Another", item=item)
    await stage.settle()
    stage.told("Mo")
    now = await stage.text(item)
    await stage.driver.press_stale("Mo", "Approve 1", item=item)
    told = stage.told("Mo")
    await stage.settle()
    if stage.driver.adapter.capabilities.buttons:
        assert "changed meanwhile" in told
        assert stage.replies() == []
    else:  # a word or a sign is about what stands there now
        assert stage.replies() == [now]


async def no_right(stage: Stage) -> None:
    """A manager may ask and claim, not publish: a word for their eyes only where the platform can."""
    item = await stage.comment()
    await stage.driver.press("Max", "Approve 1", item=item)
    answers = stage.driver.seen("Max")
    assert any("Your role does not allow this" in each.text for each in answers)
    if stage.driver.adapter.capabilities.private_words:
        assert "role does not allow" not in stage.told("Mo")
    await stage.settle()
    assert stage.replies() == []


async def stranger_links(stage: Stage) -> None:
    """Somebody unknown decides nothing, learns how to link, and can decide afterwards."""
    item = await stage.comment()
    await stage.driver.press("Eve", "Approve 1", item=item)
    assert "link CODE" in stage.told("Eve")
    await stage.settle()
    assert stage.replies() == []
    await stage.join(EVE)
    code = await stage.office.people.link_code(EVE)
    await stage.driver.say("Eve", "link WRONGONE", private=True)
    assert "wrong or older" in stage.told("Eve")
    await stage.driver.say("Eve", f"link {code}", private=True)
    assert "Hello Eve" in stage.told("Eve")
    await stage.driver.press("Eve", "Approve 1", item=item)
    await stage.settle()
    assert len(stage.replies()) == 1


async def restart_then_press(stage: Stage) -> None:
    """Buttons, forms and drafts do not live in memory."""
    item = await stage.comment()
    await stage.driver.restart()
    stage.house.work.channels[CHANNEL] = Channel(adapter=stage.driver.adapter)  # type: ignore[index]
    await stage.driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    assert len(stage.replies()) == 1


async def restart_while_editing(stage: Stage) -> None:
    """The question was asked before the restart, the answer comes after it."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Reject", item=item)
    await stage.driver.restart()
    stage.house.work.channels[CHANNEL] = Channel(adapter=stage.driver.adapter)  # type: ignore[index]
    await stage.driver.fill("Mo", "too stiff")
    await stage.settle()
    assert await stage.state(item) is S.REJECTED


async def undo(stage: Stage) -> None:
    """Within the grace time an approval is taken back, and nothing was published."""
    await stage.house.policy(Policy(undo_grace=timedelta(seconds=10)))
    item = await stage.comment()
    await stage.driver.press("Mo", "Approve 1", item=item)
    await stage.settle()
    await stage.driver.press("Mo", "Undo", item=item)
    assert "Taken back" in stage.told("Mo")
    await stage.settle(later=60)
    assert stage.replies() == []
    assert await stage.state(item) is S.WAITING


async def reject_with_note(stage: Stage) -> None:
    """The note is asked for, kept, and shown."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Reject", item=item)
    await stage.driver.fill("Mo", "She asked about Sunday, not about today.")
    await stage.settle()
    assert await stage.state(item) is S.REJECTED
    card = await stage.shown(item)
    assert "She asked about Sunday" in card.text
    assert stage.replies() == []


async def escalate_and_claim(stage: Stage) -> None:
    """Taken by one, seen by all; then raised above the others."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Take it", item=item)
    await stage.settle()
    assert "Mo" in (await stage.shown(item)).text
    await stage.driver.press("Mo", "Escalate", item=item)
    if await stage.state(item) is not S.ESCALATED:
        await stage.driver.fill("Mo", "A lawyer should look.")
        await stage.settle()
        assert "A lawyer should look." in (await stage.shown(item)).text
    assert await stage.state(item) is S.ESCALATED


async def hide_for_decency(stage: Stage) -> None:
    """The reason is chosen among decency's; criticism is none."""
    item = await stage.comment("spam spam, buy here?")
    await stage.driver.say("Mo", "hide: they criticise us", item=item)
    assert "decency" in stage.told("Mo")
    await stage.settle()
    assert stage.house.page.hidden == {}
    await stage.driver.press("Mo", "Hide", item=item)
    if stage.driver.adapter.capabilities.buttons:
        await stage.driver.press("Mo", "spam")
    await stage.settle()
    assert len(stage.house.page.hidden) == 1
    assert await stage.state(item) is S.HIDDEN


async def like_and_take_back(stage: Stage) -> None:
    """A like goes out at once, and whatever else is to be decided stays open; "I like it" is said of a suggestion."""
    item = await stage.comment()
    await stage.driver.say("Mo", "I like it", item=item)
    await stage.settle()
    assert stage.house.page.liked == set()
    await stage.driver.say("Mo", "like the comment", item=item)
    await stage.settle()
    assert len(stage.house.page.liked) == 1
    assert await stage.state(item) is S.WAITING
    await stage.driver.say("Mo", "unlike", item=item)
    await stage.settle()
    assert stage.house.page.liked == set()


async def other_words(stage: Stage) -> None:
    """Another set, and one that was asked for in words; the card comes back with them."""
    item = await stage.comment()
    first = await stage.text(item)
    await stage.driver.press("Mo", "Another", item=item)
    await stage.settle()
    assert first not in (await stage.shown(item)).text
    can = stage.driver.adapter.capabilities
    if can.buttons or can.reactions:
        await stage.driver.press("Mo", "Say it differently", item=item)
        await stage.driver.fill("Mo", "warmer, no discount")
    else:
        await stage.driver.say("Mo", "say it differently: warmer, no discount", item=item)
    await stage.settle()
    assert "warmer, no discount" in (await stage.shown(item)).text


async def spanish_person(stage: Stage) -> None:
    """The card speaks the channel's language, the bot that of the person."""
    item = await stage.comment()
    assert "waiting for you" in (await stage.shown(item)).text
    await stage.driver.press("Ana", "Why", item=item)
    assert "Nota" in stage.told("Ana")
    await stage.driver.say("Ana", "ayuda")
    assert "idioma en" in stage.told("Ana")
    await stage.driver.say("Ana", "idioma en")
    stage.told("Ana")
    await stage.driver.say("Ana", "help")
    assert "language es" in stage.told("Ana")


async def long_comment(stage: Stage) -> None:
    """A long comment full of emoji fits, with a sign where it was cut, and all of it can be had."""
    item = await stage.house.waiting(LONG, who="bea")
    card = await stage.shown(item)
    everywhere = card.text + stage.told("Mo")
    if "FIN" not in everywhere:
        assert "…" in card.text
        await stage.driver.press("Mo", "Full text", item=item)
        everywhere = stage.told("Mo")
    assert "FIN" in everywhere
    assert "👩‍👩‍👧‍👦" in card.text
    assert "\ufffd" not in card.text


async def decided_elsewhere(stage: Stage) -> None:
    """A decision in another channel locks the card in this one, and says who."""
    other = MemoryDriver(channel_id="other")
    stage.house.work.channels["other"] = Channel(adapter=other.adapter)  # type: ignore[index]
    await other.start(stage.office)
    await stage.house.store.write(lambda tx: tx.team.link(MO.id, "memory", other.account("Mo")))
    item = await stage.comment()
    await other.press("Mo", "Approve 1", item=item)
    await stage.settle()
    await other.stop()
    card = await stage.shown(item)
    assert "published" in card.text
    assert "Mo" in card.text
    await stage.driver.press_stale("Ana", "Approve 2", item=item)
    assert "Ya lo decidió Mo" in stage.told("Ana")


async def away_and_back(stage: Stage) -> None:
    """The platform is away: others go on, nothing is lost, and the newest state comes when it is back, once."""
    known = await stage.comment()
    await stage.driver.away(True)
    await stage.house.approve(known)
    missed = [await stage.house.comment(f"Question {number}?", who=f"p{number}") for number in range(3)]
    for _ in range(20):
        await stage.settle(later=180)
    await stage.driver.away(False)
    for _ in range(3):
        await stage.settle(later=90)
    assert "published" in (await stage.shown(known)).text
    for item in missed:
        assert f"#{item} " in (await stage.shown(item)).text
    texts = [each.text for each in stage.driver.cards()]
    assert all(sum(f"#{item} ·" in text for text in texts) == 1 for item in [known, *missed])


async def redelivered(stage: Stage) -> None:
    """The same event twice: one decision, one answer."""
    item = await stage.comment()
    await stage.driver.press("Mo", "Take it", item=item)
    assert "yours now" in stage.told("Mo")
    await stage.driver.redeliver()
    assert stage.told("Mo") == ""
    entries = await stage.house.desk.history(item, MO)
    assert sum("claim" in entry.action for entry in entries) == 1


async def slips(stage: Stage) -> None:
    """What the team says to each other is not for the bot, and never for the page."""
    item = await stage.comment()
    await stage.driver.say("Mo", f"reply: {OWN}", item=item)
    stage.told("Mo")
    stage.told("Ana")
    for words in ("ok", "1", "yes, send it", "send", "leave it", "approve of what?", "Ana, do you like 2 more?"):
        await stage.driver.chatter("Mo", words)
        await stage.driver.chatter("Ana", words, item=item)
    await stage.settle()
    assert stage.replies() == []
    assert await stage.state(item) is S.WAITING
    assert stage.told("Mo") + stage.told("Ana") == ""


async def bare_words_long_after(stage: Stage) -> None:
    """A bare "approve 1" long after the last card was looked at is asked back, not obeyed."""
    item = await stage.comment()
    await stage.driver.say("Mo", f"#{item} approve 2")
    await stage.settle()
    assert len(stage.replies()) == 1
    await stage.comment("And on Mondays?", who="carl")
    stage.told("Mo")
    await stage.driver.say("Mo", "approve 1")
    told = stage.told("Mo")
    await stage.settle()
    assert len(stage.replies()) == 1
    assert told != ""


async def burst(stage: Stage) -> None:
    """Many cards at once come grouped and in order; each can be opened and decided."""
    items = [await stage.house.comment(f"Question {number}?", who=f"p{number}") for number in range(30)]
    await stage.settle()
    shown = [await stage.shown(item) for item in items]
    assert len({each.id for each in shown}) < len(items) / 3
    order = [each.id for each in stage.driver.cards()]
    places = [order.index(each.id) for each in shown]
    assert places == sorted(places)
    await stage.driver.say("Mo", f"#{items[7]} approve 1")
    await stage.settle()
    assert len(stage.replies()) == 1


async def conversation(stage: Stage) -> None:
    """What can be asked beside the cards."""
    item = await stage.comment("Do you have parking?", who="dora")
    await stage.driver.say("Mo", "queue")
    assert f"#{item}" in stage.told("Mo")
    await stage.driver.say("Mo", "next")
    assert "Do you have parking?" in stage.told("Mo")
    await stage.driver.say("Mo", "facts add Is there parking? | Yes, behind the house. | Mo")
    assert "Learned" in stage.told("Mo")
    await stage.driver.say("Mo", "facts list parking")
    assert "behind the house" in stage.told("Mo")
    await stage.driver.say("Mo", "history", item=item)
    assert stage.told("Mo") != ""
    await stage.driver.say("Mo", "make it warmer please", item=item)
    assert "You say: make it warmer please" in stage.told("Mo")
    await stage.driver.say("Mo", "report")
    assert stage.told("Mo") != ""


async def reminded(stage: Stage) -> None:
    """A reminder survives the channel's being away; nobody is reminded of what was decided meanwhile."""
    await stage.house.policy(replace(Policy(), remind_after=timedelta(minutes=30), undo_grace=timedelta(0)))
    item = await stage.comment()
    await stage.driver.away(True)
    await stage.settle(later=31 * 60)
    await stage.driver.away(False)
    await stage.settle(later=90)
    assert "has been waiting" in stage.told("Mo")
    await stage.driver.away(True)
    await stage.settle(later=31 * 60)
    await stage.house.approve(item)
    await stage.driver.away(False)
    await stage.settle(later=90)
    assert "has been waiting" not in stage.told("Mo")


async def added_later(stage: Stage) -> None:
    """A channel that was not there when the comments came shows what still waits, and its buttons work."""
    channels = dict(stage.house.work.channels)
    here = stage.house.work.channels.pop(CHANNEL)  # type: ignore[attr-defined]
    waits, decided = await stage.comment("Do you have parking?", who="dora"), await stage.comment("Are you open?")
    await stage.house.approve(decided)
    await stage.settle(later=600)
    assert stage.driver.cards() == []
    stage.house.work.channels[CHANNEL] = here  # type: ignore[index]
    await stage.house.store.write(lambda tx: catch_up(tx, channels))
    await stage.settle(later=1)
    assert len(stage.driver.cards()) == 1
    assert "Do you have parking?" in (await stage.shown(waits)).text
    await stage.driver.press("Mo", "Approve 1", item=waits)
    await stage.settle()
    assert len(stage.replies()) == 2
    assert "published" in (await stage.shown(waits)).text


SCENARIOS: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    approve,
    approve_by_words,
    edit,
    edit_by_words,
    held_back,
    two_at_once,
    second_press,
    stale_press,
    no_right,
    stranger_links,
    restart_then_press,
    restart_while_editing,
    undo,
    reject_with_note,
    escalate_and_claim,
    hide_for_decency,
    like_and_take_back,
    other_words,
    spanish_person,
    long_comment,
    decided_elsewhere,
    away_and_back,
    redelivered,
    slips,
    bare_words_long_after,
    burst,
    conversation,
    reminded,
    added_later,
)


def name_of(scenario: Callable[[Stage], Awaitable[None]]) -> str:
    """For the test's id."""
    return scenario.__name__

"""Decisions: one card, one decision, and always an answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.card import Card
from bot.domain.comment import Author, CommentEvent
from bot.domain.decision import DecisionKind, HideReason, Refused
from bot.domain.people import Person, Role
from bot.domain.transitions import ItemState
from bot.pipeline.admin import AdminService
from bot.pipeline.desk import DeskService
from bot.pipeline.situations import BrandShelf
from bot.ports import FlaggedRule
from tests.pipeline.conftest import ANA, CLIENT, MAX, MO, QUICK, House, comment, person

K = DecisionKind
S = ItemState


async def test_two_at_the_same_instant(house: House) -> None:
    item_id = await house.waiting()
    answers = await asyncio.gather(house.approve(item_id, MO), house.approve(item_id, ANA))
    won = [one for one in answers if one.ok]
    lost = [one for one in answers if not one.ok]
    assert len(won) == len(lost) == 1
    assert lost[0].refused is Refused.ALREADY_DECIDED
    assert lost[0].decided_by in ("Mo", "Ana")
    assert lost[0].decided_by in lost[0].message
    await house.settle()
    assert len(house.page.replies) == 1


async def test_the_loser_is_told_in_their_language(house: House) -> None:
    item_id = await house.waiting()
    await house.press(item_id, K.REJECT)
    answer = await house.press(item_id, K.LEAVE, ANA)
    assert answer.message == "Ya lo decidió Mo: rechazada."


async def test_a_click_delivered_twice_gets_the_same_answer(house: House) -> None:
    item_id = await house.waiting()
    first = await house.approve(item_id, request_id="r-1")
    card = await house.desk.card(item_id, MO)
    assert card is not None
    again = await house.press(item_id, K.APPROVE, suggestion_id=card.suggestions[0].id, request_id="r-1")
    assert again == first
    await house.settle()
    assert len(house.page.calls) == 1


async def test_undo_within_the_grace(house: House) -> None:
    await house.policy(replace(QUICK, undo_grace=timedelta(seconds=10)))
    item_id = await house.waiting()
    answer = await house.approve(item_id)
    assert answer.undo_for == timedelta(seconds=10)
    await house.later(timedelta(seconds=9))
    assert house.page.calls == []
    assert (await house.press(item_id, K.UNDO)).ok
    await house.later(timedelta(seconds=60))
    assert house.page.calls == []
    assert await house.state(item_id) is S.WAITING
    assert (await house.approve(item_id)).ok
    await house.later(timedelta(seconds=10))
    assert await house.state(item_id) is S.PUBLISHED
    late = await house.press(item_id, K.UNDO)
    assert late.refused is Refused.TOO_LATE


async def test_the_edited_text_is_published_character_for_character(house: House) -> None:
    item_id = await house.waiting()
    text = "  We open at nine… ¿vienes? 👩‍🍳\n"
    assert (await house.press(item_id, K.EDIT, text=text)).ok
    await house.settle()
    assert house.page.replies[0].order.text == text


@pytest.mark.parametrize(("text", "words"), [("", "empty"), (" \n", "empty"), ("x" * 501, "501 of 500")])
async def test_a_text_that_cannot_go_out_is_refused_before(house: House, text: str, words: str) -> None:
    item_id = await house.waiting()
    answer = await house.press(item_id, K.EDIT, text=text)
    assert answer.refused is Refused.TEXT_INVALID
    assert words in answer.message
    assert await house.state(item_id) is S.WAITING


async def test_four_eyes(house: House) -> None:
    await house.policy(replace(QUICK, four_eyes=True))
    item_id = await house.waiting()
    answer = await house.press(item_id, K.EDIT, text="My own words, shall we talk?")
    assert (answer.ok, answer.state) == (True, S.WAITING)
    own = await house.approve(item_id, MO)
    assert own.refused is Refused.FOUR_EYES
    assert (await house.approve(item_id, ANA)).ok
    await house.settle()
    assert house.page.replies[0].order.text == "My own words, shall we talk?"


async def test_a_manager_proposes_and_cannot_publish(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.approve(item_id, MAX)).refused is Refused.NO_RIGHT
    assert (await house.press(item_id, K.EDIT, MAX, text="How about Friday?")).state is S.WAITING
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.suggestions[0].suggestion.text == "How about Friday?"
    assert len(card.suggestions) == 4


async def test_the_client_approves_second(house: House) -> None:
    await house.policy(replace(QUICK, client_approval=frozenset({"question"})))
    item_id = await house.waiting()
    first = await house.approve(item_id)
    assert (first.ok, first.state) == (True, S.DECIDING)
    await house.settle()
    assert house.page.calls == []
    both = person("Mo", Role.MODERATOR, Role.CLIENT)
    assert (await house.press(item_id, K.APPROVE_SECOND, both)).refused is Refused.FOUR_EYES
    assert (await house.press(item_id, K.APPROVE_SECOND, ANA)).refused is Refused.NO_RIGHT
    assert (await house.press(item_id, K.APPROVE_SECOND, CLIENT)).ok
    again = await house.press(item_id, K.APPROVE_SECOND, CLIENT)
    assert again.refused is Refused.ALREADY_DECIDED
    await house.settle()
    assert len(house.page.replies) == 1


async def test_the_client_sends_it_back(house: House) -> None:
    await house.policy(replace(QUICK, client_approval=frozenset({"question"})))
    item_id = await house.waiting()
    await house.approve(item_id)
    answer = await house.press(item_id, K.REJECT, CLIENT, note="mention the terrace")
    assert (answer.ok, answer.state) == (True, S.WAITING)
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert (card.reason, card.decision) == ("mention the terrace", None)


async def test_a_stale_card(house: House) -> None:
    item_id = await house.waiting()
    card = await house.desk.card(item_id, MO)
    assert card is not None
    old = card.suggestions[0].id
    assert (await house.press(item_id, K.CLAIM)).ok  # claiming changes nothing that is decided on
    await house.press(item_id, K.REWORD, note="warmer")
    await house.settle()
    answer = await house.press(item_id, K.APPROVE, suggestion_id=old, seen_version=card.version)
    assert answer.refused is Refused.STALE
    assert (await house.press(item_id, K.REJECT, seen_version=card.version)).refused is Refused.STALE
    fresh = await house.desk.card(item_id, MO)
    assert fresh is not None
    assert (await house.approve(item_id, seen_version=fresh.version)).ok


async def test_notes_reach_the_engine_and_nothing_is_offered_twice(house: House) -> None:
    item_id = await house.waiting()
    before = await house.desk.card(item_id, MO)
    assert before is not None
    assert (await house.press(item_id, K.REWORD, note="no discount")).ok
    await house.settle()
    after = await house.desk.card(item_id, MO)
    assert after is not None
    texts = [one.suggestion.text for one in after.suggestions]
    assert all("no discount" in text for text in texts)
    assert not set(texts) & {one.suggestion.text for one in before.suggestions}
    assert (await house.press(item_id, K.REWORD, note="  ")).refused is Refused.TEXT_INVALID


async def test_claim_release_assign(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.press(item_id, K.CLAIM)).ok
    taken = await house.press(item_id, K.CLAIM, ANA)
    assert (taken.refused, taken.decided_by) == (Refused.ALREADY_DECIDED, "Mo")
    assert (await house.press(item_id, K.RELEASE, MAX)).refused is Refused.NO_RIGHT
    assert (await house.press(item_id, K.ASSIGN, assignee="ana")).ok
    mine = await house.desk.queue(ANA, view="mine")
    assert [row.item_id for row in mine.rows] == [item_id]
    assert (await house.press(item_id, K.ASSIGN, assignee="nobody")).refused is Refused.NOT_FOUND


async def test_hiding_needs_a_decency_reason_and_is_reversible(house: House) -> None:
    item_id = await house.waiting("buy spam now")
    assert (await house.press(item_id, K.HIDE)).refused is Refused.NOT_ALLOWED
    assert (await house.press(item_id, K.HIDE, hide_reason=HideReason.SPAM)).ok
    await house.settle()
    assert list(house.page.hidden.values()) == [HideReason.SPAM]
    assert (await house.press(item_id, K.UNHIDE)).ok
    await house.settle()
    assert house.page.hidden == {}
    assert await house.state(item_id) is S.WAITING


async def test_a_like_goes_out_once_and_decides_nothing(house: House) -> None:
    item_id = await house.waiting("You are the best, when do you open?")
    assert K.LIKE in (await shown(house, item_id)).actions
    for who in (MO, ANA):
        assert (await house.press(item_id, K.LIKE, who)).ok
    await house.settle()
    assert len(house.page.liked) == 1
    card = await shown(house, item_id)
    assert card.state is S.WAITING
    assert K.UNLIKE in card.actions
    assert K.LIKE not in card.actions
    assert card.decision is None
    lines = [entry.action for entry in await house.desk.history(item_id, MO)]
    assert lines.count("liked") == 1
    assert (await house.approve(item_id)).ok
    assert (await house.press(item_id, K.UNDO)).ok
    assert (await house.approve(item_id)).ok
    await house.later(timedelta(minutes=1))
    assert K.UNLIKE in (await shown(house, item_id)).actions
    assert (await house.press(item_id, K.UNLIKE)).ok
    await house.settle()
    assert house.page.liked == set()


async def test_a_like_that_the_platform_refuses_is_said_and_can_be_tried_again(house: House) -> None:
    item_id = await house.waiting()
    comment = await house.store.read(lambda tx: tx.comments.get(tx.items.get(item_id).comment_id))
    assert comment is not None
    house.page.unlikable.add(comment.ext_id)
    assert (await house.press(item_id, K.LIKE)).ok
    await house.settle()
    assert K.LIKE in (await shown(house, item_id)).actions
    assert "the platform did not take the like" in [one.action for one in await house.desk.history(item_id, MO)]


async def test_a_page_that_cannot_like_offers_no_like(house: House) -> None:
    house.page.capabilities = replace(house.page.capabilities, can_like=False)
    house.install(house.page)
    item_id = await house.waiting()
    assert not {K.LIKE, K.UNLIKE} & set((await shown(house, item_id)).actions)
    answer = await house.press(item_id, K.LIKE, ANA)
    assert answer.refused is Refused.CANNOT


async def shown(house: House, item_id: int) -> Card:
    card = await house.desk.card(item_id, MO)
    assert card is not None
    return card


async def test_other_brands_do_not_exist(house: House) -> None:
    item_id = await house.waiting()
    stranger = replace(MO, id="x", roles=(("other", Role.ADMIN),))
    assert await house.desk.card(item_id, stranger) is None
    assert await house.desk.history(item_id, stranger) == []
    assert (await house.desk.queue(stranger)).rows == ()
    assert (await house.press(item_id, K.REJECT, stranger)).refused is Refused.NOT_FOUND
    assert await house.desk.score_draft(item_id, "hello", stranger) is None


async def test_nothing_can_be_decided_before_it_is_drafted(house: House) -> None:
    item_id = await house.comment()
    answer = await house.press(item_id, K.LEAVE)
    assert (answer.refused, answer.state) == (Refused.NOT_ALLOWED, S.NEW)


async def test_leaving_and_taking_it_back(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.press(item_id, K.LEAVE, note="they answer each other")).ok
    assert (await house.press(item_id, K.UNDO)).ok
    assert await house.state(item_id) is S.WAITING


async def test_corrections_are_kept_and_shown(house: House) -> None:
    item_id = await house.comment("thanks")
    await house.settle()
    assert await house.state(item_id) is S.LEFT
    assert (await house.desk.correct(item_id, "mood", "positive", MO)).ok
    assert (await house.desk.correct(item_id, "mood", "purple", MO)).refused is Refused.TEXT_INVALID
    assert (await house.desk.correct(item_id, "colour", "red", MO)).refused is Refused.NOT_ALLOWED
    assert (await house.desk.correct(item_id, "needs_reply", "yes", MO)).ok
    await house.settle()
    assert await house.state(item_id) is S.WAITING
    kept = await house.store.read(lambda tx: [(row.field, row.value) for row in tx.notes.corrections()])
    assert kept == [("mood", "positive"), ("needs_reply", "yes")]


async def test_a_flag_counts_once(house: House) -> None:
    item_id = await house.waiting()
    for _ in range(2):
        await house.desk.flag(item_id, "slogan", MO)
    lines = await house.store.read(lambda tx: [row.action for row in tx.audit.of_item(item_id)])
    assert lines.count("flagged") == 1
    admin = AdminService(house.store, BrandShelf())
    boss = Person(id="boss", name="Boss", lang="en", roles=(("acme", Role.ADMIN),))
    await admin.switch_rule("acme", "slogan", on=False, by=boss)
    assert list(await admin.flagged_rules("acme", MO)) == [FlaggedRule(rule="slogan", replies=1, people=1, off=True)]


async def test_the_queue_puts_the_urgent_first_and_pages(house: House) -> None:
    for number in range(5):
        house.clock.tick(timedelta(seconds=1))
        await house.comment(f"question {number}?")
    crisis = await house.comment("crisis!")
    await house.settle()
    first = await house.desk.queue(MO, most=4)
    assert first.rows[0].item_id == crisis
    assert first.total == 6
    rest = await house.desk.queue(MO, most=4, cursor=first.next_cursor)
    assert [row.excerpt for row in (*first.rows[1:], *rest.rows)] == [f"question {n}?" for n in range(5)]
    assert rest.next_cursor == ""
    found = await house.desk.queue(MO, search="QUES 3")
    assert ([row.excerpt for row in found.rows], found.total) == (["question 3?"], 1)
    assert (await house.desk.queue(MO, search="100%")).rows == ()
    assert len((await house.desk.queue(MO, cursor="junk")).rows) == 6


async def test_talking_goes_on_after_a_restart(house: House) -> None:
    item_id = await house.waiting()
    first = await house.desk.talk("web:1", "warmer", MO, item_id=item_id)
    assert first.state.item_id == item_id
    second = await house.desk.talk("web:1", "shorter", MO)
    assert second.state.item_id == item_id
    assert second.state.draft == "shorter"
    other = await house.desk.talk("web:2", "hello", MO)
    assert other.state.item_id == 0


LINKED = "Look at http://elsewhere.example for the hours. Which day suits you?"


async def test_what_no_source_holds_is_held_back_until_somebody_insists(house: House) -> None:
    item_id = await house.waiting()
    answer = await house.press(item_id, K.EDIT, ANA, text=LINKED)
    assert answer.refused is Refused.BLOCKED
    assert answer.message == "No sale todavía por «http://elsewhere.example»: Ninguna fuente tiene este enlace."
    assert await house.state(item_id) is S.WAITING
    assert (await house.press(item_id, K.EDIT, ANA, text=LINKED, insist=True)).ok
    await house.settle()
    assert [one.order.text for one in house.page.replies] == [LINKED]
    lines = await house.store.read(lambda tx: tx.audit.of_item(item_id))
    assert [json.loads(one.detail)["overruled"] for one in lines if one.action == "edit"] == [["ungrounded-link"]]
    told = [one.detail for one in await house.desk.history(item_id, MO) if one.actor == "Ana"]
    assert told == [f"{LINKED} (insisted in spite of: ungrounded-link)"]


async def test_an_offered_text_is_held_back_in_the_words_of_who_presses(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.press(item_id, K.EDIT, MAX, text=LINKED)).message.startswith("Kept as a suggestion")
    refused = await house.approve(item_id, ANA)
    assert (refused.refused, refused.ok) == (Refused.BLOCKED, False)
    assert "Ninguna fuente" in refused.message
    assert (await house.approve(item_id, MO)).message == (
        "Held back because of “http://elsewhere.example”: No source holds this link."
    )
    assert (await house.approve(item_id, ANA, insist=True)).ok


async def test_insisting_changes_nothing_else(house: House) -> None:
    item_id = await house.waiting()
    assert (await house.press(item_id, K.EDIT, text="x" * 501, insist=True)).refused is Refused.TEXT_INVALID
    assert (await house.press(item_id, K.EDIT, text="Which day?", insist=True)).ok
    lines = await house.store.read(lambda tx: tx.audit.of_item(item_id))
    assert all("overruled" not in one.detail for one in lines)


async def test_yes_or_no_judgements_are_corrected_and_hiding_needs_a_reason(house: House) -> None:
    item_id = await house.waiting()
    for field, value in (("take_private", "true"), ("stay_out", "yes"), ("hide", "hate")):
        assert (await house.desk.correct(item_id, field, value, ANA)).ok
    for field, value in (("hide", "true"), ("hide", "criticism"), ("stay_out", "perhaps")):
        assert (await house.desk.correct(item_id, field, value, MO)).refused is Refused.TEXT_INVALID
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.reading is not None
    assert card.reading.take_private
    assert card.reading.stay_out
    assert card.reading.hide
    assert card.reading.hide_why == "Alguien del equipo vio odio en él."
    assert (await house.desk.correct(item_id, "hide", "no", MO)).ok
    card = await house.desk.card(item_id, MO)
    assert card is not None
    assert card.reading is not None
    assert not card.reading.hide


async def test_a_conversation_with_the_coach_is_read_back(house: House) -> None:
    item_id = await house.waiting()
    await house.desk.talk("console:mo", "warmer", MO, item_id=item_id)
    again = DeskService(house.store, house.coach, {}, BrandShelf())
    lines = await again.said("console:mo", MO)
    assert [(line.by_coach, line.text) for line in lines] == [(False, "warmer"), (True, "You say: warmer")]
    assert await again.said("console:mo", ANA) == []
    assert [line.text for line in await again.said("console:mo", MO, most=1)] == ["You say: warmer"]


@pytest.mark.parametrize(
    ("search", "hits"),
    [
        ("cafe", {"café", "cafés"}),
        ("CAFÉS", {"cafés"}),
        ("cafe\u0301", {"café", "cafés"}),
        ("afe", set()),
        ("don't open", {"don't"}),
        ("grace hop", {"grace"}),
        ("example.com/ca", {"link"}),
        ("3,50", {"price"}),
        ("🙂", {"smile"}),
        ("東京", {"tokyo"}),
        ("café' OR 1:*", set()),
        ('"cafe* NEAR', set()),
        ("%", {"price"}),
    ],
)
async def test_a_search_finds_the_beginnings_of_words(house: House, search: str, hits: set[str]) -> None:
    texts = {
        "café": "The café was warm",
        "cafés": "Dos cafes\u0301, por favor",
        "don't": "You don't open on Sundays?",
        "grace": "hello",
        "link": "see www.example.com/cakes_2024!",
        "price": "It was 3,50 and 10% too much",
        "smile": "so good 🙂",
        "tokyo": "私は東京に住んでいます",
    }
    names = {}
    for name, text in texts.items():
        author = Author(ext_id=name, name="Grace Hopper" if name == "grace" else "Ada")
        names[await house.comment(text, author=author)] = name
    found = await house.desk.queue(MO, view="all", search=search)
    assert {names[row.item_id] for row in found.rows} == hits
    assert found.total == len(hits)


async def test_a_search_follows_an_edit(house: House) -> None:
    first = await house.comment("We loved the almond cake", ext_id="e1")
    edited = comment("We loved the walnut bread", ext_id="e1", event=CommentEvent.EDITED, at=house.clock.now())
    await house.intake.accept([edited])
    assert (await house.desk.queue(MO, view="all", search="almond")).total == 0
    rows = (await house.desk.queue(MO, view="all", search="waln bre")).rows
    assert [row.item_id for row in rows] == [first]

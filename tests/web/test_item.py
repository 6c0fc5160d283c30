"""The item page: what it shows, what it sends to the desk, and what each role may press."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.card import CardDecision
from bot.domain.decision import DecisionKind, HideReason
from bot.domain.reading import Kind
from bot.domain.suggestion import Need, SecondOpinion
from bot.domain.transitions import ItemState

from .world import World, make_world

LACK = "To be better it needs: Say when you will call."


@pytest.fixture
def world() -> World:
    return make_world()


def test_shows_thread_reading_and_suggestions(world: World) -> None:
    html = world.client("moe").get("/items/1").text
    assert "What did she bake, Tom?" in html
    assert html.count('class="offer') >= 3
    assert re.search(
        r'<mark class="m m-judgement"[^>]*>From when are the Sunday tastings, and can I bring my dog\?</mark>', html
    )
    assert re.search(r'<mark class="m m-error"[^>]*title="This reads like a script\.">DM</mark>', html)
    assert "Score 32 of 100" in html
    assert "Events calendar" in html
    assert html.count('data-decide="approve"') == 3


def test_an_offer_says_what_it_takes_an_open_remark_for(world: World) -> None:
    assert "Taken as" not in world.client("moe").get("/items/1").text
    entry = world.desk.entries[1]
    first, *others = entry.card.suggestions
    taken = replace(first, suggestion=replace(first.suggestion, takes=Kind.PRAISE))
    world.desk.entries[1] = replace(entry, card=replace(entry.card, suggestions=(taken, *others)))
    html = world.client("moe").get("/items/1").text
    assert html.count("Taken as: praise") == 1


def test_needs_lead_to_the_knowledge_form(world: World) -> None:
    html = world.client("moe").get("/items/2").text
    assert "Who was on the morning shift on Tuesday?" in html
    assert html.count("/brands/mirador/knowledge/edit?question=Who+was+on") == 1
    asked = html.split('class="needs')[1].split("</section>")[0]
    assert LACK not in asked
    assert LACK in html.split('class="offers')[1].split("</section>")[0]


def test_a_fact_that_a_need_names_has_a_button_that_asks_the_coach_for_it(world: World) -> None:
    entry = world.desk.entries[1]
    need = Need(question="The nearest: “Ten euros” (price.en)?", about="what is it?", facts=("price.en",))
    first, *others = entry.card.suggestions
    named = replace(first, suggestion=replace(first.suggestion, needs=(need,)))
    world.desk.entries[1] = replace(entry, card=replace(entry.card, suggestions=(named, *others)))
    html = world.client("moe").get("/items/1").text
    asked = html.split('class="needs')[1].split("</section>")[0]
    assert "Answer with price.en" in asked
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', asked))
    assert form["message"] == "use price.en"
    client = world.client("moe")
    token = re.findall(r'name="csrf" value="([^"]*)"', client.get("/items/1").text)[0]
    back = client.post("/coach", data={**form, "csrf": token}, follow_redirects=False)
    assert back.status_code == 303
    assert back.headers["location"].endswith("/items/1#coach")
    assert "use price.en" in client.get("/items/1").text


def test_other_brands_items_are_not_there(world: World) -> None:
    assert world.client("nina").get("/items/1").status_code == 404
    for path in ("score", "flag", "decide", "correct"):
        answer = world.client("nina").send_form(
            f"/items/1/{path}", text="x", kind="approve", field="mood", value="positive", rule="r"
        )
        assert answer.status_code in (303, 404), path
        assert world.desk.entries[1].card.decision is None
    assert world.desk.flags == world.desk.corrections == []


def test_managers_see_no_approval(world: World) -> None:
    browser = world.client("max")
    html = browser.get("/items/1").text
    assert 'data-decide="approve"' not in html
    assert 'data-decide="claim"' in html
    refused = browser.send_form("/items/1/decide", script=True, kind="approve", suggestion_id="101")
    assert refused.status_code == 409
    assert refused.json()["refused"] == "no_right"
    assert world.desk.entries[1].card.decision is None


def test_no_decision_without_the_form_token(world: World) -> None:
    browser = world.client("moe")
    for headers in ({}, {"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": browser.csrf, "Sec-Fetch-Site": "cross-site"}):
        answer = browser.post("/items/1/decide", data={"kind": "approve", "suggestion_id": "101"}, headers=headers)
        assert answer.status_code == 403
    other = world.client("lola")
    assert browser.post("/items/1/decide", data={"kind": "approve", "csrf": other.csrf}).status_code == 403
    assert world.desk.requests == []


def test_approve_then_undo_without_script(world: World) -> None:
    browser = world.client("moe")
    page = browser.get("/items/1").text
    version = re.search(r'name="seen_version" value="(\d+)"', page)
    assert version is not None
    answer = browser.send_form(
        "/items/1/decide", kind="approve", suggestion_id="102", seen_version=version.group(1), request_id="r1"
    )
    assert answer.headers["location"] == "/items/1"
    request = world.desk.requests[0]
    assert (request.kind, request.suggestion_id, request.seen_version, request.via) == (
        DecisionKind.APPROVE,
        102,
        1,
        "console",
    )
    assert request.request_id == "console:moe:1:approve:r1"
    after = browser.get("/items/1").text
    assert "Approved. It goes out in 10 s." in after
    assert "data-undo-ms" in after
    assert "approved by Moe" in after
    assert "Approved. It goes out" not in browser.get("/items/1").text
    browser.send_form("/items/1/decide", kind="undo")
    assert world.desk.entries[1].card.state is ItemState.WAITING


def test_second_press_hears_who_was_first(world: World) -> None:
    world.client("lola").send_form("/items/1/decide", kind="approve", suggestion_id="101")
    answer = world.client("moe").send_form("/items/1/decide", script=True, kind="approve", suggestion_id="102")
    assert answer.status_code == 409
    assert answer.json()["message"] == "Already decided by Lola."
    assert answer.json()["decided_by"] == "Lola"


def test_refused_edit_keeps_the_text(world: World) -> None:
    world.client("lola").send_form("/items/1/decide", kind="approve", suggestion_id="101")
    answer = world.client("moe").send_form("/items/1/decide", kind="edit", text="My own words, Priya?")
    assert answer.status_code == 409
    assert "My own words, Priya?" in answer.text
    assert "Already decided by Lola." in answer.text


def test_edit_sends_the_text_as_written(world: World) -> None:
    world.client("moe").send_form("/items/1/decide", kind="edit", text="  Two\r\nlines, Priya?  ")
    assert world.desk.requests[0].text == "Two\nlines, Priya?"


@pytest.mark.parametrize(
    ("kind", "more", "check"),
    [
        ("reject", {"note": "Too stiff"}, lambda r: r.note == "Too stiff"),
        ("reword", {"note": "warmer"}, lambda r: r.note == "warmer"),
        ("another", {}, lambda r: r.kind is DecisionKind.ANOTHER),
        ("leave", {"note": "They answer each other"}, lambda r: r.note == "They answer each other"),
        ("assign", {"assignee": "lola"}, lambda r: r.assignee == "lola"),
        ("escalate", {"note": "press"}, lambda r: r.kind is DecisionKind.ESCALATE),
        ("private", {}, lambda r: r.kind is DecisionKind.PRIVATE),
        ("claim", {}, lambda r: r.kind is DecisionKind.CLAIM),
        ("like", {}, lambda r: r.kind is DecisionKind.LIKE),
        ("unlike", {}, lambda r: r.kind is DecisionKind.UNLIKE),
        ("hide", {"hide_reason": "spam"}, lambda r: r.hide_reason is HideReason.SPAM),
    ],
)
def test_every_decision_reaches_the_desk(world: World, kind: str, more: dict[str, str], check) -> None:  # type: ignore[no-untyped-def]
    answer = world.client("moe").send_form("/items/1/decide", script=True, kind=kind, **more)
    assert answer.status_code == 200
    assert check(world.desk.requests[0])


@pytest.mark.parametrize(
    "form",
    [{"kind": "explode"}, {"kind": "hide", "hide_reason": "criticism"}, {"kind": "approve", "suggestion_id": "x"}],
)
def test_forms_the_console_never_made(world: World, form: dict[str, str]) -> None:
    assert world.client("moe").send_form("/items/1/decide", **form).status_code == 400
    assert world.desk.requests == []


def test_score_while_typing(world: World) -> None:
    browser = world.client("moe")
    answer = browser.send_form("/items/1/score", script=True, text="You are a valued <b>guest</b>", seq="7").json()
    assert answer["seq"] == "7"
    assert answer["level"] in ("poor", "fair")
    assert '<mark class="m m-warning"' in answer["marked"]
    assert "&lt;b&gt;guest" in answer["marked"]
    assert "This flag is wrong" in answer["html"]
    plain = browser.send_form("/items/1/score", text="You are a valued guest")
    assert "You are a valued guest</textarea>" in plain.text
    assert "This reads like a script." in plain.text
    long = browser.send_form("/items/1/score", script=True, text="x" * 20_001)
    assert long.status_code == 400


def test_flag_and_correction(world: World) -> None:
    browser = world.client("moe")
    assert browser.send_form("/items/1/flag", script=True, rule="human.boilerplate").json()["ok"]
    assert world.desk.flags == [(1, "human.boilerplate", "moe")]
    assert browser.send_form("/items/1/flag", rule="").status_code == 400
    browser.send_form("/items/1/correct", field="kinds", value=["question", "joke"])
    browser.send_form("/items/1/correct", field="mood", value="negative")
    assert world.desk.corrections == [(1, "kinds", "question joke"), (1, "mood", "negative")]
    assert "negative" in browser.get("/items/1").text
    assert browser.send_form("/items/1/correct", field="state", value="published").status_code == 400


def test_hostile_and_long_comments(world: World) -> None:
    browser = world.client("moe")
    html = browser.get("/items/5").text
    assert "<script>alert" not in html
    assert "ليلى &lt;b&gt;" in html
    long = browser.get("/items/8").text
    assert "Show the other 48,800 characters" in long
    assert long.count("x" * 1200) >= 1
    assert "(no text)" in browser.get("/items/9").text


def test_links_of_the_public_are_only_web_links(world: World) -> None:
    entry = world.desk.entries[1]
    entry.card = replace(entry.card, comment_url="javascript:alert(1)")
    assert "javascript:" not in world.client("moe").get("/items/1").text


def test_crisis_is_said(world: World) -> None:
    entry = world.desk.entries[4]
    entry.card = replace(entry.card, reason="This may be a crisis.")
    html = world.client("moe").get("/items/4").text
    assert "kind-crisis" in html
    assert '<p class="note is-poor" role="alert">' in html
    assert "urgent-text-now" in html


def test_outcome_and_history(world: World) -> None:
    html = world.client("moe").get("/items/6").text
    assert "Like blueberries. I bought a bag!" in html
    assert "Mood: positive → positive" in html


def test_undo_ends_with_its_time(world: World) -> None:
    browser = world.client("moe")
    browser.send_form("/items/1/decide", kind="approve", suggestion_id="101")
    assert "data-undo-ms" in browser.get("/items/1").text
    world.clock.move(timedelta(seconds=11))
    assert "data-undo-ms" not in browser.get("/items/1").text


def test_live_fragment_has_every_region(world: World) -> None:
    html = world.client("moe").get("/items/1?fragment=live").text
    assert re.findall(r'data-live="([a-z-]+)"', html) == ["head", "talk", "reading", "offers", "acts", "history"]
    assert 'data-may-edit="yes"' in html


HELD = "Write us a DM, we are open all day. Which day?"


def test_what_is_held_back_is_explained_and_can_be_insisted_on(world: World) -> None:
    world.desk.holds = "DM"
    browser = world.client("moe")
    answer = browser.send_form("/items/1/decide", script=True, kind="edit", text=HELD)
    assert (answer.status_code, answer.json()["refused"]) == (409, "blocked")
    page = browser.send_form("/items/1/decide", kind="edit", text=HELD)
    assert page.status_code == 409
    assert "Held back" in page.text
    assert HELD in page.text
    form = page.text.split('class="held')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(kind|text|seen_version|insist|suggestion_id)" value="([^"]*)"', form))
    assert fields["insist"] == "yes"
    assert not world.desk.entries[1].card.decision
    assert browser.send_form("/items/1/decide", **fields).status_code == 303
    assert world.desk.requests[-1].insist
    decided = world.desk.entries[1].card.decision
    assert decided is not None
    assert decided.text == HELD


def test_an_approval_held_back_is_answered_on_the_page(world: World) -> None:
    world.desk.holds = ""
    first = world.desk.entries[1].card.suggestions[0]
    world.desk.holds = first.suggestion.text[:12]
    page = world.client("moe").send_form("/items/1/decide", kind="approve", suggestion_id=str(first.id))
    assert page.status_code == 409
    assert f'name="suggestion_id" value="{first.id}"' in page.text.split('class="held')[1].split("</form>")[0]


def test_the_evidence_stands_beside_the_text_that_waits_for_a_second_approval(world: World) -> None:
    said = "Here, where a reply asks a specific question, 60 % answer; where it does not, 20 %."
    card = world.desk.entries[1].card
    made = CardDecision(kind=DecisionKind.APPROVE, by="Moe", at=world.clock.now(), text="Which day suits you?")
    waiting = replace(card, state=ItemState.DECIDING, decision=made, hint=said, actions=(DecisionKind.APPROVE_SECOND,))
    world.desk.entries[1].card = waiting
    html = world.client("ada").get("/items/1").text
    decided = html.split('class="decided')[1].split("</section>")[0]
    assert "Which day suits you?" in decided
    assert said in decided
    assert html.count(said) == 1
    assert 'data-decide="approve_second"' in html


def test_what_keeps_a_promise_asks_for_no_entry_in_the_knowledge_base(world: World) -> None:
    need = Need(question="what came of “I'll write tomorrow.”?", about="promise")
    card = world.desk.entries[2].card
    offers = tuple(replace(one, suggestion=replace(one.suggestion, needs=(need,))) for one in card.suggestions)
    reason = "Promise 31 (due 3 Mar): “I'll write tomorrow.”"
    world.desk.entries[2].card = replace(card, suggestions=offers, reason=reason)
    html = world.client("moe").get("/items/2").text
    asked = html.split('class="needs')[1].split("</section>")[0]
    assert "what came of “I&#39;ll write tomorrow.”?" in asked
    assert "knowledge/edit" not in asked
    assert "Promise 31 (due 3 Mar)" in html


def test_a_models_second_opinion_stands_beside_the_score(world: World) -> None:
    card = world.desk.entries[2].card
    view = SecondOpinion(model="gpt", total=41, why="It answers <b>nothing</b>.", mend="Name the hour.")
    first, *others = card.suggestions
    shown = (replace(first, suggestion=replace(first.suggestion, second=view)), *others)
    world.desk.entries[2].card = replace(card, suggestions=shown)
    html = world.client("moe").get("/items/2").text
    assert "Second opinion of gpt: 41 of 100. It does not count in the score." in html
    assert "It answers &lt;b&gt;nothing&lt;/b&gt;. Name the hour." in html
    assert html.count("Second opinion of") == 1

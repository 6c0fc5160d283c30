"""One item: the thread, the reading, the suggestions, the editor, the decision, the history."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.domain.addressing import addressed
from bot.domain.card import Card
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, HideReason, Refused
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Right
from bot.publish.limits import count
from bot.web.lengths import Length, clean_newlines, measure
from bot.web.routes.coach import conversation_key, told
from bot.web.views import MOODS, URGENCIES, item_view, score_view, speaker
from bot.web.visit import Visit, signed_in

MOST_TEXT = 20_000
"""Characters of a draft; above every platform's limit."""

CORRECTABLE = ("kinds", "mood", "urgency", "needs_reply", "take_private", "stay_out", "hide", "lang")


def item_id_of(visit: Visit) -> int:
    """The item's number in the address."""
    return int(visit.request.path_params["item_id"])


async def card_of(visit: Visit) -> Card:
    """The card, or 404: whether an item exists is nobody's business without the right to see it."""
    card = await visit.console.desk.card(item_id_of(visit), visit.person)
    if card is None:
        raise HTTPException(404)
    return card


async def item(visit: Visit) -> Response:
    """The page of one item; `fragment=live` gives its changing part alone."""
    return await item_page(visit, await card_of(visit), draft=None)


async def item_page(
    visit: Visit,
    card: Card,
    *,
    draft: str | None,
    status: int = 200,
    message: str = "",
    held: DecisionRequest | None = None,
) -> Response:
    """Render a card; `draft` is a text being written that must not get lost, `message` a refusal to show, `held`
    what was held back and may be insisted on."""
    console, fragment = visit.console, visit.query("fragment") == "live"
    values: dict[str, Any] = {
        "item": item_view(card, visit.person, visit.words, _undo_left(visit, card)),
        "history": await console.desk.history(card.item_id, visit.person),
        "request_id": secrets.token_urlsafe(12),
        "speaker": lambda turn: speaker(turn, card),
        "hide_reasons": [reason.value for reason in HideReason],
        "moods": MOODS,
        "urgencies": URGENCIES,
        "held": held,
        "draft": draft,
        "drafted": None,
        "length": _length(card, draft or ""),
        "team": await _assignable(visit, card),
        "said": () if fragment else await told(visit, conversation_key(visit, card.item_id)),
    }
    if draft:
        scored = await console.desk.score_draft(card.item_id, draft, visit.person)
        values["drafted"] = score_view(scored, draft) if scored else None
    if message:
        values["flash"] = (False, message)
    return visit.page("item_live.html" if fragment else "item.html", values, status)


def _undo_left(visit: Visit, card: Card) -> timedelta | None:
    until = card.decision.undo_until if card.decision else None
    left = until - visit.console.clock.now() if until else timedelta(0)
    return left if left > timedelta(0) else None


def _length(card: Card, draft: str) -> Length:
    """The length that the editor begins with, as the page's platform counts it."""
    text = clean_newlines(draft).strip()
    if card.text_limit is None:
        return measure(text, card.reply_limit)
    return Length(used=count(addressed(text, card.address), card.text_limit), limit=card.reply_limit)


async def _assignable(visit: Visit, card: Card) -> list[tuple[str, str]]:
    if DecisionKind.ASSIGN not in card.actions or not visit.person.may(Right.CLAIM, card.brand_id):
        return []
    try:
        members = await visit.console.people.members(visit.person)
    except NoRight:
        return []
    return [
        (one.person.id, one.person.name)
        for one in members
        if one.active and one.person.id != visit.person.id and one.person.may(Right.CLAIM, card.brand_id)
    ]


async def decide(visit: Visit) -> Response:
    """Hand a press to the desk and say what came of it, whatever that is."""
    item_id = item_id_of(visit)
    request = _decision_of(visit, item_id)
    answer = await visit.console.desk.decide(request)
    if visit.wants_json:
        return JSONResponse(_answer_data(visit, answer), 200 if answer.ok else 409)
    blocked = answer.refused is Refused.BLOCKED
    if blocked or (not answer.ok and request.kind is DecisionKind.EDIT):
        return await _refused(visit, request, answer, blocked=blocked)
    return visit.back(f"/items/{item_id}", answer.message, good=answer.ok)


async def _refused(visit: Visit, request: DecisionRequest, answer: DecisionAnswer, *, blocked: bool) -> Response:
    draft = request.text if request.kind is DecisionKind.EDIT else None
    held = request if blocked else None
    return await item_page(visit, await card_of(visit), draft=draft, status=409, message=answer.message, held=held)


def _decision_of(visit: Visit, item_id: int) -> DecisionRequest:
    try:
        kind = DecisionKind(visit.field("kind"))
        reason = HideReason(visit.field("hide_reason")) if visit.field("hide_reason") else None
        seen = int(visit.field("seen_version")) if visit.field("seen_version") else None
        chosen = int(visit.field("suggestion_id")) if visit.field("suggestion_id") else None
    except ValueError as error:
        raise BadInput(visit.words("error.form")) from error
    return DecisionRequest(
        item_id=item_id,
        kind=kind,
        person=visit.person,
        via="console",
        suggestion_id=chosen,
        text=_text_of(visit),
        note=clean_newlines(visit.field("note")).strip()[:2000],
        assignee=visit.field("assignee")[:200],
        hide_reason=reason,
        seen_version=seen,
        request_id=_request_id(visit),
        insist=visit.field("insist") == "yes",
    )


def _request_id(visit: Visit) -> str:
    """One press, one id, so that a form sent twice counts once; of this person and item alone."""
    given = visit.field("request_id")[:80]
    return f"console:{visit.person.id}:{item_id_of(visit)}:{visit.field('kind')}:{given}" if given else ""


def _text_of(visit: Visit) -> str:
    text = clean_newlines(visit.field("text")).strip()
    if len(text) > MOST_TEXT:
        raise BadInput(visit.words("error.too_long", n=visit.words.number(MOST_TEXT)))
    return text


def _answer_data(visit: Visit, answer: DecisionAnswer) -> dict[str, Any]:
    left = answer.undo_until - visit.console.clock.now() if answer.undo_until else answer.undo_for
    return {
        "ok": answer.ok,
        "message": answer.message,
        "state": answer.state.value if answer.state else "",
        "refused": answer.refused.value if answer.refused else "",
        "decided_by": answer.decided_by,
        "undo_ms": max(0, int(left.total_seconds() * 1000)) if left else 0,
    }


async def score(visit: Visit) -> Response:
    """The score of a draft: marked words, bars and findings as a fragment; `seq` goes back as it came,
    so that the browser can drop answers that are older than the text."""
    text = _text_of(visit)
    item_id = item_id_of(visit)
    if not visit.wants_json:
        return await item_page(visit, await card_of(visit), draft=text)
    found = await visit.console.desk.score_draft(item_id, text, visit.person)
    if found is None:
        raise HTTPException(404)
    view = score_view(found, text)
    pages, shared = visit.console.pages, {"t": visit.words, "score": view, "item_id": item_id}
    return JSONResponse(
        {
            "seq": visit.field("seq"),
            "total": view.total,
            "level": view.level,
            "blocked": view.blocked,
            "marked": pages.get_template("marked.html").render(parts=view.parts),
            "html": pages.get_template("score_panel.html").render(shared),
        }
    )


async def flag(visit: Visit) -> Response:
    """Count "this flag is wrong"."""
    rule = visit.field("rule")[:200]
    if not rule:
        raise BadInput(visit.words("error.form"))
    card = await card_of(visit)
    await visit.console.desk.flag(card.item_id, rule, visit.person)
    return _done(visit, visit.words("finding.flagged"), ok=True)


async def correct(visit: Visit) -> Response:
    """A person corrects one judgement of the reading."""
    name = visit.field("field")
    value = " ".join(visit.fields("value"))[:200]
    if name not in CORRECTABLE:
        raise BadInput(visit.words("error.form"))
    card = await card_of(visit)
    answer = await visit.console.desk.correct(card.item_id, name, value, visit.person)
    return _done(visit, answer.message, ok=answer.ok)


def _done(visit: Visit, message: str, *, ok: bool) -> Response:
    if visit.wants_json:
        return JSONResponse({"ok": ok, "message": message}, 200 if ok else 409)
    return visit.back(f"/items/{item_id_of(visit)}", message, good=ok)


routes = [
    Route("/items/{item_id:int}", signed_in(item), methods=["GET"]),
    Route("/items/{item_id:int}/decide", signed_in(decide), methods=["POST"]),
    Route("/items/{item_id:int}/score", signed_in(score), methods=["POST"]),
    Route("/items/{item_id:int}/flag", signed_in(flag), methods=["POST"]),
    Route("/items/{item_id:int}/correct", signed_in(correct), methods=["POST"]),
]

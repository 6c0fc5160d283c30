"""Items that keep a promise: they wait like any other, with a draft whose gap only people can fill."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.coaching.composing.wishes import Wishes, dictated
from bot.domain.addressing import address_of, addressed, shifted
from bot.domain.brand import Brand
from bot.domain.capabilities import PageCapabilities
from bot.domain.situation import Situation, Suggestions
from bot.domain.suggestion import Need, Suggestion
from bot.domain.texts import open_gap
from bot.domain.transitions import ItemState
from bot.pipeline.drafting import Draft
from bot.pipeline.situations import Situations
from bot.ports import Coach
from bot.reports.returns import fill_gap, need, return_drafts
from bot.reports.words import day_name
from bot.store.moves import plan_reminders
from bot.store.rows import CommentRow, ItemRow
from bot.store.times import moment
from bot.store.tx import Tx

S = ItemState
ORIGIN = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A promise that falls due, and what keeping it starts from. `answers` None: there is nobody to answer, or the
    page takes no second reply, so that people can only be reminded."""

    promise: Any
    lang: str
    answers: CommentRow | None = None
    asked: ItemRow | None = None
    situation: Situation | None = None


def owed(tx: Tx, row: Any, brands: dict[str, Brand], pages: Mapping[str, PageCapabilities]) -> Owed:
    """What a row of `unsaid_promises` comes to."""
    asked = tx.items.get(row.item_id) if row.item_id is not None else None
    reply = tx.comments.get(row.comment_id)
    brand = brands.get(row.brand_id)
    lang = row.lang or (asked.lang if asked else "") or (brand.languages[0] if brand else "en")
    page = pages.get(row.page_id)
    answers = _newest_words(tx, reply, asked) if reply is not None and reply.deleted_at is None else None
    if answers is None or brand is None or page is None or page.one_reply_only:
        return Owed(promise=row, lang=lang)
    base = asked or ItemRow(**_blank(row, answers))
    situation = Situations(tx, brands).of(replace(base, reading=None), answers)
    return Owed(promise=row, lang=lang, answers=answers, asked=asked, situation=situation)


def _blank(row: Any, answers: CommentRow) -> dict[str, Any]:
    """For a promise made to a comment that is no item here, one from before the page was connected."""
    nothing = dict.fromkeys(("version", "content_version", "round", "urgency", "shelf", "created_at", "updated_at"), 0)
    unknown = dict.fromkeys(("reading", "best_score", "claimed_at", "deadline_at", "next_at"))
    empty = dict.fromkeys(("kinds", "mood", "lang", "reason", "claimed_by"), "")
    whose = {"id": 0, "comment_id": answers.id, "brand_id": row.brand_id, "page_id": row.page_id}
    return {**nothing, **unknown, **empty, **whose, "state": S.NEW, "answered_back": False}


def _newest_words(tx: Tx, reply: CommentRow, asked: ItemRow | None) -> CommentRow | None:
    """The author's latest comment in the thread of the reply that promised."""
    author = tx.comments.by_ext(reply.page_id, [reply.parent_ext_id]).get(reply.parent_ext_id)
    if (author is None or author.own) and asked is not None:
        author = tx.comments.get(asked.comment_id)
    if author is None or author.own:
        return None
    later = [one for one in tx.comments.after(author, author.created_at) if _same_author(one, author)]
    found = [one for one in (author, *later) if one.deleted_at is None and one.hidden_at is None]
    return found[-1] if found else None


def _same_author(one: CommentRow, author: CommentRow) -> bool:
    return not one.own and bool(author.author_ext_id) and one.author_ext_id == author.author_ext_id


def offers(coach: Coach, found: Owed) -> list[Suggestion]:
    """The drafts, scored. Slow: outside of transactions."""
    assert found.situation is not None
    row = found.promise
    texts = return_drafts(row.said, found.situation.author, found.lang, seed=row.comment_id)
    return [_offer(coach, text, found.situation, row.said, found.lang) for text in texts]


def _offer(coach: Coach, text: str, situation: Situation, said: str, lang: str) -> Suggestion:
    needs = (Need(question=need(said, situation.reader_lang), about=ORIGIN),) if open_gap(text) else ()
    return Suggestion(text=text, lang=lang, score=coach.score(text, situation), needs=needs, origin=ORIGIN)


def keep_return(tx: Tx, found: Owed, made: list[Suggestion]) -> ItemRow:
    """The item, waiting for a decision, in the caller's transaction. It carries the kinds of the comment that the
    promise answered, so that the same rules of approval hold."""
    row, answers, asked = found.promise, found.answers, found.asked
    assert answers is not None
    values: dict[str, Any] = {
        "comment_id": row.comment_id,
        "answers_id": answers.id,
        "brand_id": row.brand_id,
        "page_id": row.page_id,
    }
    theirs = tx.items.of_comment(answers.id)
    values["reading"] = theirs.reading if theirs else None
    known = {"kinds": asked.kinds if asked else "", "mood": asked.mood if asked else "", "lang": found.lang}
    item_id = tx.items.insert_many([{**values, **known}])[row.comment_id]
    item = tx.items.get(item_id, lock=True)
    assert item is not None
    tx.suggestions.add([(item_id, item.round, [_as_published(one, answers) for one in made])])
    tx.audit.add("clock", "promise_due", item_id=item_id, brand_id=row.brand_id, promise=row.comment_id)
    _, next_at = plan_reminders(tx, item, received_at=tx.now)
    best = max(one.score.total for one in made)
    return tx.items.move(
        item,
        S.READING,
        S.DRAFTING,
        S.WAITING,
        best_score=best,
        deadline_at=row.due_at,
        next_at=next_at,
        new_content=True,
    )


def _as_published(offer: Suggestion, comment: CommentRow) -> Suggestion:
    text = addressed(offer.text, address_of(comment.extra))
    return replace(offer, text=text, score=shifted(offer.score, len(text) - len(offer.text)))


def redrawn(coach: Coach, one: Draft, said: str, seen: int) -> Suggestions | None:
    """Other drafts of an item that keeps a promise: what a person said fills the gap. None where the text has no gap
    any more, so that the coach may change it like any other."""
    wish = json.loads(one.job.payload) if one.job.payload else {}
    notes, base = tuple(wish.get("notes", ())), str(wish.get("base", ""))
    situation, lang = one.situation, one.item.lang
    if base and not open_gap(base) and notes:
        return None
    texts = return_drafts(said, situation.author, lang, seed=one.item.id + seen)
    if base:
        texts = [base, *(text for text in texts if text != base)][: len(texts)]
    said_now = dictated(notes[-1]) if notes else ""
    if notes and (said_now or Wishes.of(notes) == Wishes()):
        texts = [fill_gap(text, said_now or " ".join(notes)) for text in texts]
    return Suggestions(offers=tuple(_offer(coach, text, situation, said, lang) for text in texts))


def promise_line(tx: Tx, item: ItemRow, lang: str) -> str:
    """What a card says of the promise that its item keeps, "" for other items."""
    row = tx.digests.get_promise(item.promise_id) if item.promise_id is not None else None
    if row is None:
        return ""
    due, late = moment(row.due_at), row.due_at < tx.now
    day = day_name(due, lang)
    if lang == "es":
        when = f"vencía el {day}" if late else f"vence el {day}"
        return f"Promesa {row.comment_id} ({when}): «{row.said}»"
    return f"Promise {row.comment_id} ({'was due' if late else 'due'} {day}): “{row.said}”"

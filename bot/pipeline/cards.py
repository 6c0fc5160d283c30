"""A card, built anew from the store each time it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.addressing import address_of, reserved_of
from bot.domain.brand import Brand
from bot.domain.capabilities import PageCapabilities
from bot.domain.card import Card, CardDecision, CardOutcome, OfferedSuggestion, QueueRow
from bot.domain.comment import Author
from bot.domain.decision import DecisionKind
from bot.domain.reading import Reading, Urgency
from bot.domain.transitions import ENDED, ItemState, PublicationState
from bot.pipeline.hints import Hints
from bot.pipeline.returning import promise_line
from bot.pipeline.situations import turns_above
from bot.review.liking import liked
from bot.review.messages import page_down, reason_text
from bot.review.rights import actions
from bot.store.codec import load
from bot.store.rows import CommentRow, DecisionRow, ItemRow, PageRow, PublicationRow
from bot.store.times import moment, moment_or_none
from bot.store.tx import Tx

S = ItemState
P = PublicationState
URGENCIES = (Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.NOW)
OVER = ENDED | {S.PUBLISHED}
_UNDECIDED = frozenset({S.NEW, S.READING, S.DRAFTING, S.WAITING, S.ESCALATED})
_ENDING = frozenset({"approve", "edit", "private", "approve_second", "reject", "leave", "hide", "resolve_sent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Everything a card is made of, read in one transaction."""

    item: ItemRow
    comment: CommentRow
    brand: Brand
    publication: PublicationRow | None
    decisions: list[DecisionRow]


def build_card(
    tx: Tx,
    item: ItemRow,
    brands: Mapping[str, Brand],
    pages: Mapping[str, PageCapabilities],
    lang: str,
    hints: Hints | None = None,
) -> Card | None:
    """The card of an item in a reader's language; None when its comment is gone (forgotten)."""
    comment = tx.comments.get(item.comment_id)
    brand = brands.get(item.brand_id)
    if comment is None or brand is None:
        return None
    parts = _Parts(
        item=item,
        comment=comment,
        brand=brand,
        publication=tx.publications.latest(item.id),
        decisions=tx.decisions.of(item.id),
    )
    page, platform = tx.brands.page(item.page_id), pages.get(item.page_id)
    most = max(1, page.reply_limit - reserved_of(comment.extra)) if page and page.reply_limit else 0
    return Card(
        item_id=item.id,
        version=item.version,
        brand_id=item.brand_id,
        brand_name=brand.name,
        page_id=item.page_id,
        page_name=page.name if page else item.page_id,
        platform=page.platform if page else "",
        state=item.state,
        author=Author(ext_id=comment.author_ext_id, name=comment.author_name, handle=comment.author_handle),
        comment=comment.text,
        commented_at=moment(comment.created_at),
        comment_url=comment.url,
        post_text=tx.comments.post_text(comment.page_id, comment.post_ext_id),
        context=turns_above(tx, comment),
        reading=load(Reading, item.reading) if item.reading else None,
        suggestions=tuple(
            OfferedSuggestion(id=row_id, number=number, suggestion=suggestion)
            for number, (row_id, _, suggestion) in enumerate(tx.suggestions.current(item.id), start=1)
        ),
        actions=_actions(parts, pages.get(item.page_id)),
        claimed_by=tx.team.name(item.claimed_by) if item.claimed_by else "",
        deadline=moment_or_none(item.deadline_at),
        reason=_reason(tx, item, page, lang),
        hint=hints.of(tx, item, lang) if hints is not None else "",
        decision=_decision(parts),
        outcome=_outcome(tx, parts, lang),
        reply_limit=most,
        text_limit=replace(platform.text_limit, most=most) if platform else None,
        address=address_of(comment.extra),
    )


def _reason(tx: Tx, item: ItemRow, page: PageRow | None, lang: str) -> str:
    """Why the item stands as it does, after the promise that it keeps; while its page is down, that too, where
    something is still to be done."""
    promised = promise_line(tx, item, lang)
    standing = _standing(item, page, lang)
    return f"{promised} {standing}".strip() if promised else standing


def _standing(item: ItemRow, page: PageRow | None, lang: str) -> str:
    said = reason_text(item.reason, lang)
    if page is None or page.connected or item.state in OVER:
        return said
    down = page_down(page.why, lang)
    return down if item.reason in ("", "disconnected") else f"{said} {down}"


def _actions(parts: _Parts, page: PageCapabilities | None) -> tuple[DecisionKind, ...]:
    return actions(
        parts.item.state,
        second_due=parts.item.state is S.DECIDING and parts.publication is None,
        can_hide=page is not None and page.can_hide,
        can_private=True,
        can_like=page is not None and page.can_like,
        liked=liked(parts.decisions),
    )


def _decision(parts: _Parts) -> CardDecision | None:
    if parts.item.state in _UNDECIDED:  # sent back, undone or opened again
        return None
    made = next((one for one in reversed(parts.decisions) if one.undone_at is None and one.kind in _ENDING), None)
    if made is None:
        return None
    return CardDecision(
        kind=DecisionKind(made.kind),
        by=made.person_name,
        at=moment(made.at),
        text=made.text,
        note=made.note,
        via=made.via,
        undo_until=_undo_until(parts),
    )


def _undo_until(parts: _Parts) -> datetime | None:
    publication = parts.publication
    if parts.item.state is not S.DECIDING or publication is None or publication.state is not P.INTENT:
        return None
    return moment(publication.created_at) + parts.brand.policy.undo_grace


def _outcome(tx: Tx, parts: _Parts, lang: str) -> CardOutcome | None:
    publication, item = parts.publication, parts.item
    if publication is None:
        return None
    row = tx.outcomes.get(item.id)
    answer = tx.comments.get(row.answer_comment_id) if row is not None and row.answer_comment_id else None
    troubled = item.state in (S.FAILED, S.UNKNOWN, S.PUBLISHING, S.DECIDING)
    problem = reason_text(item.reason, lang) if troubled and item.reason else ""
    return CardOutcome(
        published_at=moment_or_none(publication.sent_at),
        url=publication.url,
        answered_back=item.answered_back,
        answer_text=answer.text if answer else "",
        mood_before=row.mood_before if row is not None else "",
        mood_after=row.mood_after if row is not None else "",
        problem=problem,
    )


def queue_row(row: Any, names: Mapping[str, tuple[str, str]], people: Mapping[str, str]) -> QueueRow:
    """One line of the inbox. `names` gives (page name, platform) by page id, `people` names by person id."""
    page_name, platform = names.get(row.page_id, (row.page_id, ""))
    return QueueRow(
        item_id=row.id,
        version=row.version,
        state=ItemState(row.state),
        brand_id=row.brand_id,
        page_id=row.page_id,
        page_name=page_name,
        platform=platform,
        author=row.author_name or row.author_handle,
        excerpt=row.excerpt,
        lang=row.lang,
        kinds=("promise",) * (row.answers_id is not None) + tuple(row.kinds.split()),
        mood=row.mood,
        urgency=URGENCIES[row.urgency].value,
        best_score=row.best_score,
        claimed_by=people.get(row.claimed_by, row.claimed_by),
        deadline=moment_or_none(row.deadline_at),
        received_at=moment(row.received_at),
        answered_back=row.answered_back,
    )

"""A comment that is known was edited, deleted, hidden or shown on its platform."""

from __future__ import annotations

from typing import Any

from bot.domain.transitions import ITEM_MOVES, ItemState
from bot.store.moves import Reason, answer_anew, redraw, supersede, take_back
from bot.store.rows import CommentRow, ItemRow
from bot.store.tx import Tx

S = ItemState
_READ_ANEW = frozenset(
    {S.NEW, S.READING, S.DRAFTING, S.WAITING, S.ESCALATED, S.DECIDING, S.PUBLISHING, S.FAILED, S.LEFT}
)
"""States in which an edit changes what is to be said; a person's rejection or hiding stands."""


def _noted(tx: Tx, row: CommentRow, action: str, **fields: Any) -> ItemRow | None:
    """Change the comment and put a line into the log, of its item where it has one; None when it has none. The log
    is where reports learn what to count anew."""
    tx.comments.change(row.id, **fields)
    item = tx.items.of_comment(row.id)
    if item is not None:
        tx.audit.add("page", action, item_id=item.id, brand_id=item.brand_id)
        return item
    page = tx.brands.page(row.page_id)
    tx.audit.add("page", action, brand_id=page.brand_id if page else "", comment=row.id)
    return None


def edited(tx: Tx, row: CommentRow, text: str) -> None:
    """Keep the new words; suggestions for the old ones are withdrawn and drawn anew."""
    if text == row.text or row.deleted_at is not None:
        return
    item = _noted(tx, row, "comment_edited", text=text, edited_at=tx.now)
    for kept in tx.items.returns_to(row.id):
        answer_anew(tx, kept, row.id)
    if item is None:
        return
    if item.promise_id is not None:  # the page's own words: there is nothing to read anew
        tx.items.touch(item)
        return
    if item.state in _READ_ANEW:
        over = supersede(tx, item, Reason.EDITED)
        if over is not None:
            redraw(tx, over, state=S.READING)
            return
    tx.items.touch(item)


def deleted(tx: Tx, row: CommentRow) -> None:
    """The author took it back: nothing is answered that is no longer there."""
    if row.deleted_at is not None:
        return
    item = _noted(tx, row, "comment_deleted", deleted_at=tx.now)
    for kept in tx.items.returns_to(row.id):
        supersede(tx, kept, Reason.DELETED)
    if item is not None and supersede(tx, item, Reason.DELETED) is None:
        tx.items.touch(item)


def hidden(tx: Tx, row: CommentRow) -> None:
    """Hidden by hand on the page: an open item follows."""
    if row.hidden_at is not None:
        return
    item = _noted(tx, row, "comment_hidden", hidden_at=tx.now)
    for kept in tx.items.returns_to(row.id):
        supersede(tx, kept, Reason.HIDDEN_ON_PAGE)
    if item is not None and item.promise_id is None:
        _follow_hiding(tx, item)


def _follow_hiding(tx: Tx, item: ItemRow) -> None:
    if item.state in (S.DECIDING, S.PUBLISHING):
        free = take_back(tx, item)
        if free is None:
            tx.items.touch(item)
            return
        item = free if free.state is S.WAITING else tx.items.move(free, S.WAITING)
    if S.HIDDEN in ITEM_MOVES[item.state]:
        tx.jobs.cancel(item.id, ("draft", "remind"))
        tx.items.move(item, S.HIDDEN, reason=Reason.HIDDEN_ON_PAGE)
    elif S.SUPERSEDED in ITEM_MOVES[item.state] and item.state in (S.NEW, S.READING):
        supersede(tx, item, Reason.HIDDEN_ON_PAGE)
    else:
        tx.items.touch(item)


def shown(tx: Tx, row: CommentRow) -> bool:
    """Shown again on the page: an item that was hidden there comes back. True for a comment that was hidden when it
    first came, and so has no item yet."""
    if row.hidden_at is None:
        return False
    item = _noted(tx, row, "comment_shown", hidden_at=None)
    if item is None or item.promise_id is not None:
        return not row.own and row.hidden_at == row.received_at
    if item.state is S.HIDDEN:
        redraw(tx, item)
    elif item.state is S.SUPERSEDED and item.reason == Reason.HIDDEN_ON_PAGE:
        redraw(tx, item, state=S.READING)
    else:
        tx.items.touch(item)
    return False

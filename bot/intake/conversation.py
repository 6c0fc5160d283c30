"""A new turn in a thread touches other items: answers to replies are outcomes, later words overtake drafts."""

from __future__ import annotations

from bot.domain.texts import same_text
from bot.domain.transitions import ItemState
from bot.store.moves import Reason, answer_anew, mark_sent, redraw, supersede
from bot.store.rows import CommentRow, ItemRow
from bot.store.tx import Tx

S = ItemState
_UNANSWERED = (S.NEW, S.READING, S.DRAFTING, S.WAITING, S.DECIDING, S.PUBLISHING, S.FAILED)
_ALL_OPEN = (*_UNANSWERED, S.ESCALATED)
_REPLIED = (S.PUBLISHED, S.FOLLOWED_UP)


def page_wrote(tx: Tx, row: CommentRow) -> None:
    """The page itself wrote: our own reply coming back, or a colleague answering by hand."""
    if row.ext_id in tx.publications.by_reply(row.page_id, [row.ext_id]):
        return
    for publication in tx.publications.open_under(row.page_id, row.parent_ext_id):
        if same_text(publication.text, row.text):
            mark_sent(tx, publication, ext_id=row.ext_id, url=row.url, at=row.created_at, actor="page")
            return
    parent = tx.comments.by_ext(row.page_id, [row.parent_ext_id]).get(row.parent_ext_id)
    if parent is None or parent.own:
        return
    item = tx.items.of_comment(parent.id)
    answered = {item.id: item} if item is not None and item.state in _ALL_OPEN else {}
    for other in tx.items.in_thread(row.page_id, row.thread_ext_id, parent.author_ext_id, _ALL_OPEN):
        if parent.author_ext_id:
            answered[other.id] = other
    for kept in tx.items.returns(row.page_id, row.thread_ext_id, parent.author_ext_id):
        if kept.state in _ALL_OPEN:
            answered[kept.id] = kept
    for one in answered.values():
        supersede(tx, one, Reason.ANSWERED_BY_HAND, who=row.author_name or row.author_handle)


def answered_by_hand(tx: Tx, comment_id: int, reply: CommentRow) -> None:
    """A comment that came in after the page's own answer to it."""
    item = tx.items.of_comment(comment_id)
    if item is not None and item.state in _ALL_OPEN:
        supersede(tx, item, Reason.ANSWERED_BY_HAND, who=reply.author_name or reply.author_handle)


def author_wrote(tx: Tx, row: CommentRow, parent: CommentRow | None) -> None:
    """Somebody wrote in a thread. Their own earlier, unanswered words are overtaken (they are the new item's
    context); replies to them are answered; a direct answer by somebody else to a waiting comment redraws it."""
    if row.author_ext_id:
        for item in tx.items.in_thread(row.page_id, row.thread_ext_id, row.author_ext_id, _UNANSWERED):
            if item.comment_id != row.id and _before(tx, item, row):
                supersede(tx, item, Reason.WROTE_AGAIN)
        for item in tx.items.in_thread(row.page_id, row.thread_ext_id, row.author_ext_id, _REPLIED):
            if item.comment_id != row.id:
                _answered(tx, item, row)
        for item in tx.items.returns(row.page_id, row.thread_ext_id, row.author_ext_id):
            if item.state in _REPLIED:
                _answered(tx, item, row)
            elif _before(tx, item, row):
                answer_anew(tx, item, row.id)
    if parent is None:
        return
    if parent.own:
        _under_reply(tx, row, parent)
    elif parent.author_ext_id != row.author_ext_id:
        talked_of = tx.items.of_comment(parent.id)
        if talked_of is not None and talked_of.state is S.WAITING:
            tx.audit.add("page", "answered_by_others", item_id=talked_of.id, brand_id=talked_of.brand_id)
            redraw(tx, talked_of)


def _before(tx: Tx, item: ItemRow, row: CommentRow) -> bool:
    earlier = tx.comments.get(item.comment_id)
    return earlier is not None and (earlier.created_at, earlier.id) < (row.created_at, row.id)


def _answered(tx: Tx, item: ItemRow, row: CommentRow) -> None:
    publication = tx.publications.latest(item.id)
    if item.answered_back or publication is None or publication.sent_at is None:
        return
    if row.created_at < publication.sent_at - 60_000_000:  # platforms' clocks differ; older words are no answer
        return
    tx.outcomes.save(item.id, answered_back=True, answered_at=row.created_at, answer_comment_id=row.id)
    who = row.author_name or row.author_handle
    tx.audit.add("page", "author_answered", item_id=item.id, brand_id=item.brand_id, who=who)
    tx.items.touch(item, answered_back=True)
    tx.jobs.enqueue("follow", f"follow:{item.id}:{row.id}", item_id=item.id, priority=2)


def _under_reply(tx: Tx, row: CommentRow, reply: CommentRow) -> None:
    publication = tx.publications.by_reply(reply.page_id, [reply.ext_id]).get(reply.ext_id)
    item = tx.items.get(publication.item_id) if publication else None
    if item is None or item.state not in _REPLIED:
        return
    asked = tx.comments.get(item.comment_id)
    if asked is not None and asked.author_ext_id and asked.author_ext_id == row.author_ext_id:
        _answered(tx, item, row)
    elif asked is not None:
        who = row.author_name or row.author_handle
        tx.audit.add("page", "other_joined", item_id=item.id, brand_id=item.brand_id, who=who)
    tx.jobs.enqueue("follow", f"follow:{item.id}:{row.id}", item_id=item.id, priority=2)

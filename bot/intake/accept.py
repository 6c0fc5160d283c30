"""What a page delivered becomes rows: each comment once, edits and deletions followed, own replies recognised."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.domain.comment import Comment, CommentEvent
from bot.domain.errors import BadInput
from bot.domain.texts import storable
from bot.intake.changes import deleted, edited, hidden, shown
from bot.intake.conversation import answered_by_hand, author_wrote, page_wrote
from bot.store.forgetting import gone_id
from bot.store.rows import CommentRow, PageRow
from bot.store.times import micros
from bot.store.tx import Tx

E = CommentEvent


def accept(tx: Tx, comments: Sequence[Comment]) -> list[bool]:
    """Store what came, in its order; True for each comment that was new. Raises `BadInput` for an unknown page."""
    pages = known_pages(tx, comments)
    gone = forgotten(tx, comments)
    if gone:
        kept = iter(accept(tx, [one for one in comments if (one.page_id, one.ext_id) not in gone]))
        return [False if (one.page_id, one.ext_id) in gone else next(kept) for one in comments]
    answers: list[bool] = []
    for created, group in groupby(comments, key=lambda one: one.event is E.CREATED):
        part = list(group)
        answers.extend(_create(tx, part, pages) if created else [_change(tx, one, pages) for one in part])
    return answers


def forgotten(tx: Tx, comments: Sequence[Comment]) -> set[tuple[str, str]]:
    """(page, platform id) of those that somebody who is forgotten wrote: pages tell of old comments again."""
    key = tx.forgetting.key()
    if not key:
        return set()
    marks = {gone_id(key, one.page_id, one.ext_id): (one.page_id, one.ext_id) for one in comments}
    found: set[tuple[str, str]] = set()
    for page_id in {one.page_id for one in comments}:
        here = [mark for mark, (page, _) in marks.items() if page == page_id]
        found |= {marks[mark] for mark in tx.comments.by_ext(page_id, here)}
    return found


def known_pages(tx: Tx, comments: Sequence[Comment]) -> dict[str, PageRow]:
    """The rows of the pages that the comments name. Raises `BadInput` for an unknown one."""
    pages = {page.id: page for page in tx.brands.pages(sorted({one.page_id for one in comments}))}
    unknown = {one.page_id for one in comments} - pages.keys()
    if unknown:
        raise BadInput(f"no page is called {', '.join(sorted(unknown))}; add it to the settings first")
    return pages


def _create(tx: Tx, comments: Sequence[Comment], pages: dict[str, PageRow]) -> list[bool]:
    keep_posts(tx, comments)
    parents = _parents(tx, comments)
    ids = tx.comments.insert_new([values_of(tx, one, parents) for one in comments])
    fresh: list[Comment] = []
    answers: list[bool] = []
    left = dict(ids)
    for one in comments:
        new = left.pop((one.page_id, one.ext_id), None) is not None  # a double within one delivery counts once
        answers.append(new)
        if new:
            fresh.append(one)
    _open_items(tx, fresh, ids, pages)
    for one, row in _in_threads(tx, fresh, ids):
        parent = parents.get((one.page_id, one.parent_ext_id))
        if one.author.is_page:
            page_wrote(tx, row)
        else:
            author_wrote(tx, row, parent)
    _answered_before(tx, fresh, ids)
    return answers


def _answered_before(tx: Tx, fresh: Sequence[Comment], ids: dict[tuple[str, str], int]) -> None:
    """Platforms deliver out of order: where the page's own answer came before the comment, nobody is asked again."""
    asking = [one for one in fresh if not one.author.is_page]
    for page_id in {one.page_id for one in asking}:
        here = {one.ext_id: one.thread_ext_id or one.ext_id for one in asking if one.page_id == page_id}
        threads = {*here, *here.values()}
        for parent, reply in tx.comments.own_under(page_id, threads, here.keys()).items():
            answered_by_hand(tx, ids[(page_id, parent)], reply)


def _open_items(tx: Tx, fresh: Sequence[Comment], ids: dict[tuple[str, str], int], pages: dict[str, PageRow]) -> None:
    rows = [
        {"comment_id": ids[(one.page_id, one.ext_id)], "brand_id": pages[one.page_id].brand_id, "page_id": one.page_id}
        for one in fresh
        if not one.author.is_page
    ]
    items = tx.items.insert_many(rows)
    drafts = [{"key": f"draft:{item_id}:1", "item_id": item_id, "payload": ""} for item_id in items.values()]
    tx.jobs.enqueue_many("draft", drafts)


def _in_threads(
    tx: Tx, fresh: Sequence[Comment], ids: dict[tuple[str, str], int]
) -> Iterator[tuple[Comment, CommentRow]]:
    """Those of the new comments that touch others: replies, in their order."""
    replies = [one for one in fresh if one.parent_ext_id or one.thread_ext_id not in ("", one.ext_id)]
    if not replies:
        return
    rows = tx.comments.many([ids[(one.page_id, one.ext_id)] for one in replies])
    for one in replies:
        yield one, rows[ids[(one.page_id, one.ext_id)]]


def keep_posts(tx: Tx, comments: Sequence[Comment]) -> None:
    """Keep the posts that came with comments."""
    posts = {(one.page_id, one.post.ext_id): one.post for one in comments if one.post is not None}
    known = tx.comments.post_texts(posts.keys())
    for (page_id, ext_id), post in posts.items():
        if (page_id, ext_id) in known and storable(post.text) in ("", known[page_id, ext_id]):
            continue
        created = micros(post.created_at) if post.created_at else None
        tx.comments.save_post(
            page_id,
            ext_id,
            text=storable(post.text),
            author=storable(post.author.name),
            url=post.url,
            created_at=created,
        )


def _parents(tx: Tx, comments: Sequence[Comment]) -> dict[tuple[str, str], CommentRow]:
    wanted: dict[str, set[str]] = {}
    for one in comments:
        if one.parent_ext_id:
            wanted.setdefault(one.page_id, set()).add(one.parent_ext_id)
    return {
        (page_id, ext_id): row
        for page_id, ext_ids in wanted.items()
        for ext_id, row in tx.comments.by_ext(page_id, sorted(ext_ids)).items()
    }


def values_of(tx: Tx, one: Comment, parents: dict[tuple[str, str], CommentRow]) -> dict[str, Any]:
    """A comment as a row."""
    parent = parents.get((one.page_id, one.parent_ext_id))
    thread = one.thread_ext_id or (parent.thread_ext_id if parent else "") or one.parent_ext_id or one.ext_id
    return {
        "page_id": one.page_id,
        "ext_id": one.ext_id,
        "post_ext_id": one.post.ext_id if one.post else "",
        "parent_ext_id": one.parent_ext_id,
        "thread_ext_id": thread,
        "author_ext_id": one.author.ext_id,
        "author_name": storable(one.author.name),
        "author_handle": storable(one.author.handle),
        "own": one.author.is_page,
        "text": storable(one.text),
        "lang": one.lang_hint,
        "url": one.url,
        "extra": json.dumps(one.extra, ensure_ascii=False) if one.extra else "",
        "created_at": micros(one.created_at),
        "received_at": tx.now,
    }


def _change(tx: Tx, one: Comment, pages: dict[str, PageRow]) -> bool:
    known = tx.comments.by_ext(one.page_id, [one.ext_id]).get(one.ext_id)
    if known is None:
        if one.event is E.DELETED:  # its creation may still arrive, out of order: it must not come to life
            tx.comments.insert_new([{**values_of(tx, one, {}), "text": "", "deleted_at": tx.now}])
            return False
        if one.event is E.HIDDEN:  # nobody has to answer what nobody sees; shown again it becomes work
            tx.comments.insert_new([{**values_of(tx, one, {}), "hidden_at": tx.now}])
            return False
        return _create(tx, [one], pages)[0]
    if one.event is E.EDITED:
        edited(tx, known, storable(one.text))
    elif one.event is E.DELETED:
        deleted(tx, known)
    elif one.event is E.HIDDEN:
        hidden(tx, known)
    elif shown(tx, known) and not one.author.is_page:
        _open_items(tx, [one], {(one.page_id, one.ext_id): known.id}, pages)
    return False

"""Taking somebody's data out, step by step within the caller's transaction: nothing of it is published any more."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from bot.domain.errors import BadInput
from bot.domain.transitions import ItemState
from bot.store.forgetting import KEY
from bot.store.moves import Reason, supersede
from bot.store.rows import CommentRow
from bot.store.tx import Tx

S = ItemState
_ON_ITS_WAY = frozenset({S.PUBLISHING, S.UNKNOWN})
_TELLING = re.compile(r"[\s\d_.@:/-]")
SHORT = 4


def forget_person(tx: Tx, rows: Sequence[CommentRow], *, by: str, brand_id: str) -> int:
    """Forget what an author wrote and what was made of it; how many comments there were. Raises `BadInput` while a
    reply to them is on its way to the platform."""
    tx.forgetting.thoroughly()
    ids = [row.id for row in rows]
    words, texts = telling_words(rows), [row.text for row in rows if len(row.text) > 3 * SHORT]
    replies = tx.forgetting.replies_to(ids)
    _erase(tx, ids, replies)
    key = tx.notes.secret(KEY, secrets.token_hex(32))
    gone = tx.forgetting.replace_ids([*ids, *replies], key)
    tx.forgetting.sweep([*words, *(one for one in gone if _tells(one))], texts)
    tx.forgetting.tidy_index()
    page_id = rows[0].page_id if rows else ""
    tx.audit.add(by, "person_forgotten", brand_id=brand_id, page=page_id, comments=len(ids), replies=len(replies))
    return len(ids)


def forget_old(tx: Tx, page_id: str, brand_id: str, found: Sequence[int]) -> None:
    """Forget what was found to be older than the brand keeps."""
    ids = tx.forgetting.still_old(found)
    if ids:
        tx.forgetting.thoroughly()
        _erase(tx, ids, [])
        tx.audit.add("clock", "old_forgotten", brand_id=brand_id, page=page_id, comments=len(ids))


def _erase(tx: Tx, comment_ids: Sequence[int], replies: Sequence[int]) -> None:
    """Comments, replies and items without words; cards in the channels follow."""
    items = tx.forgetting.items_of([*comment_ids, *replies])
    for one in items:
        item = tx.items.get(one, lock=True)
        if item is None or supersede(tx, item, Reason.FORGOTTEN, actor="clock") is not None:
            continue
        if item.state in _ON_ITS_WAY:
            why = "is on its way to the platform; settle it, or try again in a minute"
            raise BadInput(f"a reply in item {item.id} {why}")
    tx.forgetting.blank([*comment_ids, *replies])
    tx.forgetting.blank_items(items)
    for one in items:
        item = tx.items.get(one)
        if item is not None:
            tx.items.touch(item, reading=None, reason=Reason.FORGOTTEN, next_at=None)


def telling_words(rows: Sequence[CommentRow]) -> list[str]:
    """Handles, ids and full names that tell of this person wherever they stand. A word alone, which may be anybody's
    name or any word, is taken out only of what this person wrote and was told; as @handle everywhere."""
    handles = {row.author_handle.removeprefix("@") for row in rows} - {""}
    found = {row.author_ext_id for row in rows} | {row.author_name for row in rows} | handles
    found |= {f"@{handle}" for handle in handles}
    return sorted((word for word in found if _tells(word)), key=lambda word: (-len(word), word))


def _tells(word: str) -> bool:
    if word.isdigit():  # a short number is part of many others
        return len(word) > 2 * SHORT
    return len(word) > SHORT and bool(_TELLING.search(word.strip()))

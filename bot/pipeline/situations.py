"""Builds what the engine is given from what the store holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from bot.domain.addressing import CONTEXT, address_of, reserved_of, stored_extra, without_handles
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.reading import Reading
from bot.domain.situation import Situation
from bot.store.codec import load
from bot.store.rows import CommentRow, ItemRow, PageRow
from bot.store.times import moment
from bot.store.tx import Tx


@dataclass(slots=True)
class BrandShelf:
    """Brands as last read, with their facts; read again when a brand's version changed. One per process."""

    _version: tuple[int, int] = (-1, -1)
    _brands: dict[str, Brand] = field(default_factory=dict)

    def of(self, tx: Tx) -> dict[str, Brand]:
        """All brands by id."""
        version = tx.brands.version()
        if version != self._version:
            self._brands = {brand.id: brand for brand in tx.brands.all()}
            self._version = version
        return self._brands


@dataclass(slots=True)
class Situations:
    """Builds situations within one transaction; what several items share is read once."""

    tx: Tx
    brands: dict[str, Brand]
    _pages: dict[str, PageRow | None] = field(default_factory=dict)
    _posts: dict[tuple[str, str], str] = field(default_factory=dict)
    _recent: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, item: ItemRow, comment: CommentRow, *, reader_lang: str = "") -> Situation:
        """The moment in the conversation that an item stands for."""
        brand = self.brands[item.brand_id]
        page = self._page(item.page_id)
        return Situation(
            brand=brand,
            comment=comment.text,
            post=self._post(comment),
            author=comment.author_name or comment.author_handle,
            history=turns_above(self.tx, comment),
            lang=comment.lang,
            reading=load(Reading, item.reading) if item.reading else None,
            recent_replies=self._recent_replies(item.page_id),
            reader_lang=reader_lang or brand.languages[0],
            limit=room_for_words(page, comment),
            platform=page.platform if page else "",
        )

    def _page(self, page_id: str) -> PageRow | None:
        if page_id not in self._pages:
            self._pages[page_id] = self.tx.brands.page(page_id)
        return self._pages[page_id]

    def _post(self, comment: CommentRow) -> str:
        key = (comment.page_id, comment.post_ext_id)
        if key not in self._posts:
            self._posts[key] = self.tx.comments.post_text(*key)
        return self._posts[key]

    def _recent_replies(self, page_id: str) -> tuple[str, ...]:
        if page_id not in self._recent:
            texts = self.tx.publications.recent_texts(page_id)
            self._recent[page_id] = tuple(without_handles(text) for text in texts)
        return self._recent[page_id]


def room_for_words(page: PageRow | None, comment: CommentRow) -> int:
    """How long a reply may be as the coach writes it, before it is addressed; 0 where there is no limit."""
    if page is None or not page.reply_limit:
        return 0
    return max(1, page.reply_limit - reserved_of(comment.extra) - len(address_of(comment.extra)))


def turns(rows: list[CommentRow]) -> tuple[Turn, ...]:
    """Comments as turns, as seen from the page."""
    return tuple(
        Turn(
            who=Who.BRAND if row.own else Who.CUSTOMER,
            text=row.text,
            name=row.author_name or row.author_handle,
            at=moment(row.created_at),
        )
        for row in rows
    )


def turns_above(tx: Tx, row: CommentRow) -> tuple[Turn, ...]:
    """What was said above a comment: as the store saw it, else as its page told it."""
    return turns(tx.comments.thread(row)) or told_turns(row)


def told_turns(row: CommentRow) -> tuple[Turn, ...]:
    """The turns above a comment as its page told them, oldest first."""
    text = stored_extra(row.extra).get(CONTEXT, "") if row.extra else ""
    return tuple(
        Turn(who=Who(who), text=said, name=name, at=moment(at) if at is not None else None)
        for who, said, name, at in (json.loads(text) if text else ())
    )

"""Rows as values. Times are stored microseconds here; domain values get datetimes when they leave the store."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.transitions import ItemState, PublicationState


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A comment as stored. `own`: written by the page itself."""

    id: int
    page_id: str
    ext_id: str
    post_ext_id: str
    parent_ext_id: str
    thread_ext_id: str
    author_ext_id: str
    author_name: str
    author_handle: str
    own: bool
    text: str
    lang: str
    url: str
    extra: str
    created_at: int
    received_at: int
    edited_at: int | None
    deleted_at: int | None
    hidden_at: int | None
    forgotten_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An inbox item. `version` rises with every change; a decision made on a version before `content_version`
    was made on another comment or other suggestions. `comment_id` is the comment it answers; `promise_id` the page's
    own reply whose promise it keeps, None for all others."""

    id: int
    comment_id: int
    brand_id: str
    page_id: str
    state: ItemState
    version: int
    content_version: int
    round: int
    urgency: int
    kinds: str
    mood: str
    lang: str
    reading: str | None
    reason: str
    best_score: int | None
    shelf: int
    claimed_by: str
    claimed_at: int | None
    deadline_at: int | None
    next_at: int | None
    answered_back: bool
    created_at: int
    updated_at: int
    promise_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """One attempt to publish one approved text."""

    id: int
    item_id: int
    decision_id: int
    page_id: str
    idem_key: str
    text: str
    private: bool
    state: PublicationState
    attempts: int
    ext_reply_id: str | None
    url: str
    error: str
    created_at: int
    sending_at: int | None
    looked_at: int | None
    sent_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """What a person decided."""

    id: int
    item_id: int
    kind: str
    person_id: str
    person_name: str
    via: str
    suggestion_id: int | None
    text: str
    note: str
    score: int | None
    moves: str
    advised: int | None
    request_id: str | None
    answer: str
    at: int
    undone_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A claimed job. `lease_until` is when another worker may take it over."""

    id: int
    key: str
    kind: str
    item_id: int | None
    payload: str
    priority: int
    run_at: int
    lease_until: int | None
    worker: str
    attempts: int
    last_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page as stored."""

    id: str
    brand_id: str
    platform: str
    name: str
    connected: bool
    why: str
    cursor: str
    reply_limit: int
    updated_at: int

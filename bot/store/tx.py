"""One transaction, as the stages see it: the time, and a small repository for each kind of row."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from bot.store.base import Effects
from bot.store.brands import Brands
from bot.store.comments import Comments
from bot.store.counting import Counts
from bot.store.digest import Digests
from bot.store.evidence import EvidenceRows
from bot.store.examples import Examples
from bot.store.forgetting import Forgetting
from bot.store.inbox import Inbox
from bot.store.items import Items
from bot.store.jobs import Jobs
from bot.store.log import Audit, Cards, Notes, Talks
from bot.store.models import Models
from bot.store.page_notes import PageNotes
from bot.store.team import Team
from bot.store.times import micros, moment
from bot.store.words import Decisions, Outcomes, Publications, SuggestionsRepo


class Tx:
    """Handed to a function by the store; invalid once it returned. `now` is microseconds, `at` the same datetime."""

    def __init__(self, conn: Connection, at: datetime, *, announce: bool) -> None:
        self.conn = conn
        self.at = at
        self.now = micros(at)
        self.effects = Effects(announce=announce)

    def after(self, length: timedelta) -> int:
        """The stored time `length` from now."""
        return micros(self.at + length)

    def moment(self, value: int) -> datetime:
        """A stored time as a datetime."""
        return moment(value)

    @cached_property
    def comments(self) -> Comments:
        """Comments and posts."""
        return Comments(self.conn, self.now, self.effects)

    @cached_property
    def items(self) -> Items:
        """Inbox items."""
        return Items(self.conn, self.now, self.effects)

    @cached_property
    def jobs(self) -> Jobs:
        """The lease table."""
        return Jobs(self.conn, self.now, self.effects)

    @cached_property
    def suggestions(self) -> SuggestionsRepo:
        """Offered replies."""
        return SuggestionsRepo(self.conn, self.now, self.effects)

    @cached_property
    def decisions(self) -> Decisions:
        """What people decided."""
        return Decisions(self.conn, self.now, self.effects)

    @cached_property
    def publications(self) -> Publications:
        """Attempts to publish."""
        return Publications(self.conn, self.now, self.effects)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What came of replies."""
        return Outcomes(self.conn, self.now, self.effects)

    @cached_property
    def brands(self) -> Brands:
        """Brands, pages, facts."""
        return Brands(self.conn, self.now, self.effects)

    @cached_property
    def page_notes(self) -> PageNotes:
        """What adapters remember."""
        return PageNotes(self.conn, self.now, self.effects)

    @cached_property
    def team(self) -> Team:
        """People, sessions, tokens."""
        return Team(self.conn, self.now, self.effects)

    @cached_property
    def audit(self) -> Audit:
        """The append-only log."""
        return Audit(self.conn, self.now, self.effects)

    @cached_property
    def notes(self) -> Notes:
        """Corrections, flags, used requests, spending."""
        return Notes(self.conn, self.now, self.effects)

    @cached_property
    def cards(self) -> Cards:
        """Which message shows what."""
        return Cards(self.conn, self.now, self.effects)

    @cached_property
    def talks(self) -> Talks:
        """Conversations with the coach."""
        return Talks(self.conn, self.now, self.effects)

    @cached_property
    def inbox(self) -> Inbox:
        """Queries for lists and counts."""
        return Inbox(self.conn, self.now, self.effects)

    @cached_property
    def models(self) -> Models:
        """Fitted models."""
        return Models(self.conn, self.now, self.effects)

    @cached_property
    def examples(self) -> Examples:
        """What people's work says of the engine's."""
        return Examples(self.conn, self.now, self.effects)

    @cached_property
    def evidence(self) -> EvidenceRows:
        """What reports count."""
        return EvidenceRows(self.conn, self.now, self.effects)

    @cached_property
    def digests(self) -> Digests:
        """What a digest is made of, and promises."""
        return Digests(self.conn, self.now, self.effects)

    @cached_property
    def forgetting(self) -> Forgetting:
        """One person's data, and what is older than a brand keeps."""
        return Forgetting(self.conn, self.now, self.effects)

    @cached_property
    def counts(self) -> Counts:
        """Sums by week, for reports."""
        return Counts(self.conn, self.now, self.effects)

"""Whom chat adapters may ask, put together."""

from __future__ import annotations

from bot.pipeline.admin import AdminService
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.messages import MessagesService
from bot.pipeline.people import PeopleService
from bot.pipeline.practice import PracticeService
from bot.pipeline.situations import BrandShelf
from bot.ports import Coach, Desk, Office
from bot.ports.evidence import Wording
from bot.store import Store


def make_office(store: Store, desk: Desk, coach: Coach, shelf: BrandShelf, wording: Wording | None = None) -> Office:
    """The office of one installation."""
    return Office(
        desk=desk,
        people=PeopleService(store),
        admin=AdminService(store, shelf),
        evidence=EvidenceService(store, coach, shelf, wording),
        practice=PracticeService(store, coach, shelf),
        messages=MessagesService(store),
    )

"""Small protocols between the core and the outside. The core names no platform; the outside names no stage.

Times are aware UTC datetimes. Methods that talk to a socket are async; the store runs synchronous functions
inside its own transactions.
"""

from __future__ import annotations

from bot.ports.chats import ChatAdapter, Desk, Messages, Office
from bot.ports.engine import (
    Clock,
    Coach,
    FactHit,
    Knowledge,
    LanguageModel,
    Memory,
    ModelAnswer,
    ModelCall,
    ModelShelf,
    ModelVersion,
    Remembered,
)
from bot.ports.evidence import Evidence, Practice
from bot.ports.pages import Intake, Likes, PageAdapter, PageMemory
from bot.ports.team import (
    Admin,
    AuditEntry,
    FactRecord,
    FlaggedRule,
    Invitation,
    PageStatus,
    People,
    Session,
    TeamMember,
)
from bot.ports.watching import Changes, Figures, ItemChanged, StoreFigures

__all__ = [
    "Admin",
    "AuditEntry",
    "Changes",
    "ChatAdapter",
    "Clock",
    "Coach",
    "Desk",
    "Evidence",
    "FactHit",
    "FactRecord",
    "Figures",
    "FlaggedRule",
    "Intake",
    "Invitation",
    "ItemChanged",
    "Knowledge",
    "LanguageModel",
    "Likes",
    "Memory",
    "Messages",
    "ModelAnswer",
    "ModelCall",
    "ModelShelf",
    "ModelVersion",
    "Office",
    "PageAdapter",
    "PageMemory",
    "PageStatus",
    "People",
    "Practice",
    "Remembered",
    "Session",
    "StoreFigures",
    "TeamMember",
]

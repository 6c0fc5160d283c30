"""Between the core and the rooms where a team talks: cards out, decisions and questions in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card, HistoryEntry, QueuePage
from bot.domain.decision import DecisionAnswer, DecisionRequest
from bot.domain.people import Person
from bot.domain.score import Score
from bot.domain.situation import TalkAnswer, TalkLine
from bot.ports.evidence import Evidence, Practice
from bot.ports.team import Admin, People


class Desk(Protocol):
    """The review desk: what chat adapters and the console call back. Rights are checked here, on the server."""

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        """Carry out or refuse; always an answer with a sentence in the person's language."""
        ...

    async def card(self, item_id: int, person: Person) -> Card | None:
        """The card as the store has it now; None when there is no such item or no right to see it."""
        ...

    async def queue(
        self,
        person: Person,
        *,
        brand_id: str = "",
        view: str = "open",
        search: str = "",
        cursor: str = "",
        most: int = 50,
        page_id: str = "",
    ) -> QueuePage:
        """The inbox: `view` is open, mine, published, ended or all; `page_id` keeps to one page ("" for all).
        `counts` of the answer are keyed by view, plus "answered" (published and answered back)."""
        ...

    async def history(self, item_id: int, person: Person) -> Sequence[HistoryEntry]:
        """An item's life from intake to outcome, oldest first."""
        ...

    async def score_draft(self, item_id: int, text: str, person: Person) -> Score | None:
        """The score of a text being written for an item."""
        ...

    async def talk(self, key: str, message: str, person: Person, item_id: int = 0, brand_id: str = "") -> TalkAnswer:
        """One turn of chat with the coach. `key` names the conversation (a channel, a thread, a browser)."""
        ...

    async def said(self, key: str, person: Person, most: int = 40) -> Sequence[TalkLine]:
        """The last lines of this person's conversation `key`, oldest first."""
        ...

    async def person(self, platform: str, ext_user_id: str, name: str = "") -> Person | None:
        """The team member behind a platform account, None for somebody unknown."""
        ...

    async def flag(self, item_id: int, rule: str, person: Person) -> None:
        """Count a tap on "this flag is wrong" for the rule."""
        ...

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        """A person corrects a judgement of the reading; kept as an example."""
        ...


class Messages(Protocol):
    """What a room has to remember so that a restart, a redelivery or a week changes nothing."""

    async def item_of(self, channel_id: str, ext_message_id: str) -> int:
        """The item whose card the message shows; 0 for a message that is no card."""
        ...

    async def items_of(self, channel_id: str, ext_message_id: str) -> Sequence[int]:
        """The items of a grouped message, in its order; one item for a plain card; empty for no card."""
        ...

    async def message_of(self, channel_id: str, item_id: int) -> str:
        """The message that shows the item in the channel; "" when none does yet."""
        ...

    async def shown_version(self, channel_id: str, item_id: int) -> int:
        """The version of the item that the channel shows; 0 when it shows none."""
        ...

    async def once(self, key: str) -> bool:
        """True the first time an event id is seen, False for a redelivery. Kept for a week."""
        ...

    async def had(self, key: str) -> bool:
        """Whether `once` was asked for the key before; changes nothing."""
        ...

    async def keep(self, key: str, value: str) -> None:
        """Remember a small text (what a person has before them, what a reply to a message means) for a month."""
        ...

    async def recall(self, key: str) -> str:
        """What was kept under the key; "" for nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a chat adapter is given at start: whom it may ask. Rights are checked behind each of them."""

    desk: Desk
    people: People
    admin: Admin
    evidence: Evidence
    practice: Practice
    messages: Messages


class ChatAdapter(Protocol):
    """Cards out, decisions and questions in, for one review channel of one platform."""

    channel_id: str
    capabilities: ChatCapabilities

    async def run(self, office: Office) -> None:
        """Listen for presses, commands and questions until cancelled. Reconnects by itself."""
        ...

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or update the message that shows it; returns the message's id for next time."""
        ...

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """Post several new cards at once, grouped where there are many; the message id of each, in order (cards
        grouped into one message share its id). With `ext_message_id` these are all the cards of that grouped
        message, one of which changed: draw it again."""
        ...

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A plain message to the channel (a reminder, a page that got disconnected)."""
        ...

    async def check(self) -> Sequence[str]:
        """Problems a `doctor` should name; empty when all is well."""
        ...

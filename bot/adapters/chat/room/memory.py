"""What a room remembers of people and messages, in the store, so that a restart changes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.chat.dialogue import Hand
from bot.domain.decision import DecisionKind, DecisionRequest
from bot.domain.people import Person
from bot.ports import Messages


@dataclass(slots=True)
class Seat:
    """What one person has before them in one place; a draft is kept by item, not here. `at` is when they last spoke
    (seconds since the epoch), `mode` "practice" while they practise."""

    hand: Hand = field(default_factory=Hand)
    at: float = 0.0
    mode: str = ""
    brand: str = ""


class Memory:
    """Notes of one channel."""

    def __init__(self, messages: Messages, channel_id: str, via: str) -> None:
        self._messages, self._channel, self._via = messages, channel_id, via

    async def seat(self, place: str, person: Person) -> Seat:
        """The person's seat in the place; a fresh one for somebody new."""
        text = await self._messages.recall(self._key("seat", place, person.id))
        return _seat(text, person, self._via) if text else Seat()

    async def keep_seat(self, place: str, person: Person, seat: Seat) -> None:
        """Remember it."""
        await self._messages.keep(self._key("seat", place, person.id), _text(seat))

    async def draft(self, item_id: int, person_id: str) -> str:
        """The person's draft for an item, "" for none."""
        return await self._messages.recall(self._key("draft", str(item_id), person_id))

    async def keep_draft(self, item_id: int, person_id: str, text: str) -> None:
        """Remember the draft; "" drops it."""
        await self._messages.keep(self._key("draft", str(item_id), person_id), text)

    async def meaning(self, message_id: str) -> str:
        """The action id that a reply to the message stands for, "" for none."""
        return await self._messages.recall(self._key("means", message_id, "")) if message_id else ""

    async def keep_meaning(self, message_id: str, action: str) -> None:
        """Remember what a reply to the message means."""
        await self._messages.keep(self._key("means", message_id, ""), action)

    def _key(self, kind: str, one: str, two: str) -> str:
        return json.dumps([kind, self._channel, one, two], ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """A short name of a text: a button says which draft it was drawn for."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _text(seat: Seat) -> str:
    hand = seat.hand
    return json.dumps(
        {
            "item": hand.item,
            "seen": hand.seen,
            "decided": hand.decided,
            "offered": list(hand.offered),
            "passed": sorted(hand.passed)[-200:],
            "held": _held_text(hand.held),
            "at": seat.at,
            "mode": seat.mode,
            "brand": seat.brand,
        },
        ensure_ascii=False,
    )


def _held_text(held: DecisionRequest | None) -> list[object]:
    """What the desk held back, without the person: it is only ever kept for whoever asked."""
    if held is None:
        return []
    return [held.item_id, held.kind.value, held.suggestion_id, held.text, held.seen_version]


def _held(told: list[Any], person: Person, via: str) -> DecisionRequest | None:
    if not told:
        return None
    item, kind, suggestion, text, seen = told
    return DecisionRequest(
        item_id=item,
        kind=DecisionKind(kind),
        person=person,
        via=via,
        suggestion_id=suggestion,
        text=text,
        seen_version=seen,
    )


def _seat(text: str, person: Person, via: str) -> Seat:
    told = json.loads(text)
    hand = Hand(
        item=told["item"],
        seen=told["seen"],
        decided=told["decided"],
        offered=tuple(told["offered"]),
        passed=set(told["passed"]),
        held=_held(told["held"], person, via),
    )
    return Seat(hand=hand, at=told["at"], mode=told["mode"], brand=told["brand"])

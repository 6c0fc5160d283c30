"""Zulip's events as `Heard` and `Pressed`. Pure; who is spoken to is decided here, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.room.events import Heard, Pressed
from bot.adapters.chat.zulip.markdown import emoji_of, mentions_first, plain, without_mention, without_quote

Json = Mapping[str, Any]
_TOPIC = re.compile(r"(?:✔ )?#(\d{1,12})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot's own account."""

    user_id: int
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something happened and how to answer there: a channel's topic, or a direct chat (`stream` 0)."""

    user: int
    stream: int = 0
    topic: str = ""

    @property
    def direct(self) -> bool:
        """Whether only this person reads it."""
        return not self.stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A message of a person. `item` is the card whose topic it stands in (0: none), `quotes` the bot's message that it
    quotes ("" for none), `mentions` whether it names the bot, `for_others` whether it begins by naming
    somebody else."""

    id: int
    spot: Spot
    name: str
    text: str
    item: int = 0
    quotes: str = ""
    mentions: bool = False
    for_others: bool = False

    @property
    def for_us(self) -> bool:
        """Whether it may be for the bot; in a card's topic only plain commands are, unless it names the bot."""
        return self.spot.direct or self.mentions or bool(self.quotes) or (bool(self.item) and not self.for_others)

    def heard(self, *, reply_to: str, edited: str = "") -> Heard:
        """The words for the room."""
        place = f"dm:{self.spot.user}" if self.spot.direct else f"{self.spot.stream}:{self.item or self.spot.topic}"
        return Heard(
            event_id=f"message:{self.id}:{edited}".rstrip(":"),
            account=str(self.spot.user),
            name=self.name,
            text=self.text,
            place=place,
            private=self.spot.direct,
            reply_to=reply_to,
            direct=self.spot.direct or self.mentions or bool(self.quotes),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A person's emoji on a message."""

    message_id: int
    user: int
    emoji: str

    @property
    def key(self) -> str:
        """The same for the same emoji of the same person on the same message."""
        return f"reaction:{self.message_id}:{self.user}:{self.emoji}"

    def pressed(self, event_id: str) -> Pressed:
        """For the room."""
        return Pressed(
            event_id=event_id,
            account=str(self.user),
            name="",
            action=self.emoji,
            place=f"message:{self.message_id}",
            message=str(self.message_id),
        )


def words(message: Json, me: Me, emoji: Mapping[str, str] | None = None) -> Words | None:
    """A message; None for what no person said (our own words, other bots' notices)."""
    sender = int(message.get("sender_id") or 0)
    if not sender or sender == me.user_id or str(message.get("sender_email", "")).endswith("-bot@zulip.com"):
        return None
    raw = str(message.get("content") or "")
    unquoted, quotes = without_quote(raw, me.name, me.user_id)
    said, named = without_mention(unquoted, me.name, me.user_id)
    spot = _spot(message, sender)
    if spot is None:
        return None
    return Words(
        id=int(message["id"]),
        spot=spot,
        name=str(message.get("sender_full_name") or ""),
        text=plain(said, emoji).strip(),
        item=item_of(spot.topic) if spot.stream else 0,
        quotes=quotes,
        mentions=named,
        for_others=not named and mentions_first(unquoted),
    )


def _spot(message: Json, sender: int) -> Spot | None:
    """None for a direct chat of several people, where nothing is for the bot alone."""
    if message.get("type") in ("stream", "channel"):
        topic = str(message.get("subject") or message.get("topic") or "")
        return Spot(user=sender, stream=int(message.get("stream_id") or 0), topic=topic)
    people: object = message.get("display_recipient") or ()
    return Spot(user=sender) if isinstance(people, (list, tuple)) and len(people) <= 2 else None


def item_of(topic: str) -> int:
    """The item whose topic it is, 0 for none; a resolved topic keeps its number."""
    match = _TOPIC.match(topic)
    return int(match[1]) if match else 0


def reaction(event: Json, me: Me) -> Reaction | None:
    """A reaction that a person added; None for removed ones, our own, and emoji of the organisation's own making."""
    if event.get("op", "add") != "add" or event.get("reaction_type", "unicode_emoji") != "unicode_emoji":
        return None
    user = int(event.get("user_id") or (event.get("user") or {}).get("user_id") or 0)
    emoji = emoji_of(str(event.get("emoji_code") or ""))
    if not user or user == me.user_id or not emoji:
        return None
    return Reaction(message_id=int(event.get("message_id") or 0), user=user, emoji=emoji)


def reactions_on(message: Json, me: Me) -> list[Reaction]:
    """The reactions of people that a fetched message carries."""
    found = [reaction({**one, "message_id": message["id"]}, me) for one in message.get("reactions") or ()]
    return [one for one in found if one is not None]


def changed_words(event: Json) -> bool:
    """Whether an `update_message` event changed what was said (not the topic, not a preview)."""
    return not event.get("rendering_only") and "content" in event and event.get("content") != event.get("orig_content")


def deleted_ids(event: Json) -> list[int]:
    """The messages of a `delete_message` event."""
    many = event.get("message_ids")
    return [int(one) for one in many] if many else [int(event["message_id"])] if "message_id" in event else []

"""From Matrix events to what the room hears. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.room.events import Heard, Pressed

_FALLBACK = re.compile(r"\A(?:> .*\n)+\n?")
COMMAND = "!tertulia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot's own account: full id and how it is shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words of a person. `thread` is the thread's first event, "" outside of one; `answers` the event it is an
    explicit reply to; `edits` the event whose new wording this is."""

    id: str
    author: str
    room: str
    text: str
    thread: str = ""
    answers: str = ""
    edits: str = ""
    mentioned: tuple[str, ...] = ()

    @property
    def begins(self) -> str:
        """The event that a thread about these words begins with: servers let no changed wording begin one."""
        return self.edits or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """Somebody put a key (an emoji) under an event."""

    id: str
    author: str
    room: str
    event: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An event was taken back (redacted)."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A message that only an encrypting client can read."""

    id: str
    author: str


Found = Message | Reaction | Taken | Sealed


def event_of(room: str, data: Mapping[str, Any]) -> Found | None:
    """An event of a room's timeline; None for everything that is none of these kinds."""
    content, kind = data.get("content"), data.get("type")
    if not isinstance(content, Mapping) or not isinstance(data.get("event_id"), str):
        return None
    if kind == "m.room.message":
        return _message(room, data, content)
    if kind == "m.reaction":
        return _reaction(room, data, content)
    if kind == "m.room.redaction":
        taken = content.get("redacts") or data.get("redacts")
        return Taken(event=taken) if isinstance(taken, str) else None
    if kind == "m.room.encrypted":
        return Sealed(id=data["event_id"], author=str(data.get("sender") or ""))
    return None


def is_notice(data: Mapping[str, Any]) -> bool:
    """Whether it is what bots say, which no bot answers."""
    return _mapping(data.get("content")).get("msgtype") == "m.notice"


def _message(room: str, data: Mapping[str, Any], content: Mapping[str, Any]) -> Message | None:
    relation = _mapping(content.get("m.relates_to"))
    new = content.get("m.new_content")
    edits = str(relation.get("event_id") or "") if relation.get("rel_type") == "m.replace" else ""
    said = new if edits and isinstance(new, Mapping) else content
    if said.get("msgtype") not in ("m.text", "m.emote", "m.notice") or not isinstance(said.get("body"), str):
        return None
    thread = str(relation.get("event_id") or "") if relation.get("rel_type") == "m.thread" else ""
    answers = str(_mapping(relation.get("m.in_reply_to")).get("event_id") or "")
    if thread and relation.get("is_falling_back"):
        answers = ""
    body = _FALLBACK.sub("", said["body"]) if answers else said["body"]
    mentions = _mapping(said.get("m.mentions")).get("user_ids")
    return Message(
        id=data["event_id"],
        author=str(data.get("sender") or ""),
        room=room,
        text=body,
        thread=thread,
        answers=answers,
        edits=edits,
        mentioned=tuple(str(each) for each in mentions) if isinstance(mentions, list) else (),
    )


def _reaction(room: str, data: Mapping[str, Any], content: Mapping[str, Any]) -> Reaction | None:
    relation = _mapping(content.get("m.relates_to"))
    event, key = relation.get("event_id"), relation.get("key")
    if relation.get("rel_type") != "m.annotation" or not isinstance(event, str) or not isinstance(key, str):
        return None
    return Reaction(id=data["event_id"], author=str(data.get("sender") or ""), room=room, event=event, key=key)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def calls(message: Message, me: Me) -> bool:
    """Whether the bot is called: by a mention, by its name, or by the command word."""
    return me.id in message.mentioned or _called(me).search(message.text) is not None


def without_call(text: str, me: Me) -> str:
    """What is said to the bot, without its name."""
    return _called(me).sub("", text).strip(" ,:\n")


def _called(me: Me) -> re.Pattern[str]:
    local = me.id[1:].partition(":")[0]
    names = sorted({me.id[1:], me.name, local} - {""}, key=len, reverse=True)
    named = "|".join(re.escape(each) for each in names)
    # "Tertulia: queue" and "@Tertulia queue" call; "Tertulia would say" and "we talked to Tertulia" call nobody.
    begins = rf"\A\s*(?:(?:{named})[:,]|@(?:{named})(?![\w-])[:,]?|{re.escape(COMMAND)}(?![\w-])[:,]?)"
    return re.compile(rf"{begins}|[ \t]?(?<![\w@])@(?:{named})(?![\w-])[:,]?", re.IGNORECASE)


def heard_of(message: Message, me: Me, *, private: bool, name: str = "", direct: bool = True) -> Heard:
    """Words that were said to the bot. The place is the room, not the thread: each question begins a thread of its
    own, and what somebody has before them goes on in the next."""
    return Heard(
        event_id=message.id,
        account=message.author,
        name=name,
        text=without_call(message.text, me),
        place=message.room,
        private=private,
        reply_to=message.answers or message.thread,
        direct=direct,
    )


def pressed_by(reaction: Reaction, *, name: str = "") -> Pressed:
    """A reaction under one of our messages."""
    return Pressed(
        event_id=reaction.id,
        account=reaction.author,
        name=name,
        action=reaction.key,
        place=reaction.room,
        message=reaction.event,
    )


def server_of(user_or_room: str) -> str:
    """The homeserver in an id, "" for none."""
    return user_or_room.partition(":")[2]

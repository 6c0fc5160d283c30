"""Slack's events and interactions as `Heard` and `Pressed`. Pure; who is spoken to is decided here, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.adapters.chat.room.emoji_words import after_call, with_emoji
from bot.adapters.chat.room.events import Heard, Pressed
from bot.adapters.chat.slack.mrkdwn import mentioned, plain

Json = Mapping[str, Any]

COACH_SHORTCUT = "tertulia_coach"
ASK_SHORTCUT = "tertulia_ask"
_SPOKEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})


class Toward(StrEnum):
    """Whom some words are for, as far as the words themselves tell."""

    BOT = "bot"
    """A mention, or a direct message."""
    THREAD = "thread"
    """A reply in a thread: for the bot where the thread is one of its own."""
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something happened and how to answer there. `response_url` works five times in half an hour,
    `trigger_id` three seconds."""

    channel: str
    user: str
    thread_ts: str = ""
    message_ts: str = ""
    response_url: str = ""
    trigger_id: str = ""
    direct: bool = False
    home: bool = False
    only: bool = False
    """Whatever is answered is for this person alone (commands, shortcuts, the home tab)."""

    @property
    def place(self) -> str:
        """The conversation: a direct chat, a thread, or what one person says by commands in a channel."""
        if self.direct:
            return self.channel
        return f"{self.channel}:{self.thread_ts or self.user}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A message event. `thread` is the first message of the thread it stands in, "" for none; `edited` the time of
    the edit for words that were changed."""

    toward: Toward
    spot: Spot
    ts: str
    wire: str
    thread: str = ""
    edited: str = ""
    root_by: str = ""
    emoji: Mapping[str, str] = field(default_factory=dict)

    def accounts(self) -> list[str]:
        """Whose names are needed for reading it: the writer's and those mentioned."""
        return [self.spot.user, *mentioned(self.wire)]

    def heard(self, names: Mapping[str, str], bot: str, locale: str = "") -> Heard:
        """The words without the mention of the bot."""
        said = plain(_without(self.wire, bot), names, self.emoji)
        return Heard(
            event_id=f"{self.spot.channel}:{self.ts}:{self.edited}".rstrip(":"),
            account=self.spot.user,
            name=names.get(self.spot.user, ""),
            text=said.strip(),
            place=self.spot.place,
            private=self.spot.direct,
            reply_to=f"{self.spot.channel}:{self.thread}" if self.thread else "",
            locale=locale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A message that is gone."""

    channel: str
    ts: str


def message(event: Json, bot: str) -> Words | Deleted | None:
    """A `message` or `app_mention` event; None for what no person said (bots, our own words, joins, previews)."""
    kind = event.get("subtype") or ""
    if kind == "message_deleted":
        gone = _text(event, "deleted_ts") or _text(_part(event, "previous_message"), "ts")
        return Deleted(channel=_text(event, "channel"), ts=gone)
    if kind == "message_changed":
        return _changed(event, bot)
    return _spoken(event, event, bot)


def _changed(event: Json, bot: str) -> Words | None:
    now, before = _part(event, "message"), _part(event, "previous_message")
    if now.get("text") == before.get("text") or not now.get("edited"):
        return None  # a preview was added, or a thread got a reply: nobody changed the words
    return _spoken(event, now, bot, edited=_text(_part(now, "edited"), "ts"))


def _spoken(event: Json, said: Json, bot: str, edited: str = "") -> Words | None:
    user = _text(said, "user")
    if not user or user == bot or said.get("bot_id") or (said.get("subtype") or "") not in _SPOKEN:
        return None
    channel, ts, thread = _text(event, "channel"), _text(said, "ts"), _text(said, "thread_ts")
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    wire = _text(said, "text")
    reply = thread if thread != ts else ""
    return Words(
        toward=_toward(event, wire, bot, direct, bool(reply)),
        spot=Spot(channel=channel, user=user, thread_ts=reply if direct else reply or ts, message_ts=ts, direct=direct),
        ts=ts,
        wire=wire,
        thread=reply,
        edited=edited,
        root_by=_text(said, "parent_user_id"),
        emoji=dict(_emoji(said.get("blocks") or [])),
    )


def _toward(event: Json, wire: str, bot: str, direct: bool, reply: bool) -> Toward:
    named = mentioned(wire)
    if direct or event.get("type") == "app_mention" or bot in named:
        return Toward.BOT
    if reply and not (named and wire.lstrip().startswith("<@")):
        return Toward.THREAD
    return Toward.OTHERS


def _without(wire: str, bot: str) -> str:
    for form in (f"<@{bot}>", f"<@{bot}|"):
        start = wire.find(form)
        if start >= 0:
            end = wire.index(">", start) + 1
            return f"{wire[:start].rstrip()} {after_call(wire[end:])}"
    return wire


def _emoji(thing: Any) -> Iterator[tuple[str, str]]:
    """Word and sign of each emoji in a message's rich text."""
    if isinstance(thing, Mapping):
        if thing.get("type") == "emoji" and thing.get("name") and thing.get("unicode"):
            with suppress(ValueError, OverflowError):  # the organisation's own emoji have no code points
                yield str(thing["name"]), "".join(chr(int(part, 16)) for part in str(thing["unicode"]).split("-"))
        for value in thing.values():
            yield from _emoji(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _emoji(each)


def command(body: Json) -> tuple[Heard, Spot]:
    """A slash command; what follows it is what was said. Its answers are for the person alone."""
    channel, user = _text(body, "channel_id"), body["user_id"]
    spot = Spot(
        channel=channel,
        user=user,
        response_url=_text(body, "response_url"),
        trigger_id=_text(body, "trigger_id"),
        direct=channel.startswith("D"),
        only=True,
    )
    heard = Heard(
        event_id=f"command:{body.get('trigger_id') or body.get('response_url')}",
        account=user,
        name=_text(body, "user_name"),
        text=plain(_text(body, "text"), {}).strip() or "help",
        place=spot.place,
        private=spot.direct,
    )
    return heard, spot


def pressed(body: Json, action: Json) -> tuple[Pressed, Spot]:
    """A button in a message or on the home tab."""
    user = body["user"]["id"]
    container, message = _part(body, "container"), _part(body, "message")
    channel = _text(_part(body, "channel"), "id") or _text(container, "channel_id")
    ts = _text(container, "message_ts") or _text(message, "ts")
    thread = _text(container, "thread_ts") or _text(message, "thread_ts")
    spot = Spot(
        channel=channel,
        user=user,
        thread_ts=thread if thread != ts else "",
        message_ts=ts,
        response_url=_text(body, "response_url"),
        trigger_id=_text(body, "trigger_id"),
        direct=channel.startswith("D"),
        home=not channel,
        only=not channel or bool(container.get("is_ephemeral")),
    )
    stamp = action.get("action_ts") or body.get("trigger_id")
    found = Pressed(
        event_id=f"action:{user}:{stamp}:{action.get('action_id')}",
        account=user,
        name=_text(body["user"], "name") or _text(body["user"], "username"),
        action=_text(action, "value") or _text(action, "action_id"),
        place=spot.place if channel else f"home:{user}",
        message=f"{channel}:{ts}" if channel and ts else "",
    )
    return found, spot


def submitted(body: Json) -> tuple[Pressed, Spot]:
    """A modal that was sent. Where it came from stands in its `private_metadata`."""
    view, user = body["view"], body["user"]["id"]
    about = unpacked(_text(view, "private_metadata"))
    spot = Spot(
        channel=about.get("channel", ""),
        user=user,
        thread_ts=about.get("thread", ""),
        message_ts=about.get("message", ""),
        trigger_id=_text(body, "trigger_id"),
        direct=about.get("channel", "").startswith("D"),
        home=about.get("home") == "1",
        only=about.get("only") == "1",
    )
    message_id = f"{spot.channel}:{spot.message_ts}" if spot.channel and spot.message_ts else ""
    found = Pressed(
        event_id=f"form:{view.get('id')}:{body.get('trigger_id') or view.get('hash')}",
        account=user,
        name=_text(body["user"], "name") or _text(body["user"], "username"),
        action=about.get("action", ""),
        place=about.get("place") or spot.place,
        message=message_id,
        fields=dict(_fields(view)),
    )
    return found, spot


def packed(action: str, place: str, spot: Spot) -> str:
    """What a modal has to bring back, for `private_metadata`."""
    about = {"action": action, "place": place, "channel": spot.channel, "thread": spot.thread_ts}
    about |= {"message": spot.message_ts, "home": "1" if spot.home else "", "only": "1" if spot.only else ""}
    return json.dumps({key: value for key, value in about.items() if value})


def unpacked(about: str) -> dict[str, str]:
    """The reverse; empty for what is not ours."""
    try:
        found = json.loads(about)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def shortcut_spot(body: Json) -> Spot:
    """Where a global or message shortcut was used."""
    channel, said = _text(_part(body, "channel"), "id"), _part(body, "message")
    return Spot(
        channel=channel,
        user=body["user"]["id"],
        thread_ts=_text(said, "thread_ts"),
        message_ts=_text(body, "message_ts") or _text(said, "ts"),
        response_url=_text(body, "response_url"),
        trigger_id=_text(body, "trigger_id"),
        direct=channel.startswith("D"),
        only=True,
    )


def _fields(view: Json) -> Iterator[tuple[str, str]]:
    values = _part(_part(view, "state"), "values")
    for block_id in values:
        for value in (_part(values, block_id)).values():
            said = value if isinstance(value, Mapping) else {}
            yield str(block_id), with_emoji(_text(said.get("selected_option") or said, "value"))


def _part(thing: Json, name: str) -> Json:
    """An object within; empty where it is left out, null or something else."""
    found = thing.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(thing: Json, name: str) -> str:
    """A text within; "" where it is left out or null. Not every server writes ids and times as texts."""
    found = thing.get(name)
    return str(found) if isinstance(found, (str, int, float)) else ""

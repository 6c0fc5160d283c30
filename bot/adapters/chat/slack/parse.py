"""Slack's events and interactions as `Heard` and `Pressed`. Pure; who is spoken to is decided here, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.adapters.chat.room.events import Heard, Pressed
from bot.adapters.chat.slack.mrkdwn import mentioned, plain, with_emoji

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
        return Deleted(channel=event.get("channel", ""), ts=event.get("deleted_ts", ""))
    if kind == "message_changed":
        return _changed(event, bot)
    return _spoken(event, event, bot)


def _changed(event: Json, bot: str) -> Words | None:
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("text") == before.get("text") or not now.get("edited"):
        return None  # a preview was added, or a thread got a reply: nobody changed the words
    return _spoken(event, now, bot, edited=str(now["edited"].get("ts", "")))


def _spoken(event: Json, said: Json, bot: str, edited: str = "") -> Words | None:
    user = said.get("user") or ""
    if not user or user == bot or said.get("bot_id") or (said.get("subtype") or "") not in _SPOKEN:
        return None
    channel, ts, thread = event.get("channel", ""), said.get("ts", ""), said.get("thread_ts") or ""
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    wire = said.get("text") or ""
    reply = thread if thread != ts else ""
    return Words(
        toward=_toward(event, wire, bot, direct, bool(reply)),
        spot=Spot(channel=channel, user=user, thread_ts=reply if direct else reply or ts, message_ts=ts, direct=direct),
        ts=ts,
        wire=wire,
        thread=reply,
        edited=edited,
        root_by=said.get("parent_user_id") or "",
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
            return f"{wire[:start].rstrip()} {wire[end:].lstrip(' :,')}"
    return wire


def _emoji(thing: Any) -> Iterator[tuple[str, str]]:
    """Word and sign of each emoji in a message's rich text."""
    if isinstance(thing, Mapping):
        if thing.get("type") == "emoji" and thing.get("name") and thing.get("unicode"):
            signs = "".join(chr(int(part, 16)) for part in str(thing["unicode"]).split("-"))
            yield str(thing["name"]), signs
        for value in thing.values():
            yield from _emoji(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _emoji(each)


def command(body: Json) -> tuple[Heard, Spot]:
    """A slash command; what follows it is what was said. Its answers are for the person alone."""
    channel, user = body["channel_id"], body["user_id"]
    spot = Spot(
        channel=channel,
        user=user,
        response_url=body.get("response_url") or "",
        trigger_id=body.get("trigger_id") or "",
        direct=channel.startswith("D"),
        only=True,
    )
    heard = Heard(
        event_id=f"command:{body.get('trigger_id') or body.get('response_url')}",
        account=user,
        name=body.get("user_name") or "",
        text=plain(body.get("text") or "", {}).strip() or "help",
        place=spot.place,
        private=spot.direct,
    )
    return heard, spot


def pressed(body: Json, action: Json) -> tuple[Pressed, Spot]:
    """A button in a message or on the home tab."""
    user = body["user"]["id"]
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    ts = container.get("message_ts") or (body.get("message") or {}).get("ts") or ""
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    spot = Spot(
        channel=channel,
        user=user,
        thread_ts=thread if thread != ts else "",
        message_ts=ts,
        response_url=body.get("response_url") or "",
        trigger_id=body.get("trigger_id") or "",
        direct=channel.startswith("D"),
        home=container.get("type") == "view",
        only=container.get("type") == "view" or bool(container.get("is_ephemeral")),
    )
    stamp = action.get("action_ts") or body.get("trigger_id")
    found = Pressed(
        event_id=f"action:{user}:{stamp}:{action.get('action_id')}",
        account=user,
        name=body["user"].get("name") or "",
        action=action.get("value") or action.get("action_id") or "",
        place=spot.place if channel else f"home:{user}",
        message=f"{channel}:{ts}" if channel and ts else "",
    )
    return found, spot


def submitted(body: Json) -> tuple[Pressed, Spot]:
    """A modal that was sent. Where it came from stands in its `private_metadata`."""
    view, user = body["view"], body["user"]["id"]
    about = unpacked(view.get("private_metadata") or "")
    spot = Spot(
        channel=about.get("channel", ""),
        user=user,
        thread_ts=about.get("thread", ""),
        message_ts=about.get("message", ""),
        trigger_id=body.get("trigger_id") or "",
        direct=about.get("channel", "").startswith("D"),
        home=about.get("home") == "1",
        only=about.get("only") == "1",
    )
    message_id = f"{spot.channel}:{spot.message_ts}" if spot.channel and spot.message_ts else ""
    found = Pressed(
        event_id=f"form:{view.get('id')}:{body.get('trigger_id') or view.get('hash')}",
        account=user,
        name=body["user"].get("name") or "",
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
    channel = (body.get("channel") or {}).get("id") or ""
    said = body.get("message") or {}
    return Spot(
        channel=channel,
        user=body["user"]["id"],
        thread_ts=said.get("thread_ts") or "",
        message_ts=body.get("message_ts") or said.get("ts") or "",
        response_url=body.get("response_url") or "",
        trigger_id=body.get("trigger_id") or "",
        direct=channel.startswith("D"),
        only=True,
    )


def _fields(view: Json) -> Iterator[tuple[str, str]]:
    for block_id, actions in ((view.get("state") or {}).get("values") or {}).items():
        for value in actions.values():
            chosen = value.get("selected_option")
            text = chosen.get("value") if chosen else value.get("value")
            yield str(block_id), with_emoji(text or "")

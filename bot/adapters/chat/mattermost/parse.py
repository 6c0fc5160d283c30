"""From Mattermost's wire form to what the room hears. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.mattermost.emoji import sign_of
from bot.adapters.chat.mattermost.signing import Seal
from bot.adapters.chat.room.emoji_words import after_call, with_emoji
from bot.adapters.chat.room.events import Heard, Pressed

DIRECT, GROUP = "D", "G"
SUBMITTED = "dialog_submission"
_AUTOMATIC = ("from_bot", "from_webhook", "from_plugin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot's own account."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post by a person. `at` is the server's clock in milliseconds; `edited` "" for one that never was."""

    id: str
    author: str
    channel: str
    root: str
    text: str
    at: int
    edited_at: int
    deleted: bool
    by_machine: bool

    @property
    def thread(self) -> str:
        """The post that begins its thread, itself where it begins one."""
        return self.root or self.id


def post_of(data: Mapping[str, Any]) -> Post:
    """A post as the API gives it. Raises `KeyError` where it is none. What is zero or empty may be left out of it, or
    be null: that is how the server writes it."""
    props = part(data, "props")
    automatic = any(str(props.get(name) or "").lower() == "true" for name in _AUTOMATIC)
    return Post(
        id=str(data["id"]),
        author=str(data["user_id"]),
        channel=str(data["channel_id"]),
        root=str(data.get("root_id") or ""),
        text=str(data.get("message") or ""),
        at=int(data.get("create_at") or 0),
        edited_at=int(data.get("edit_at") or 0),
        deleted=bool(data.get("delete_at")),
        by_machine=automatic or str(data.get("type") or "").startswith("system_"),
    )


def post_in(event: Mapping[str, Any]) -> Post:
    """The post of a websocket event. Raises `KeyError`, `TypeError` or `ValueError` where there is none."""
    return post_of(_inner(event, "post"))


def part(thing: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within; empty where it is left out, null or something else."""
    found = thing.get(name)
    return found if isinstance(found, Mapping) else {}


def _inner(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What a websocket event is about: it stands there as JSON within JSON."""
    inner = part(event, "data")[name]
    found = json.loads(inner) if isinstance(inner, str) else inner
    if not isinstance(found, Mapping):
        raise TypeError(f"{name} is no object")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """Somebody put an emoji under a post."""

    account: str
    post: str
    emoji: str
    at: int


def reaction_of(data: Mapping[str, Any]) -> Reaction:
    """A reaction as the API gives it."""
    return Reaction(
        account=str(data["user_id"]),
        post=str(data["post_id"]),
        emoji=str(data["emoji_name"]),
        at=int(data.get("create_at") or 0),
    )


def reaction_in(event: Mapping[str, Any]) -> Reaction:
    """The reaction of a websocket event. Raises like `post_in`."""
    return reaction_of(_inner(event, "reaction"))


def mentions(text: str, me: Me) -> bool:
    """Whether the bot is called by its name."""
    return _name(me).search(text) is not None


def without_mention(text: str, me: Me) -> str:
    """What is said to the bot, without its name at the beginning (or wherever it stands). Emoji come as words."""
    return after_call(with_emoji(_name(me).sub("", text))).strip()


def _name(me: Me) -> re.Pattern[str]:
    return re.compile(rf"[ \t]?(?<![\w.@-])@{re.escape(me.name)}(?![\w-]|\.\w)(?:,|:(?![\w+-]+:))?", re.IGNORECASE)


def heard_of(post: Post, me: Me, *, private: bool, name: str = "", locale: str = "", direct: bool = True) -> Heard:
    """Words that were said to the bot. An edited message is another event than the first. The place is the channel,
    not the thread: each mention begins a thread of its own, and what somebody has before them goes on in the next."""
    return Heard(
        event_id=f"{post.id}:{post.edited_at}" if post.edited_at else post.id,
        account=post.author,
        name=name,
        text=without_mention(post.text, me),
        place=post.channel,
        private=private,
        reply_to=post.root,
        locale=locale,
        direct=direct,
    )


def pressed_by(reaction: Reaction, place: str, *, name: str = "", locale: str = "") -> Pressed:
    """A reaction under one of our posts."""
    return Pressed(
        event_id=f"{reaction.post}:{reaction.account}:{reaction.emoji}:{reaction.at}",
        account=reaction.account,
        name=name,
        action=sign_of(reaction.emoji),
        place=place,
        message=reaction.post,
        locale=locale,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request of the server about something pressed, with a good seal. `trigger` opens a dialog, "" for none."""

    pressed: Pressed
    channel: str
    root: str
    trigger: str = ""


def press_of(data: Any, seal: Seal) -> Call | None:
    """A button that was pressed; None where the seal is not ours."""
    if not isinstance(data, Mapping):
        return None
    context = data.get("context")
    names = ("user_id", "channel_id", "post_id")
    if not isinstance(context, Mapping) or not all(isinstance(data.get(name), str) and data[name] for name in names):
        return None
    action = context.get("action")
    if not isinstance(action, str) or not seal.is_press(context.get("seal"), action, data["channel_id"]):
        return None
    trigger = str(data.get("trigger_id") or "")
    pressed = Pressed(
        event_id=trigger or f"{data['post_id']}:{data['user_id']}:{action}",
        account=data["user_id"],
        name=str(data.get("user_name") or ""),
        action=action,
        place=data["channel_id"],
        message=data["post_id"],
    )
    return Call(pressed=pressed, channel=data["channel_id"], root="", trigger=trigger)


def form_of(data: Any, seal: Seal, event_id: str) -> Call | None:
    """A dialog that was sent; None where the seal is not ours or it was cancelled. The server gives it no id of its
    own, and sends it once; one that was sent back for mending comes again with the same words."""
    if not isinstance(data, Mapping) or data.get("type", SUBMITTED) != SUBMITTED or data.get("cancelled"):
        return None
    try:
        state = json.loads(data.get("state") or "")
        given = state.pop("seal")
        parts = {str(key): str(value) for key, value in state.items()}
        account, fields = str(data["user_id"]), dict(data.get("submission") or {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if set(parts) != {"action", "message", "channel", "root"} or not seal.is_form(given, parts, account):
        return None
    filled = {str(key): "" if value is None else with_emoji(str(value)) for key, value in fields.items()}
    pressed = Pressed(
        event_id=event_id,
        account=account,
        name="",
        action=parts["action"],
        place=parts["channel"],
        message=parts["message"],
        fields=filled,
    )
    return Call(pressed=pressed, channel=parts["channel"], root=parts["root"])

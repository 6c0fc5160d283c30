"""Telegram's updates as what was said or pressed. Pure: takes JSON as it came, asks nobody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.adapters.chat.room.asks import CommandSpec
from bot.adapters.chat.room.events import Heard, Pressed

Json = Mapping[str, Any]
APART = "\u2060"
"""Stands behind the @ and the / of the public's words, so that they address nobody; taken out of what people copy."""
LANGUAGES: Mapping[str, str] = {"lang.en": "language en", "lang.es": "language es"}
"""Buttons of the language choice, and the words that each stands for. They change nothing but the presser's own."""
LANGUAGE_WORDS = frozenset({"language", "lang", "idioma"})
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+|$)(.*)", re.DOTALL)
_SERVICE = ("forum_topic_created", "is_automatic_forward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Who the bot is, and which chat is its review channel. `free_words` reads the threads of cards."""

    id: int
    username: str
    chat: int
    free_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an answer goes: a chat (and its topic), as a reply to a message (0 for none). `account` and `name` are of
    the person who asked."""

    chat: int
    topic: int = 0
    reply_to: int = 0
    account: str = ""
    name: str = ""
    private: bool = False

    @property
    def place(self) -> str:
        """The conversation."""
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words for the bot. `nameless`: the bot cannot know who spoke (an anonymous admin, somebody who speaks as a
    channel), so that nothing can be done for them."""

    heard: Heard
    spot: Spot
    nameless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A button: `query` has to be answered at once. `heard` is there for a button that stands for words."""

    query: str
    pressed: Pressed
    spot: Spot
    heard: Heard | None = None


def message_of(update: Json) -> Json:
    """The message of an update, new or edited; empty where there is none."""
    found = update.get("message") or update.get("edited_message")
    return found if isinstance(found, Mapping) else {}


def chat_of(update: Json) -> Json:
    """The chat that an update comes from; empty where it says none."""
    member = table(update, "my_chat_member")
    message = message_of(update) or table(table(update, "callback_query"), "message") or member
    return table(message, "chat")


def moved_to(update: Json) -> int:
    """The new id, where the update tells that the group has become a supergroup; else 0."""
    return number(message_of(update), "migrate_to_chat_id")


def said_in(update: Json, own: Own, specs: Sequence[CommandSpec]) -> Said | None:
    """A message as words for the bot; None for what people say to each other, and for machines."""
    message = message_of(update)
    sender, chat = table(message, "from"), table(message, "chat")
    text = str(message.get("text") or message.get("caption") or "")
    if not text or not chat or message.get("is_automatic_forward"):
        return None
    private = chat.get("type") == "private"
    nameless = not private and bool(table(message, "sender_chat"))
    if not nameless and (not sender or sender.get("is_bot")):
        return None
    words, named = _addressed(message, text, own, specs)
    answered = _answered(message)
    direct = private or named or number(table(answered, "from"), "id") == own.id
    thread = number(message, "message_thread_id")
    root = 0 if message.get("is_topic_message") else thread
    if not direct and not (own.free_words and root and number(chat, "id") == own.chat):
        return None
    spot = _spot(message, sender)
    target = number(answered, "message_id") if direct else root
    heard = Heard(
        event_id=f"{spot.chat}.{spot.reply_to}.{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}",
        account=spot.account,
        name=spot.name,
        text=words.replace(f"@{APART}", "@").replace(f"/{APART}", "/"),
        place=spot.place,
        private=private,
        reply_to=f"{spot.chat}:{target}" if target else "",
        locale=str(sender.get("language_code") or ""),
        direct=direct,
    )
    return Said(heard=heard, spot=spot, nameless=nameless)


def push_in(update: Json) -> Push | None:
    """A button; None where the update is none or lacks what is needed."""
    query = table(update, "callback_query")
    sender, message = table(query, "from"), table(query, "message")
    if not query.get("id") or not sender or sender.get("is_bot"):
        return None
    spot = _spot(message, sender)
    data, ident = str(query.get("data") or ""), str(query["id"])
    locale = str(sender.get("language_code") or "")
    pressed = Pressed(
        event_id=f"q{ident}",
        account=spot.account,
        name=spot.name,
        action=data,
        place=spot.place,
        message=f"{spot.chat}:{spot.reply_to}" if spot.reply_to else "",
        locale=locale,
    )
    words = LANGUAGES.get(data)
    heard = None
    if words is not None:
        heard = Heard(
            event_id=pressed.event_id,
            account=spot.account,
            name=spot.name,
            text=words,
            place=spot.place,
            private=spot.private,
            locale=locale,
        )
    return Push(query=ident, pressed=pressed, spot=spot, heard=heard)


def command_words(name: str, rest: str, specs: Sequence[CommandSpec]) -> str:
    """A command as the words that it stands for: "/facts_add a | b | c", "/why 12", "/start CODE"."""
    name, rest = name.casefold().replace("_", " "), rest.strip()
    if name == "start":
        return f"link {rest.removeprefix('link-')}" if rest else "help"
    spec = next((one for one in specs if one.name == name), None)
    if spec is None:
        return f"{name} {rest}".strip()
    wanted = [one for one in spec.options if one.required] or list(spec.options)
    return spec.words({wanted[0].name: rest}) if wanted else f"{spec.name} {rest}".strip()


def table(data: Json, key: str) -> Json:
    """The object under a key, empty where there is none."""
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def number(data: Json, key: str) -> int:
    """The whole number under a key, 0 where there is none."""
    found = data.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _spot(message: Json, sender: Json) -> Spot:
    chat = table(message, "chat")
    names = (str(sender.get(key) or "") for key in ("first_name", "last_name"))
    return Spot(
        chat=number(chat, "id") or number(sender, "id"),
        topic=number(message, "message_thread_id") if message.get("is_topic_message") else 0,
        reply_to=number(message, "message_id"),
        account=str(sender.get("id") or ""),
        name=" ".join(name for name in names if name) or str(sender.get("username") or ""),
        private=chat.get("type") == "private" or not chat,
    )


def _answered(message: Json) -> Json:
    """The message that is answered. In a topic every message stands below the one that opened it: that is no answer."""
    found = table(message, "reply_to_message")
    return {} if any(found.get(one) for one in _SERVICE) else found


def _addressed(message: Json, text: str, own: Own, specs: Sequence[CommandSpec]) -> tuple[str, bool]:
    """The words without command sign and mention, and whether they name the bot."""
    command = _COMMAND.fullmatch(text)
    if command is not None:
        to = (command[2] or "").casefold()
        words = command_words(command[1], _without_mention(command[3], own), specs)
        return (words, True) if to in ("", own.username.casefold()) else (text, False)
    named = any(_names(one, text, own) for one in _entities(message))
    bare = _without_mention(text, own)
    return bare, named or bare != text.strip()


def _entities(message: Json) -> Iterator[Json]:
    found = message.get("entities") or message.get("caption_entities") or ()
    yield from (one for one in found if isinstance(one, Mapping))


def _names(entity: Json, text: str, own: Own) -> bool:
    """Whether a mention is the bot's; offsets count UTF-16 units."""
    if entity.get("type") == "text_mention":
        return number(table(entity, "user"), "id") == own.id
    if entity.get("type") != "mention":
        return False
    start = 2 * number(entity, "offset")
    raw = text.encode("utf-16-le", "surrogatepass")[start : start + 2 * number(entity, "length")]
    return raw.decode("utf-16-le", "replace").casefold() == f"@{own.username}".casefold()


def _without_mention(text: str, own: Own) -> str:
    if not own.username:
        return text.strip()
    return re.sub(rf"(?<!\w)@{re.escape(own.username)}\b[,:]?\s?", "", text, flags=re.IGNORECASE).strip()

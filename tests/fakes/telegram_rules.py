"""What Telegram's Bot API refuses, as its documentation has it: parameters, markup, lengths, keyboards."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

Json = dict[str, Any]
TEXT, CAPTION, DATA = 4096, 1024, 64
_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
_SEND = {"chat_id", "message_thread_id", "reply_parameters", "reply_markup", "disable_notification", "protect_content"}
METHODS: Mapping[str, set[str]] = {
    "getMe": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "setWebhook": {"url", "secret_token", "allowed_updates", "drop_pending_updates", "max_connections", "ip_address"},
    "deleteWebhook": {"drop_pending_updates"},
    "getWebhookInfo": set(),
    "sendMessage": _SEND | {"text", "parse_mode", "entities", "link_preview_options"},
    "editMessageText": {
        "chat_id", "message_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup",
    },
    "sendPhoto": _SEND | {"photo", "caption", "parse_mode"},
    "sendDocument": _SEND | {"document", "caption", "parse_mode"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert", "url", "cache_time"},
    "setMyCommands": {"commands", "scope", "language_code"},
    "getChat": {"chat_id"},
    "getChatMember": {"chat_id", "user_id"},
    "deleteMessage": {"chat_id", "message_id"},
    "sendChatAction": {"chat_id", "message_thread_id", "action"},
}  # fmt: skip
_INTS = {"message_id", "message_thread_id", "offset", "limit", "timeout", "user_id", "cache_time"}
_TABLES = {
    "reply_parameters",
    "reply_markup",
    "link_preview_options",
    "scope",
    "allowed_updates",
    "commands",
    "entities",
}


class Refusal(Exception):
    """An error answer."""

    def __init__(self, code: int, said: str, **parameters: Any) -> None:
        super().__init__(f"{code} {said}")
        self.code, self.said, self.parameters = code, said, parameters


def bad(said: str) -> Refusal:
    """A bad request."""
    return Refusal(400, f"Bad Request: {said}")


def utf16(text: str) -> int:
    """Length as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_parameters(method: str, raw: Mapping[str, str]) -> Json:
    """The parameters, typed. Unknown ones are refused, which the real server would not do: they do nothing there."""
    unknown = raw.keys() - METHODS[method]
    if unknown:
        raise bad(f"unknown parameter {', '.join(sorted(unknown))} of {method}")
    found: Json = {}
    for key, value in raw.items():
        if key in _INTS or (key == "chat_id" and not value.startswith("@")):
            if not re.fullmatch(r"-?\d+", value):
                raise bad(f"{key} must be a number")
            found[key] = int(value)
        elif key in _TABLES:
            try:
                found[key] = json.loads(value)
            except ValueError as error:
                raise bad(f"can't parse {key} JSON object") from error
        elif key in ("drop_pending_updates", "show_alert", "disable_notification"):
            found[key] = value == "true"
        else:
            found[key] = value
    return found


def formatted(text: str, mode: str | None, most: int, what: str = "message") -> tuple[str, list[Json]]:
    """The text as it is seen, and its entities."""
    if mode not in (None, "", "HTML"):
        raise bad("unsupported parse_mode")
    plain, entities = _parse_html(text) if mode else (text, [])
    if not plain.strip() and what == "message":
        raise bad("message text is empty")
    if utf16(plain) > most:
        raise bad(f"{what} is too long")
    return plain.strip(), entities


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, int, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        more: Json = {"url": dict(attrs).get("href")} if tag == "a" else {}
        self._open.append((tag, utf16(self.text), more))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad(f"can't parse entities: Unexpected end tag {tag}")
        name, start, more = self._open.pop()
        self.entities.append({"type": _TAGS[name], "offset": start, "length": utf16(self.text) - start, **more})

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad("can't parse entities: Unsupported start tag")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += html.unescape(f"&#{name};")


def _parse_html(text: str) -> tuple[str, list[Json]]:
    if _NAMED.search(text):
        raise bad("can't parse entities: a bare & or an unknown entity")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader._open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {reader._open[-1][0]}")
    return reader.text, reader.entities


def check_markup(markup: Any) -> None:
    """An inline keyboard or the invitation to reply."""
    if markup is None:
        return
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "force_reply" in markup:
        hint = markup.get("input_field_placeholder")
        if hint is not None and not 1 <= len(hint) <= 64:
            raise bad("input field placeholder must be 1-64 characters")
        return
    if set(markup) != {"inline_keyboard"}:
        raise bad("unknown reply markup")
    rows = markup["inline_keyboard"]
    buttons = [one for row in rows for one in row]
    if len(buttons) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise bad("reply markup is too long")
    for one in buttons:
        if set(one) != {"text", "callback_data"} or not one["text"]:
            raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(one["callback_data"].encode()) <= DATA:
            raise bad("BUTTON_DATA_INVALID")


def check_commands(commands: Any) -> None:
    """The bot's menu."""
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def entities_of(text: str) -> list[Json]:
    """Mentions and commands in what a person writes."""
    found = []
    for kind, pattern in (("mention", r"(?<!\w)@\w{3,}"), ("bot_command", r"(?<![\w/])/\w+(?:@\w+)?")):
        for match in re.finditer(pattern, text):
            found.append({"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match[0])})
    return found

"""Takes secrets out of everything that is logged, whatever library wrote it.

Three nets, because each alone has holes: keys whose name says that the value is secret, shapes that only
secrets have (bearer headers, platform tokens, passwords in addresses), and the very values this installation
has been given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

HIDDEN = "[hidden]"
_SHORTEST = 6  # shorter values would blank out ordinary words

_SECRET_KEY = re.compile(
    r"(^|[_\-.])(token|secret|password|passwd|passphrase|authorization|cookie|signature|credentials?|otp"
    r"|api[_\-]?key|private[_\-]?key|csrf)($|[_\-.])",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"^tokens?_(in|out|used|left|budget)$|^tokens$", re.IGNORECASE)  # of a language model

_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic|bot)\s+[A-Za-z0-9._~+/=\-]{20,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"(?<=://)([^\s/:@]*):[^\s/@]+@"), rf"\1:{HIDDEN}@"),  # user:password@host
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}"), HIDDEN),  # Telegram, in addresses after "bot"
    (re.compile(r"\b[MNO][A-Za-z\d_-]{22,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{25,}"), HIDDEN),  # Discord
    (re.compile(r"\bxox[a-z]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}"), HIDDEN),  # Slack
    (re.compile(r"\bsk-[A-Za-z0-9_-]{16,}"), HIDDEN),  # OpenAI and those that copy its form
    (re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*"), HIDDEN),  # JSON web tokens
    (
        re.compile(r"(?i)\b((?:access_|refresh_)?token|secret|password|api_?key|signature)=([^\s&\"']{4,})"),
        rf"\1={HIDDEN}",
    ),
)


class Redactor:
    """Replaces secrets by a fixed word. Safe to share between threads: known values only ever grow."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: frozenset[str] = frozenset()
        for secret in secrets:
            self.remember(secret)

    def remember(self, secret: str) -> None:
        """Hide this very value from now on; values too short to be told from words are ignored."""
        if len(secret) >= _SHORTEST:
            self._known = self._known | {secret}

    def text(self, value: str) -> str:
        """The text without secrets."""
        for secret in self._known:
            if secret in value:
                value = value.replace(secret, HIDDEN)
        for shape, replacement in _SHAPES:
            value = shape.sub(replacement, value)
        return value

    def value(self, value: Any, key: str = "") -> Any:
        """The same for any logged value, through mappings and sequences; `key` is the name it stands under."""
        if key and _SECRET_KEY.search(key) and not _COUNTS.match(key) and value not in (None, "", False, True):
            return HIDDEN
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bytes):
            return self.text(value.decode("utf-8", "replace"))
        if isinstance(value, Mapping):
            return {name: self.value(inner, str(name)) for name, inner in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self.value(inner) for inner in value]
        if value is None or isinstance(value, (bool, int, float)):
            return value
        return self.text(str(value))

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """As a structlog processor; keys with a leading underscore are structlog's own and stay."""
        for key in list(event):
            if not key.startswith("_"):
                event[key] = self.value(event[key], key)
        return event

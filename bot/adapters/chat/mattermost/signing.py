"""Our own seal on what comes back from Mattermost, which signs nothing itself. Pure.

The context of a button is known to the server and to us only, so a request that carries a good seal comes from the
server. The state of a dialog passes through the person's client, so its seal is bound to the person.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

LENGTH = 32
PROBE = "probe"
"""The action of the button that only asks whether the server can call us."""


class Seal:
    """Makes and checks seals. `channel_id` is ours (of the settings), so that a seal is worth nothing elsewhere."""

    def __init__(self, secret: bytes, channel_id: str) -> None:
        self._key = hmac.new(secret, f"mattermost|{channel_id}".encode(), hashlib.sha256).digest()

    def press(self, action: str, channel: str) -> str:
        """The seal of a button in a conversation of Mattermost."""
        return self._made("press", action, channel)

    def form(self, parts: Mapping[str, str], account: str) -> str:
        """The seal of a dialog that was opened for an account."""
        return self._made("form", account, *(f"{key}={parts[key]}" for key in sorted(parts)))

    def is_press(self, seal: object, action: str, channel: str) -> bool:
        """In constant time."""
        return isinstance(seal, str) and hmac.compare_digest(seal.encode(), self.press(action, channel).encode())

    def is_form(self, seal: object, parts: Mapping[str, str], account: str) -> bool:
        """In constant time."""
        return isinstance(seal, str) and hmac.compare_digest(seal.encode(), self.form(parts, account).encode())

    def _made(self, *parts: str) -> str:
        joined = "\x00".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._key, joined.encode(), hashlib.sha256).hexdigest()[:LENGTH]

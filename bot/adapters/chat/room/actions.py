"""Signed ids for buttons. Pure: all state is in the id, so that a press works after a restart, an upgrade or a week."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass

MOST_BYTES = 64
PREFIX = "t"
SIGNED = re.compile(
    r"t\.(?P<item>[0-9a-z]{1,13})\.(?P<version>[0-9a-z]{1,7})\.(?P<verb>[a-z_-]{1,16})\.(?P<arg>[A-Za-z0-9_-]{0,24})"
    r"\.(?P<mac>[A-Za-z0-9_-]{11})",
    re.ASCII,
)
"""The form of an id. Only `ActionIds.read` knows whether its signature is true."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a button stands for. `verb` is a decision kind ("approve") or a word of the room ("full", "why", "open",
    "send-edit"); `version` the version of the card it was drawn on."""

    item_id: int
    version: int
    verb: str
    arg: str = ""


class ActionIds:
    """Makes and reads the ids of one installation."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 16:
            raise ValueError("the secret for button ids needs at least 16 bytes")
        self._secret = secret

    def make(self, item_id: int, version: int, verb: str, arg: str = "") -> str:
        """An id of at most 64 ASCII bytes. Raises ValueError for what does not fit: that is a defect."""
        body = f"{PREFIX}.{_base36(item_id)}.{_base36(version)}.{verb}.{arg}"
        made = f"{body}.{self._mac(body)}"
        if not SIGNED.fullmatch(made) or len(made) > MOST_BYTES:
            raise ValueError(f"no button id can be made of {verb!r} with {arg!r}")
        return made

    def read(self, action: str) -> Action | None:
        """None: not ours, forged or mangled."""
        match = SIGNED.fullmatch(action)
        if match is None or not hmac.compare_digest(self._mac(action[: match.start("mac") - 1]), match["mac"]):
            return None
        return Action(
            item_id=int(match["item"], 36), version=int(match["version"], 36), verb=match["verb"], arg=match["arg"]
        )

    def _mac(self, body: str) -> str:
        whole = hmac.digest(self._secret, b"tertulia button\0" + body.encode("ascii"), "sha256")
        return urlsafe_b64encode(whole[:8]).rstrip(b"=").decode("ascii")


def _base36(number: int) -> str:
    if number < 0:
        raise ValueError("a number of a button id is never negative")
    found = ""
    while True:
        number, rest = divmod(number, 36)
        found = _DIGITS[rest] + found
        if not number:
            return found

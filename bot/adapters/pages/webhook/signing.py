"""Signatures of the webhook page, both ways: HMAC-SHA256 over the timestamp, a dot and the raw body. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TIMESTAMP = "Tertulia-Timestamp"
SIGNATURE = "Tertulia-Signature"
VERSION = "v1"
TOLERANCE_SECONDS = 300
_STAMP = re.compile(r"[0-9]{1,12}\Z", re.ASCII)
_PART = re.compile(r"\s*(\w+)=([0-9A-Fa-f]+)\s*\Z", re.ASCII)
_MOST_SIGNATURES = 8


class BadSignature(StrEnum):
    """Why a request is not believed."""

    MISSING = "missing"
    MALFORMED = "malformed"
    TOO_OLD = "too_old"
    TOO_NEW = "too_new"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A believed request. `fingerprint` is the same for a replay and for nothing else."""

    fingerprint: str
    secret_index: int
    """Which of the active secrets it was signed with, 0 the newest."""


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The value of the signature header for `body`, sent at `timestamp` (Unix seconds)."""
    return f"{VERSION}={_digest(secret, str(timestamp), body)}"


def verify(
    secrets: Sequence[str],
    timestamp: str | None,
    signature: str | None,
    body: bytes,
    *,
    now: float,
    tolerance: int = TOLERANCE_SECONDS,
) -> Verified | BadSignature:
    """Believe the request or say why not.

    Every active secret is compared with every signature given, in constant time and without stopping at the
    first match, so that neither the secret nor its place in the list shows in the time taken.
    """
    if not timestamp or not signature:
        return BadSignature.MISSING
    given = _signatures(signature)
    if not _STAMP.match(timestamp) or not given:
        return BadSignature.MALFORMED
    age = now - int(timestamp)
    if age > tolerance:
        return BadSignature.TOO_OLD
    if age < -tolerance:
        return BadSignature.TOO_NEW
    found = -1
    digests = [_digest(secret, timestamp, body) for secret in secrets]
    for index, digest in enumerate(digests):
        for each in given:
            if hmac.compare_digest(digest, each) and found < 0:
                found = index
    if found < 0:
        return BadSignature.WRONG
    return Verified(fingerprint=f"{VERSION}:{digests[found]}", secret_index=found)


def _digest(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _signatures(header: str) -> list[str]:
    """The hex values of version v1; others are left for versions to come."""
    found: list[str] = []
    for part in header.split(",")[:_MOST_SIGNATURES]:
        match = _PART.match(part)
        if match and match[1] == VERSION:
            found.append(match[2].lower())
    return found

"""Passwords and tokens. Only hashes reach the store."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 10
_HASHER = PasswordHasher(time_cost=2, memory_cost=32_768, parallelism=1)
_CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def hash_password(password: str) -> str:
    """An argon2id hash. Takes about 30 ms on purpose: call it in a thread."""
    return _HASHER.hash(password)


@cache
def _nobody() -> str:
    """Checked when a login is unknown, so that the answer takes as long. Not at import: it costs start-up time."""
    return hash_password(secrets.token_hex(16))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password is the one behind the hash; as slow for an unknown login."""
    try:
        right = _HASHER.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def new_token() -> str:
    """A secret for a link or a cookie."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A short secret that a person types; signs that look alike are left out."""
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(8))


def token_hash(token: str) -> str:
    """What the store keeps of a token. Tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()

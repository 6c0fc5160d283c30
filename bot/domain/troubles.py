"""Why a page cannot be used or a reply not be published, as codes that are said in the reader's language.

Adapters put them into `AccountDisconnected` and `PermanentRefusal`, with the platform's own words after a bar:
"access_revoked|The access token was revoked". A text without a known code is shown as it stands.
"""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What went wrong on the platform, as far as it says so."""

    ACCESS_REVOKED = "access_revoked"
    ACCESS_EXPIRED = "access_expired"
    ACCOUNT_SUSPENDED = "account_suspended"
    PERMISSION_MISSING = "permission_missing"
    COMMENT_GONE = "comment_gone"
    BLOCKED_BY_AUTHOR = "blocked_by_author"
    NOT_ALLOWED_THERE = "not_allowed_there"
    TEXT_REFUSED = "text_refused"
    PRIVATE_TOO_LATE = "private_too_late"
    PRIVATE_ONCE = "private_once"
    CANNOT_HIDE = "cannot_hide_there"
    NOT_PUBLISHABLE = "not_publishable"


def trouble(code: Trouble, detail: str = "", *, most: int = 200) -> str:
    """The text of an error: the code, and what the platform itself said, on one line and not too long."""
    said = " ".join(detail.split())
    said = said if len(said) <= most else f"{said[: most - 1]}…"
    return f"{code.value}|{said}" if said else code.value


def parted(text: str) -> tuple[str, str]:
    """(code, the platform's own words) of a stored reason; the whole text is the code where there is no bar."""
    code, bar, said = text.partition("|")
    return (code, said) if bar and code in set(Trouble) else (text, "")

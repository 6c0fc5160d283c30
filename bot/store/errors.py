"""What a database driver raises, as a sentence that says what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken, TertuliaError

_HINTS = (
    ("database or disk is full", "the disk is full; free some space and go on, nothing was half-written"),
    ("disk i/o error", "the disk reports an error; check it, then restore the last backup if the store is damaged"),
    ("locked", "another program holds the store for too long; close it (a database browser, a second copy)"),
    ("malformed", "the store is damaged; stop the program and restore the last backup with `tertulia restore`"),
    ("not a database", "the file is not a store of this program; check the path, or restore a backup"),
    ("readonly database", "the store cannot be written; check the owner and rights of its file and folder"),
    ("unable to open database file", "the store cannot be opened; check that its folder exists and can be written"),
    ("no space left", "the database server's disk is full; free some space"),
    ("connection", "the database server cannot be reached; check that it runs and that store.url is right"),
    ("authentication", "the database server refuses the login; check user and password in store.url"),
)


class Raced(TertuliaError):
    """The row changed between reading and writing: somebody else was first. Read again and decide anew."""


def broken(error: BaseException) -> StoreBroken:
    """A `StoreBroken` that names the trouble and the mend; the driver's own words follow in brackets."""
    raw = str(error.orig) if isinstance(error, DBAPIError) and error.orig is not None else str(error)
    first = raw.strip().splitlines()[0] if raw.strip() else type(error).__name__
    lowered = raw.lower()
    for sign, mend in _HINTS:
        if sign in lowered:
            return StoreBroken(f"{mend} [{first}]")
    return StoreBroken(f"the store refused the operation [{first}]")


def is_outage(error: BaseException) -> bool:
    """Whether a driver's error is about the store itself and not about one statement."""
    if not isinstance(error, DBAPIError):
        return False
    lowered = str(error.orig).lower()
    return error.connection_invalidated or any(sign in lowered for sign, _ in _HINTS)

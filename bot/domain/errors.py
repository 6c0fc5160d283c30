"""Errors that say what to do. Adapters translate what their SDK raises into these at the edge."""

from __future__ import annotations

from datetime import timedelta


class TertuliaError(Exception):
    """Base of all errors of this program; its text can be shown to the person it concerns.

    `es` is the same said in Spanish, where whoever raises it cannot know the person's language.
    """

    def __init__(self, message: str = "", *, es: str = "") -> None:
        super().__init__(message)
        self.es = es

    def told(self, lang: str) -> str:
        """What is told in `lang`; English where there is no Spanish."""
        return self.es if lang == "es" and self.es else str(self)


class ForbiddenMove(TertuliaError):
    """A change of state outside the transition table: a defect or a race, never applied."""

    def __init__(self, *, what: str, old: str, new: str) -> None:
        super().__init__(f"{what} may not go from {old} to {new}")
        self.what, self.old, self.new = what, old, new


class Misconfigured(TertuliaError):
    """A missing or wrong setting. Names the key, the file and the mend in one line."""

    def __init__(self, *, key: str, where: str, mend: str, es: str = "") -> None:
        super().__init__(f"{key} ({where}): {mend}", es=f"{key} ({where}): {es}" if es else "")
        self.key, self.where, self.mend = key, where, mend


class RetryLater(TertuliaError):
    """The platform or model asks for patience; nothing was done. `after` is how long to wait."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.reason, self.after = reason, after


class NotSent(TertuliaError):
    """The call certainly never reached the platform (no connection): safe to send again."""


class MaybeSent(TertuliaError):
    """The call may or may not have been carried out (time-out, dropped connection, 5xx): look first."""


class PermanentRefusal(TertuliaError):
    """The platform refused for good; trying again changes nothing. `reason` is for the moderator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AccountDisconnected(TertuliaError):
    """The page's access was revoked or banned: this page stops, the others go on."""


class ModelAnswerInvalid(TertuliaError):
    """The model answered something that is not the form asked for, even after tolerant parsing."""


class BadInput(TertuliaError):
    """What a person or a caller gave cannot be used; the text says what to give instead."""


class StoreBroken(TertuliaError):
    """The store cannot be used (full disk, locked, corrupt); the text says which and what to do."""


class NoRight(TertuliaError):
    """The person's roles do not allow it; the text says so in their language."""

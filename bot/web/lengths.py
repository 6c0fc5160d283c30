"""How long a text is, as the browser and the server both count it for the limit shown under the editor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """`used` characters of `limit` (0: the platform has none)."""

    used: int
    limit: int

    @property
    def over(self) -> int:
        """Characters too many."""
        return max(0, self.used - self.limit) if self.limit else 0


def measure(text: str, limit: int) -> Length:
    """Code points, with line ends as the form will store them. The desk checks the platform's own unit."""
    return Length(used=len(clean_newlines(text).strip()), limit=limit)


def clean_newlines(text: str) -> str:
    """Forms send line ends as CRLF; what is published has LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")

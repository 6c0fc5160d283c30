"""The console's words in each language, from `texts/<lang>.toml`, and dates, ages and counts as people read them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

LANGS: tuple[str, ...] = ("en", "es")
_FOLDER = Path(__file__).parent / "texts"
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of a language by dotted key ("inbox.empty")."""
    with (_FOLDER / f"{lang}.toml").open("rb") as file:
        return dict(_flat("", tomllib.load(file)))


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(f"{prefix}{key}.", value)
        else:
            found.append((prefix + key, str(value)))
    return found


def known_lang(lang: str) -> str:
    """`lang` if the console speaks it, else English."""
    return lang if lang in LANGS else LANGS[0]


def lang_of_header(accept_language: str) -> str:
    """The first language of a browser's `Accept-Language` that the console speaks."""
    for part in accept_language.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGS:
            return code
    return LANGS[0]


class Words:
    """One language's texts. Call it with a key; a missing key is an error, never an empty place on a page."""

    __slots__ = ("_texts", "lang")

    def __init__(self, lang: str) -> None:
        self.lang = known_lang(lang)
        self._texts = catalogue(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, its `{names}` filled."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """`key_one` or `key_other`, by number."""
        ending = "one" if number == 1 else "other"
        return self(f"{key}_{ending}", n=self.number(number), **values)

    def label(self, group: str, value: str) -> str:
        """The word for a closed value (a state, a kind); the raw value for one that has no word yet."""
        return self._texts.get(f"{group}.{value.replace('-', '_')}", value)

    def group(self, prefix: str) -> dict[str, str]:
        """All texts under a prefix, for handing them to the browser."""
        dotted = f"{prefix}."
        return {key.removeprefix(dotted): text for key, text in self._texts.items() if key.startswith(dotted)}

    def number(self, value: int) -> str:
        """Digits grouped as the language groups them; Spanish leaves four digits together."""
        if self.lang == "es":
            return f"{value:,}".replace(",", ".") if abs(value) >= 10_000 else str(value)
        return f"{value:,}"

    def span(self, delta: timedelta) -> str:
        """A length of time in its largest unit: "12 min", "3 h", "2 d"."""
        seconds = abs(int(delta.total_seconds()))
        if seconds < _MINUTE:
            return self("time.seconds", n=seconds)
        if seconds < _HOUR:
            return self("time.minutes", n=seconds // _MINUTE)
        if seconds < 2 * _DAY:
            return self("time.hours", n=seconds // _HOUR)
        return self("time.days", n=seconds // _DAY)

    def ago(self, then: datetime, now: datetime) -> str:
        """ "3 h ago"; the moment itself is "now"."""
        if now - then < timedelta(seconds=45):
            return self("time.now")
        return self("time.ago", span=self.span(now - then))

    def due(self, deadline: datetime, now: datetime) -> str:
        """ "due in 3 h" or "2 h late"."""
        key = "time.due" if deadline >= now else "time.late"
        return self(key, span=self.span(deadline - now))

    def moment(self, at: datetime) -> str:
        """Date and time to the minute, in UTC, day before month where the language has it so."""
        month = self(f"month.{at.month}")
        day = f"{at.day} {month}"
        return f"{day} {at.year}, {at:%H:%M} UTC"


def words_for(lang: str) -> Words:
    """The texts in `lang`, English where it is unknown."""
    return _made(known_lang(lang))


@cache
def _made(lang: str) -> Words:
    return Words(lang)

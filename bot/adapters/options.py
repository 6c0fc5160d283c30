"""Typed reading of an adapter's own settings (`[pages.x.options]`), each error naming key, place and mend."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import Misconfigured


class Options:
    """The keys under `options` of one page or channel. `where` is what a person calls the place."""

    def __init__(self, data: Mapping[str, Any], *, where: str, home: Path) -> None:
        self._data, self._where, self._home = data, where, home

    def only(self, *known: str) -> None:
        """Refuse keys that the adapter does not know, so that a typing slip is found at start."""
        for key in self._data:
            if key not in known:
                raise self.wrong(key, f"is not known here; known are {', '.join(sorted(known))}")

    def wrong(self, key: str, mend: str) -> Misconfigured:
        """The error for `key`, to be raised by the caller."""
        return Misconfigured(key=f"options.{key}", where=self._where, mend=mend)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._data.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing; give a text")
        if not isinstance(value, str):
            raise self.wrong(key, f"must be a text in quotes, not {value!r}")
        return value.strip()

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise self.wrong(key, f"must be a number from {least:g} to {most:g}, not {value!r}")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f"must be true or false, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self._data.get(key, ())
        if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, f"must be a list of texts in quotes, not {value!r}")
        return tuple(each.strip() for each in value)

    def address(self, key: str, default: str = "") -> str:
        """A web address without a slash at its end; https unless it is this machine."""
        value = self.text(key, default).rstrip("/")
        if value and not value.startswith(("https://", "http://")):
            value = f"https://{value}"
        if value.startswith("http://") and value[7:].split("/")[0].split(":")[0] not in ("localhost", "127.0.0.1"):
            raise self.wrong(key, f"must begin with https://, since a token goes with every call; not {value!r}")
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        """A table, empty when absent."""
        value = self._data.get(key, {})
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must be a table")
        return value

    def path(self, key: str, default: str = "") -> Path:
        """A file; a relative name is taken from the home folder."""
        named = self.text(key, default)
        return self._home / Path(named).expanduser()

    def secrets(self, env_key: str, file_key: str) -> tuple[str, ...]:
        """Active secrets, newest first: from the variable named by `env_key` (several with commas) and
        from the lines of the file named by `file_key`. Empty when neither option is set.

        A secret never stands in the settings file itself, which people copy into tickets.
        """
        found: list[str] = []
        if name := self.text(env_key, ""):
            value = os.environ.get(name, "")
            if not value:
                raise self.wrong(env_key, f"names the environment variable {name}, which is not set")
            found += [part.strip() for part in value.split(",")]
        if self.text(file_key, ""):
            path = self.path(file_key)
            try:
                lines = path.read_text(encoding="utf-8").splitlines()
            except OSError as error:
                raise self.wrong(file_key, f"cannot read {path}: {error.strerror}") from error
            found += [line.strip() for line in lines if not line.lstrip().startswith("#")]
        return tuple(secret for secret in found if secret)

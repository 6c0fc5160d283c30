"""What stands on the simulated page, kept in a file of lines so that it survives a restart, as a platform would."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.errors import StoreBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment or a reply on the page. `visible_at` is later than `at` where the platform is slow to show it.
    `turn` counts what the author has said in this conversation; `root` is the script line it goes back to."""

    ext_id: str
    author: str
    text: str
    at: str
    post_id: str
    parent: str = ""
    thread: str = ""
    lang: str = ""
    own: bool = False
    root: str = ""
    turn: int = 0
    idem_key: str = ""
    visible_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An answer that an author is going to write at `due`, decided when they read the reply."""

    due: str
    said: Said


@dataclass(slots=True)
class Record:
    """The page's memory: an append-only file, read once, written with fsync. Not shared between processes."""

    path: Path
    said: dict[str, Said] = field(default_factory=dict)
    owed: dict[str, Owed] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    liked: set[str] = field(default_factory=set)

    def load(self) -> None:
        """Read the file. A last line cut short by a crash was never acknowledged, and is dropped."""
        if not self.path.exists():
            return
        whole = self.path.read_bytes()
        end = whole.rfind(b"\n") + 1
        if end < len(whole):
            with self.path.open("r+b") as file:
                file.truncate(end)
        for line in whole[:end].splitlines():
            self._take(json.loads(line))

    def say(self, said: Said) -> None:
        """Put a comment or a reply on the page, durably."""
        self._write({"said": asdict(said)})

    def owe(self, owed: Owed) -> None:
        """Note an answer that is to come, durably."""
        self._write({"owed": {"due": owed.due, "said": asdict(owed.said)}})

    def hide(self, ext_id: str, *, hidden: bool) -> None:
        """Hide or show a comment, durably."""
        self._write({"hide": ext_id, "hidden": hidden})

    def like(self, ext_id: str, *, liked: bool) -> None:
        """Like a comment or take that back, durably."""
        self._write({"like": ext_id, "liked": liked})

    def visible(self, now: datetime) -> Iterator[Said]:
        """What can be seen on the page at `now`, in the order in which it was written."""
        stamp = now.isoformat()
        return (each for each in self.said.values() if not each.visible_at or each.visible_at <= stamp)

    def _write(self, data: dict[str, object]) -> None:
        line = (json.dumps(data, ensure_ascii=False) + "\n").encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreBroken(f"the simulated page cannot write {self.path}: {error.strerror}") from error
        self._take(data)

    def _take(self, data: dict[str, object]) -> None:
        if isinstance(said := data.get("said"), dict):
            entry = Said(**said)
            self.said[entry.ext_id] = entry
            self.owed.pop(entry.ext_id, None)
        elif isinstance(owed := data.get("owed"), dict):
            entry = Said(**owed["said"])
            self.owed[entry.ext_id] = Owed(due=str(owed["due"]), said=entry)
        elif "hide" in data:
            change = self.hidden.add if data["hidden"] else self.hidden.discard
            change(str(data["hide"]))
        elif "like" in data:
            change = self.liked.add if data["liked"] else self.liked.discard
            change(str(data["like"]))

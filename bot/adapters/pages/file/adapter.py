"""The page that imported comments belong to. Approved replies are appended to an outbox file, one JSON a line."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.domain.comment import Author, Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import NotSent, PermanentRefusal
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.ports import Intake

HERE = Path(__file__).parent


class FilePage:
    """Comments were imported; replies go to `outbox`, to be posted by hand or by another program."""

    def __init__(
        self,
        page_id: str,
        outbox: Path,
        *,
        most_characters: int = 10_000,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.page_id = page_id
        base = page_capabilities(HERE)
        self.capabilities = replace(base, text_limit=replace(base.text_limit, most=most_characters))
        self._outbox, self._now = outbox, now
        self._lock = asyncio.Lock()

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> FilePage:
        """From settings: `outbox` (a file), `limit` (characters)."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("outbox", "limit")
        return cls(
            page_id,
            read.path("outbox", f"outbox-{page_id}.jsonl"),
            most_characters=int(read.number("limit", 10_000, least=1, most=200_000)),
        )

    async def run(self, intake: Intake) -> None:
        """Nothing comes by itself: `tertulia import` brings comments in."""
        await intake.page_state(self.page_id, connected=True)
        await asyncio.Event().wait()

    async def publish(self, order: PublishOrder) -> Published:
        """Append the reply to the outbox, durably; the same key never stands there twice."""
        async with self._lock:
            return await asyncio.to_thread(self._append, order)

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """Replies in the outbox under a comment."""
        rows = await asyncio.to_thread(lambda: [row for row in self._rows() if row["parent_id"] == parent_ext_id])
        return tuple(
            OwnReply(
                ext_id=row["id"],
                text=row["text"],
                parent_ext_id=row["parent_id"],
                author=Author(is_page=True),
                created_at=datetime.fromisoformat(row["at"]),
                idem_key=row["idempotency_key"],
            )
            for row in rows
            if datetime.fromisoformat(row["at"]) >= since
        )

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """Only what was imported is known, and the store has that."""
        return comment.post, ()

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """A file has nobody to hide a comment from."""
        raise PermanentRefusal("imported comments cannot be hidden from here; hide it on the platform itself")

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """A file gets no answers of its own; they are imported."""
        return ()

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """Past comments come in by `tertulia import`."""
        raise PermanentRefusal("a file has no past beyond itself; use tertulia import")

    async def check(self) -> Sequence[str]:
        """Whether the outbox can be written."""
        folder = self._outbox.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            return (f"the outbox folder {folder} cannot be written; create it or change options.outbox",)
        return ()

    def _append(self, order: PublishOrder) -> Published:
        ext_id = f"out-{order.idem_key}"
        at = self._now()
        if any(row["id"] == ext_id for row in self._rows()):
            return Published(ext_id=ext_id, at=at)
        row = {
            "id": ext_id,
            "parent_id": order.parent_ext_id,
            "post_id": order.post_ext_id,
            "text": order.text,
            "lang": order.lang,
            "at": at.isoformat(),
            "idempotency_key": order.idem_key,
        }
        try:
            self._outbox.parent.mkdir(parents=True, exist_ok=True)
            with self._outbox.open("ab") as file:
                if file.tell() and not self._ends_well():
                    file.write(b"\n")
                file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NotSent(f"the outbox {self._outbox} cannot be written: {error.strerror}") from error
        return Published(ext_id=ext_id, at=at)

    def _rows(self) -> Iterator[dict[str, str]]:
        """Whole rows; one cut short by a crash was never acknowledged and is passed over."""
        if not self._outbox.exists():
            return
        with self._outbox.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                if isinstance(row, dict) and {"id", "parent_id", "text", "at", "idempotency_key"} <= row.keys():
                    yield row

    def _ends_well(self) -> bool:
        with self._outbox.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

"""The endpoint that the Graph API calls: its question at set-up, and signed deliveries."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.adapters.pages.shared.graph import SIGNATURE, signed_by
from bot.adapters.pages.shared.graph_delivery import Delivered
from bot.adapters.pages.shared.http import as_json
from bot.adapters.pages.shared.staff import Staff
from bot.domain.comment import Comment, CommentEvent
from bot.domain.errors import StoreBroken
from bot.ports import Intake

MOST_BYTES = 8_000_000
KEPT = timedelta(hours=48)
_AGAIN = (CommentEvent.HIDDEN, CommentEvent.SHOWN)
log = logging.getLogger(__name__)


class Replays(Protocol):
    """Remembers what was delivered."""

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """True the first time, False within `keep_for`."""
        ...


class GraphHook:
    """Takes deliveries for one page. The platform sends again for 36 hours what was not answered with 200; creating,
    editing and deleting twice changes nothing, and that hiding and showing do not undo each other in a late delivery
    is what `replays` is for."""

    def __init__(
        self,
        page_id: str,
        secrets: Sequence[str],
        word: str,
        read: Callable[[Any, datetime], Delivered],
        *,
        staff: Staff,
        replays: Replays | None,
        now: Callable[[], datetime],
    ) -> None:
        self._page_id, self._secrets, self._word, self._read = page_id, tuple(secrets), word, read
        self.staff, self._replays, self._now = staff, replays, now
        self.intake: Intake | None = None
        self.counts: Counter[str] = Counter()
        self.on_refused: Callable[[str, str], None] = lambda page, reason: None

    def routes(self, intake: Intake | None = None) -> Sequence[Route]:
        """What the web app mounts."""
        if intake is not None:
            self.intake = intake
        return (Route(f"/hooks/{self._page_id}", self.receive, methods=["GET", "POST"]),)

    async def receive(self, request: Request) -> Response:
        """The endpoint. Answers 200 only after what came is stored."""
        if request.method in ("GET", "HEAD"):
            return self._asked(request)
        try:
            body = await request.body()
        except ClientDisconnect:
            return self._refuse(400, "the connection ended before the body did")
        if len(body) > MOST_BYTES:
            return self._refuse(413, "the body is too large")
        if not signed_by(self._secrets, request.headers.get(SIGNATURE), body):
            return self._refuse(401, f"{SIGNATURE} does not fit the body: is it the secret of this app?")
        data = as_json(body)
        if not isinstance(data, (dict, list)):
            return self._refuse(400, "the body is no JSON object")
        return await self._take(data)

    def _asked(self, request: Request) -> Response:
        """The platform's question at set-up, answered with its own word where ours fits."""
        given = request.query_params.get("hub.verify_token", "")
        if request.query_params.get("hub.mode") != "subscribe" or not hmac.compare_digest(
            given.encode(), self._word.encode()
        ):
            return self._refuse(403, "hub.verify_token is not the word of this page")
        self.counts["subscribed"] += 1
        return PlainTextResponse(request.query_params.get("hub.challenge", ""))

    async def _take(self, data: Any) -> Response:
        if self.intake is None:
            return self._refuse(503, "the page is starting or stopping")
        read = self._read(data, self._now())
        comments = [self.staff.marked(one) for one in read.comments]
        try:
            fresh = [one for one in comments if await self._first_time(one)]
            new = await self.intake.accept(fresh) if fresh else ()
        except StoreBroken as error:
            log.error("webhook.store_broken", extra={"page": self._page_id, "reason": str(error)})
            return self._refuse(503, "the comments could not be stored")
        self.counts["accepted"] += 1
        self.counts["comments"] += len(comments)
        self.counts["new"] += sum(new)
        self.counts["ignored"] += sum(read.ignored.values())
        if read.ignored:
            log.info("webhook.ignored", extra={"page": self._page_id, "kinds": json.dumps(read.ignored)})
        return PlainTextResponse("EVENT_RECEIVED")

    async def _first_time(self, one: Comment) -> bool:
        if one.event not in _AGAIN or self._replays is None:
            return True
        name = f"{one.ext_id}|{one.event}|{one.created_at.isoformat()}"
        key = f"{self._page_id}:graph:{hashlib.sha256(name.encode()).hexdigest()}"
        return await self._replays.remember_request(key, KEPT)

    def _refuse(self, status: int, why: str) -> Response:
        self.counts[f"refused_{status}"] += 1
        self.on_refused(self._page_id, str(status))
        log.warning("webhook.refused", extra={"page": self._page_id, "status": status, "reason": why})
        return PlainTextResponse(why, status_code=status)

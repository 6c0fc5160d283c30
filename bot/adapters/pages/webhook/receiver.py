"""The HTTP side of the webhook page: from a request to stored comments, or to a refusal that says why."""

from __future__ import annotations

import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.adapters.pages.webhook.parse import MOST_BYTES, Parsed, Unacceptable, parse
from bot.adapters.pages.webhook.signing import (
    SIGNATURE,
    TIMESTAMP,
    TOLERANCE_SECONDS,
    BadSignature,
    Verified,
    verify,
)
from bot.domain.errors import StoreBroken
from bot.ports import Intake

log = logging.getLogger("bot.webhook")

_SENTENCES = {
    BadSignature.MISSING: f"The headers {TIMESTAMP} and {SIGNATURE} are needed.",
    BadSignature.MALFORMED: f"{TIMESTAMP} must be Unix seconds and {SIGNATURE} must be v1=<hex>.",
    BadSignature.TOO_OLD: f"The timestamp is more than {TOLERANCE_SECONDS} seconds old; sign each attempt anew.",
    BadSignature.TOO_NEW: f"The timestamp lies more than {TOLERANCE_SECONDS} seconds ahead; check the sender's clock.",
    BadSignature.WRONG: "The signature does not fit the body: sign the raw bytes with the page's secret.",
}


class Replays(Protocol):
    """Remembers which signatures were used."""

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """True the first time, False for a replay within `keep_for`."""
        ...


class MemoryReplays:
    """Replays remembered by this process alone: where the program gives no durable memory, and in tests."""

    def __init__(self, *, most: int = 100_000, now: Callable[[], float] = time.monotonic) -> None:
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._most, self._now = most, now

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """As the protocol says; the oldest are forgotten first when there are too many."""
        now = self._now()
        while self._seen and (next(iter(self._seen.values())) < now or len(self._seen) >= self._most):
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = now + keep_for.total_seconds()
        return True


class Receiver:
    """Takes signed requests for one page. Counts every answer in `counts` by its name."""

    def __init__(
        self,
        page_id: str,
        secrets: Sequence[str],
        replays: Replays,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._page_id, self._secrets, self._replays, self._now = page_id, tuple(secrets), replays, now
        self.intake: Intake | None = None
        self.on_refused: Callable[[str, str], None] = lambda page, reason: None
        """Told the page and the HTTP status of every refusal, for whoever keeps figures."""
        self.counts: Counter[str] = Counter()

    async def receive(self, request: Request) -> Response:
        """The endpoint. Answers 200 only after the comments are stored."""
        try:
            body = await _body(request)
            kind = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
            if kind and kind != "application/json" and not kind.endswith("+json"):
                raise Unacceptable(415, "The content type must be application/json.")
            believed = self._believe(request, body)
            parsed = parse(body, self._page_id, self._now())
            return await self._store(believed, parsed)
        except Unacceptable as refusal:
            return self._refuse(refusal)
        except ClientDisconnect:
            self.counts["disconnected"] += 1
            return Response(status_code=400)

    def _believe(self, request: Request, body: bytes) -> Verified:
        found = verify(
            self._secrets,
            request.headers.get(TIMESTAMP),
            request.headers.get(SIGNATURE),
            body,
            now=self._now().timestamp(),
        )
        if isinstance(found, BadSignature):
            raise Unacceptable(401, _SENTENCES[found])
        return found

    async def _store(self, believed: Verified, parsed: Parsed) -> Response:
        if self.intake is None:
            raise Unacceptable(503, "The page is starting or stopping; send again in a moment, signed anew.")
        try:
            keep = timedelta(seconds=2 * TOLERANCE_SECONDS)
            if not await self._replays.remember_request(f"{self._page_id}:{believed.fingerprint}", keep):
                raise Unacceptable(409, "This very request was received before; sign each attempt anew.")
            new = await self.intake.accept(parsed.comments)
        except StoreBroken as error:
            log.error("webhook.store_broken", extra={"page": self._page_id, "reason": str(error)})
            raise Unacceptable(503, "The comments could not be stored; send again later, signed anew.") from error
        results = [
            {"id": comment.ext_id, "status": "new" if is_new else "duplicate"}
            for comment, is_new in zip(parsed.comments, new, strict=True)
        ]
        self.counts["accepted"] += 1
        self.counts["comments"] += len(results)
        answer: dict[str, object] = {"accepted": sum(new), "results": results}
        if parsed.ignored:
            answer["ignored"] = list(parsed.ignored)
        return JSONResponse(answer)

    def _refuse(self, refusal: Unacceptable) -> Response:
        self.counts[f"refused_{refusal.status}"] += 1
        self.on_refused(self._page_id, str(refusal.status))
        log.warning(
            "webhook.refused",
            extra={"page": self._page_id, "status": refusal.status, "reason": refusal.sentence},
        )
        headers = {"Retry-After": "5"} if refusal.status == 503 else None
        return JSONResponse({"error": refusal.sentence}, status_code=refusal.status, headers=headers)


async def _body(request: Request) -> bytes:
    """The raw body, refused as soon as it grows too large, whatever its length header claims."""
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:18]) > MOST_BYTES:
        raise Unacceptable(413, f"The body is larger than {MOST_BYTES} bytes. Send smaller batches.")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise Unacceptable(413, f"The body is larger than {MOST_BYTES} bytes. Send smaller batches.")
        parts.append(part)
    return b"".join(parts)

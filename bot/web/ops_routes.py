"""`/healthz`, `/readyz` and `/metrics`, for whatever watches over the process."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import __version__
from bot.domain.errors import StoreBroken
from bot.observability.health import Check, readiness
from bot.observability.logs import get_logger
from bot.observability.metrics import Metrics
from bot.ports import Figures

_FRESH = {"Cache-Control": "no-store"}


def ops_routes(
    checks: Mapping[str, Check],
    metrics: Metrics,
    *,
    store: Figures | None = None,
    metrics_token: str = "",
    seconds: float = 2.0,
) -> list[Route]:
    """The three routes, without login.

    `checks` decide over `/readyz`; `store` is asked for its figures at each scrape. With a `metrics_token` the
    figures ask for `Authorization: Bearer …`; without one they are open, as Prometheus expects on a private network.
    """
    started = time.monotonic()
    metrics.build.labels(__version__).set(1)

    async def healthz(request: Request) -> Response:
        body = {"status": "ok", "version": __version__, "seconds": round(time.monotonic() - started, 1)}
        return JSONResponse(body, headers=_FRESH)

    async def readyz(request: Request) -> Response:
        state = await readiness(checks, seconds=seconds)
        body = {
            "status": "ready" if state.ok else "not ready",
            "checks": {result.name: result.detail or "ok" for result in state.results},
        }
        return JSONResponse(body, status_code=200 if state.ok else 503, headers=_FRESH)

    async def scrape(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if metrics_token and not hmac.compare_digest(given.encode(), f"Bearer {metrics_token}".encode()):
            return PlainTextResponse("The figures need a bearer token.\n", 401, {"WWW-Authenticate": "Bearer"})
        if store is not None:
            await _take_over(store, metrics)
        body, content_type = await run_in_threadpool(metrics.render)
        return Response(body, headers={**_FRESH, "Content-Type": content_type})

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", scrape, methods=["GET"]),
    ]


async def _take_over(store: Figures, metrics: Metrics) -> None:
    """The other figures are shown even when the store cannot be read: that is when they are needed."""
    try:
        now = await store.figures()
    except StoreBroken as error:
        metrics.store_readable.set(0)
        get_logger("metrics").warning("store not readable", error=str(error))
        return
    metrics.store(
        states=now.states,
        jobs=now.jobs,
        oldest_due_job=now.oldest_due_job,
        oldest_waiting=now.oldest_waiting,
        pages_disconnected=now.pages_disconnected,
        leader=now.leader,
    )

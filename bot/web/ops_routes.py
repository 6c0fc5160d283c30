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
from bot.observability.health import Check, readiness
from bot.observability.metrics import Metrics

_FRESH = {"Cache-Control": "no-store"}


def ops_routes(
    checks: Mapping[str, Check], metrics: Metrics, *, metrics_token: str = "", seconds: float = 2.0
) -> list[Route]:
    """The three routes, without login.

    `checks` decide over `/readyz`. With a `metrics_token` the figures ask for `Authorization: Bearer …`; without
    one they are open, as Prometheus expects on a private network.
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

    async def figures(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if metrics_token and not hmac.compare_digest(given.encode(), f"Bearer {metrics_token}".encode()):
            return PlainTextResponse("The figures need a bearer token.\n", 401, {"WWW-Authenticate": "Bearer"})
        body, content_type = await run_in_threadpool(metrics.render)
        return Response(body, headers={**_FRESH, "Content-Type": content_type})

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", figures, methods=["GET"]),
    ]

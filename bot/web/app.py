"""Puts the console together. Nothing here knows a store or an engine: all of it comes in through ports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.ports import Admin, Changes, Clock, Desk, Evidence, People
from bot.settings import ConsoleSettings
from bot.web.routes import brands, coach, events, inbox, item, knowledge, log, reports, sign_in, team
from bot.web.scope import Scopes
from bot.web.security import BodyLimit, SecurityHeaders, Throttle
from bot.web.visit import Console, console_of, refusal, words_of_browser
from bot.web.words import Words, words_for

_HERE = Path(__file__).parent
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(
    desk: Desk,
    admin: Admin,
    people: People,
    evidence: Evidence,
    changes: Changes,
    clock: Clock,
    settings: ConsoleSettings,
    extra_routes: Sequence[BaseRoute] = (),
    lifespan: Lifespan | None = None,
) -> Starlette:
    """The console as an ASGI application.

    `extra_routes` (webhooks, health) come first and stand outside sessions, form tokens and the form's size
    limit: they bring their own checks.
    """
    console = Console(
        desk=desk,
        admin=admin,
        people=people,
        evidence=evidence,
        changes=changes,
        clock=clock,
        settings=settings,
        pages=templates(),
        throttle=Throttle(clock),
        scopes=Scopes(admin, clock),
    )
    pages = Starlette(
        routes=[route for module in _PAGES for route in module.routes],
        middleware=[Middleware(BodyLimit)],
        exception_handlers={HTTPException: _http_error, Exception: _defect},
    )
    pages.state.console = console
    app = Starlette(
        routes=[*extra_routes, Mount("/static", _Static(directory=_HERE / "static")), Mount("/", pages)],
        middleware=[Middleware(SecurityHeaders, secure=settings.secure_cookies)],
        lifespan=lifespan,
    )
    app.state.console = console
    app.state.closing = console.closing
    return app


_PAGES = (sign_in, inbox, item, coach, knowledge, brands, team, log, reports, events)


class _Static(StaticFiles):
    """Files whose address carries their version, so browsers may keep them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, with a long life."""
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def templates() -> Environment:
    """Templates that escape everything and fail on a name that is not there."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["asset_version"] = _asset_version()
    return environment


def _asset_version() -> str:
    digest = hashlib.sha256()
    for path in sorted((_HERE / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/hooks/"):  # asked by programs, which show their people the answer as it is
        return JSONResponse({"error": _NO_HOOK if status == 404 else str(getattr(error, "detail", ""))}, status)
    words = await _words(request)
    known = {403: "error.no_right", 404: "error.not_found", 405: "error.method"}
    return refusal(request, words, status, words(known.get(status, "error.form")))


_NO_HOOK = "No page of this name takes requests here: compare the end of the address with the settings' [pages.NAME]."


async def _defect(request: Request, error: Exception) -> Response:
    words = await _words(request)
    return refusal(request, words, 500, words("error.defect"))


async def _words(request: Request) -> Words:
    console = console_of(request)
    session = await console.people.session(request.cookies.get(console.cookie, "") or "-")
    request.state.session = session
    return words_for(session.person.lang) if session else words_of_browser(request)

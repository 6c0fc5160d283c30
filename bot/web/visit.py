"""One request of a signed-in person: who they are, their words, the form they sent, and what they may do."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from jinja2 import Environment
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.domain.errors import BadInput, NoRight, StoreBroken
from bot.domain.people import Person, Right
from bot.ports import Admin, Changes, Clock, Desk, Evidence, People, Session
from bot.settings import ConsoleSettings
from bot.web.scope import Scope, Scopes
from bot.web.security import Throttle, from_elsewhere, put_cookie, same
from bot.web.words import Words, known_lang, lang_of_header, words_for

THEMES = ("auto", "light", "dark")
_FLASH = "tertulia_flash"
_PRE = "tertulia_pre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """What every route works with."""

    desk: Desk
    admin: Admin
    people: People
    evidence: Evidence
    changes: Changes
    clock: Clock
    settings: ConsoleSettings
    pages: Environment
    throttle: Throttle
    scopes: Scopes
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the program stops: open event streams end at once."""

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` keeps other hosts of the domain from setting it."""
        return "__Host-tertulia" if self.settings.secure_cookies else "tertulia_session"


def console_of(request: Request) -> Console:
    """The console the request came to."""
    console: Console = request.app.state.console
    return console


@dataclass(slots=True, kw_only=True)
class Visit:
    """A signed-in request. `form` is empty for a GET."""

    request: Request
    console: Console
    session: Session
    words: Words
    form: FormData = field(default_factory=FormData)

    @property
    def person(self) -> Person:
        """Who is asking."""
        return self.session.person

    @property
    def wants_json(self) -> bool:
        """Whether the console's own script asks, and not a plain form."""
        return "application/json" in self.request.headers.get("accept", "")

    def field(self, name: str, default: str = "") -> str:
        """A form field as text."""
        value = self.form.get(name, default)
        return value if isinstance(value, str) else default

    def fields(self, name: str) -> list[str]:
        """All values of a repeated form field."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def query(self, name: str, default: str = "") -> str:
        """A query parameter as text."""
        return self.request.query_params.get(name, default)

    def need(self, right: Right, brand_id: str) -> None:
        """Raise `NoRight` unless the person has it. The desk and the store check again; this keeps pages honest."""
        if not self.person.may(right, brand_id):
            raise NoRight(self.words("error.no_right"))

    async def scope(self) -> Scope:
        """The brands and pages this person may see."""
        return await self.console.scopes.of(self.person)

    def page(self, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """Render a page for this person, with the message left by the request before."""
        flash = _flash_of(self.request)
        shared = {"me": self.person, "csrf": self.session.csrf, "flash": flash}
        answer = render(self.request, self.words, template, {**shared, **values}, status)
        if flash:
            answer.delete_cookie(_FLASH, path="/")
        return answer

    def back(self, path: str, message: str = "", *, good: bool = True) -> Response:
        """Send a plain form on to `path`, where `message` will be shown once."""
        answer = RedirectResponse(path, status_code=303)
        if message:
            packed = base64.urlsafe_b64encode(json.dumps([good, message]).encode()).decode()
            put_cookie(answer, _FLASH, packed, secure=self.console.settings.secure_cookies, seconds=60)
        return answer


def _flash_of(request: Request) -> tuple[bool, str] | None:
    packed = request.cookies.get(_FLASH, "")
    if not packed:
        return None
    try:
        good, message = json.loads(base64.urlsafe_b64decode(packed))
    except ValueError:
        return None
    return bool(good), str(message)


Handler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def render(request: Request, words: Words, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Render a template with what every page needs."""
    console = console_of(request)
    theme = request.cookies.get("tertulia_theme", "auto")
    shared = {
        "t": words,
        "lang": words.lang,
        "theme": theme if theme in THEMES else "auto",
        "now": console.clock.now(),
        "path": request.url.path,
        "me": None,
        "csrf": "",
        "flash": None,
    }
    text = console.pages.get_template(template).render({**shared, **values})
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def words_of_browser(request: Request) -> Words:
    """The language before anybody signed in: asked for in the address, else the browser's."""
    asked = request.query_params.get("lang", "")
    return words_for(known_lang(asked) if asked else lang_of_header(request.headers.get("accept-language", "")))


def signed_in(handler: Handler) -> Endpoint:
    """An endpoint for people with a session. A changing request without the session's token goes nowhere."""

    async def endpoint(request: Request) -> Response:
        console = console_of(request)
        token = request.cookies.get(console.cookie, "")
        session = await console.people.session(token) if token else None
        if session is None:
            return _sign_in_first(request)
        request.state.session = session
        words = words_for(session.person.lang)
        visit = Visit(request=request, console=console, session=session, words=words)
        try:
            if request.method not in ("GET", "HEAD"):
                visit.form = await request.form(max_files=0, max_fields=400, max_part_size=256 * 1024)
                given = request.headers.get("x-csrf-token", "") or visit.field("csrf")
                if from_elsewhere(request) or not same(given, session.csrf):
                    return refusal(request, words, 403, words("error.csrf"))
            return await handler(visit)
        except NoRight as error:
            return refusal(request, words, 403, str(error) or words("error.no_right"))
        except BadInput as error:
            return refusal(request, words, 400, str(error))
        except StoreBroken as error:
            return refusal(request, words, 503, str(error))

    return endpoint


def _sign_in_first(request: Request) -> Response:
    words = words_of_browser(request)
    if "application/json" in request.headers.get("accept", "") or request.url.path == "/events":
        return JSONResponse({"ok": False, "message": words("error.session")}, 401)
    if request.method != "GET":
        return RedirectResponse("/login", status_code=303)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    suffix = "" if path in ("/", "/inbox") else f"?next={_quoted(path)}"
    return RedirectResponse(f"/login{suffix}", status_code=303)


def _quoted(path: str) -> str:
    return "".join(c if c.isalnum() or c in "/-_.~" else "".join(f"%{b:02X}" for b in c.encode()) for c in path)


def refusal(request: Request, words: Words, status: int, message: str) -> Response:
    """The same refusal for a script and for a person, who keeps the menu when signed in."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"ok": False, "message": message}, status)
    values: dict[str, Any] = {"status": status, "message": message}
    if (session := getattr(request.state, "session", None)) is not None:
        values |= {"me": session.person, "csrf": session.csrf}
    return render(request, words, "error.html", values, status)


def before_sign_in(request: Request) -> str:
    """The form token of somebody without a session: the cookie's, or a new one."""
    return request.cookies.get(_PRE, "") or secrets.token_urlsafe(24)


def keep_pre(request: Request, answer: Response, token: str) -> None:
    """Remember the form token in the browser."""
    secure = console_of(request).settings.secure_cookies
    put_cookie(answer, _PRE, token, secure=secure, seconds=int(timedelta(hours=4).total_seconds()))


def pre_ok(request: Request, form: FormData) -> bool:
    """Whether a form from before sign-in came from our own page."""
    given = form.get("csrf", "")
    return isinstance(given, str) and not from_elsewhere(request) and same(given, request.cookies.get(_PRE, ""))


def start_session(request: Request, session: Session, path: str) -> Response:
    """Send a freshly signed-in person on, with their cookie."""
    console = console_of(request)
    answer = RedirectResponse(path, status_code=303)
    seconds = int((session.expires_at - console.clock.now()).total_seconds())
    put_cookie(answer, console.cookie, session.token, secure=console.settings.secure_cookies, seconds=max(60, seconds))
    answer.delete_cookie(_PRE, path="/")
    return answer

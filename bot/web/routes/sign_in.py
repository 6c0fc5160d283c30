"""Signing in and out, the first admin's welcome, invitations."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.domain.errors import BadInput
from bot.web import visit as v
from bot.web.words import known_lang, words_for


def safe_next(path: str) -> str:
    """`path` if it stays within the console, else the inbox: no link can send people elsewhere after sign-in."""
    parts = urlsplit(path)
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if local and "\\" not in path and not any(ord(c) < 32 for c in path) else "/inbox"


async def login_form(request: Request) -> Response:
    """The sign-in page; somebody signed in already goes on."""
    console = v.console_of(request)
    token = request.cookies.get(console.cookie, "")
    if token and await console.people.session(token):
        return RedirectResponse(safe_next(request.query_params.get("next", "")), 303)
    return _login_page(request, "", "", 200)


def _login_page(request: Request, message: str, login: str, status: int) -> Response:
    pre = v.before_sign_in(request)
    values = {
        "csrf": pre,
        "message": message,
        "login": login,
        "next": safe_next(request.query_params.get("next", "")),
    }
    answer = v.render(request, v.words_of_browser(request), "login.html", values, status)
    v.keep_pre(request, answer, pre)
    return answer


async def login(request: Request) -> Response:
    """Check login and password, slowly after failures."""
    console, words = v.console_of(request), v.words_of_browser(request)
    form = await request.form(max_files=0, max_fields=20)
    if not v.pre_ok(request, form):
        return _login_page(request, words("error.csrf"), "", 403)
    name, password = _text(form, "login").strip(), _text(form, "password")
    keys = (f"login:{name.casefold()}", f"from:{request.client.host if request.client else ''}")
    wait = console.throttle.wait(*keys)
    if wait:
        return _login_page(request, words("login.wait", span=words.span(wait)), name, 429)
    session = await console.people.sign_in(name, password)
    if session is None:
        console.throttle.fail(*keys)
        return _login_page(request, words("login.wrong"), name, 401)
    console.throttle.clear(*keys)
    return v.start_session(request, session, safe_next(_text(form, "next")))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


async def logout(visit: v.Visit) -> Response:
    """End the session here and in the store."""
    console = visit.console
    await console.people.sign_out(visit.request.cookies.get(console.cookie, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(console.cookie, path="/", secure=console.settings.secure_cookies, httponly=True)
    return answer


async def welcome_form(request: Request) -> Response:
    """What a one-time link opens: choose a login and a password. Opening it does not use it up."""
    return await _welcome_page(request, {}, "", 200)


async def _welcome_page(request: Request, given: dict[str, str], message: str, status: int) -> Response:
    console, words = v.console_of(request), v.words_of_browser(request)
    token = given.get("token") or request.query_params.get("token", "")
    invitation = await console.people.invitation(token)
    if invitation is None:
        await asyncio.sleep(0.2)
        return v.refusal(request, words, 410, words("welcome.gone"))
    pre = v.before_sign_in(request)
    values = {
        "csrf": pre,
        "token": token,
        "invitation": invitation,
        "name": given.get("name", invitation.name),
        "login": given.get("login", ""),
        "message": message,
    }
    answer = v.render(request, words, "welcome.html", values, status)
    v.keep_pre(request, answer, pre)
    return answer


async def welcome(request: Request) -> Response:
    """Use the link up and sign in."""
    form = await request.form(max_files=0, max_fields=20)
    given = {key: _text(form, key) for key in ("token", "name", "login", "password", "again", "lang")}
    words = words_for(given["lang"]) if given["lang"] else v.words_of_browser(request)
    if not v.pre_ok(request, form):
        return await _welcome_page(request, given, words("error.csrf"), 403)
    if given["password"] != given["again"]:
        return await _welcome_page(request, given, words("welcome.differ"), 400)
    try:
        session = await v.console_of(request).people.accept_invitation(
            given["token"],
            name=given["name"].strip(),
            login=given["login"].strip(),
            password=given["password"],
            lang=known_lang(given["lang"] or words.lang),
        )
    except BadInput as error:
        return await _welcome_page(request, given, str(error), 400)
    return v.start_session(request, session, "/inbox")


routes = [
    Route("/login", login_form, methods=["GET"]),
    Route("/login", login, methods=["POST"]),
    Route("/logout", v.signed_in(logout), methods=["POST"]),
    Route("/welcome", welcome_form, methods=["GET"]),
    Route("/welcome", welcome, methods=["POST"]),
]

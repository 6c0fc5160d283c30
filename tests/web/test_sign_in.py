"""Signing in, one-time links, form tokens, throttling, headers, and what a stranger sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.settings import ConsoleSettings
from bot.web.app import create_app
from bot.web.security import MOST_BODY

from .world import World, make_world, token_of


@pytest.fixture
def world() -> World:
    return make_world()


def test_strangers_are_sent_to_sign_in(world: World) -> None:
    browser = world.client()
    assert browser.get("/").headers["location"] == "/inbox"
    assert browser.get("/inbox").headers["location"] == "/login"
    assert browser.get("/items/1?x=a b").headers["location"] == "/login?next=/items/1%3Fx%3Da%2520b"
    assert browser.get("/events").status_code == 401
    assert browser.post("/items/1/decide", headers={"Accept": "application/json"}).status_code == 401
    for path in ("/items/1/decide", "/team/invite", "/logout"):
        assert browser.post(path).headers["location"] == "/login"
    assert world.desk.requests == []


def test_sign_in_and_out(world: World) -> None:
    browser = world.client()
    page = browser.get("/login?next=/items/2")
    form = {"csrf": token_of(page.text), "login": "moe", "password": "moe-password", "next": "/items/2"}
    answer = browser.post("/login", data=form)
    assert answer.headers["location"] == "/items/2"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("tertulia_session"))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    inbox = browser.get("/inbox")
    assert inbox.status_code == 200
    assert browser.get("/login").headers["location"] == "/inbox"
    browser.csrf = token_of(browser.get("/me").text)
    assert browser.send_form("/logout").headers["location"] == "/login"
    assert browser.get("/inbox").headers["location"] == "/login"
    assert world.people.sessions == {}


def test_secure_cookies_carry_the_host_prefix() -> None:
    world = make_world(settings=ConsoleSettings(secure_cookies=True))
    browser = world.client()
    browser.base_url = "https://testserver"
    form = {"csrf": token_of(browser.get("/login").text), "login": "moe", "password": "moe-password"}
    answer = browser.post("/login", data=form)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-tertulia"))
    assert "Secure" in cookie
    assert "max-age" in answer.headers["strict-transport-security"]


def test_sign_in_needs_its_own_page(world: World) -> None:
    browser = world.client()
    assert browser.post("/login", data={"login": "moe", "password": "moe-password"}).status_code == 403
    form = {"csrf": token_of(browser.get("/login").text), "login": "moe", "password": "moe-password"}
    other = browser.post("/login", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403
    assert world.people.sessions == {}


def test_guessing_is_slowed_down(world: World) -> None:
    browser = world.client()
    form = {"csrf": token_of(browser.get("/login").text), "login": "moe", "password": "no"}
    statuses = [browser.post("/login", data=form).status_code for _ in range(7)]
    assert statuses[:5] == [401] * 5
    assert statuses[5:] == [429] * 2
    right = {**form, "password": "moe-password"}
    assert browser.post("/login", data=right).status_code == 429
    world.clock.move(timedelta(minutes=20))
    assert browser.post("/login", data=right).status_code == 303


def test_first_admin_and_invitation(world: World) -> None:
    browser = world.client()
    assert browser.get("/welcome?token=wrong").status_code == 410
    page = browser.get("/welcome?token=first", headers={"Accept-Language": "es"})
    assert "administrarás" in page.text
    form = {"csrf": token_of(page.text), "token": "first", "name": "Eva", "login": "eva", "lang": "es"}
    short = browser.post("/welcome", data={**form, "password": "kurz", "again": "kurz"})
    assert short.status_code == 400
    assert 'value="eva"' in short.text
    different = browser.post("/welcome", data={**form, "password": "one long sentence", "again": "another"})
    assert different.status_code == 400
    assert "first" in world.people.invitations
    done = browser.post("/welcome", data={**form, "password": "one long sentence", "again": "one long sentence"})
    assert done.headers["location"] == "/inbox"
    assert 'lang="es"' in browser.get("/inbox").text
    assert browser.get("/welcome?token=first").status_code == 410


def test_expired_session_ends(world: World) -> None:
    browser = world.client("moe")
    assert browser.get("/inbox").status_code == 200
    world.clock.move(timedelta(days=8))
    assert browser.get("/inbox").status_code == 303


@pytest.mark.parametrize("path", ["/login", "/inbox", "/static/base.css", "/nowhere", "/items/1"])
def test_security_headers_everywhere(world: World, path: str) -> None:
    headers = world.client("ada").get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_large_forms_are_refused_and_webhooks_are_not() -> None:
    async def hook(request):  # type: ignore[no-untyped-def]
        return PlainTextResponse(str(len(await request.body())))

    world = make_world()
    parts = (world.desk, world.admin, world.people, world.evidence, world.changes, world.clock, ConsoleSettings())
    world.app = create_app(*parts, extra_routes=[Route("/hooks/x", hook, methods=["POST"])])
    browser = world.client("ada")
    big = b"x" * (MOST_BODY + 1)
    assert browser.post("/hooks/x", content=big).text == str(len(big))
    nowhere = browser.post("/hooks/y", content=b"{}")
    assert nowhere.status_code == 404
    assert "[pages.NAME]" in nowhere.json()["error"]  # a program asked, and shows its people what it was told
    assert browser.post("/me", content=big).status_code == 413
    chunks = iter([big[: MOST_BODY // 2]] * 3)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/me", content=chunks, headers=kind).status_code == 413
    odd = browser.post("/me", content=b"x", headers={"Content-Length": "minus one"})
    assert odd.status_code == 413

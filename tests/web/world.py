"""A console over the fakes, and a client that signs in and fills the form token in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.settings import ConsoleSettings
from bot.web.app import create_app

from .evidence import FakeEvidence
from .fakes import FakeChanges, FakeDesk, MovableClock
from .morning import fill
from .office import FakeAdmin, FakePeople


@dataclass
class World:
    """The console and all that stands behind it."""

    app: Starlette
    desk: FakeDesk
    admin: FakeAdmin
    people: FakePeople
    evidence: FakeEvidence
    changes: FakeChanges
    clock: MovableClock

    def client(self, person_id: str = "", **more: object) -> Browser:
        """A browser, signed in as the person where one is named."""
        browser = Browser(self.app, base_url="http://testserver", follow_redirects=False, **more)  # type: ignore[arg-type]
        if person_id:
            session = self.people.start(self.people.team[person_id].person)
            browser.cookies.set("tertulia_session", session.token)
            browser.csrf = session.csrf
        return browser


class Browser(TestClient):
    """A test client that knows its form token."""

    csrf = ""

    def send_form(self, path: str, *, script: bool = False, **fields: str | list[str]) -> Response:
        """Post a form as a page would; `script` as the console's own script does."""
        headers = {"Accept": "application/json"} if script else {"Accept": "text/html"}
        return self.post(path, data={"csrf": self.csrf, **fields}, headers=headers)


def make_world(*, real_clock: bool = False, settings: ConsoleSettings | None = None) -> World:
    """A fresh console with a morning's comments."""
    clock, changes = MovableClock(real=real_clock), FakeChanges()
    desk, admin, people = FakeDesk(clock, changes), FakeAdmin(), FakePeople(clock)
    fill(desk, clock)
    evidence = FakeEvidence()
    app = create_app(desk, admin, people, evidence, changes, clock, settings or ConsoleSettings())
    return World(app=app, desk=desk, admin=admin, people=people, evidence=evidence, changes=changes, clock=clock)


def token_of(html: str) -> str:
    """The form token in a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found is not None, html[:400]
    return found.group(1)

"""The console on the real store, desk and people, with the simulated page and a coach without models."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from bot.testing.coach import FakeCoach
from bot.web.app import create_app
from bot.wiring import App, build_app

from .world import token_of

PASSWORD = "one long sentence"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    made = build_app(Settings(home=tmp_path), demo=True, coach=FakeCoach())
    async with made.running():
        yield made
    made.close()


@pytest.fixture
async def browser(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """A browser whose person came in by the first-run link and is the admin."""
    web = create_app(
        app.desk,
        app.admin,
        app.people,
        app.office.evidence,
        app.store,
        app.clock,
        app.settings.console,
        extra_routes=app.routes(),
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://testserver") as client:
        token = await app.people.first_run_token()
        page = await client.get(f"/welcome?token={token}")
        form = {"csrf": token_of(page.text), "token": token, "name": "Eva", "login": "eva", "lang": "en"}
        done = await client.post("/welcome", data={**form, "password": PASSWORD, "again": PASSWORD})
        assert done.headers["location"] == "/inbox", done.text
        yield client


async def first_item(browser: httpx.AsyncClient) -> str:
    """Wait until the simulated page's first comments have suggestions."""
    for _ in range(1_200):
        page = await browser.get("/inbox")
        scored = re.findall(r'data-item="(\d+)"(?:(?!</li>).)*?ring-s is-(?:good|fair|poor)', page.text, re.DOTALL)
        if scored:
            return str(scored[0])
        await asyncio.sleep(0.05)
    raise AssertionError("no comment got suggestions")


async def test_from_the_inbox_to_a_decision_and_back(app: App, browser: httpx.AsyncClient) -> None:
    item = await first_item(browser)
    page = (await browser.get(f"/items/{item}")).text
    form = {"csrf": token_of(page), "kind": "approve", "request_id": "one"}
    form["suggestion_id"] = re.findall(r'name="suggestion_id" value="(\d+)"', page)[0]
    json = {"Accept": "application/json"}
    answer = await browser.post(f"/items/{item}/decide", data=form, headers=json)
    assert answer.json()["ok"], answer.text
    assert answer.json()["undo_ms"] > 0
    again = await browser.post(f"/items/{item}/decide", data={**form, "request_id": "two"}, headers=json)
    assert again.status_code == 409
    assert again.json()["decided_by"] == "Eva"
    assert "data-undo-ms" in (await browser.get(f"/items/{item}")).text
    undone = await browser.post(f"/items/{item}/decide", data={**form, "kind": "undo"}, headers=json)
    assert undone.json()["state"] == "waiting"


async def test_score_flag_correct_and_talk(browser: httpx.AsyncClient) -> None:
    item = await first_item(browser)
    csrf = token_of((await browser.get(f"/items/{item}")).text)
    json = {"Accept": "application/json", "X-CSRF-Token": csrf}
    scored = await browser.post(f"/items/{item}/score", data={"text": "Which day suits you?", "seq": "3"}, headers=json)
    assert scored.json()["seq"] == "3"
    assert 0 < scored.json()["total"] <= 100
    for field, value in (("kinds", "question joke"), ("mood", "positive"), ("urgency", "high"), ("lang", "es")):
        done = await browser.post(f"/items/{item}/correct", data={"field": field, "value": value.split()}, headers=json)
        assert done.json()["ok"], done.text
    page = (await browser.get(f"/items/{item}")).text
    assert "kind-joke" in page
    assert "urgent-text-high" in page
    assert (await browser.post(f"/items/{item}/flag", data={"rule": "x.y"}, headers=json)).json()["ok"]
    said = await browser.post("/coach", data={"message": "why?", "item_id": item}, headers=json)
    assert "by-coach" in said.json()["html"]


async def test_knowledge_voice_policy_team_and_log(app: App, browser: httpx.AsyncClient) -> None:
    page = await browser.get("/knowledge", follow_redirects=True)
    csrf, brand = token_of((await browser.get("/me")).text), page.url.path.split("/")[2]
    fact = {"csrf": csrf, "lang": "en", "question": "Is there a piano?", "answer": "Yes, in Bristol.", "source": "Eva"}
    assert (await browser.post(f"/brands/{brand}/knowledge", data=fact)).status_code == 303
    found = (await browser.get(f"/brands/{brand}/knowledge?q=piano")).text
    fact_id = re.findall(r"knowledge/edit\?id=([^\"&]+)", found)[0]
    assert "Is there a piano?" in (await browser.get(f"/brands/{brand}/knowledge/edit?id={fact_id}")).text
    voice_page = (await browser.get(f"/brands/{brand}/voice")).text
    fields = dict(re.findall(r'name="(\w+)" inputmode="numeric"[^>]*value="(\d+)"', voice_page))
    saved = await browser.post(f"/brands/{brand}/policy", data={**fields, "csrf": csrf, "on_timeout": "escalate"})
    assert saved.status_code == 303, saved.text
    made = await browser.post("/team/invite", data={"csrf": csrf, "name": "Kim", f"role:{brand}": "manager"})
    token = made.text.split("/welcome?token=")[1].split('"')[0]
    assert "Kim" in (await browser.get(f"/welcome?token={token}")).text
    log = await browser.get("/log/export?format=jsonl")
    assert len(log.text.splitlines()) > 3
    assert (await browser.post("/logout", data={"csrf": csrf})).headers["location"] == "/login"
    assert (await browser.get("/inbox")).headers["location"] == "/login"

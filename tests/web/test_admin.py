"""Knowledge, voice, policy, team, own settings, the coach and the log."""

from __future__ import annotations

import csv
import io
import json

import pytest

from bot.domain.people import Role
from bot.domain.suggestion import Suggestion
from bot.web.routes.coach import without_offers

from .fakes import fake_score
from .world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


def test_knowledge_list_and_filters(world: World) -> None:
    browser = world.client("moe")
    assert browser.get("/knowledge").headers["location"] == "/brands/mirador/knowledge"
    html = browser.get("/brands/mirador/knowledge?lang=es").text
    assert "¿Se puede ir con perro?" in html
    assert "Are dogs allowed?" not in html
    assert "Are dogs allowed?" in browser.get("/brands/mirador/knowledge?q=DOGS").text
    assert browser.get("/brands/lupa/knowledge").status_code == 404


def test_facts_are_added_edited_and_retired(world: World) -> None:
    browser = world.client("max")
    fact = {"lang": "en", "question": "Is there wifi?", "answer": "Yes, ask at the bar.", "source": "Ana"}
    assert browser.send_form("/brands/mirador/knowledge", **fact).status_code == 303
    assert "Is there wifi?" in browser.get("/brands/mirador/knowledge?lang=en").text
    changed = {**fact, "id": "mirador/oat/en", "question": "Oat milk?", "tags": "menu, milk ,"}
    browser.send_form("/brands/mirador/knowledge", **changed)
    kept = next(r.fact for r in world.admin.records if r.fact.id == "mirador/oat/en")
    assert (kept.question, kept.tags) == ("Oat milk?", ("menu", "milk"))
    browser.send_form("/brands/mirador/knowledge/retire", id="mirador/dogs/en")
    assert "Are dogs allowed?" not in browser.get("/brands/mirador/knowledge").text


@pytest.mark.parametrize(("name", "value"), [("source", " "), ("answer", ""), ("url", "javascript:alert(1)")])
def test_a_fact_needs_all_its_parts(world: World, name: str, value: str) -> None:
    fact = {"lang": "en", "question": "Wifi here?", "answer": "Yes.", "source": "Ana", name: value}
    answer = world.client("max").send_form("/brands/mirador/knowledge", **fact)
    assert answer.status_code == 400
    assert "Wifi here?" in answer.text
    assert not any(r.fact.question == "Wifi here?" for r in world.admin.records)


def test_voice_and_policy(world: World) -> None:
    browser = world.client("ada")
    voice = {
        "description": "Plain",
        "warmth": "80",
        "address": "vos",
        "region": "ar",
        "avoid": "solutions\r\n\r\nsynergy",
    }
    assert browser.send_form("/brands/mirador/voice", **voice).status_code == 303
    kept = world.admin.kept["mirador"].voice
    assert (kept.warmth, kept.address.value, kept.avoid, kept.emoji) == (0.8, "vos", ("solutions", "synergy"), False)
    policy = {
        "reply_within": "90",
        "remind_after": "30",
        "expire_after": "48",
        "undo_grace": "20",
        "follow_for": "7",
        "retention": "365",
        "on_timeout": "escalate",
        "good_enough": "80",
        "daily_tokens": "1000",
        "four_eyes": "yes",
        "client_approval": ["crisis", "nonsense"],
    }
    assert browser.send_form("/brands/mirador/policy", **policy).status_code == 303
    saved = world.admin.kept["mirador"].policy
    assert saved.reply_within.total_seconds() == 5400
    assert saved.four_eyes
    assert saved.client_approval == {"crisis"}
    bad = browser.send_form("/brands/mirador/policy", **{**policy, "undo_grace": "9999"})
    assert bad.status_code == 400
    assert "Time to undo" in bad.text
    assert browser.send_form("/brands/mirador/voice", warmth="hot").status_code == 400


def test_a_rule_called_wrong_is_switched_off_in_one_step_and_on_again(world: World) -> None:
    browser = world.client("ada")
    page = browser.get("/brands/mirador/voice").text
    assert page.index("<code>closer</code>") < page.index("<code>slogan</code>")
    assert "wrong on 5 replies" in page
    assert "say 2 people" in page
    assert browser.send_form("/brands/mirador/rules", rule="closer").status_code == 303
    assert world.admin.kept["mirador"].policy.rules_off == {"closer"}
    assert "switched off" in browser.get("/brands/mirador/voice").text
    assert browser.send_form("/brands/mirador/rules", rule="closer", on="yes").status_code == 303
    assert world.admin.kept["mirador"].policy.rules_off == frozenset()


def test_who_may_not_edit_sees_the_counts_and_switches_nothing(world: World) -> None:
    browser = world.client("moe")
    page = browser.get("/brands/mirador/voice").text
    assert "wrong on 5 replies" in page
    assert "Switch off for this brand" not in page
    assert browser.send_form("/brands/mirador/rules", rule="closer").status_code == 403
    assert world.admin.kept["mirador"].policy.rules_off == frozenset()


def test_only_admins_change_the_voice(world: World) -> None:
    browser = world.client("moe")
    assert "You can read this" in browser.get("/brands/mirador/voice").text
    assert browser.send_form("/brands/mirador/voice", description="mine", warmth="10").status_code == 403
    assert world.admin.kept["mirador"].voice.description != "mine"


def test_team_is_for_admins(world: World) -> None:
    browser = world.client("moe")
    assert browser.get("/team").status_code == 403
    assert browser.send_form("/team/roles", person_id="moe", **{"role:*": "admin"}).status_code == 403
    assert browser.get("/log").status_code == 403
    assert browser.get("/log/export").status_code == 403
    assert ">Team<" not in browser.get("/inbox").text


def test_team_invites_and_roles(world: World) -> None:
    browser = world.client("ada")
    page = browser.send_form("/team/invite", name="Kim", **{"role:mirador": "moderator", "role:lupa": ""})
    assert page.status_code == 200
    token = page.text.split("/welcome?token=")[1].split('"')[0]
    assert world.people.invitations[token].roles == (("mirador", Role.MODERATOR),)
    assert "http://testserver/welcome?token=" in page.text
    assert browser.send_form("/team/invite", name="Kim").status_code == 400
    browser.send_form("/team/roles", person_id="max", **{"role:mirador": "moderator"})
    assert world.people.team["max"].person.roles == (("mirador", Role.MODERATOR),)
    assert browser.send_form("/team/roles", person_id="ada", **{"role:*": ""}).status_code == 400
    assert browser.send_form("/team/roles", person_id="max", **{"role:mirador": "king"}).status_code == 400
    browser.send_form("/team/active", person_id="max", active="no")
    assert not world.people.team["max"].active
    reset = browser.send_form("/team/invite", person_id="lola").text
    assert world.people.invitations[reset.split("/welcome?token=")[1].split('"')[0]].purpose == "reset"
    assert browser.send_form("/team/invite", person_id="nobody").status_code == 400


def test_own_settings(world: World) -> None:
    browser = world.client("moe")
    answer = browser.send_form("/me", lang="es", theme="dark")
    assert "tertulia_theme=dark" in answer.headers["set-cookie"] or any(
        "tertulia_theme=dark" in c for c in answer.headers.get_list("set-cookie")
    )
    html = browser.get("/me").text
    assert "Guardado." in html
    assert 'data-theme="dark"' in html
    assert "K7-42" in browser.send_form("/me/code").text


def test_coach(world: World) -> None:
    browser = world.client("moe")
    assert "Paste a comment" in browser.get("/coach").text
    said = browser.send_form("/coach", script=True, message="<b>what</b> now?").json()
    assert "&lt;b&gt;what" in said["html"]
    assert 'data-chip="warmer"' in said["html"]
    again = browser.get("/coach").text
    assert "&lt;b&gt;what" in again
    assert browser.send_form("/coach", message=" ").status_code == 400
    assert browser.send_form("/coach", message="x" * 9000).status_code == 400
    beside = browser.send_form("/coach", message="why?", item_id="1")
    assert beside.headers["location"] == "/items/1#coach"
    assert "why?" in browser.get("/items/1").text
    assert "why?" not in world.client("lola").get("/items/1").text
    assert browser.send_form("/coach", message="why?", item_id="7").status_code == 403


def test_log_and_exports(world: World) -> None:
    browser = world.client("ada")
    assert "before=1103" in browser.get("/log").text
    lines = browser.get("/log/export?format=jsonl").text.splitlines()
    assert len(lines) == 1202
    assert json.loads(lines[0])["id"] == 1202
    answer = browser.get("/log/export?format=csv&brand=mirador")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) == 1203
    assert rows[1][2] == "'=ana"
    assert "attachment" in answer.headers["content-disposition"]


def test_refusals_read_like_sentences(world: World) -> None:
    browser = world.client("lola")
    for path in ("/items/999", "/nowhere"):
        lost = browser.get(path)
        assert lost.status_code == 404
        assert "o que no te corresponda verlo" in lost.text
        assert 'href="/knowledge"' in lost.text, "the menu stays"
    assert browser.get("/items/999", headers={"Accept": "application/json"}).json()["ok"] is False
    assert "Tu rol no lo permite" in browser.get("/team").text
    assert browser.put("/inbox").status_code == 405


def test_the_coach_does_not_say_offers_twice() -> None:
    offers = [Suggestion(text=text, lang="en", score=fake_score(text)) for text in ("Two\nlines?", "One (really).")]
    text = "With that change:\n1. Two\nlines?  (73)\n2. One (really).  (66)\nSay which."
    assert without_offers(text, offers) == "With that change:\nSay which."
    assert without_offers("Nothing offered. 1. Two", offers) == "Nothing offered. 1. Two"

"""People: first admin, invitations, sign-in, roles, chat accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.brand import Fact, Policy, Voice
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Role
from bot.pipeline.admin import AdminService, FiguresService
from bot.pipeline.people import PeopleService
from bot.pipeline.situations import BrandShelf
from tests.pipeline.conftest import MAX, MO, House

PASSWORD = "a long enough one"


async def first_admin(house: House) -> tuple[PeopleService, Person]:
    people = PeopleService(house.store)
    token = await people.first_run_token()
    assert token is not None
    session = await people.accept_invitation(token, name="Eve", login="Eve@acme.example", password=PASSWORD, lang="en")
    return people, session.person


async def test_the_first_link_works_once(house: House) -> None:
    people = PeopleService(house.store)
    old, token = await people.first_run_token(), await people.first_run_token()
    assert old is not None
    assert token is not None
    assert await people.invitation(old) is None
    invited = await people.invitation(token)
    assert invited is not None
    assert invited.purpose == "first-admin"
    await people.accept_invitation(token, name="Eve", login="eve", password=PASSWORD, lang="en")
    with pytest.raises(BadInput, match="used or is too old"):
        await people.accept_invitation(token, name="Eve", login="eve2", password=PASSWORD, lang="en")
    assert await people.first_run_token() is None


async def test_sessions(house: House) -> None:
    people, eve = await first_admin(house)
    assert await people.sign_in("eve@acme.example", "wrong password") is None
    assert await people.sign_in("nobody", PASSWORD) is None
    session = await people.sign_in(" EVE@acme.example ", PASSWORD)
    assert session is not None
    found = await people.session(session.token)
    assert found is not None
    assert (found.person, found.token, found.csrf) == (eve, "", session.csrf)
    house.clock.tick(timedelta(days=15))
    assert await people.session(session.token) is None


async def test_shutting_out_ends_sessions(house: House) -> None:
    people, eve = await first_admin(house)
    token = await people.invite(name="Bo", roles=[("acme", Role.MODERATOR)], by=eve)
    bo = await people.accept_invitation(token, name="Bo", login="bo", password=PASSWORD, lang="es")
    assert bo.person.roles == (("acme", Role.MODERATOR),)
    await people.set_active(bo.person.id, False, by=eve)
    assert await people.session(bo.token) is None
    assert await people.sign_in("bo", PASSWORD) is None


async def test_roles_are_given_only_by_those_who_may(house: House) -> None:
    people, eve = await first_admin(house)
    with pytest.raises(NoRight):
        await people.invite(name="X", roles=[("acme", Role.ADMIN)], by=MO)
    local = Person(id="loc", name="Loc", roles=(("acme", Role.ADMIN),))
    with pytest.raises(NoRight):
        await people.invite(name="X", roles=[("*", Role.ADMIN)], by=local)
    assert await people.invite(name="X", roles=[("acme", Role.MODERATOR)], by=local)
    with pytest.raises(BadInput, match="last admin"):
        await people.set_roles(eve.id, [("acme", Role.MANAGER)], by=eve)
    with pytest.raises(BadInput, match="last admin"):
        await people.set_active(eve.id, False, by=eve)


async def test_a_chat_account_is_linked_by_a_code_once(house: House) -> None:
    people, eve = await first_admin(house)
    code = await people.link_code(eve)
    assert await house.desk.person("discord", "42") is None
    linked = await people.redeem_link_code(f" {code.lower()} ", "discord", "42")
    assert linked == eve
    assert await house.desk.person("discord", "42") == eve
    assert await people.redeem_link_code(code, "discord", "43") is None
    assert await people.invitation(code) is None
    await people.unlink("discord", "42", by=eve)
    assert await house.desk.person("discord", "42") is None


@pytest.mark.parametrize(
    ("login", "password"), [("a", PASSWORD), ("with space", PASSWORD), ("ok", "short"), ("ok", "x" * 2000)]
)
async def test_bad_logins_and_passwords(house: House, login: str, password: str) -> None:
    people = PeopleService(house.store)
    token = await people.first_run_token()
    assert token is not None
    with pytest.raises(BadInput):
        await people.accept_invitation(token, name="Eve", login=login, password=password, lang="en")
    assert await people.invitation(token) is not None


async def test_knowledge_is_edited_and_reaches_the_engine(house: House) -> None:
    admin = AdminService(house.store, BrandShelf())
    fact = Fact(id="", lang="en", question="When do you open?", answer="At nine.", source="the door")
    saved = await admin.save_fact("acme", fact, by=MO)
    assert (saved.fact.id, saved.edited) == ("when-do-you-open", True)
    second = await admin.save_fact("acme", fact, by=MO)
    assert second.fact.id == "when-do-you-open-2"
    brand = await admin.brand("acme", MO)
    assert brand is not None
    assert len(brand.facts) == 2
    await admin.retire_fact("acme", second.fact.id, by=MO)
    found = await admin.facts("acme", MO, search="OPEN", state="active")
    assert [one.fact.id for one in found] == ["when-do-you-open"]
    with pytest.raises(BadInput, match="comes from"):
        await admin.save_fact("acme", replace(fact, source=" "), by=MO)
    with pytest.raises(NoRight):
        await admin.save_fact("acme", fact, by=Person(id="c", name="C", roles=(("acme", Role.CLIENT),)))


async def test_voice_and_policy_are_for_admins(house: House) -> None:
    admin = AdminService(house.store, BrandShelf())
    boss = Person(id="boss", name="Boss", lang="es", roles=(("acme", Role.ADMIN),))
    with pytest.raises(NoRight):
        await admin.save_voice("acme", Voice(warmth=0.9), by=MO)
    assert (await admin.save_voice("acme", Voice(warmth=0.9), by=boss)).voice.warmth == 0.9
    with pytest.raises(BadInput, match="plazos"):
        await admin.save_policy("acme", Policy(reply_within=timedelta(0)), by=boss)
    log = await admin.audit(boss)
    assert [entry.action for entry in log] == ["voice_changed"]
    with pytest.raises(NoRight):
        await admin.audit(MAX)


async def test_a_rule_is_switched_off_and_on_without_touching_the_rest_of_the_policy(house: House) -> None:
    admin = AdminService(house.store, BrandShelf())
    boss = Person(id="boss", name="Boss", lang="es", roles=(("acme", Role.ADMIN),))
    before = await admin.brand("acme", boss)
    assert before is not None
    brand = await admin.switch_rule("acme", "closed-door", on=False, by=boss)
    assert brand.policy == replace(before.policy, rules_off=before.policy.rules_off | {"closed-door"})
    assert (await admin.switch_rule("acme", "closed-door", on=True, by=boss)).policy == before.policy
    with pytest.raises(NoRight):
        await admin.switch_rule("acme", "closed-door", on=False, by=MO)
    with pytest.raises(BadInput, match="regla"):
        await admin.switch_rule("acme", "a rule\nand another", on=False, by=boss)
    assert [entry.action for entry in await admin.audit(boss)] == ["rule_on", "rule_off"]


async def test_figures_and_replays(house: House) -> None:
    figures = FiguresService(house.store)
    await house.waiting()
    house.clock.tick(timedelta(minutes=5))
    now = await figures.figures()
    assert dict(now.states) == {"waiting": 1}
    assert now.oldest_waiting == pytest.approx(300, abs=1)
    assert await figures.remember_request("sig", timedelta(minutes=5))
    assert not await figures.remember_request("sig", timedelta(minutes=5))
    house.clock.tick(timedelta(minutes=6))
    assert await figures.remember_request("sig", timedelta(minutes=5))

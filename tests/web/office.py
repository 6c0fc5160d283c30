# ruff: noqa: E501
"""Stand-ins for brands, knowledge, the log and the team."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Right, Role
from bot.ports import AuditEntry, FactRecord, FlaggedRule, Invitation, PageStatus, Session, TeamMember

from .fakes import MovableClock

FACTS = (
    Fact(id="mirador/tastings/en", lang="en", question="When are the Sunday tastings?", answer="Tastings are on Sundays from eleven to one.", source="Events calendar, October 2026", url="https://example.org/events"),
    Fact(id="mirador/dogs/en", lang="en", question="Are dogs allowed?", answer="Dogs are welcome on the terrace, and there is always a bowl of water.", source="Ana, manager"),
    Fact(id="mirador/oat/en", lang="en", question="Do you have oat milk?", answer="Yes, oat and soy, at no extra charge.", source="Menu, autumn 2026", tags=("menu",)),
    Fact(id="mirador/catas/es", lang="es", question="¿Cuándo son las catas?", answer="Las catas son los domingos de once a una.", source="Agenda, octubre de 2026", url="https://example.org/events"),
    Fact(id="mirador/perros/es", lang="es", question="¿Se puede ir con perro?", answer="Los perros son bienvenidos en la terraza.", source="Ana, encargada"),
)  # fmt: skip


class FakeAdmin:
    """Two brands and their knowledge."""

    def __init__(self) -> None:
        self.kept: dict[str, Brand] = {
            "mirador": Brand(
                id="mirador",
                name="Café Mirador",
                facts=FACTS,
                voice=Voice(description="A neighbour who knows coffee.", avoid=("solutions",)),
            ),
            "lupa": Brand(id="lupa", name="Librería Lupa"),
        }
        self.flags = [FlaggedRule(rule="closer", replies=5, people=2), FlaggedRule(rule="slogan", replies=1, people=1)]
        self.records = [FactRecord(fact=fact) for fact in FACTS]
        self.entries = [
            AuditEntry(id=n, at=datetime(2026, 11, 23, 9, n % 60, tzinfo=UTC), actor="=ana", action="decide", item_id=1, brand_id="mirador", detail='{"kind": "approve"}')
            for n in range(1, 1203)
        ]  # fmt: skip

    def _need(self, by: Person, right: Right, brand_id: str) -> None:
        if not by.may(right, brand_id):
            raise NoRight("Your role does not allow this.")

    async def brands(self, by: Person) -> Sequence[Brand]:
        return [b for b in self.kept.values() if by.may(Right.SEE, b.id)]

    async def brand(self, brand_id: str, by: Person) -> Brand | None:
        return self.kept.get(brand_id) if by.may(Right.SEE, brand_id) else None

    async def save_voice(self, brand_id: str, voice: Voice, *, by: Person) -> Brand:
        self._need(by, Right.EDIT_VOICE, brand_id)
        self.kept[brand_id] = replace(self.kept[brand_id], voice=voice)
        return self.kept[brand_id]

    async def save_policy(self, brand_id: str, policy: Policy, *, by: Person) -> Brand:
        self._need(by, Right.EDIT_VOICE, brand_id)
        self.kept[brand_id] = replace(self.kept[brand_id], policy=policy)
        return self.kept[brand_id]

    async def flagged_rules(self, brand_id: str, by: Person) -> Sequence[FlaggedRule]:
        off = self.kept[brand_id].policy.rules_off
        return [replace(one, off=one.rule in off) for one in self.flags] if brand_id == "mirador" else []

    async def switch_rule(self, brand_id: str, rule: str, *, on: bool, by: Person) -> Brand:
        self._need(by, Right.EDIT_VOICE, brand_id)
        policy = self.kept[brand_id].policy
        off = policy.rules_off - {rule} if on else policy.rules_off | {rule}
        return await self.save_policy(brand_id, replace(policy, rules_off=off), by=by)

    async def facts(
        self, brand_id: str, by: Person, *, lang: str = "", search: str = "", state: str = ""
    ) -> Sequence[FactRecord]:
        if brand_id != "mirador":
            return []
        found = [r for r in self.records if lang in ("", r.fact.lang) and state in ("", r.state)]
        return [r for r in found if search.casefold() in (r.fact.question + r.fact.answer).casefold()]

    async def save_fact(self, brand_id: str, fact: Fact, *, by: Person, state: str = "active") -> FactRecord:
        self._need(by, Right.EDIT_KNOWLEDGE, brand_id)
        fact = fact if fact.id else replace(fact, id=f"{brand_id}/{len(self.records)}/{fact.lang}")
        record = FactRecord(fact=fact, state=state, updated_by=by.name, edited=True)
        self.records = [r for r in self.records if r.fact.id != fact.id] + [record]
        return record

    async def retire_fact(self, brand_id: str, fact_id: str, *, by: Person) -> None:
        self._need(by, Right.EDIT_KNOWLEDGE, brand_id)
        self.records = [replace(r, state="retired") if r.fact.id == fact_id else r for r in self.records]

    async def pages(self, by: Person) -> Sequence[PageStatus]:
        pages = [
            PageStatus(id="mirador-ig", brand_id="mirador", platform="simulated", name="Mirador", connected=True),
            PageStatus(
                id="lupa-fb",
                brand_id="lupa",
                platform="simulated",
                name="Lupa libros",
                connected=False,
                why="token expired",
            ),
        ]
        return [p for p in pages if by.may(Right.SEE, p.brand_id)]

    async def audit(self, by: Person, *, brand_id: str = "", before: int = 0, most: int = 100) -> Sequence[AuditEntry]:
        self._need(by, Right.ADMINISTER, brand_id or "*")
        found = [e for e in reversed(self.entries) if (not before or e.id < before) and brand_id in ("", e.brand_id)]
        return found[:most]


class FakePeople:
    """Ada is admin, Moe moderates Mirador, Max manages it, Lola speaks Spanish, Nina is of the other brand."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.sessions: dict[str, Session] = {}
        self.invitations: dict[str, Invitation] = {
            "first": Invitation(purpose="first-admin", name="", roles=(("*", Role.ADMIN),))
        }
        team = [
            Person(id="ada", name="Ada", roles=(("*", Role.ADMIN),)),
            Person(id="moe", name="Moe", roles=(("mirador", Role.MODERATOR),)),
            Person(id="max", name="Max", roles=(("mirador", Role.MANAGER),)),
            Person(id="lola", name="Lola", lang="es", roles=(("mirador", Role.MODERATOR),)),
            Person(id="nina", name="Nina", roles=(("lupa", Role.MODERATOR),)),
        ]
        self.team = {p.id: TeamMember(person=p, login=p.id) for p in team}

    def start(self, person: Person) -> Session:
        token = secrets.token_urlsafe(16)
        session = Session(
            person=person, csrf=secrets.token_urlsafe(16), expires_at=self.clock.now() + timedelta(days=7), token=token
        )
        self.sessions[token] = session
        return session

    async def first_run_token(self) -> str | None:
        return "first" if "first" in self.invitations else None

    async def invitation(self, token: str) -> Invitation | None:
        return self.invitations.get(token)

    async def accept_invitation(self, token: str, *, name: str, login: str, password: str, lang: str) -> Session:
        if len(password) < 10:
            raise BadInput("The password needs at least ten characters.")
        invitation = self.invitations.pop(token)
        person = Person(id=login, name=name, lang=lang, roles=invitation.roles)
        self.team[login] = TeamMember(person=person, login=login)
        return self.start(person)

    async def sign_in(self, login: str, password: str) -> Session | None:
        member = self.team.get(login)
        return self.start(member.person) if member and member.active and password == f"{login}-password" else None

    async def session(self, token: str) -> Session | None:
        session = self.sessions.get(token)
        if session is None or session.expires_at < self.clock.now():
            return None
        return replace(session, person=self.team[session.person.id].person)

    async def sign_out(self, token: str) -> None:
        self.sessions.pop(token, None)

    def _admin(self, by: Person) -> None:
        if not by.may(Right.ADMINISTER, "*"):
            raise NoRight("Your role does not allow this.")

    async def members(self, by: Person) -> Sequence[TeamMember]:
        if not any(r is not Role.CLIENT for _, r in by.roles):
            raise NoRight("Your role does not allow this.")
        return sorted(self.team.values(), key=lambda m: m.person.name)

    async def create(
        self, *, name: str, roles: Sequence[tuple[str, Role]], lang: str = "en", login: str = "", by: Person
    ) -> Person:
        raise NotImplementedError

    async def invite(self, *, name: str, roles: Sequence[tuple[str, Role]], by: Person, person_id: str = "") -> str:
        self._admin(by)
        token = secrets.token_urlsafe(8)
        self.invitations[token] = Invitation(
            purpose="reset" if person_id else "invite", name=name, roles=tuple(roles), person_id=person_id
        )
        return token

    async def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]], *, by: Person) -> None:
        self._admin(by)
        member = self.team[person_id]
        if person_id == "ada" and ("*", Role.ADMIN) not in roles:
            raise BadInput("The last admin cannot be demoted.")
        self.team[person_id] = replace(member, person=replace(member.person, roles=tuple(roles)))

    async def set_active(self, person_id: str, active: bool, *, by: Person) -> None:
        self._admin(by)
        self.team[person_id] = replace(self.team[person_id], active=active)

    async def set_lang(self, lang: str, *, by: Person) -> Person:
        member = self.team[by.id]
        self.team[by.id] = replace(member, person=replace(member.person, lang=lang))
        return self.team[by.id].person

    async def link(self, person_id: str, platform: str, ext_user_id: str, *, by: Person | None) -> None: ...

    async def unlink(self, platform: str, ext_user_id: str, *, by: Person) -> None: ...

    async def link_code(self, by: Person) -> str:
        return "K7-42"

    async def redeem_link_code(self, code: str, platform: str, ext_user_id: str) -> Person | None:
        return None

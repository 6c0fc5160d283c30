"""Team members, sign-in, roles, brands, knowledge, pages and the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A person as the people page shows them. `login` "" when they only use chat platforms."""

    person: Person
    login: str = ""
    active: bool = True
    identities: tuple[tuple[str, str], ...] = ()
    """(platform, account id) pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser. `token` is set only in the answer that starts the session; the store keeps its hash.
    `csrf` belongs into every form."""

    person: Person
    csrf: str
    expires_at: datetime
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a one-time link carries: the roles its redeemer gets, and the name it was made out to.
    `purpose` is "first-admin", "invite" or "reset"."""

    purpose: str
    name: str
    roles: tuple[tuple[str, Role], ...]
    person_id: str = ""


class People(Protocol):
    """Team members, sign-in, roles, chat identities. Methods with `by` check that person's rights and raise
    `NoRight`; input that cannot be used raises `BadInput` with a sentence in the person's language."""

    async def first_run_token(self) -> str | None:
        """A fresh one-time token for the first admin; None once an admin with a password exists."""
        ...

    async def invitation(self, token: str) -> Invitation | None:
        """What a token is for; None when unknown, used or expired. Does not use it up."""
        ...

    async def accept_invitation(self, token: str, *, name: str, login: str, password: str, lang: str) -> Session:
        """Use the token up: make (or re-password) the person and sign them in. `BadInput` when it cannot be."""
        ...

    async def sign_in(self, login: str, password: str) -> Session | None:
        """None for a wrong login or password, after the same time for both."""
        ...

    async def session(self, token: str) -> Session | None:
        """The session behind a cookie; None when expired, ended, or the person is no longer active."""
        ...

    async def sign_out(self, token: str) -> None:
        """End the session."""
        ...

    async def members(self, by: Person) -> Sequence[TeamMember]:
        """All people, by name."""
        ...

    async def create(
        self, *, name: str, roles: Sequence[tuple[str, Role]], lang: str = "en", login: str = "", by: Person
    ) -> Person:
        """A new member without a password; they sign in after an invitation or through a chat platform."""
        ...

    async def invite(self, *, name: str, roles: Sequence[tuple[str, Role]], by: Person, person_id: str = "") -> str:
        """A one-time token, valid three days; with `person_id` it sets that person's password anew."""
        ...

    async def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]], *, by: Person) -> None:
        """Replace a person's roles. The last admin of the installation cannot be demoted."""
        ...

    async def set_active(self, person_id: str, active: bool, *, by: Person) -> None:
        """Let in or shut out; shutting out ends all sessions."""
        ...

    async def set_lang(self, lang: str, *, by: Person) -> Person:
        """The language the product speaks with this person."""
        ...

    async def link(self, person_id: str, platform: str, ext_user_id: str, *, by: Person | None) -> None:
        """Say that a chat account is this person. `by` None: the program itself (terminal, demo)."""
        ...

    async def unlink(self, platform: str, ext_user_id: str, *, by: Person) -> None:
        """Take it back."""
        ...

    async def link_code(self, by: Person) -> str:
        """A short code, valid ten minutes, that the person types to the bot to link their chat account."""
        ...

    async def redeem_link_code(self, code: str, platform: str, ext_user_id: str) -> Person | None:
        """Link the account that typed the code; None for a wrong or old code."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """A fact with its history. `state` is active, proposed or retired; `edited` once a person changed the
    brand file's version."""

    fact: Fact
    state: str = "active"
    updated_at: datetime | None = None
    updated_by: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """A page for the pages list and `doctor`."""

    id: str
    brand_id: str
    platform: str
    name: str
    connected: bool
    why: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the append-only log. `detail` is JSON text; `who` and `what` say actor and action to the reader."""

    id: int
    at: datetime
    actor: str
    action: str
    item_id: int | None = None
    brand_id: str = ""
    detail: str = ""
    who: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedRule:
    """A rule whose findings people called wrong: on how many items, by how many people, and whether it is off."""

    rule: str
    replies: int
    people: int
    off: bool = False


class Admin(Protocol):
    """Brands, knowledge, pages, the log. Rights are checked as in `People`; every change is audited."""

    async def brands(self, by: Person) -> Sequence[Brand]:
        """Brands the person may see, with their active facts."""
        ...

    async def brand(self, brand_id: str, by: Person) -> Brand | None:
        """One brand, None when unknown or not theirs to see."""
        ...

    async def save_voice(self, brand_id: str, voice: Voice, *, by: Person) -> Brand:
        """Replace the voice; takes effect with the next draft."""
        ...

    async def save_policy(self, brand_id: str, policy: Policy, *, by: Person) -> Brand:
        """Replace the policy; deadlines of open items stay as they are."""
        ...

    async def flagged_rules(self, brand_id: str, by: Person) -> Sequence[FlaggedRule]:
        """Rules called wrong for this brand, most often first, those switched off too."""
        ...

    async def switch_rule(self, brand_id: str, rule: str, *, on: bool, by: Person) -> Brand:
        """Use a rule for this brand, or leave it out from the next score on."""
        ...

    async def facts(
        self, brand_id: str, by: Person, *, lang: str = "", search: str = "", state: str = ""
    ) -> Sequence[FactRecord]:
        """The knowledge base, by question."""
        ...

    async def save_fact(self, brand_id: str, fact: Fact, *, by: Person, state: str = "active") -> FactRecord:
        """Add (empty `fact.id`) or change a fact. `source` must not be empty: a fact nobody stands for is none."""
        ...

    async def retire_fact(self, brand_id: str, fact_id: str, *, by: Person) -> None:
        """Take a fact out of use; it stays on record."""
        ...

    async def pages(self, by: Person) -> Sequence[PageStatus]:
        """The pages the person may see."""
        ...

    async def audit(self, by: Person, *, brand_id: str = "", before: int = 0, most: int = 100) -> Sequence[AuditEntry]:
        """The log, newest first, older than entry `before` (0: from the top)."""
        ...

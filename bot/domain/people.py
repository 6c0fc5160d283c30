"""The team. Roles are per brand; an admin of the installation has every right on every brand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do for one brand."""

    MANAGER = "manager"
    """Asks, drafts, coaches, claims; does not publish."""
    MODERATOR = "moderator"
    """Everything a manager does, and decides."""
    CLIENT = "client"
    """Gives the second approval where policy asks for one; sees the evidence."""
    ADMIN = "admin"
    """Everything, and voice, knowledge, policy, people."""


class Right(StrEnum):
    """One thing a role allows. Checked on the server for every request."""

    SEE = "see"
    ASK = "ask"
    CLAIM = "claim"
    DECIDE = "decide"
    APPROVE_SECOND = "approve_second"
    EDIT_KNOWLEDGE = "edit_knowledge"
    EDIT_VOICE = "edit_voice"
    ADMINISTER = "administer"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.MANAGER: frozenset({Right.SEE, Right.ASK, Right.CLAIM, Right.EDIT_KNOWLEDGE}),
    Role.MODERATOR: frozenset({Right.SEE, Right.ASK, Right.CLAIM, Right.DECIDE, Right.EDIT_KNOWLEDGE}),
    Role.CLIENT: frozenset({Right.SEE, Right.APPROVE_SECOND}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the team. `roles` maps brand id to role; the key "*" stands for every brand.
    `lang` is the language the bot speaks with this person ("en" or "es")."""

    id: str
    name: str
    lang: str = "en"
    roles: tuple[tuple[str, Role], ...] = ()

    def may(self, right: Right, brand_id: str) -> bool:
        """Whether any of the person's roles for the brand allows it."""
        return any(right in RIGHTS[role] for brand, role in self.roles if brand in ("*", brand_id))

    def brands(self) -> frozenset[str]:
        """Brand ids the person has any role for; "*" for all."""
        return frozenset(brand for brand, _ in self.roles)

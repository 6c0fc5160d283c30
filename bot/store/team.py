"""People, roles, chat identities, sessions and one-time tokens. Tokens are kept only as hashes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update

from bot.domain.people import Person, Role
from bot.store.base import Repo
from bot.store.schema_more import identity, login_token, person, role, session


class Team(Repo):
    """Rows about team members."""

    def _roles(self, ids: Sequence[str]) -> dict[str, tuple[tuple[str, Role], ...]]:
        found: dict[str, list[tuple[str, Role]]] = {}
        statement = select(role).where(role.c.person_id.in_(ids)).order_by(role.c.brand_id, role.c.role)
        for row in self.run(statement):
            found.setdefault(row.person_id, []).append((row.brand_id, Role(row.role)))
        return {key: tuple(value) for key, value in found.items()}

    def _person(self, row: Any) -> Person:
        return Person(id=row.id, name=row.name, lang=row.lang, roles=self._roles([row.id]).get(row.id, ()))

    def get(self, person_id: str) -> Person | None:
        """An active person."""
        row = self.run(select(person).where(person.c.id == person_id, person.c.active)).first()
        return self._person(row) if row else None

    def name(self, person_id: str) -> str:
        """A person's name, also of one who left; the id itself when unknown."""
        found: str | None = self.run(select(person.c.name).where(person.c.id == person_id)).scalar()
        return found or person_id

    def row(self, person_id: str) -> Any | None:
        """The raw row, active or not."""
        return self.run(select(person).where(person.c.id == person_id)).first()

    def by_login(self, login: str) -> Any | None:
        """The raw row of a login, active ones only."""
        return self.run(select(person).where(person.c.login == login.casefold(), person.c.active)).first()

    def find(self, words: str) -> Person | None:
        """A person by id, login or name (any case), as somebody types it to hand an item over."""
        for row in self.run(select(person).where(person.c.active)):
            if words.casefold().lstrip("@") in (row.id.casefold(), (row.login or "").casefold(), row.name.casefold()):
                return self._person(row)
        return None

    def all(self) -> list[tuple[Person, str, bool, tuple[tuple[str, str], ...]]]:
        """(person, login, active, chat accounts), by name."""
        rows = self.run(select(person).order_by(person.c.name)).all()
        roles = self._roles([row.id for row in rows])
        accounts: dict[str, list[tuple[str, str]]] = {}
        for found in self.run(select(identity)):
            accounts.setdefault(found.person_id, []).append((found.platform, found.ext_user_id))
        return [
            (
                Person(id=row.id, name=row.name, lang=row.lang, roles=roles.get(row.id, ())),
                row.login or "",
                row.active,
                tuple(accounts.get(row.id, ())),
            )
            for row in rows
        ]

    def create(
        self, person_id: str, *, name: str, lang: str, login: str = "", password_hash: str | None = None
    ) -> None:
        """A new person; a login that is taken raises the driver's integrity error, so ask `by_login` first."""
        values = {"id": person_id, "name": name, "lang": lang, "login": login.casefold() or None}
        self.run(self.insert(person).values(**values, password_hash=password_hash, active=True, created_at=self.now))

    def change(self, person_id: str, **fields: Any) -> None:
        """Set columns of a person."""
        self.run(update(person).where(person.c.id == person_id).values(**fields))

    def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]]) -> None:
        """Replace a person's roles."""
        self.run(delete(role).where(role.c.person_id == person_id))
        if roles:
            values = [{"person_id": person_id, "brand_id": brand, "role": kind.value} for brand, kind in set(roles)]
            self.run(self.insert(role), values)

    def admins(self, *, with_password: bool = False) -> list[str]:
        """Ids of active admins of the whole installation."""
        statement = (
            select(person.c.id)
            .join(role, role.c.person_id == person.c.id)
            .where(role.c.brand_id == "*", role.c.role == Role.ADMIN.value, person.c.active)
        )
        if with_password:
            statement = statement.where(person.c.password_hash.is_not(None))
        return list(self.run(statement).scalars())

    def by_identity(self, platform: str, ext_user_id: str) -> Person | None:
        """The active person behind a chat account."""
        statement = (
            select(person)
            .join(identity, identity.c.person_id == person.c.id)
            .where(identity.c.platform == platform, identity.c.ext_user_id == ext_user_id, person.c.active)
        )
        row = self.run(statement).first()
        return self._person(row) if row else None

    def link(self, person_id: str, platform: str, ext_user_id: str) -> None:
        """Say that an account is this person; an account has one person."""
        statement = self.insert(identity).values(platform=platform, ext_user_id=ext_user_id, person_id=person_id)
        key = ["platform", "ext_user_id"]
        self.run(statement.on_conflict_do_update(index_elements=key, set_={"person_id": person_id}))

    def unlink(self, platform: str, ext_user_id: str) -> None:
        """Take it back."""
        self.run(delete(identity).where(identity.c.platform == platform, identity.c.ext_user_id == ext_user_id))

    def add_token(self, token_hash: str, *, purpose: str, payload: str, expires_at: int, person_id: str | None) -> None:
        """Keep a one-time token's hash."""
        values = {"token_hash": token_hash, "purpose": purpose, "payload": payload, "person_id": person_id}
        self.run(self.insert(login_token).values(**values, expires_at=expires_at))

    def token(self, token_hash: str) -> Any | None:
        """A token that can still be used."""
        statement = select(login_token).where(
            login_token.c.token_hash == token_hash, login_token.c.used_at.is_(None), login_token.c.expires_at > self.now
        )
        return self.run(statement).first()

    def use_token(self, token_hash: str) -> bool:
        """Use a token up; False when somebody else just did."""
        statement = (
            update(login_token)
            .where(login_token.c.token_hash == token_hash, login_token.c.used_at.is_(None))
            .values(used_at=self.now)
        )
        return bool(self.run(statement).rowcount == 1)

    def drop_tokens(self, purpose: str) -> None:
        """Forget unused tokens of a purpose, so that only the newest first-run link works."""
        self.run(delete(login_token).where(login_token.c.purpose == purpose, login_token.c.used_at.is_(None)))

    def start_session(self, token_hash: str, *, person_id: str, csrf: str, expires_at: int) -> None:
        """Keep a session's hash; old sessions are swept on the way."""
        self.run(delete(session).where(session.c.expires_at <= self.now))
        values = {"token_hash": token_hash, "person_id": person_id, "csrf": csrf}
        self.run(self.insert(session).values(**values, created_at=self.now, expires_at=expires_at))

    def session(self, token_hash: str) -> Any | None:
        """A session that has not expired."""
        return self.run(
            select(session).where(session.c.token_hash == token_hash, session.c.expires_at > self.now)
        ).first()

    def end_session(self, token_hash: str) -> None:
        """End one session."""
        self.run(delete(session).where(session.c.token_hash == token_hash))

    def end_sessions_of(self, person_id: str) -> None:
        """End all sessions of a person."""
        self.run(delete(session).where(session.c.person_id == person_id))

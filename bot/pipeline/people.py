"""Team members, sign-in, invitations, chat identities: `bot.ports.People` on the store."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Right, Role
from bot.pipeline.passwords import LEAST, hash_password, new_code, new_token, token_hash, verify
from bot.pipeline.people_texts import say
from bot.ports import Invitation, Session, TeamMember
from bot.store import Store
from bot.store.times import moment
from bot.store.tx import Tx

SESSION = timedelta(days=14)
INVITATION = timedelta(days=3)
LINK_CODE = timedelta(minutes=10)
_LOGIN = re.compile(r"[^\s@]{2,64}(@[^\s@]{1,190})?")
_ADMIN = (("*", Role.ADMIN),)


class PeopleService:
    """One per process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def first_run_token(self) -> str | None:
        """A fresh token for the first admin; earlier ones stop working."""
        token = new_token()

        def make(tx: Tx) -> str | None:
            if tx.team.admins(with_password=True):
                return None
            tx.team.drop_tokens("first-admin")
            _keep_token(tx, token, Invitation(purpose="first-admin", name="", roles=_ADMIN), INVITATION)
            return token

        return await self._store.write(make)

    async def invitation(self, token: str) -> Invitation | None:
        """What a token is for, without using it up."""
        return await self._store.read(lambda tx: _invitation(tx, token))

    async def accept_invitation(self, token: str, *, name: str, login: str, password: str, lang: str) -> Session:
        """Use the token up and sign the person in."""
        name, login = name.strip(), login.strip()
        if not name or len(name) > 80:
            raise BadInput(say("name", lang))
        if not _LOGIN.fullmatch(login):
            raise BadInput(say("login", lang))
        if len(password) < LEAST or len(password) > 1024:
            raise BadInput(say("password", lang, least=LEAST))
        hashed = await asyncio.to_thread(hash_password, password)

        def accept(tx: Tx) -> Session:
            found = _invitation(tx, token)
            if found is None or not tx.team.use_token(token_hash(token)):
                raise BadInput(say("token", lang))
            if found.purpose == "first-admin" and tx.team.admins(with_password=True):
                raise BadInput(say("token", lang))
            taken = tx.team.by_login(login)
            if taken is not None and taken.id != found.person_id:
                raise BadInput(say("taken", lang))
            person_id = found.person_id
            if person_id:
                tx.team.change(person_id, login=login.casefold(), password_hash=hashed, lang=lang)
                tx.team.end_sessions_of(person_id)
            else:
                person_id = uuid.uuid4().hex[:12]
                tx.team.create(person_id, name=name, lang=lang, login=login, password_hash=hashed)
                tx.team.set_roles(person_id, found.roles)
            tx.audit.add(person_id, "joined", purpose=found.purpose)
            return _start(tx, person_id)

        return await self._store.write(accept)

    async def sign_in(self, login: str, password: str) -> Session | None:
        """None for a wrong login or password, after the same time."""
        row = await self._store.read(lambda tx: tx.team.by_login(login.strip()))
        right = await asyncio.to_thread(verify, row.password_hash if row is not None else None, password)
        if row is None or not right:
            return None
        return await self._store.write(lambda tx: _start(tx, row.id))

    async def session(self, token: str) -> Session | None:
        """The session behind a cookie."""

        def find(tx: Tx) -> Session | None:
            row = tx.team.session(token_hash(token))
            person = tx.team.get(row.person_id) if row is not None else None
            if row is None or person is None:
                return None
            return Session(person=person, csrf=row.csrf, expires_at=moment(row.expires_at))

        return await self._store.read(find)

    async def sign_out(self, token: str) -> None:
        """End the session."""
        await self._store.write(lambda tx: tx.team.end_session(token_hash(token)))

    async def members(self, by: Person) -> Sequence[TeamMember]:
        """All people, by name; for admins."""
        _admin(by, (("*", Role.ADMIN),))
        rows = await self._store.read(lambda tx: tx.team.all())
        return [TeamMember(person=one, login=login, active=on, identities=ids) for one, login, on, ids in rows]

    async def create(
        self, *, name: str, roles: Sequence[tuple[str, Role]], lang: str = "en", login: str = "", by: Person
    ) -> Person:
        """A new member without a password."""
        _admin(by, roles)
        if not name.strip():
            raise BadInput(say("name", by.lang))

        def make(tx: Tx) -> Person:
            if login and tx.team.by_login(login) is not None:
                raise BadInput(say("taken", by.lang))
            person_id = uuid.uuid4().hex[:12]
            tx.team.create(person_id, name=name.strip(), lang=lang, login=login)
            tx.team.set_roles(person_id, roles)
            tx.audit.add(by.id, "person_created", person=person_id, roles=_plain(roles))
            return Person(id=person_id, name=name.strip(), lang=lang, roles=tuple(roles))

        return await self._store.write(make)

    async def invite(self, *, name: str, roles: Sequence[tuple[str, Role]], by: Person, person_id: str = "") -> str:
        """A one-time token."""
        _admin(by, roles if not person_id else _ADMIN)
        token = new_token()

        def make(tx: Tx) -> None:
            if person_id and tx.team.row(person_id) is None:
                raise BadInput(say("nobody", by.lang))
            purpose = "reset" if person_id else "invite"
            made = Invitation(purpose=purpose, name=name, roles=tuple(roles), person_id=person_id)
            _keep_token(tx, token, made, INVITATION)
            tx.audit.add(by.id, "invited", name=name, roles=_plain(roles), person=person_id)

        await self._store.write(make)
        return token

    async def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]], *, by: Person) -> None:
        """Replace a person's roles."""

        def change(tx: Tx) -> None:
            person = tx.team.get(person_id)
            if person is None:
                raise BadInput(say("nobody", by.lang))
            _admin(by, [*person.roles, *roles])
            if tx.team.admins() == [person_id] and ("*", Role.ADMIN) not in roles:
                raise BadInput(say("last_admin", by.lang))
            tx.team.set_roles(person_id, roles)
            tx.audit.add(by.id, "roles_changed", person=person_id, roles=_plain(roles))

        await self._store.write(change)

    async def set_active(self, person_id: str, active: bool, *, by: Person) -> None:
        """Let in or shut out."""
        _admin(by, _ADMIN)

        def change(tx: Tx) -> None:
            if tx.team.row(person_id) is None:
                raise BadInput(say("nobody", by.lang))
            if not active and tx.team.admins() == [person_id]:
                raise BadInput(say("last_admin", by.lang))
            tx.team.change(person_id, active=active)
            if not active:
                tx.team.end_sessions_of(person_id)
            tx.audit.add(by.id, "let_in" if active else "shut_out", person=person_id)

        await self._store.write(change)

    async def set_lang(self, lang: str, *, by: Person) -> Person:
        """The language the product speaks with this person."""
        if lang not in ("en", "es"):
            raise BadInput(say("lang", by.lang))
        await self._store.write(lambda tx: tx.team.change(by.id, lang=lang))
        return Person(id=by.id, name=by.name, lang=lang, roles=by.roles)

    async def link(self, person_id: str, platform: str, ext_user_id: str, *, by: Person | None) -> None:
        """Say that a chat account is this person. Everybody may link their own; others' only an admin."""
        if by is not None and by.id != person_id:
            _admin(by, _ADMIN)

        def change(tx: Tx) -> None:
            if tx.team.row(person_id) is None:
                raise BadInput(say("nobody", by.lang if by else "en"))
            tx.team.link(person_id, platform, ext_user_id)
            tx.audit.add(by.id if by else "engine", "linked", person=person_id, platform=platform, account=ext_user_id)

        await self._store.write(change)

    async def unlink(self, platform: str, ext_user_id: str, *, by: Person) -> None:
        """Take it back."""

        def change(tx: Tx) -> None:
            person = tx.team.by_identity(platform, ext_user_id)
            if person is None or person.id != by.id:
                _admin(by, _ADMIN)
            tx.team.unlink(platform, ext_user_id)
            tx.audit.add(by.id, "unlinked", platform=platform, account=ext_user_id)

        await self._store.write(change)

    async def link_code(self, by: Person) -> str:
        """A short code to type to the bot."""
        code = new_code()
        made = Invitation(purpose="link", name=by.name, roles=(), person_id=by.id)
        await self._store.write(lambda tx: _keep_token(tx, code, made, LINK_CODE))
        return code

    async def redeem_link_code(self, code: str, platform: str, ext_user_id: str) -> Person | None:
        """Link the account that typed the code."""
        typed = code.strip().upper()

        def redeem(tx: Tx) -> Person | None:
            row = tx.team.token(token_hash(typed))
            if row is None or row.purpose != "link" or not tx.team.use_token(row.token_hash):
                return None
            tx.team.link(row.person_id, platform, ext_user_id)
            tx.audit.add(row.person_id, "linked", person=row.person_id, platform=platform, account=ext_user_id)
            return tx.team.get(row.person_id)

        return await self._store.write(redeem)


def _plain(roles: Sequence[tuple[str, Role]]) -> list[list[str]]:
    return [[brand, role.value] for brand, role in roles]


def _admin(by: Person, roles: Sequence[tuple[str, Role]]) -> None:
    """Whoever gives or takes roles must administer those brands; "*" only an admin of the installation can."""
    everywhere = ("*", Role.ADMIN) in by.roles
    brands = {brand for brand, _ in roles}
    if not everywhere and ("*" in brands or not brands or any(not by.may(Right.ADMINISTER, one) for one in brands)):
        raise NoRight(say("no_right", by.lang))


def _keep_token(tx: Tx, token: str, made: Invitation, valid: timedelta) -> None:
    payload = json.dumps({"name": made.name, "roles": _plain(made.roles)}, ensure_ascii=False)
    tx.team.add_token(
        token_hash(token),
        purpose=made.purpose,
        payload=payload,
        expires_at=tx.after(valid),
        person_id=made.person_id or None,
    )


def _invitation(tx: Tx, token: str) -> Invitation | None:
    row = tx.team.token(token_hash(token))
    if row is None or row.purpose == "link":
        return None
    told = json.loads(row.payload)
    roles = tuple((brand, Role(role)) for brand, role in told["roles"])
    return Invitation(purpose=row.purpose, name=told["name"], roles=roles, person_id=row.person_id or "")


def _start(tx: Tx, person_id: str) -> Session:
    person = tx.team.get(person_id)
    if person is None:
        raise BadInput(say("nobody", "en"))
    token, csrf, expires = new_token(), new_token(), tx.after(SESSION)
    tx.team.start_session(token_hash(token), person_id=person_id, csrf=csrf, expires_at=expires)
    tx.audit.add(person_id, "signed_in")
    return Session(person=person, csrf=csrf, expires_at=moment(expires), token=token)

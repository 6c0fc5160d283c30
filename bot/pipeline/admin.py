"""Brands, knowledge, pages and the log for admins (`bot.ports.Admin`), and the figures (`bot.ports.Figures`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Right
from bot.pipeline.history import action_name, actor_name
from bot.pipeline.people_texts import say
from bot.pipeline.situations import BrandShelf
from bot.ports import AuditEntry, FactRecord, FlaggedRule, PageStatus, StoreFigures
from bot.store import Store
from bot.store.brands import fact_key, to_fact
from bot.store.times import moment, span
from bot.store.tx import Tx

_STATES = ("active", "proposed", "retired")
_RULE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_ON_TIMEOUT = ("remind", "escalate", "expire")


class AdminService:
    """One per process."""

    def __init__(self, store: Store, shelf: BrandShelf) -> None:
        self._store, self._shelf = store, shelf

    async def brands(self, by: Person) -> Sequence[Brand]:
        """Brands the person may see."""
        found = await self._store.read(self._shelf.of)
        return [brand for brand in found.values() if by.may(Right.SEE, brand.id)]

    async def brand(self, brand_id: str, by: Person) -> Brand | None:
        """One brand."""
        found = await self._store.read(self._shelf.of)
        return found.get(brand_id) if by.may(Right.SEE, brand_id) else None

    async def save_voice(self, brand_id: str, voice: Voice, *, by: Person) -> Brand:
        """Replace the voice."""
        return await self._save(brand_id, by, Right.EDIT_VOICE, "voice_changed", voice=voice)

    async def save_policy(self, brand_id: str, policy: Policy, *, by: Person) -> Brand:
        """Replace the policy."""
        times = (policy.reply_within, policy.remind_after, policy.expire_after, policy.follow_for, policy.retention)
        if any(one <= timedelta(0) for one in times) or policy.undo_grace < timedelta(0):
            raise BadInput(say("span", by.lang))
        if policy.on_timeout not in _ON_TIMEOUT:
            raise BadInput(say("timeout", by.lang))
        return await self._save(brand_id, by, Right.ADMINISTER, "policy_changed", policy=policy)

    async def flagged_rules(self, brand_id: str, by: Person) -> Sequence[FlaggedRule]:
        """Rules called wrong, most often first."""
        _may(by, Right.SEE, brand_id)

        def look(tx: Tx) -> list[FlaggedRule]:
            off = tx.brands.policy(brand_id).rules_off
            return [
                FlaggedRule(rule=row.rule, replies=row.replies, people=row.people, off=row.rule in off)
                for row in tx.examples.flagged(brand_id)
            ]

        return await self._store.read(look)

    async def switch_rule(self, brand_id: str, rule: str, *, on: bool, by: Person) -> Brand:
        """Use a rule or leave it out, and nothing else of the policy."""
        _may(by, Right.ADMINISTER, brand_id)
        name = rule.strip()
        if not _RULE.fullmatch(name):
            raise BadInput(say("rule", by.lang))

        def change(tx: Tx) -> Brand:
            policy = tx.brands.policy(brand_id)
            off = policy.rules_off - {name} if on else policy.rules_off | {name}
            tx.brands.save_config(brand_id, policy=replace(policy, rules_off=off))
            tx.audit.add(by.id, "rule_on" if on else "rule_off", brand_id=brand_id, rule=name)
            brand = tx.brands.get(brand_id)
            if brand is None:
                raise BadInput(say("no_brand", by.lang))
            return brand

        return await self._store.write(change)

    async def _save(
        self,
        brand_id: str,
        by: Person,
        right: Right,
        action: str,
        *,
        voice: Voice | None = None,
        policy: Policy | None = None,
    ) -> Brand:
        _may(by, right, brand_id)

        def change(tx: Tx) -> Brand:
            if tx.brands.get(brand_id) is None:
                raise BadInput(say("no_brand", by.lang))
            tx.brands.save_config(brand_id, voice=voice, policy=policy)
            tx.audit.add(by.id, action, brand_id=brand_id)
            brand = tx.brands.get(brand_id)
            if brand is None:
                raise BadInput(say("no_brand", by.lang))
            return brand

        return await self._store.write(change)

    async def facts(
        self, brand_id: str, by: Person, *, lang: str = "", search: str = "", state: str = ""
    ) -> Sequence[FactRecord]:
        """The knowledge base, by question."""
        _may(by, Right.SEE, brand_id)
        words = search.casefold().split()

        def wanted(row: Any) -> bool:
            text = f"{row.question} {row.answer} {row.tags} {row.source}".casefold()
            return lang in ("", row.lang) and state in ("", row.state) and all(word in text for word in words)

        rows = await self._store.read(lambda tx: tx.brands.fact_rows(brand_id))
        return [_record(row) for row in rows if wanted(row)]

    async def save_fact(self, brand_id: str, fact: Fact, *, by: Person, state: str = "active") -> FactRecord:
        """Add or change a fact; it is the person's from now on, whatever the brand file says."""
        _may(by, Right.EDIT_KNOWLEDGE, brand_id)
        _check(fact, state, by.lang)

        def change(tx: Tx) -> FactRecord:
            rows = tx.brands.fact_rows(brand_id)
            kept = fact if fact.id else replace(fact, id=_slug(fact.question, {to_fact(row).id for row in rows}))
            tx.brands.put_fact(brand_id, kept, by=by.id, state=state)
            tx.brands.facts_changed(brand_id)
            tx.audit.add(by.id, "fact_saved", brand_id=brand_id, fact=fact_key(brand_id, kept), state=state)
            return FactRecord(fact=kept, state=state, updated_at=tx.at, updated_by=by.id, edited=True)

        return await self._store.write(change)

    async def retire_fact(self, brand_id: str, fact_id: str, *, by: Person) -> None:
        """Take a fact out of use, in all its languages."""
        _may(by, Right.EDIT_KNOWLEDGE, brand_id)

        def change(tx: Tx) -> None:
            keys = [row.id for row in tx.brands.fact_rows(brand_id) if to_fact(row).id == fact_id]
            if not keys:
                raise BadInput(say("fact_unknown", by.lang))
            for key in keys:
                tx.brands.retire_fact(key, by.id)
            tx.brands.facts_changed(brand_id)
            tx.audit.add(by.id, "fact_retired", brand_id=brand_id, fact=fact_id)

        await self._store.write(change)

    async def pages(self, by: Person) -> Sequence[PageStatus]:
        """The pages the person may see."""

        def find(tx: Tx) -> list[PageStatus]:
            pages = [page for page in tx.brands.pages() if by.may(Right.SEE, page.brand_id)]
            return [
                PageStatus(
                    id=page.id,
                    brand_id=page.brand_id,
                    platform=page.platform,
                    name=page.name,
                    connected=page.connected,
                    why=page.why,
                    waiting=tx.inbox.shelves([page.brand_id], page.id).get(0, 0),
                )
                for page in pages
            ]

        return await self._store.read(find)

    async def audit(self, by: Person, *, brand_id: str = "", before: int = 0, most: int = 100) -> Sequence[AuditEntry]:
        """The log, newest first, of the brands the person administers."""

        def find(tx: Tx) -> list[AuditEntry]:
            known = [one for one in self._shelf.of(tx) if by.may(Right.ADMINISTER, one)]
            if brand_id:
                known = [one for one in known if one == brand_id]
            if not known:
                raise NoRight(say("no_right", by.lang))
            everything = not brand_id and by.may(Right.ADMINISTER, "*")
            rows = tx.audit.page(brand_ids=None if everything else known, before=before, most=min(most, 1000))
            return [
                AuditEntry(
                    id=row.id,
                    at=moment(row.at),
                    actor=row.actor,
                    action=row.action,
                    item_id=row.item_id,
                    brand_id=row.brand_id,
                    detail=row.detail,
                    who=actor_name(tx, row.actor, by.lang),
                    what=action_name(row.action, by.lang),
                )
                for row in rows
            ]

        return await self._store.read(find)


class FiguresService:
    """The numbers behind `/metrics` and `/readyz`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def figures(self) -> StoreFigures:
        """Counts of this moment."""

        def find(tx: Tx) -> StoreFigures:
            due, waiting = tx.jobs.oldest_due(), tx.inbox.oldest_waiting()
            return StoreFigures(
                states=tuple(tx.inbox.states().items()),
                jobs=tuple(tx.jobs.due_counts().items()),
                oldest_due_job=(tx.now - due) / 1e6 if due is not None else 0.0,
                oldest_waiting=(tx.now - waiting) / 1e6 if waiting is not None else 0.0,
                pages_disconnected=sum(not page.connected for page in tx.brands.pages()),
                leader=self._store.leader,
            )

        return await self._store.read(find)

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """True the first time within `keep_for`."""
        return await self._store.write(lambda tx: tx.notes.remember_request(key, keep_for=span(keep_for)))


def _may(by: Person, right: Right, brand_id: str) -> None:
    if not by.may(right, brand_id):
        raise NoRight(say("no_right", by.lang))


def _record(row: Any) -> FactRecord:
    return FactRecord(
        fact=to_fact(row),
        state=row.state,
        updated_at=moment(row.updated_at),
        updated_by=row.updated_by,
        edited=not row.seed_hash,
    )


def _check(fact: Fact, state: str, lang: str) -> None:
    for key, value in (("question", fact.question), ("answer", fact.answer), ("source", fact.source)):
        if not value.strip():
            raise BadInput(say(f"fact_{key}", lang))
    if not (fact.lang.isalpha() and 2 <= len(fact.lang) <= 3):
        raise BadInput(say("fact_lang", lang))
    if state not in _STATES:
        raise BadInput(say("fact_state", lang))


def _slug(question: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().casefold()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "fact"
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug

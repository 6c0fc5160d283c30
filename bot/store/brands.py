"""Brands, pages and facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.store.base import Repo
from bot.store.codec import dump, load
from bot.store.rows import PageRow
from bot.store.schema import brand, fact, page


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandConfig:
    """What the `config` column holds. `edited` once a person changed voice or policy here: the file no longer rules."""

    languages: tuple[str, ...] = ("en", "es")
    voice: Voice = field(default_factory=Voice)
    policy: Policy = field(default_factory=Policy)
    about: str = ""
    edited: bool = False


def fact_hash(value: Fact) -> str:
    """What the brand file says of a fact, to tell whether the file changed or a person did."""
    return hashlib.sha256(dump(Fact, value).encode()).hexdigest()[:32]


def to_fact(row: Any) -> Fact:
    """A row of `fact` as the domain's value; the id is the brand's own."""
    return Fact(
        id=row.id.split("/", 1)[1].rsplit("/", 1)[0],
        lang=row.lang,
        question=row.question,
        answer=row.answer,
        source=row.source,
        tags=tuple(json.loads(row.tags)) if row.tags else (),
        url=row.url,
    )


def fact_key(brand_id: str, value: Fact) -> str:
    """The row id of a fact: one per brand, fact and language."""
    return f"{brand_id}/{value.id}/{value.lang}"


_CONFIG = select(brand.c.config).where(brand.c.id == bindparam("wanted"))


@lru_cache(maxsize=256)
def _policy(config: str) -> Policy:
    return load(BrandConfig, config).policy


class Brands(Repo):
    """Rows of `brand`, `page` and `fact`."""

    def version(self) -> tuple[int, int]:
        """Changes whenever a brand or fact changes: for caches."""
        brands = self.run(select(brand.c.version)).scalars().all()
        return len(brands), sum(brands)

    def all(self) -> list[Brand]:
        """All brands with their active facts."""
        facts: dict[str, list[Fact]] = {}
        for row in self.run(select(fact).where(fact.c.state == "active").order_by(fact.c.id)):
            facts.setdefault(row.brand_id, []).append(to_fact(row))
        return [
            self._brand(row, tuple(facts.get(row.id, ()))) for row in self.run(select(brand).order_by(brand.c.name))
        ]

    def get(self, brand_id: str) -> Brand | None:
        """One brand with its active facts."""
        row = self.run(select(brand).where(brand.c.id == brand_id)).first()
        if row is None:
            return None
        statement = select(fact).where(fact.c.brand_id == brand_id, fact.c.state == "active").order_by(fact.c.id)
        return self._brand(row, tuple(to_fact(found) for found in self.run(statement)))

    def _brand(self, row: Any, facts: tuple[Fact, ...]) -> Brand:
        config = load(BrandConfig, row.config)
        return Brand(
            id=row.id,
            name=row.name,
            languages=config.languages,
            voice=config.voice,
            policy=config.policy,
            about=config.about,
            facts=facts,
        )

    def policy(self, brand_id: str) -> Policy:
        """A brand's policy without its facts."""
        text: str | None = self.run(_CONFIG, {"wanted": brand_id}).scalar()
        return _policy(text) if text else Policy()

    def seed(self, value: Brand) -> None:
        """Bring a brand file in: what no person edited follows the file, what they edited stays."""
        config = BrandConfig(languages=value.languages, voice=value.voice, policy=value.policy, about=value.about)
        text = dump(BrandConfig, config)
        row = self.run(select(brand).where(brand.c.id == value.id)).first()
        if row is None:
            self.run(self.insert(brand).values(id=value.id, name=value.name, config=text, updated_at=self.now))
        elif not load(BrandConfig, row.config).edited and (row.config, row.name) != (text, value.name):
            self._write(value.id, name=value.name, config=text)
        if self._seed_facts(value):
            self._write(value.id)

    def _seed_facts(self, value: Brand) -> bool:
        known = {row.id: row for row in self.run(select(fact).where(fact.c.brand_id == value.id))}
        changed = False
        for one in value.facts:
            row = known.pop(fact_key(value.id, one), None)
            if row is None or (row.seed_hash and row.seed_hash != fact_hash(one)):
                self.put_fact(value.id, one, seed_hash=fact_hash(one), by="file")
                changed = True
        gone = [key for key, row in known.items() if row.seed_hash and row.state == "active"]
        if gone:
            self.run(update(fact).where(fact.c.id.in_(gone)).values(state="retired", updated_at=self.now))
        return changed or bool(gone)

    def save_config(self, brand_id: str, *, voice: Voice | None = None, policy: Policy | None = None) -> None:
        """A person's change of voice or policy."""
        text: str = self.run(select(brand.c.config).where(brand.c.id == brand_id)).scalar_one()
        config = replace(load(BrandConfig, text), edited=True)
        config = replace(config, voice=voice or config.voice, policy=policy or config.policy)
        self._write(brand_id, config=dump(BrandConfig, config))

    def _write(self, brand_id: str, **fields: Any) -> None:
        values = {"version": brand.c.version + 1, "updated_at": self.now, **fields}
        self.run(update(brand).where(brand.c.id == brand_id).values(**values))

    def put_fact(self, brand_id: str, value: Fact, *, seed_hash: str = "", by: str, state: str = "active") -> None:
        """Add or replace a fact."""
        fields = {
            "question": value.question,
            "answer": value.answer,
            "source": value.source,
            "tags": json.dumps(list(value.tags), ensure_ascii=False),
            "url": value.url,
            "state": state,
            "seed_hash": seed_hash,
            "updated_at": self.now,
            "updated_by": by,
        }
        statement = self.insert(fact).values(id=fact_key(brand_id, value), brand_id=brand_id, lang=value.lang, **fields)
        self.run(statement.on_conflict_do_update(index_elements=["id"], set_=fields))

    def fact_state(self, brand_id: str, value: Fact) -> str:
        """Where a fact of this id and language stands, "" when there never was one."""
        found: str | None = self.run(select(fact.c.state).where(fact.c.id == fact_key(brand_id, value))).scalar()
        return found or ""

    def facts_changed(self, brand_id: str) -> None:
        """A new version of the brand, so that caches and other replicas read its facts again."""
        self._write(brand_id)

    def retire_fact(self, key: str, by: str) -> bool:
        """Out of use, on record; False when there is none."""
        values = {"state": "retired", "updated_at": self.now, "updated_by": by, "seed_hash": ""}
        return bool(self.run(update(fact).where(fact.c.id == key).values(**values)).rowcount)

    def fact_rows(self, brand_id: str) -> list[Any]:
        """Raw rows of all facts of a brand, by question."""
        return list(self.run(select(fact).where(fact.c.brand_id == brand_id).order_by(fact.c.question, fact.c.id)))

    def seed_page(self, page_id: str, *, brand_id: str, platform: str, name: str, reply_limit: int) -> None:
        """Make a page known, or bring its settings up to date."""
        fields = {"brand_id": brand_id, "platform": platform, "name": name, "reply_limit": reply_limit}
        statement = self.insert(page).values(id=page_id, updated_at=self.now, **fields)
        self.run(statement.on_conflict_do_update(index_elements=["id"], set_=fields))

    def page(self, page_id: str) -> PageRow | None:
        """One page."""
        row = self.run(select(page).where(page.c.id == page_id)).mappings().first()
        return PageRow(**row) if row else None

    def pages(self, ids: Sequence[str] | None = None) -> list[PageRow]:
        """All pages, or those named."""
        statement = select(page).order_by(page.c.name)
        if ids is not None:
            statement = statement.where(page.c.id.in_(ids))
        return [PageRow(**row) for row in self.run(statement).mappings()]

    def change_page(self, page_id: str, **fields: Any) -> bool:
        """Set columns of a page; False when it is unknown."""
        statement = update(page).where(page.c.id == page_id).values(updated_at=self.now, **fields)
        return bool(self.run(statement).rowcount)

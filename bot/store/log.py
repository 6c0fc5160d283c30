"""The append-only log, corrections, flags, used requests, talks, cards and spending: small tables of record."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from bot.store.base import Repo
from bot.store.schema import (
    audit,
    card,
    correction,
    flag,
    installation,
    item,
    job,
    room_note,
    seen_request,
    spend,
    talk,
)


class Audit(Repo):
    """Who did what, when. Rows are never changed: triggers refuse it."""

    def add(self, actor: str, action: str, *, item_id: int | None = None, brand_id: str = "", **detail: Any) -> None:
        """One line. `actor` is a person id, "engine", "page" or "clock"."""
        self.add_many([(actor, action, item_id, brand_id, detail)])

    def add_many(self, lines: Sequence[tuple[str, str, int | None, str, dict[str, Any]]]) -> None:
        """Many lines in one statement."""
        values = [
            {
                "at": self.now,
                "actor": actor,
                "action": action,
                "item_id": item_id,
                "brand_id": brand_id,
                "detail": json.dumps(detail, ensure_ascii=False) if detail else "",
            }
            for actor, action, item_id, brand_id, detail in lines
        ]
        if values:
            self.run(self.insert(audit), values)

    def of_item(self, item_id: int) -> list[Any]:
        """An item's lines, oldest first."""
        return list(self.run(select(audit).where(audit.c.item_id == item_id).order_by(audit.c.id)))

    def page(self, *, brand_ids: Sequence[str] | None, before: int, most: int) -> list[Any]:
        """Lines, newest first; `brand_ids` None for all."""
        statement = select(audit).order_by(audit.c.id.desc()).limit(most)
        if brand_ids is not None:
            statement = statement.where(audit.c.brand_id.in_(brand_ids))
        if before:
            statement = statement.where(audit.c.id < before)
        return list(self.run(statement))


class Notes(Repo):
    """Corrections and flags by people, requests already used, tokens spent."""

    def correct(self, item_id: int, field: str, value: str, person_id: str) -> None:
        """Keep a person's word against the reading."""
        values = {"item_id": item_id, "field": field, "value": value, "person_id": person_id}
        self.run(self.insert(correction).values(**values, at=self.now))

    def corrections(self, *, after: int = 0, most: int = 10_000) -> list[Any]:
        """Corrections, oldest first, newer than row `after`."""
        return list(self.run(select(correction).where(correction.c.id > after).order_by(correction.c.id).limit(most)))

    def flag(self, item_id: int, rule: str, person_id: str) -> bool:
        """Count a tap once per person, item and rule; False for a second tap."""
        statement = self.insert(flag).values(item_id=item_id, rule=rule, person_id=person_id, at=self.now)
        statement = statement.on_conflict_do_nothing(index_elements=["item_id", "rule", "person_id"])
        return bool(self.run(statement.returning(flag.c.id)).first())

    def remember_request(self, key: str, *, keep_for: int) -> bool:
        """True the first time within `keep_for` microseconds; what is older is swept."""
        self.run(delete(seen_request).where(seen_request.c.at < self.now - keep_for, seen_request.c.key == key))
        statement = self.insert(seen_request).values(key=key, at=self.now)
        statement = statement.on_conflict_do_nothing(index_elements=["key"])
        return self.run(statement.returning(seen_request.c.key)).first() is not None

    def had_request(self, key: str) -> bool:
        """Whether the key was remembered."""
        return self.run(select(seen_request.c.key).where(seen_request.c.key == key)).first() is not None

    def keep(self, key: str, value: str, *, keep_for: int) -> None:
        """Keep a room's note; those that nobody renewed for `keep_for` microseconds are swept."""
        self.run(delete(room_note).where(room_note.c.at < self.now - keep_for))
        if not value:
            self.run(delete(room_note).where(room_note.c.key == key))
            return
        statement = self.insert(room_note).values(key=key, value=value, at=self.now)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_={"value": value, "at": self.now})
        self.run(statement)

    def recall(self, key: str) -> str:
        """A room's note, "" for none."""
        found: str | None = self.run(select(room_note.c.value).where(room_note.c.key == key)).scalar()
        return found or ""

    def secret(self, name: str, made: str) -> str:
        """A secret of this installation: `made` the first time, the same ever after, on all replicas."""
        statement = self.insert(installation).values(key=name, value=made)
        self.run(statement.on_conflict_do_nothing(index_elements=["key"]))
        found: str = self.run(select(installation.c.value).where(installation.c.key == name)).scalar_one()
        return found

    def sweep_requests(self, older_than: int) -> None:
        """Forget used requests from before `older_than`."""
        self.run(delete(seen_request).where(seen_request.c.at < older_than))

    def add_spend(self, brand_id: str, day: str, *, tokens: int, price: float) -> None:
        """Book tokens and price on a brand's day."""
        statement = self.insert(spend).values(brand_id=brand_id, day=day, tokens=tokens, price=price)
        added = {"tokens": spend.c.tokens + tokens, "price": spend.c.price + price}
        self.run(statement.on_conflict_do_update(index_elements=["brand_id", "day"], set_=added))

    def spent(self, brand_id: str, day: str) -> tuple[int, float]:
        """(tokens, price) of a brand's day."""
        row = self.run(select(spend).where(spend.c.brand_id == brand_id, spend.c.day == day)).first()
        return (row.tokens, row.price) if row else (0, 0.0)


class Cards(Repo):
    """Which message shows which version of an item, per channel."""

    def get(self, item_id: int, channel_id: str) -> tuple[str, int]:
        """(message id, version shown); ("", 0) when nothing is shown."""
        row = self.run(select(card).where(card.c.item_id == item_id, card.c.channel_id == channel_id)).first()
        return (row.ext_message_id, row.shown_version) if row else ("", 0)

    def items_of(self, channel_id: str, ext_message_id: str) -> list[int]:
        """The items a message shows, oldest first."""
        wanted = (card.c.channel_id == channel_id, card.c.ext_message_id == ext_message_id)
        return list(self.run(select(card.c.item_id).where(*wanted).order_by(card.c.item_id)).scalars())

    def missed(
        self, channel_id: str, brand_ids: Sequence[str], states: Collection[str], *, urgent: int, lane: str
    ) -> list[int]:
        """Items in one of `states` that came after the newest card of their brand in the channel and are in no lane on
        their way there: those with an urgency of `urgent` first, then the newest."""
        found = item.alias()
        newest = (
            select(func.max(card.c.item_id))
            .join(found, found.c.id == card.c.item_id)
            .where(card.c.channel_id == channel_id, found.c.brand_id == item.c.brand_id)
            .scalar_subquery()
        )
        statement = (
            select(item.c.id)
            .where(
                item.c.brand_id.in_(brand_ids),
                item.c.state.in_(list(states)),
                item.c.id > func.coalesce(newest, 0),
                ~_on_the_way(lane),
            )
            .order_by((item.c.urgency >= urgent).desc(), item.c.id.desc())
        )
        return list(self.run(statement).scalars())

    def outdated(self, channel_id: str, brand_ids: Sequence[str], *, lane: str, most: int) -> list[int]:
        """Items whose card in the channel shows an older version, and that are in no lane on their way there; the
        newest first."""
        statement = (
            select(item.c.id)
            .join(card, card.c.item_id == item.c.id)
            .where(
                card.c.channel_id == channel_id,
                item.c.brand_id.in_(brand_ids),
                card.c.shown_version < item.c.version,
                ~_on_the_way(lane),
            )
            .order_by(item.c.id.desc())
            .limit(most)
        )
        return list(self.run(statement).scalars())

    def save(self, item_id: int, channel_id: str, *, ext_message_id: str, version: int) -> None:
        """Remember what a channel shows now."""
        fields = {"ext_message_id": ext_message_id, "shown_version": version, "updated_at": self.now}
        statement = self.insert(card).values(item_id=item_id, channel_id=channel_id, **fields)
        self.run(statement.on_conflict_do_update(index_elements=["item_id", "channel_id"], set_=fields))


def _on_the_way(lane: str) -> Any:
    return select(job.c.id).where(job.c.item_id == item.c.id, job.c.kind.in_([lane, "announce"])).exists()


class Talks(Repo):
    """Conversations with the coach."""

    def add(self, key: str, person_id: str, who: str, text: str, state: str = "") -> None:
        """One turn."""
        values = {"key": key, "person_id": person_id, "who": who, "text": text, "state": state}
        self.run(self.insert(talk).values(**values, at=self.now))

    def last(self, key: str, person_id: str, most: int) -> list[Any]:
        """The last turns of a person in a conversation, oldest first."""
        statement = select(talk).where(talk.c.key == key, talk.c.person_id == person_id)
        return list(self.run(statement.order_by(talk.c.id.desc()).limit(most)))[::-1]

    def state(self, key: str) -> str:
        """The state after the coach's last turn, "" for a new conversation."""
        statement = (
            select(talk.c.state).where(talk.c.key == key, talk.c.who == "coach").order_by(talk.c.id.desc()).limit(1)
        )
        found: str | None = self.run(statement).scalar()
        return found or ""

"""Conversations with the coach, kept in the store so that "warmer" has a referent after a restart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.brand import Brand
from bot.domain.comment import Turn
from bot.domain.people import Person, Right
from bot.domain.situation import Situation, TalkAnswer, TalkLine, TalkState
from bot.pipeline.situations import BrandShelf, turns
from bot.ports import Coach
from bot.store import Store
from bot.store.codec import dump, load
from bot.store.times import moment
from bot.store.tx import Tx


class Talking:
    """Behind `Desk.talk`."""

    def __init__(self, store: Store, coach: Coach, shelf: BrandShelf) -> None:
        self._store, self._coach, self._shelf = store, coach, shelf

    async def turn(
        self, key: str, message: str, person: Person, *, situation: Situation | None, item_id: int, brand_id: str
    ) -> TalkAnswer:
        """One turn. An item in focus replaces what was talked about before, unless it is the same item."""
        state = await self._store.read(lambda tx: self._state(tx, key, person, brand_id))
        if situation is not None:
            state = await self._about(state, situation, item_id, key)
        answer = await self._coach.talk(message, state, person.lang)

        def keep(tx: Tx) -> None:
            tx.talks.add(key, person.id, "person", message)
            tx.talks.add(key, person.id, "coach", answer.text, dump(TalkState, _slim(answer.state)))

        await self._store.write(keep)
        return answer

    async def said(self, key: str, person: Person, most: int) -> list[TalkLine]:
        """The last lines; an offer is shown with the answer that wrote it out."""
        rows = await self._store.read(lambda tx: tx.talks.last(key, person.id, most))
        return [_line(row) for row in rows]

    def _state(self, tx: Tx, key: str, person: Person, brand_id: str) -> TalkState:
        text = tx.talks.state(key)
        state = load(TalkState, text) if text else TalkState()
        brands = {one: brand for one, brand in self._shelf.of(tx).items() if person.may(Right.ASK, one)}
        if state.situation is None:
            brand = brands.get(brand_id) or next(iter(brands.values()), None)
            return state if brand is None else replace(state, situation=_blank(brand, person))
        wanted = brand_id or state.situation.brand.id
        brand = brands.get(wanted)
        if brand is None:
            return TalkState()
        if wanted != state.situation.brand.id:
            return TalkState(situation=_blank(brand, person))
        return replace(state, situation=replace(state.situation, brand=brand, reader_lang=person.lang))

    async def _about(self, state: TalkState, situation: Situation, item_id: int, key: str) -> TalkState:
        if state.item_id == item_id:
            return replace(state, situation=situation)

        def find(tx: Tx) -> TalkState:
            item = tx.items.get(item_id)
            comment = tx.comments.get(item.comment_id) if item else None
            offered = tuple(one for _, _, one in tx.suggestions.current(item_id))
            earlier: tuple[Turn, ...] = ()
            if comment is not None:
                rows = tx.comments.by_author(comment.page_id, comment.author_ext_id, before=comment.created_at)
                earlier = turns(rows)
            needs = tuple(dict.fromkeys(need for one in offered for need in one.needs))
            return TalkState(item_id=item_id, situation=situation, offered=offered, needs=needs, earlier=earlier)

        return await self._store.read(find)


def _line(row: Any) -> TalkLine:
    offered = load(TalkState, row.state).offered if row.state else ()
    return TalkLine(
        by_coach=row.who == "coach",
        text=row.text,
        at=moment(row.at),
        suggestions=tuple(one for one in offered if one.text in row.text),
    )


def _blank(brand: Brand, person: Person) -> Situation:
    return Situation(brand=brand, reader_lang=person.lang)


def _slim(state: TalkState) -> TalkState:
    """Without the brand's facts, which are read again at the next turn."""
    if state.situation is None:
        return state
    brand = state.situation.brand
    return replace(state, situation=replace(state.situation, brand=Brand(id=brand.id, name=brand.name)))

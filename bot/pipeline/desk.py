"""The review desk behind every channel and the console. Rights are checked here, on the server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from bot.domain.addressing import address_of, bare, shifted
from bot.domain.capabilities import PageCapabilities
from bot.domain.card import Card, HistoryEntry, QueuePage
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, Refused
from bot.domain.people import Person, Right
from bot.domain.score import Score
from bot.domain.situation import Situation, TalkAnswer, TalkLine
from bot.pipeline.cards import queue_row
from bot.pipeline.corrections import Corrections
from bot.pipeline.hints import Hints
from bot.pipeline.history import history
from bot.pipeline.retelling import Retelling, Untold, untold
from bot.pipeline.situations import BrandShelf, Situations
from bot.pipeline.talking import Talking
from bot.ports import Coach
from bot.publish.limits import measure
from bot.review.decide import decide
from bot.store import Store
from bot.store.errors import Raced
from bot.store.inbox import cursor_after
from bot.store.items import COMING, ENDED, OPEN, PUBLISHED
from bot.store.rows import ItemRow
from bot.store.tx import Tx

TRIES = 5
_WRITTEN = frozenset({DecisionKind.EDIT, DecisionKind.PRIVATE})
_SHELF_NAMES = {OPEN: "open", PUBLISHED: "published", ENDED: "ended", COMING: "coming"}


def may_see(item: ItemRow | None, person: Person) -> bool:
    """Whether the item exists for this person."""
    return item is not None and person.may(Right.SEE, item.brand_id)


class DeskService:
    """Implements `bot.ports.Desk`. `pages` is what each configured page's platform can do."""

    def __init__(self, store: Store, coach: Coach, pages: Mapping[str, PageCapabilities], shelf: BrandShelf) -> None:
        self._store, self._coach, self._pages, self._shelf = store, coach, pages, shelf
        self._talking = Talking(store, coach, shelf)
        self._corrections = Corrections(store)
        self._hints = Hints()
        self._retelling = Retelling(coach)

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        """Carry out or refuse; a lost race is decided anew on the state the winner left."""
        score = await self._score_of(request)
        answer = await self._decided(request, score)
        if answer.refused is Refused.BLOCKED and score is None:
            return await self._decided(request, await self._told(request))
        return answer

    async def _decided(self, request: DecisionRequest, score: Score | None) -> DecisionAnswer:
        def work(tx: Tx) -> DecisionAnswer:
            return decide(tx, request, self._pages.get, measure, score)

        for attempt in range(1, TRIES + 1):
            try:
                return await self._store.write(work)
            except (Raced, IntegrityError):
                if attempt == TRIES:
                    raise
        raise AssertionError("the loop above returns or raises")

    async def _score_of(self, request: DecisionRequest) -> Score | None:
        if request.kind not in _WRITTEN or not request.text.strip():
            return None
        return await self.score_draft(request.item_id, request.text, request.person)

    async def _told(self, request: DecisionRequest) -> Score | None:
        """The score of an offered text in the person's language, for saying what holds it back."""
        offered = await self._store.read(lambda tx: tx.suggestions.get(request.suggestion_id or 0))
        return await self.score_draft(request.item_id, offered[2].text, request.person) if offered else None

    async def _situation(self, item_id: int, person: Person) -> tuple[Situation, str] | None:
        """The moment, and how a reply in it has to begin."""

        def build(tx: Tx) -> tuple[Situation, str] | None:
            item = tx.items.get(item_id)
            comment = tx.comments.get(item.comment_id) if item else None
            if item is None or comment is None or not may_see(item, person):
                return None
            situation = Situations(tx, self._shelf.of(tx)).of(item, comment, reader_lang=person.lang)
            return situation, address_of(comment.extra)

        return await self._store.read(build)

    async def card(self, item_id: int, person: Person) -> Card | None:
        """The card as the store has it now, in the person's language."""

        def build(tx: Tx) -> Untold | None:
            item = tx.items.get(item_id)
            if item is None or not may_see(item, person):
                return None
            return untold(tx, item, self._shelf.of(tx), self._pages, person.lang, self._hints)

        found = await self._store.read(build)
        return await self._retelling.told(found) if found else None

    async def queue(
        self,
        person: Person,
        *,
        brand_id: str = "",
        view: str = "open",
        search: str = "",
        cursor: str = "",
        most: int = 50,
        page_id: str = "",
    ) -> QueuePage:
        """The inbox of the brands the person may see; one transaction, so rows and counts agree."""

        def find(tx: Tx) -> QueuePage:
            visible = [one for one in tx.inbox.brand_ids() if person.may(Right.SEE, one)]
            brands = [one for one in visible if brand_id in ("", one)]
            rows = tx.inbox.rows(
                brands,
                view=view,
                person_id=person.id,
                page_id=page_id,
                search=search.strip(),
                cursor=cursor,
                most=most + 1,
            )
            counts = _counts(tx, brands, page_id, person.id)
            total = counts.get(view, counts["all"])
            if search.strip():
                total = tx.inbox.total(brands, view=view, person_id=person.id, page_id=page_id, search=search.strip())
            names = {page.id: (page.name, page.platform) for page in tx.brands.pages()}
            people = {one: tx.team.name(one) for one in {row.claimed_by for row in rows if row.claimed_by}}
            shown = rows[:most]
            return QueuePage(
                rows=tuple(queue_row(row, names, people) for row in shown),
                total=total,
                next_cursor=cursor_after(shown[-1]) if len(rows) > most else "",
                counts=tuple(counts.items()),
            )

        return await self._store.read(find)

    async def history(self, item_id: int, person: Person) -> Sequence[HistoryEntry]:
        """An item's life, oldest first; empty when it is not the person's to see."""

        def find(tx: Tx) -> list[HistoryEntry]:
            item = tx.items.get(item_id)
            comment = tx.comments.get(item.comment_id) if item else None
            if item is None or comment is None or not may_see(item, person):
                return []
            return history(tx, item, comment, person.lang)

        return await self._store.read(find)

    async def score_draft(self, item_id: int, text: str, person: Person) -> Score | None:
        """The score of a text being written."""
        found = await self._situation(item_id, person)
        if found is None:
            return None
        words = bare(text, found[1])
        score = await asyncio.to_thread(self._coach.score, words, found[0])
        return shifted(score, len(text) - len(words))

    async def talk(self, key: str, message: str, person: Person, item_id: int = 0, brand_id: str = "") -> TalkAnswer:
        """One turn of chat with the coach."""
        found = await self._situation(item_id, person) if item_id else None
        situation = found[0] if found else None
        return await self._talking.turn(key, message, person, situation=situation, item_id=item_id, brand_id=brand_id)

    async def said(self, key: str, person: Person, most: int = 40) -> Sequence[TalkLine]:
        """What was said with the coach before, also before a restart."""
        return await self._talking.said(key, person, most)

    async def person(self, platform: str, ext_user_id: str, name: str = "") -> Person | None:
        """The team member behind a platform account."""
        return await self._store.read(lambda tx: tx.team.by_identity(platform, ext_user_id))

    async def flag(self, item_id: int, rule: str, person: Person) -> None:
        """Count a tap on "this flag is wrong", once per person and item."""

        def save(tx: Tx) -> None:
            item = tx.items.get(item_id)
            if item is not None and person.may(Right.ASK, item.brand_id) and tx.notes.flag(item_id, rule, person.id):
                tx.audit.add(person.id, "flagged", item_id=item_id, brand_id=item.brand_id, rule=rule)

        await self._store.write(save)

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        """A person corrects a judgement of the reading."""
        return await self._corrections.correct(item_id, field, value, person)


def _counts(tx: Tx, brands: Sequence[str], page_id: str, person_id: str) -> dict[str, int]:
    counts = dict.fromkeys(("open", "published", "ended", "coming"), 0)
    for number, count in tx.inbox.shelves(brands, page_id).items():
        counts[_SHELF_NAMES[number]] = count
    counts["all"] = sum(counts[name] for name in _SHELF_NAMES.values())
    counts["mine"] = tx.inbox.total(brands, view="mine", person_id=person_id, page_id=page_id, search="")
    counts["answered"] = tx.inbox.answered(brands, page_id)
    return counts

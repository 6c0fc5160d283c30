"""Reports behind the port of the same name: counts from the store, judged and worded by `bot.reports`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.coaching.knowledge.words import terms
from bot.coaching.masking import personal_data
from bot.coaching.posts import openings, opens
from bot.coaching.text.lang import detect
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Right
from bot.domain.report import Brief, Report, ReportKind
from bot.domain.situation import Situation
from bot.domain.weeks import WEEK, week_of
from bot.pipeline.hints import Hints
from bot.pipeline.measuring import measure_all
from bot.pipeline.people_texts import say
from bot.pipeline.situations import BrandShelf
from bot.ports import Coach
from bot.ports.evidence import Since, Wording
from bot.reports.advice import advice
from bot.reports.advice_report import advice_report
from bot.reports.answered import answered
from bot.reports.answered_report import answered_report
from bot.reports.brief import BriefFacts, Exchange, draw_brief
from bot.reports.brief_facts import brief_facts
from bot.reports.digest import MOST_LINES, SECTIONS, Digest, Waiting, digest_report, grouped, kind_counts
from bot.reports.digest_words import figures_of, filled
from bot.reports.health import health
from bot.reports.health_report import health_report
from bot.reports.masking import nameless
from bot.reports.posts_report import Drawn, PostFacts, post_report
from bot.reports.words import day_name, kind_name, span_name
from bot.store import Store
from bot.store.moves import settle_promise
from bot.store.times import micros, moment
from bot.store.tx import Tx

USUAL, YEAR = timedelta(days=91), timedelta(days=365)
DIGEST, AHEAD = timedelta(days=7), timedelta(days=3)
"""How far a digest looks back, and how far ahead for promises."""
MOST_SAID = 20_000
_NO_MATTER = re.compile(r"(?<!\w)@\w[\w.@-]*|https?://\S+|<url>|\bRT\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report is to cover, in whole weeks. `settled`: replies before this moment have had their time to be
    answered; sums by week count those of weeks that ended before it."""

    brand_id: str
    page_id: str
    since: datetime
    until: datetime
    settled: int
    lang: str
    person_id: str

    @property
    def weeks(self) -> tuple[int, int]:
        """First week and the one after the last."""
        return week_of(micros(self.since)), week_of(micros(self.until) - 1) + 1

    @property
    def settled_week(self) -> int:
        """The first week whose replies may still be answered in time."""
        return week_of(self.settled)


class EvidenceService:
    """Implements `bot.ports.Evidence`."""

    def __init__(self, store: Store, coach: Coach, shelf: BrandShelf, wording: Wording | None = None) -> None:
        self._store, self._coach, self._shelf, self._hints = store, coach, shelf, Hints()
        self._wording = wording

    async def catch_up(self) -> None:
        """Judge what was not judged yet, for a process that runs no jobs (a report from the terminal)."""
        await self._store.write(lambda tx: measure_all(tx, self._shelf.of(tx), self._coach))

    async def report(
        self,
        kind: ReportKind,
        by: Person,
        *,
        brand_id: str,
        page_id: str = "",
        since: Since | None = None,
        until: datetime | None = None,
        lang: str = "",
    ) -> Report:
        """One report."""
        usual = DIGEST if kind is ReportKind.DIGEST else USUAL
        if kind is ReportKind.POST:
            raise BadInput(say("post_empty", by.lang))
        asked = await self._asked(by, brand_id, page_id, since, until, lang, usual)
        if kind is ReportKind.DIGEST:
            return await self._digest(asked)
        finish = await self._store.read(lambda tx: _COUNTS[kind](tx, asked))
        return await asyncio.to_thread(finish)

    async def _digest(self, asked: Asked) -> Report:
        """Its opening in a model's words where there is a model that keeps to the figures."""
        finish = await self._store.read(lambda tx: _digest(tx, asked))
        found = await asyncio.to_thread(finish)
        opening = ""
        figures = figures_of(found, asked.until)
        if self._wording is not None and figures.needed:
            open_ = {name: figures.named[name] for name in figures.needed}
            text = await self._wording.opening(asked.brand_id, asked.lang, open_, figures.topics)
            opening = filled(text, figures)
        made = digest_report(found, brand_id=asked.brand_id, lang=asked.lang, since=asked.since, until=asked.until)
        return replace(made, verdict=opening) if opening else made

    async def _asked(
        self,
        by: Person,
        brand_id: str,
        page_id: str,
        since: Since | None,
        until: datetime | None,
        lang: str,
        usual: timedelta = USUAL,
    ) -> Asked:
        if not (by.may(Right.SEE, brand_id) or by.may(Right.APPROVE_SECOND, brand_id)):
            raise NoRight(say("no_right", by.lang))
        brands = await self._store.read(self._shelf.of)
        brand = brands.get(brand_id)
        if brand is None:
            raise NoRight(say("no_right", by.lang))
        end = until or self._store.clock.now()
        start = since if isinstance(since, datetime) else end - (since or usual)
        if start >= end:
            raise BadInput(say("report_span", by.lang))
        settled = micros(self._store.clock.now()) - brand.policy.follow_for // timedelta(microseconds=1)
        wanted = lang or by.lang
        return Asked(
            brand_id=brand_id,
            page_id=page_id,
            since=start,
            until=end,
            settled=settled,
            lang=wanted if wanted in ("en", "es") else "en",
            person_id=by.id,
        )

    async def post(self, text: str, by: Person, *, brand_id: str, page_id: str = "", lang: str = "") -> Report:
        """A planned post."""
        if not text.strip():
            raise BadInput(say("post_empty", by.lang))
        asked = await self._asked(by, brand_id, page_id, None, None, lang, YEAR)
        brand = (await self._store.read(self._shelf.of))[brand_id]
        situation = Situation(brand=brand, reader_lang=asked.lang)
        score = await asyncio.to_thread(self._coach.score, text, situation)
        asked_drew, told_drew = await self._store.read(
            lambda tx: tx.counts.drawn(brand_id, page_id, micros(asked.since), micros(asked.until))
        )
        facts = PostFacts(
            text=text,
            score=score,
            opens=opens(score),
            openings=openings(text, detect(text, default=brand.languages[0])[0]),
            asked=Drawn(posts=asked_drew[0], comments=asked_drew[1]),
            told=Drawn(posts=told_drew[0], comments=told_drew[1]),
        )
        return post_report(facts, brand_id=brand_id, lang=asked.lang, since=asked.since, until=asked.until)

    async def brief(self, by: Person, *, brand_id: str, since: Since | None = None, lang: str = "") -> Brief:
        """The client's page."""
        return await asyncio.to_thread(
            draw_brief, await self.brief_facts(by, brand_id=brand_id, since=since, lang=lang)
        )

    async def brief_facts(self, by: Person, *, brand_id: str, since: Since | None = None, lang: str = "") -> BriefFacts:
        """What the client's page shows, before it is drawn."""
        brands = await self._store.read(self._shelf.of)
        own = brands[brand_id].languages[0] if brand_id in brands else ""
        asked = await self._asked(by, brand_id, "", since, None, lang or own)
        return await self._store.read(lambda tx: brief_of(tx, asked, brands[brand_id].name))

    async def settle_promise(self, ref: int, by: Person, *, kept: bool) -> bool:
        """Kept, or off."""

        def settle(tx: Tx) -> bool:
            brand_id = tx.digests.brand_of_promise(ref)
            if not brand_id or not by.may(Right.CLAIM, brand_id):
                raise NoRight(say("no_right", by.lang))
            return settle_promise(tx, ref, by.id, kept=kept)

        return await self._store.write(settle)

    async def hint(self, item_id: int, by: Person) -> str:
        """What replies like the ones offered drew here."""

        def find(tx: Tx) -> str:
            item = tx.items.get(item_id)
            return self._hints.of(tx, item, by.lang) if item is not None and by.may(Right.SEE, item.brand_id) else ""

        return await self._store.read(find)


def brief_of(tx: Tx, asked: Asked, brand: str) -> BriefFacts:
    """Everything the client's page shows, names masked."""
    span = (micros(asked.since), micros(asked.until))
    rows = tx.counts.weekly(asked.brand_id, "", asked.weeks, asked.settled_week)
    posts = [(row.of, row.two_way) for row in tx.counts.posts(asked.brand_id, "", asked.weeks)]
    return brief_facts(
        health(rows, posts, tx.counts.middle_wait(asked.brand_id, "", asked.weeks)),
        answered(tx.counts.replies(asked.brand_id, "", asked.weeks, asked.settled_week)),
        advice(tx.counts.choices(asked.brand_id, "", asked.weeks, asked.settled_week)),
        _exchanges(tx, asked, span),
        brand_id=asked.brand_id,
        brand=brand,
        lang=asked.lang,
        period=span_name(asked.since, asked.until, asked.lang),
    )


def _exchanges(tx: Tx, asked: Asked, span: tuple[int, int]) -> tuple[Exchange, ...]:
    """One that went on and one that fell silent, in the page's language where there are such."""
    found = []
    for answered_back in (True, False):
        rows = _recent_exchanges(tx, asked, span, answered_back)
        mine = [row for row in rows if row.lang == asked.lang] or rows
        if mine:
            found.append(_exchange(mine[0], asked.lang))
    return tuple(found)


def _recent_exchanges(tx: Tx, asked: Asked, span: tuple[int, int], answered_back: bool) -> list[Any]:
    """Of the last weeks where there are some: nearer to the reader, and quicker to find."""
    for since in (max(span[0], span[1] - 5 * WEEK), span[0]):
        rows = tx.counts.exchanges(asked.brand_id, since, span[1], asked.settled, answered=answered_back, most=40)
        if rows:
            return rows
    return []


def _exchange(row: Any, lang: str) -> Exchange:
    against = {"en": ", against the advice", "es": ", en contra del consejo"}[lang]
    label = f"{kind_name(row.kind, lang)} · {day_name(moment(row.at), lang)}"
    comment, reply, answer = (
        nameless(text or "", row.author_name, personal=personal_data) for text in (row.comment, row.reply, row.answer)
    )
    return Exchange(
        comment=comment,
        reply=reply,
        answer=answer,
        label=f"{label[0].upper()}{label[1:]}{against if row.choice == 'overruled' else ''}",
    )


Finish = Callable[[], Report]


def _health(tx: Tx, asked: Asked) -> Finish:
    rows = tx.counts.weekly(asked.brand_id, asked.page_id, asked.weeks, asked.settled_week)
    posts = [(row.of, row.two_way) for row in tx.counts.posts(asked.brand_id, asked.page_id, asked.weeks)]
    wait = tx.counts.middle_wait(asked.brand_id, asked.page_id, asked.weeks)
    names = {page.id: page.name for page in tx.brands.pages()}
    return lambda: health_report(
        health(rows, posts, wait),
        brand_id=asked.brand_id,
        lang=asked.lang,
        since=asked.since,
        until=asked.until,
        page_names=names,
    )


def _answered(tx: Tx, asked: Asked) -> Finish:
    rows = tx.counts.replies(asked.brand_id, asked.page_id, asked.weeks, asked.settled_week)
    return lambda: answered_report(
        answered(rows), brand_id=asked.brand_id, lang=asked.lang, since=asked.since, until=asked.until
    )


def _advice(tx: Tx, asked: Asked) -> Finish:
    rows = tx.counts.choices(asked.brand_id, asked.page_id, asked.weeks, asked.settled_week)
    own = tx.counts.own_choices(asked.person_id, asked.brand_id, asked.weeks, asked.settled_week)
    return lambda: advice_report(
        advice(rows),
        brand_id=asked.brand_id,
        lang=asked.lang,
        since=asked.since,
        until=asked.until,
        own=advice(own) if own else None,
    )


def _digest(tx: Tx, asked: Asked) -> Callable[[], Digest]:
    span = (micros(asked.since), micros(asked.until))
    said = tx.digests.said(asked.brand_id, asked.page_id, *span, most=MOST_SAID)
    told = tx.digests.told(asked.brand_id, asked.page_id, *span)
    open_, oldest = tx.digests.unanswered(asked.brand_id, asked.page_id, *span, most=MOST_LINES)
    soon = span[1] + AHEAD // timedelta(microseconds=1)
    promised = tx.digests.promises(asked.brand_id, due_before=soon, most=MOST_LINES)
    proposed = tx.digests.proposed(asked.brand_id, most=MOST_LINES)

    def finish() -> Digest:
        asks, wishes, complaints = (grouped(said, kind, matter) for kind in SECTIONS)
        return Digest(
            asked=asks,
            wished=wishes,
            complained=complaints,
            counts=kind_counts(said),
            learned=tuple(sorted(told.values(), key=lambda pair: (-pair[1], pair[0]))),
            unanswered=open_,
            oldest=tuple(_open(row) for row in oldest),
            promises=tuple(_promised(row) for row in promised),
            proposed=tuple((row.question, row.answer) for row in proposed),
        )

    return finish


def matter(text: str) -> list[str]:
    """The words that say what a comment is about: no handles, no addresses."""
    return terms(_NO_MATTER.sub(" ", text))


def _open(row: Any) -> Waiting:
    return Waiting(item_id=row.item_id, author=row.author_name, text=row.text, url=row.url, at=moment(row.at))


def _promised(row: Any) -> Waiting:
    return Waiting(
        item_id=row.item_id,
        author=row.author_name or "",
        text=row.said,
        url=row.url,
        at=moment(row.due_at),
        ref=row.comment_id,
    )


_COUNTS: dict[ReportKind, Callable[[Tx, Asked], Finish]] = {
    ReportKind.HEALTH: _health,
    ReportKind.ANSWERED: _answered,
    ReportKind.ADVICE: _advice,
}

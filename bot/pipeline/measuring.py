"""Keeps the rows that reports count: every thread that changed is judged anew, in portions, in the background.

Three steps for a portion: read what changed and its threads, judge outside of any transaction, write. Written
twice it is the same, so a crash in between costs a portion's work and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.coaching.posts import opens
from bot.domain.brand import Brand, Fact
from bot.domain.comment import Turn, Who
from bot.domain.decision import DecisionKind
from bot.domain.reading import Kind, Reading
from bot.domain.score import Dimension, Score
from bot.domain.situation import Situation
from bot.domain.weeks import week_of
from bot.pipeline.work import Work
from bot.ports import Coach
from bot.reports.promises import promise_in
from bot.reports.proposals import proposal
from bot.reports.threads import EvidenceRow, ReplyFacts, TurnFacts, rows_of
from bot.store.codec import load
from bot.store.rows import JobRow
from bot.store.times import micros, moment
from bot.store.tx import Tx

PORTION = 400
"""Changed comments and log lines looked at together."""
POSTS = 100
EVERY = timedelta(seconds=20)
SETTLE = timedelta(seconds=5)
"""Rows younger than this may still have a neighbour on its way into the store, with a lower number."""
OPEN = 0.5
"""From this part score for inviting on, a text leaves its reader a turn."""
JOB = "measure"
OLD = timedelta(days=30)
"""A promise that was due longer ago is history, not work."""
COMMENTS, _LOG = "evidence.comment", "evidence.log"
_OVERRULED = frozenset({DecisionKind.EDIT.value, DecisionKind.PRIVATE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one round works on. `threads` maps (page, thread) to its rows, oldest first; `keys` names all that were
    looked at, also those of which nothing is left."""

    comments_to: int
    log_to: int
    full: bool
    keys: Sequence[tuple[str, str]] = ()
    threads: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    sent: dict[int, Any] = field(default_factory=dict)
    posts: list[Any] = field(default_factory=list)
    post_texts: dict[tuple[str, str], str] = field(default_factory=dict)
    offers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    brands: Mapping[str, Brand] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Rows of `evidence`, `judged_post` and `promise`."""

    rows: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    proposals: list[tuple[str, Fact]]
    """(brand, fact) that moderators' own answers would add to the knowledge base."""


async def measure(work: Work, job: JobRow) -> None:
    """One portion; comes back at once while there is more, else after a while."""
    portion = await work.store.read(lambda tx: _load(tx, work.shelf.of(tx)))
    judged = await asyncio.to_thread(judge, portion, work.coach)

    def save(tx: Tx) -> None:
        _keep(tx, portion, judged)
        tx.jobs.retry(job, run_at=tx.now if portion.full else tx.after(EVERY), error="", count=False)

    await work.store.write(save)


def plan(tx: Tx) -> None:
    """See to it that the work goes on; one job in the whole installation."""
    tx.jobs.enqueue(JOB, JOB, priority=2)


def measure_all(tx: Tx, brands: Mapping[str, Brand], coach: Coach) -> None:
    """Everything that is due, in the caller's transaction: for a report in a process that runs no jobs."""
    while True:
        portion = _load(tx, brands, settle=timedelta(0))
        _keep(tx, portion, judge(portion, coach))
        if not portion.full:
            return


def _keep(tx: Tx, portion: Portion, judged: Judged) -> None:
    ids = [row["comment_id"] for row in judged.rows]
    replies = tx.counts.reply_weeks(ids)  # where a reply was counted before
    tx.evidence.save(judged.rows)
    gone = tx.evidence.drop_gone(portion.keys, set(ids))
    weeks = {(row["brand_id"], row["page_id"], row["week"]) for row in judged.rows}
    weeks |= {(row.brand_id, row.page_id, row.week) for row in gone}
    replies |= {(row.brand_id, row.page_id, week_of(row.replied_at)) for row in gone if row.replied_at is not None}
    tx.counts.sum_up(weeks, replies | tx.counts.reply_weeks(ids))
    tx.evidence.save_posts(judged.posts)
    for brand_id, fact in judged.proposals:
        if tx.brands.fact_state(brand_id, fact) == "":
            tx.brands.put_fact(brand_id, fact, by="engine", state="proposed")
    tx.digests.promise([one for one in judged.promises if one["due_at"] > tx.after(-OLD)])
    tx.evidence.set_mark(COMMENTS, portion.comments_to)
    tx.evidence.set_mark(_LOG, portion.log_to)


def _load(tx: Tx, brands: Mapping[str, Brand], *, settle: timedelta = SETTLE) -> Portion:
    before = tx.after(-settle)
    comments_from, log_from = tx.evidence.mark(COMMENTS), tx.evidence.mark(_LOG)
    new = tx.evidence.new_comments(comments_from, before=before, most=PORTION)
    log_to, touched = tx.evidence.touched_items(log_from, before=before, most=PORTION)
    keys = sorted({(page_id, thread) for _, page_id, thread in new} | touched)
    threads: dict[tuple[str, str], list[Any]] = {}
    for row in tx.evidence.threads(keys):
        threads.setdefault((row.page_id, row.thread), []).append(row)
    items = [row.item_id for rows in threads.values() for row in rows if row.item_id is not None]
    sent = tx.evidence.sent(items)
    posts = tx.evidence.unjudged_posts(most=POSTS)
    named = {(row.page_id, row.post_ext_id) for rows in threads.values() for row in rows if row.post_ext_id}
    return Portion(
        comments_to=new[-1][0] if new else comments_from,
        log_to=log_to,
        full=len(new) == PORTION or log_to - log_from >= PORTION or len(posts) == POSTS,
        keys=keys,
        threads=threads,
        sent=sent,
        posts=posts,
        post_texts={key: tx.comments.post_text(*key) for key in named},
        offers={item_id: tx.suggestions.texts(item_id) for item_id, row in sent.items() if row.kind in _OVERRULED},
        brands=brands,
    )


# ---------------------------------------------------------------- judging


def judge(portion: Portion, coach: Coach) -> Judged:
    """What the portion comes to. Slow where comments or replies were never judged before."""
    readings = _readings(portion, coach)
    replies = _replies(portion, coach, readings)
    rows: list[dict[str, Any]] = []
    promises: list[dict[str, Any]] = []
    for (page_id, thread), turns in portion.threads.items():
        facts = [_turn(row, portion, readings) for row in turns]
        made = [_values(one, turns[0].brand_id, page_id, thread) for one in rows_of(facts, replies)]
        promises += _promises(turns, made)
        rows += made
    proposals = [one for turns in portion.threads.values() for one in _proposals(turns, portion, readings)]
    return Judged(rows=rows, posts=_posts(portion, coach), promises=promises, proposals=proposals)


def _proposals(turns: Sequence[Any], portion: Portion, readings: Mapping[int, Reading]) -> Iterator[tuple[str, Fact]]:
    """What people wrote themselves in answer to a question, where it says something the brand's facts do not."""
    for row in turns:
        sent = portion.sent.get(row.item_id) if row.item_id is not None else None
        reading, brand = readings.get(row.id), portion.brands.get(row.brand_id)
        if sent is None or sent.kind != DecisionKind.EDIT.value or reading is None or brand is None:
            continue
        if Kind.QUESTION not in reading.kinds or Kind.CRISIS in reading.kinds:
            continue
        asked = reading.asks[0].of(row.text) if reading.asks else row.text
        made = proposal(
            question=asked,
            reply=sent.text,
            lang=reading.lang,
            source=f"{sent.person_name}, {moment(sent.sent_at).date().isoformat()}",
            slug=f"reply-{row.item_id}",
            known=[fact.answer for fact in brand.facts if fact.lang == reading.lang],
        )
        if made is not None:
            yield row.brand_id, made


def _promises(turns: Sequence[Any], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the page's turns say will be done, with the item they answer."""
    answered = {row["reply_id"]: row["item_id"] for row in rows if row["reply_id"] is not None}
    found = []
    for turn in turns:
        made = promise_in(turn.text, moment(turn.created_at)) if turn.own else None
        if made is not None:
            found.append(
                {
                    "comment_id": turn.id,
                    "brand_id": turn.brand_id,
                    "page_id": turn.page_id,
                    "item_id": answered.get(turn.id),
                    "said": made[0],
                    "due_at": micros(made[1]),
                }
            )
    return found


def _readings(portion: Portion, coach: Coach) -> dict[int, Reading]:
    """Readings by comment: the item's where there is one, else made now."""
    found: dict[int, Reading] = {}
    unread: list[tuple[int, Situation]] = []
    for rows in portion.threads.values():
        for number, row in enumerate(rows):
            if row.own:
                continue
            if row.reading:
                found[row.id] = load(Reading, row.reading)
            elif row.item_id is None or row.state != "new":  # else the drafting reads it in a moment
                unread.append((row.id, _situation(portion, rows, number)))
    made = coach.read_many([situation for _, situation in unread])
    found.update({row_id: reading for (row_id, _), reading in zip(unread, made, strict=True)})
    return found


def _situation(portion: Portion, rows: Sequence[Any], number: int, reading: Reading | None = None) -> Situation:
    row = rows[number]
    return Situation(
        brand=_brand(portion, row.brand_id),
        comment=row.text,
        post=portion.post_texts.get((row.page_id, row.post_ext_id), ""),
        author=row.author_name,
        history=tuple(_as_turn(one) for one in rows[max(0, number - 4) : number]),
        lang=row.lang,
        reading=reading,
    )


def _as_turn(row: Any) -> Turn:
    who = Who.BRAND if row.own else Who.CUSTOMER
    return Turn(who=who, text=row.text, name=row.author_name, at=moment(row.created_at))


def _replies(portion: Portion, coach: Coach, readings: Mapping[int, Reading]) -> dict[int, ReplyFacts]:
    """What each of the page's own turns does, judged against the turn of somebody else before it."""
    pairs: list[tuple[int, str, Situation]] = []
    for rows in portion.threads.values():
        for number, row in enumerate(rows):
            if not row.own:
                continue
            to = next((at for at in range(number - 1, -1, -1) if not rows[at].own), None)
            if to is not None:
                pairs.append((row.id, row.text, _situation(portion, rows, to, readings.get(rows[to].id))))
    scores = coach.score_many([(text, situation) for _, text, situation in pairs])
    return {row_id: _facts(score) for (row_id, _, _), score in zip(pairs, scores, strict=True)}


def _facts(score: Score) -> ReplyFacts:
    invites = score.part(Dimension.INVITES)
    return ReplyFacts(moves=score.moves, score=score.total, two_way=invites is not None and invites >= OPEN)


def _turn(row: Any, portion: Portion, readings: Mapping[int, Reading]) -> TurnFacts:
    reading = readings.get(row.id)
    sent = portion.sent.get(row.item_id) if row.item_id is not None else None
    return TurnFacts(
        comment_id=row.id,
        ext_id=row.ext_id,
        parent_ext_id=row.parent_ext_id,
        own=row.own,
        author=row.author_ext_id or row.author_name,
        at=row.created_at,
        words=len(row.text.split()),
        lang=(reading.lang if reading else row.lang) or "",
        kinds=frozenset(kind.value for kind in reading.kinds) if reading else frozenset(),
        mood=reading.mood.value if reading else "",
        needed=reading.needs_reply if reading else False,
        item_id=row.item_id,
        sent_as=(sent.ext_reply_id or "") if sent else "",
        choice=_choice(sent, portion.offers.get(row.item_id, ())) if sent else "",
        advised=sent.advised if sent else None,
        decided_by=sent.person_id if sent else "",
    )


def _choice(sent: Any, offers: Iterable[str]) -> str:
    """Whether advice was taken, changed, or put aside for something else: half the words being new is else."""
    if sent.kind not in _OVERRULED:
        return "taken"
    mine = set(sent.text.casefold().split())
    shares = [len(mine & set(offer.casefold().split())) / max(1, len(mine)) for offer in offers]
    return "edited" if shares and max(shares) >= 0.5 else "overruled"


def _values(one: EvidenceRow, brand_id: str, page_id: str, thread: str) -> dict[str, Any]:
    turn, reply, facts = one.turn, one.reply, one.reply_facts
    return {
        "comment_id": turn.comment_id,
        "item_id": turn.item_id,
        "brand_id": brand_id,
        "page_id": page_id,
        "thread_ext_id": thread,
        "at": turn.at,
        "week": one.week,
        "own": turn.own,
        "last": one.last,
        "words": turn.words,
        "lang": turn.lang,
        "kind": one.kind,
        "kinds": " ".join(sorted(turn.kinds)),
        "mood": turn.mood,
        "needed": turn.needed,
        "reply_id": reply.comment_id if reply else None,
        "replied_at": reply.at if reply else None,
        "wait": max(0, (reply.at - turn.at) // 1_000_000) if reply else None,
        "reply_words": reply.words if reply else None,
        "moves": " ".join(sorted(facts.moves)) if facts else "",
        "score": facts.score if facts else None,
        "two_way": facts.two_way if facts else None,
        "answered_at": one.answered_at,
        "mood_after": one.mood_after,
        "turns": one.turns,
        "others": one.others,
        "choice": turn.choice,
        "advised": turn.advised,
        "decided_by": turn.decided_by,
    }


def _posts(portion: Portion, coach: Coach) -> list[dict[str, Any]]:
    scores = coach.score_many([(row.text, Situation(brand=_brand(portion, row.brand_id))) for row in portion.posts])
    return [
        {
            "post_id": row.id,
            "brand_id": row.brand_id,
            "page_id": row.page_id,
            "at": row.at,
            "week": week_of(row.at),
            "words": len(row.text.split()),
            "score": score.total,
            "two_way": opens(score),
            "length": row.length,
        }
        for row, score in zip(portion.posts, scores, strict=True)
    ]


def _brand(portion: Portion, brand_id: str) -> Brand:
    return portion.brands.get(brand_id) or Brand(id=brand_id, name=brand_id)

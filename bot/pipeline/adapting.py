"""The engine refits itself: a brand's corrections and outcomes become a new version where that is better.

One job per brand comes back for ever: daily, and as soon as enough was corrected. What it has seen and what came of
the last fit it keeps in its own row; a fit, its version and that row are committed as one, so that a crash at any
point leaves either nothing or everything.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.coaching.adapting.bars import SCORE_BAR, too_few, too_few_corrections
from bot.coaching.adapting.shelved import HEADS, SCORE, names_for, shelf_name
from bot.coaching.adapting.task import FitAnswer, FitTask
from bot.pipeline.adapt_rows import Collected, collect
from bot.pipeline.fitting import FitFailed
from bot.pipeline.work import Work
from bot.store.examples import Evidence, Fresh
from bot.store.rows import JobRow
from bot.store.tx import Tx

KIND = "adapt"
EVERY = timedelta(days=1)
FIRST = timedelta(minutes=5)
AT_ONCE = 25
"""New corrections after which a fit does not wait for its day."""
OUTCOMES_AT_LEAST = 20
"""New outcomes below which a day brings no fit, where nothing was corrected either."""
BY_JOB = "job"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the job of a brand remembers. `held`: somebody rolled back, so that only `AT_ONCE` new corrections start
    another fit. `last` is the report of the last fit."""

    seen: Evidence = field(default_factory=Evidence)
    held: bool = False
    last: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, payload: str) -> Progress:
        """Read a job's payload; "" is the beginning."""
        if not payload:
            return cls()
        data = json.loads(payload)
        return cls(seen=Evidence(**data["seen"]), held=data["held"], last=data["last"])

    def to_json(self) -> str:
        """The payload."""
        return json.dumps({"seen": asdict(self.seen), "held": self.held, "last": self.last})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is in force for a brand: the active versions by name, and what a fit has to beat of each half."""

    versions: dict[str, int]
    heads: bytes | None = field(default=None, repr=False)
    score: bytes | None = field(default=None, repr=False)


def key_of(brand_id: str) -> str:
    """The key of a brand's job."""
    return f"{KIND}:{brand_id}"


def plan(tx: Tx) -> None:
    """Make sure that every brand has its job. Safe to do at every start."""
    for brand in tx.brands.all():
        tx.jobs.enqueue(KIND, key_of(brand.id), run_at=tx.after(FIRST), priority=2)


def hasten(tx: Tx, brand_id: str) -> None:
    """Called with each correction: bring the brand's fit forward once enough is new."""
    job = tx.jobs.by_key(key_of(brand_id))
    if job is None or job.worker or job.run_at <= tx.now:
        return
    if tx.examples.fresh(brand_id, Progress.of(job.payload).seen).corrections >= AT_ONCE:
        tx.jobs.bring_forward(job.key)


async def adapt(work: Work, job: JobRow) -> None:
    """One turn of a brand's job: fit where there is something new to learn from, and keep what is better."""
    brand_id = job.key.removeprefix(f"{KIND}:")
    progress = Progress.of(job.payload)

    def look(tx: Tx) -> tuple[bool, Evidence, Fresh, Standing]:
        extent, fresh = tx.examples.extent(brand_id), tx.examples.fresh(brand_id, progress.seen)
        return tx.brands.policy(brand_id).adapt, extent, fresh, standing(tx, brand_id)

    wanted, extent, fresh, stands = await work.store.read(look)
    if work.fit is None or not wanted or not _worth(fresh, progress):
        await work.store.write(lambda tx: tx.jobs.again(job, run_at=tx.after(EVERY), payload=job.payload))
        return
    collected = await collect(work.store, brand_id)
    answer = FitAnswer(heads_report={"labels": []})
    failed = ""
    task = _task(work, brand_id, collected, stands)
    if task.rows:
        try:
            answer = await work.fit(task)
        except FitFailed as error:
            log.error("the engine could not be refitted for %s: %s", brand_id, error)
            failed = str(error)
    done = progress if failed else replace(progress, seen=extent, held=False)
    await work.store.write(lambda tx: _settle(tx, job, brand_id, stands, done, collected, answer, failed))


def _worth(fresh: Fresh, progress: Progress) -> bool:
    if fresh.corrections >= AT_ONCE:
        return True
    return not progress.held and (fresh.corrections > 0 or fresh.outcomes >= OUTCOMES_AT_LEAST)


def standing(tx: Tx, brand_id: str) -> Standing:
    """What is in force. A fit of this job has seen part of the rows that the next one is measured on, so it is no
    fair rival; what somebody fitted on files, or the installation's own, is."""
    active = tx.models.in_force()
    found: dict[str, bytes | None] = {}
    for what in (HEADS, SCORE):
        rivals = [name for name in names_for(what, brand_id) if name in active and not _by_job(tx, name)]
        found[what] = tx.models.active(rivals[0]) if rivals else None
    own = {name: active[name] for what in (HEADS, SCORE) for name in names_for(what, brand_id) if name in active}
    return Standing(versions=own, heads=found[HEADS], score=found[SCORE])


def _by_job(tx: Tx, name: str) -> bool:
    return any(row.active and json.loads(row.report).get("by") == BY_JOB for row in tx.models.versions(name))


def _task(work: Work, brand_id: str, collected: Collected, stands: Standing) -> FitTask:
    """Only what has a chance: a half with too little evidence is refused without a process being started."""
    rows = () if too_few_corrections(collected.corrected) else collected.readings
    if not _few_outcomes(collected):
        rows = (*rows, *collected.replies)
    encoder = work.encoder
    return FitTask(
        brand_id=brand_id, brand_name=brand_id, rows=rows, encoder=encoder, heads=stands.heads, score=stands.score
    )


def _few_outcomes(collected: Collected, lang: str = "en") -> str:
    return too_few(collected.answered, len({row.group for row in collected.replies}), SCORE_BAR, lang)


def _settle(
    tx: Tx,
    job: JobRow,
    brand_id: str,
    stands: Standing,
    progress: Progress,
    collected: Collected,
    answer: FitAnswer,
    failed: str,
) -> None:
    """Keep what is better, put it on record, and say when to look again: in one transaction."""
    if standing(tx, brand_id).versions != stands.versions:  # a person chose a version meanwhile: theirs stands
        chosen = replace(Progress.of(job.payload), held=True, seen=tx.examples.extent(brand_id))
        tx.jobs.again(job, run_at=tx.after(EVERY), payload=chosen.to_json())
        return
    kept = {
        shelf_name(what, brand_id): tx.models.save(shelf_name(what, brand_id), blob, {**report, "by": BY_JOB})
        for what, blob, report in (
            (HEADS, answer.heads, answer.heads_report),
            (SCORE, answer.score, answer.score_report or {}),
        )
        if blob is not None
    }
    report = {
        "at": tx.at.isoformat(),
        "kept": kept,
        "failed": failed,
        "corrected": collected.corrected,
        "readings": len(collected.readings),
        "answered": list(collected.answered),
        "groups": len({row.group for row in collected.replies}),
        "labels": answer.heads_report["labels"],
        "score": answer.score_report,
        "flags": [[row.rule, row.replies, row.people] for row in tx.examples.flagged(brand_id)],
    }
    action = "adapt_failed" if failed else "adapted" if kept else "adapt_refused"
    tx.audit.add("engine", action, brand_id=brand_id, **report)
    tx.jobs.again(job, run_at=tx.after(EVERY), payload=replace(progress, last=report).to_json())


def roll_back(tx: Tx, brand_id: str, by: str) -> dict[str, int | None]:
    """Go back one version in each half the brand has fitted, at last to as shipped: what is in force by name now.
    What is known so far starts no other fit; new corrections do."""
    active = tx.models.in_force()
    changed: dict[str, int | None] = {}
    for what in (HEADS, SCORE):
        name = shelf_name(what, brand_id)
        if name in active:
            older = [row.version for row in tx.models.versions(name) if row.version < active[name]]
            changed[name] = older[0] if older else None
            tx.models.activate(name, changed[name])
    if changed:
        hold(tx, brand_id)
        tx.audit.add(by, "adapt_rolled_back", brand_id=brand_id, now=changed)
    return changed


def hold(tx: Tx, brand_id: str) -> None:
    """A person chose a version: only `AT_ONCE` corrections made from now on start another fit."""
    job = tx.jobs.by_key(key_of(brand_id))
    if job is not None:
        progress = replace(Progress.of(job.payload), held=True, seen=tx.examples.extent(brand_id))
        tx.jobs.bring_forward(job.key, run_at=max(job.run_at, tx.now), payload=progress.to_json())

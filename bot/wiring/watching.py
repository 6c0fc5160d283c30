"""Counts and logs what the services do, from outside: the services themselves know nothing of figures.

The number of an item is the `comment` that every line about it carries, from intake to outcome.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.capabilities import PageCapabilities
from bot.domain.comment import Comment
from bot.domain.decision import DecisionAnswer, DecisionRequest
from bot.domain.errors import StoreBroken
from bot.observability.logs import comment_scope, get_logger
from bot.observability.metrics import Metrics
from bot.pipeline.desk import DeskService
from bot.pipeline.intake import IntakeService
from bot.pipeline.runtime import Handler, Kind
from bot.pipeline.situations import BrandShelf
from bot.pipeline.work import Work
from bot.ports import Coach, LanguageModel, ModelAnswer, ModelCall, PageAdapter
from bot.store import Store
from bot.store.rows import JobRow
from bot.store.times import micros
from bot.store.tx import Tx

_EACH = 20
"""Deliveries up to this size are logged comment by comment; an import would drown everything else."""

_log = get_logger("tertulia")


class WatchedIntake(IntakeService):
    """The intake, counted and logged."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        super().__init__(store)
        self._kept, self._metrics = store, metrics

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        """As the service does."""
        answers = await super().accept(comments)
        new = [comment for comment, fresh in zip(comments, answers, strict=True) if fresh]
        for comment in new:
            self._metrics.comments_accepted.labels(comment.page_id).inc()
        if new and len(new) <= _EACH:
            numbers = await self._kept.read(lambda tx: _numbers(tx, new))
            for comment in new:
                with comment_scope(numbers.get((comment.page_id, comment.ext_id), 0)):
                    _log.info("accepted", page=comment.page_id, ext_id=comment.ext_id)
        elif new:
            _log.info("accepted many", page=new[0].page_id, comments=len(new))
        return answers

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        """As the service does."""
        self._metrics.page_connected.labels(page_id).set(connected)
        await super().page_state(page_id, connected=connected, why=why)


def _numbers(tx: Tx, comments: Sequence[Comment]) -> dict[tuple[str, str], int]:
    """The item numbers of comments by page and platform id; an edit or a deletion may have none."""
    found: dict[tuple[str, str], int] = {}
    for page_id in {comment.page_id for comment in comments}:
        rows = tx.comments.by_ext(page_id, [one.ext_id for one in comments if one.page_id == page_id])
        for ext_id, row in rows.items():
            item = tx.items.of_comment(row.id)
            if item is not None:
                found[page_id, ext_id] = item.id
    return found


class WatchedDesk(DeskService):
    """The review desk, its decisions counted and logged."""

    def __init__(
        self,
        store: Store,
        coach: Coach,
        pages: Mapping[str, PageCapabilities],
        shelf: BrandShelf,
        metrics: Metrics,
    ) -> None:
        super().__init__(store, coach, pages, shelf)
        self._metrics = metrics

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        """As the service does."""
        answer = await super().decide(request)
        kind, via = request.kind.value, request.via
        refused = answer.refused.value if answer.refused else ""
        if answer.ok:
            self._metrics.decisions.labels(kind, via).inc()
        else:
            self._metrics.decisions_refused.labels(refused or "other", via).inc()
        with comment_scope(request.item_id):
            _log.info("decided", kind=kind, via=via, person=request.person.id, ok=answer.ok, refused=refused)
        return answer


def count_refusals(pages: Mapping[str, PageAdapter], metrics: Metrics) -> None:
    """What pages that take requests (webhooks) refuse belongs into the figures too."""

    def count(page_id: str, reason: str) -> None:
        metrics.comments_refused.labels(page_id, reason).inc()

    for page in pages.values():
        if (receiver := getattr(page, "receiver", None)) is not None:
            receiver.on_refused = count


class WatchedModel:
    """A language model, its tokens, price and failures counted."""

    def __init__(self, model: LanguageModel, metrics: Metrics) -> None:
        self.name = model.name
        self._model, self._metrics = model, metrics

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """As the model does."""
        try:
            answer = await self._model.ask(call)
        except Exception as error:
            self._metrics.model_failures.labels(self.name, type(error).__name__).inc()
            raise
        self._metrics.model_call(
            answer.model, tokens_in=answer.tokens_in, tokens_out=answer.tokens_out, price=answer.price
        )
        return answer


def watched_kinds(kinds: Mapping[str, Kind], metrics: Metrics) -> dict[str, Kind]:
    """The same kinds of jobs, each timed and logged under the number of its item."""
    return {name: replace(kind, handle=_watched(name, kind.handle, metrics)) for name, kind in kinds.items()}


def _watched(name: str, handle: Handler, metrics: Metrics) -> Handler:
    async def run(work: Work, jobs: Sequence[JobRow]) -> None:
        now, started = micros(work.store.clock.now()), time.monotonic()
        for job in jobs:
            metrics.job_wait.labels(name).observe(max(0, now - job.run_at) / 1_000_000)
        try:
            if len(jobs) == 1 and jobs[0].item_id is not None:
                with comment_scope(jobs[0].item_id):
                    await handle(work, jobs)
            else:
                await handle(work, jobs)
        except Exception:
            metrics.jobs_failed.labels(name).inc(len(jobs))
            raise
        seconds = time.monotonic() - started
        metrics.job_run.labels(name).observe(seconds)
        await _told(name, work.store, jobs, seconds, metrics)

    return run


async def _told(name: str, store: Store, jobs: Sequence[JobRow], seconds: float, metrics: Metrics) -> None:
    """Say where each item stands now, and count what was drafted and published."""
    ids = [job.item_id for job in jobs if job.item_id is not None]
    try:
        items = await store.read(lambda tx: tx.items.many(ids))
    except StoreBroken as error:  # the work itself is done and must not be given back for this
        _log.warning("done but not looked at", kind=name, error=str(error))
        return
    for item in items.values():
        if name == "publish":
            metrics.publications.labels(item.page_id, item.state.value).inc()
        if name == "draft" and item.state.value == "waiting":
            metrics.drafts.labels(item.brand_id).inc()
        with comment_scope(item.id):
            _log.info(name, page=item.page_id, state=item.state.value, reason=item.reason, seconds=round(seconds, 3))

"""What is counted follows what stands on the page: edits, deletions, late days, and pages with next to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.intake.changes import deleted, edited
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.store import Store, open_store
from bot.store.schema import comment, post
from bot.store.schema_evidence import evidence, judged_post
from bot.testing.clock import FrozenClock
from bot.testing.coach import FakeCoach
from tests.stores import store_url

__all__ = ["store_url"]

ANN = Person(id="ann", name="Ann", roles=(("acme", Role.MANAGER), ("rival", Role.MANAGER)))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    made = open_store(store_url, FrozenClock())
    yield made
    made.close()


@pytest.fixture
async def service(store: Store) -> EvidenceService:
    def seed(tx: Any) -> None:
        for brand, page in (("acme", "page"), ("rival", "other")):
            tx.brands.seed(Brand(id=brand, name=brand.title()))
            tx.brands.seed_page(page, brand_id=brand, platform="fake", name=page, reply_limit=500)

    await store.write(seed)
    return EvidenceService(store, FakeCoach(), BrandShelf())


async def put(store: Store, ext_id: str, text: str, *, own: bool = False, **fields: Any) -> int:
    """A comment as an import or a backfill leaves it: no item; an hour after the one put before it."""

    def write(tx: Any) -> int:
        at = tx.after(-timedelta(days=20)) + 3_600_000_000 * len(tx.conn.execute(comment.select()).all())
        values = {
            "page_id": "page", "ext_id": ext_id, "post_ext_id": "", "parent_ext_id": "", "thread_ext_id": "t",
            "author_ext_id": "" if own else "ada", "author_name": "", "author_handle": "", "own": own, "text": text,
            "lang": "en", "url": "", "extra": "", "created_at": at, "received_at": tx.after(-timedelta(days=1)),
        }  # fmt: skip
        made = tx.conn.execute(comment.insert().values({**values, **fields}).returning(comment.c.id))
        return int(made.scalar_one())

    return await store.write(write)


async def total(service: EvidenceService, brand: str = "acme") -> dict[str, Any]:
    await service.catch_up()
    return dict((await service.report(ReportKind.HEALTH, ANN, brand_id=brand)).data["total"])


async def every(service: EvidenceService) -> list[Report]:
    await service.catch_up()
    kinds = [kind for kind in ReportKind if kind is not ReportKind.POST]
    made = [await service.report(kind, ANN, brand_id="acme", lang=lang) for kind in kinds for lang in ("en", "es")]
    brief = await service.brief(ANN, brand_id="acme")
    assert brief.png
    assert brief.pdf.startswith(b"%PDF")
    return [*made, await service.post("Who is coming?", ANN, brand_id="acme")]


async def test_an_empty_store_has_reports_that_say_so(service: EvidenceService) -> None:
    for report in await every(service):
        assert report.verdict
        assert not report.charts


async def test_one_comment_alone_is_too_few_for_everything(store: Store, service: EvidenceService) -> None:
    await put(store, "c1", "When do you open?")
    for report in await every(service):
        assert "100" not in report.verdict or report.kind is ReportKind.POST
    assert (await total(service))["comments"] == 1


async def test_a_page_with_nothing_but_its_own_words(store: Store, service: EvidenceService) -> None:
    for number in range(3):
        await put(store, f"r{number}", "Come and see.", own=True, thread_ext_id=f"t{number}")
    assert await every(service)
    found = await total(service)
    assert (found["comments"], found["two_way"]["of"]) == (0, 0)


async def test_a_deleted_reply_and_a_deleted_comment_no_longer_count(store: Store, service: EvidenceService) -> None:
    asked = await put(store, "c1", "When do you open?")
    reply = await put(store, "r1", "At ten. I'll keep one for you tomorrow. Which day?", own=True, parent_ext_id="c1")
    await put(store, "c2", "Friday!", parent_ext_id="r1")
    before = await total(service)
    assert before["answered_back"] == {"yes": 1, "of": 1}

    def drop(row_id: int) -> Any:
        return lambda tx: deleted(tx, tx.comments.get(row_id))

    await store.write(drop(reply))
    after = await total(service)
    assert (after["comments"], after["answered_back"]["of"]) == (2, 0)
    await store.write(drop(asked))
    assert (await total(service))["comments"] == 1
    left = await store.read(lambda tx: len(tx.conn.execute(evidence.select()).all()))
    assert left == 1
    assert not (await service.report(ReportKind.DIGEST, ANN, brand_id="acme")).data["promises"]


async def test_an_edited_reply_is_judged_anew(store: Store, service: EvidenceService) -> None:
    await put(store, "c1", "When do you open?")
    reply = await put(store, "r1", "Hello.", own=True, parent_ext_id="c1")
    assert (await total(service))["two_way"]["yes"] == 0
    text = "At ten, every day but Monday. Which day would suit you best, and for how many people?"
    await store.write(lambda tx: edited(tx, tx.comments.get(reply), text))
    assert (await total(service))["two_way"]["yes"] == 1


async def test_a_comment_without_a_thread_or_an_author_is_counted_and_answered_by_nobody(
    store: Store, service: EvidenceService
) -> None:
    await put(store, "c1", "When do you open?", thread_ext_id="", author_ext_id="")
    await put(store, "r1", "At ten.", own=True, parent_ext_id="c1", thread_ext_id="c1")
    await put(store, "c2", "And on Sunday?", thread_ext_id="c1", author_ext_id="")
    found = await total(service)
    assert found["comments"] == 2
    assert found["answered_back"] == {"yes": 0, "of": 1}


async def test_a_post_without_a_day_is_as_old_as_the_first_comment_below_it(
    store: Store, service: EvidenceService
) -> None:
    def undated(tx: Any) -> None:
        values = {"page_id": "page", "ext_id": "p1", "text": "Who is coming?", "author": "", "url": ""}
        tx.conn.execute(post.insert().values(**values, created_at=None))

    async def judged_at() -> int:
        await service.catch_up()
        return int(await store.read(lambda tx: tx.conn.execute(judged_post.select()).one().at))

    await store.write(undated)
    assert await judged_at() == 0
    await put(store, "c1", "Me!", post_ext_id="p1")
    first = await store.read(lambda tx: tx.conn.execute(comment.select()).one().created_at)
    assert await judged_at() == first
    assert (await service.report(ReportKind.HEALTH, ANN, brand_id="acme")).data["posts"]["of"] == 1


async def test_brands_are_counted_apart(store: Store, service: EvidenceService) -> None:
    await put(store, "c1", "When do you open?")
    await put(store, "c2", "When do you open?", page_id="other", thread_ext_id="u")
    await put(store, "c3", "And on Sunday?", page_id="other", thread_ext_id="u")
    assert ((await total(service))["comments"], (await total(service, "rival"))["comments"]) == (1, 2)


async def test_judging_twice_is_the_same_as_once(store: Store, service: EvidenceService) -> None:
    await put(store, "c1", "When do you open?")
    await put(store, "r1", "At ten.", own=True, parent_ext_id="c1")
    once = await total(service)
    await store.write(lambda tx: tx.evidence.set_mark("evidence.comment", 0))
    assert await total(service) == once

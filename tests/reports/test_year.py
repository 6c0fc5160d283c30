"""The made-up year, through the store: what was planted is found, what was not is not; and pandas counts the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bot.domain.brand import Brand
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person, Role
from bot.domain.report import Report, ReportKind
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.store import Store, open_store
from bot.store.schema import comment, post
from bot.store.tx import Tx
from bot.testing.clock import FrozenClock
from tests.effort import EXHAUSTIVE
from tests.reports import year
from tests.stores import fresh_sqlite

pytestmark = pytest.mark.slow
COUNT = 24_000
ANN = Person(id="ann", name="Ann", roles=(("acme", Role.MANAGER),))


def fill(store: Store, planned: list[year.Planted]) -> None:
    """Put a year into a store."""

    def work(tx: Tx) -> None:
        tx.brands.seed(Brand(id="acme", name="Acme"))
        for page in year.PAGES:
            tx.brands.seed_page(page, brand_id="acme", platform="fake", name=page.title(), reply_limit=500)
        rows = year.rows(planned)
        for start in range(0, len(rows), 5000):
            tx.conn.execute(comment.insert(), rows[start : start + 5000])
        tx.conn.execute(post.insert(), year.posts())

    store.write_sync(work)


@pytest.fixture(scope="module")
def planned() -> list[year.Planted]:
    return year.plan(COUNT)


@pytest.fixture(scope="module")
def evidence(planned: list[year.Planted], tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceService]:
    clock = FrozenClock(year.END + timedelta(days=30))
    store = open_store(fresh_sqlite(tmp_path_factory.mktemp("year")), clock)
    fill(store, planned)
    service = EvidenceService(store, year.MarkedCoach(), BrandShelf())
    asyncio.run(service.catch_up())
    yield service
    store.close()


def ask(evidence: EvidenceService, kind: ReportKind, **more: Any) -> Report:
    return asyncio.run(evidence.report(kind, ANN, brand_id="acme", since=year.START, until=year.END, **more))


def frame(planned: list[year.Planted]) -> pd.DataFrame:
    """The plan as a table, counted without any of the project's code."""
    made = pd.DataFrame([{name: getattr(one, name) for name in one.__slots__} for one in planned])
    made["replied"] = made.moves.notna()
    made["two_way"] = made.moves.map(lambda moves: bool(moves) and "asks-specific" in moves)
    made["needed"] = made.kind != "praise"
    return made


def test_the_figures_are_those_of_a_plain_recount(evidence: EvidenceService, planned: list[year.Planted]) -> None:
    plain = frame(planned)
    for page in year.PAGES:
        mine, total = plain[plain.page == page], ask(evidence, ReportKind.HEALTH, page_id=page).data["total"]
        backs = mine.back.sum()
        assert total["comments"] == len(mine) + backs  # an answer back is a comment as well
        assert total["two_way"] == {"yes": mine.two_way.sum(), "of": mine.replied.sum()}
        assert total["answered_back"] == {"yes": backs, "of": mine.replied.sum()}
        needed = mine[mine.needed]
        assert total["answered_needed"]["yes"] == needed.replied.sum()


def test_the_middle_wait_is_the_median(evidence: EvidenceService, planned: list[year.Planted]) -> None:
    plain = frame(planned)
    seconds = plain[plain.replied & (plain.page == "parlor")].wait.dt.total_seconds().astype(int)
    found = ask(evidence, ReportKind.HEALTH, page_id="parlor").data["wait"]
    assert 0 <= seconds.sort_values().iloc[(len(seconds) - 1) // 2] - found < 60  # kept to the minute


def test_each_page_gets_the_verdict_it_earned(evidence: EvidenceService) -> None:
    said = {page: ask(evidence, ReportKind.HEALTH, page_id=page) for page in year.PAGES}
    assert said["shout"].verdict.startswith("It talks at people: 8 of 10 posts ask nothing")
    assert said["parlor"].verdict.startswith("It talks with people: ")
    assert said["turn"].verdict.startswith("It has learned to talk with people: since 2 Jun, ")
    assert ask(evidence, ReportKind.HEALTH, page_id="turn", lang="es").verdict.startswith(
        "Ha aprendido a conversar: desde el 2 jun, "
    )
    assert {page: report.data["change"] is not None for page, report in said.items()} == {
        "shout": False,
        "parlor": False,
        "turn": True,
    }


def test_what_gets_answered_is_found_at_its_size_and_the_planted_nothing_is_not(evidence: EvidenceService) -> None:
    report = ask(evidence, ReportKind.ANSWERED)
    moves = {one["move"]: one for one in report.data["moves"]}
    asks, to_dm, names = moves["asks-specific"], moves["sends-to-dm"], moves["names-person"]
    assert asks["stands"]
    assert asks["difference"]["low"] < year.ASKS + 0.03
    assert asks["difference"]["value"] == pytest.approx(year.ASKS, abs=0.05)
    assert to_dm["stands"]
    assert to_dm["difference"]["value"] == pytest.approx(year.DM, abs=0.05)
    assert [name for name, one in moves.items() if one["stands"]] == ["asks-specific", "sends-to-dm"]
    assert not names["stands"], "what is only done more often where people answer anyway is no cause"
    raw = names["difference"]["with_"], names["difference"]["without"]
    assert raw[0]["yes"] / raw[0]["of"] > raw[1]["yes"] / raw[1]["of"] + 0.1, "a raw comparison would be fooled"
    assert report.verdict == (
        "People answer most where a reply asks a specific question, and least where it sends the person to private "
        "messages."
    )
    assert "not proof" in report.caution


def test_few_cases_are_called_few(evidence: EvidenceService) -> None:
    before = year.START - timedelta(weeks=2)
    early = asyncio.run(
        evidence.report(ReportKind.ANSWERED, ANN, brand_id="acme", since=before, until=before + timedelta(days=7))
    )
    assert early.verdict.startswith("Too few to compare yet")
    assert early.charts == ()


def test_a_stranger_to_the_brand_sees_nothing(evidence: EvidenceService) -> None:
    other = Person(id="eve", name="Eve", roles=(("rival", Role.ADMIN),))
    with pytest.raises(NoRight):
        asyncio.run(evidence.report(ReportKind.HEALTH, other, brand_id="acme"))


def test_pictures_are_named_and_drawn_twice(evidence: EvidenceService) -> None:
    for kind in (ReportKind.HEALTH, ReportKind.ANSWERED):
        for lang in ("en", "es"):
            for chart in ask(evidence, kind, lang=lang).charts:
                assert chart.png.startswith(b"\x89PNG")
                assert chart.svg.startswith("<svg role=")
                assert "var(--chart-ink" in chart.svg
                assert chart.alt
                assert 'id="' + chart.key in chart.svg


def test_the_brief_is_one_page_with_two_real_exchanges(evidence: EvidenceService) -> None:
    brief = asyncio.run(evidence.brief(ANN, brand_id="acme", since=year.START))
    assert brief.pdf.startswith(b"%PDF")
    assert b"/Count 1 " in brief.pdf
    assert brief.png.startswith(b"\x89PNG")
    assert len(brief.sentences) == 5
    assert "asks a specific question" in " ".join(brief.sentences)


def test_a_digest_groups_what_people_said_alike(evidence: EvidenceService) -> None:
    week = year.START + timedelta(weeks=30)
    report = asyncio.run(
        evidence.report(ReportKind.DIGEST, ANN, brand_id="acme", since=week, until=week + timedelta(days=7))
    )
    assert report.data["counts"]["question"] > 100
    assert report.data["asked"][0]["count"] > 20
    assert report.data["unanswered"] > 0
    assert "unanswered" in report.verdict


def test_a_planned_post_is_told_what_it_lacks_and_what_such_posts_drew(evidence: EvidenceService) -> None:
    told = asyncio.run(evidence.post("<promo> Our new autumn blend is here! Come and get it.", ANN, brand_id="acme"))
    assert told.verdict == "A broadcast: it asks nothing that anybody could answer (44/100)."
    assert len(told.data["openings"]) == 2
    assert any("people could answer" in each for each in told.paragraphs)
    asks = asyncio.run(evidence.post("<asks-specific> Which one first?", ANN, brand_id="acme", lang="es"))
    assert asks.verdict.startswith("Abre conversación")
    with pytest.raises(BadInput):
        asyncio.run(evidence.post("  ", ANN, brand_id="acme"))


@pytest.mark.skipif(not EXHAUSTIVE, reason="another year, a larger one; set TERTULIA_EXHAUSTIVE=1 to run it")
def test_sixty_thousand_comments_tell_the_same(tmp_path: Path) -> None:
    planned = year.plan(60_000, seed=29)
    store = open_store(f"sqlite:///{tmp_path / 'year.db'}", FrozenClock(year.END + timedelta(days=30)))
    fill(store, planned)
    service = EvidenceService(store, year.MarkedCoach(), BrandShelf())
    asyncio.run(service.catch_up())
    moves = {one["move"]: one for one in ask(service, ReportKind.ANSWERED).data["moves"]}
    total = ask(service, ReportKind.HEALTH).data["total"]
    store.close()
    assert moves["asks-specific"]["difference"]["value"] == pytest.approx(year.ASKS, abs=0.03)
    assert moves["sends-to-dm"]["difference"]["value"] == pytest.approx(year.DM, abs=0.03)
    assert [name for name, one in moves.items() if one["stands"]] == ["asks-specific", "sends-to-dm"]
    plain = frame(planned)
    assert total["comments"] == len(plain) + plain.back.sum()
    assert total["two_way"] == {"yes": plain.two_way.sum(), "of": plain.replied.sum()}
    assert total["answered_back"] == {"yes": plain.back.sum(), "of": plain.replied.sum()}


@pytest.mark.postgres
def test_both_stores_count_the_same(tmp_path: Path, pg_url: str) -> None:
    planned, found = year.plan(800, seed=5), []
    for url in (f"sqlite:///{tmp_path / 'year.db'}", pg_url):
        store = open_store(url, FrozenClock(year.END + timedelta(days=30)))
        fill(store, planned)
        service = EvidenceService(store, year.MarkedCoach(), BrandShelf())
        asyncio.run(service.catch_up())
        kinds = [kind for kind in ReportKind if kind is not ReportKind.POST]
        made = [ask(service, kind, page_id=page) for kind in kinds for page in ("", "turn")]
        post = asyncio.run(service.post("<promo> New blend.", ANN, brand_id="acme"))
        found.append([(one.verdict, one.paragraphs, one.table, one.data) for one in (*made, post)])
        store.close()
    assert found[0] == found[1]

"""A bounded soak of platforms at once, through their real clients. The long one is `tools/soak_channels.py`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.scenarios.chat.platforms import Place, drivers_of
from tests.scenarios.chat.soak import Plan, soak

CARDS = 60


@pytest.mark.slow
async def test_no_card_is_lost_and_none_decided_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        drivers = await drivers_of(("slack", "mattermost", "zulip"), Place(tmp_path, stack, monkeypatch))
        report = await soak(f"sqlite:///{tmp_path}/soak.db", drivers, Plan(cards=CARDS, seed=5, samples=2))
    assert report.faults == [], report.lines()
    assert report.items == CARDS
    assert min(report.restarts, report.together, report.redelivered, report.drops, report.absences) > 0

"""Real threads through the engine as it ships: figures that can be, and the outcomes that the file itself tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.report import ReportKind
from tools.real_threads import FILE, ask, judged, threads_of

MOST = 250


@pytest.mark.data
@pytest.mark.slow
def test_reports_of_real_threads_are_sane(data_folder: Path, tmp_path: Path) -> None:
    threads = dict(list(threads_of(data_folder / FILE).items())[:MOST])
    told = {}
    for line in (data_folder / FILE).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row["brand"], row["thread"]) in threads:
            told[row["thread"], row["reply_body"]] = bool(row["answered_back"])
    store, service = judged(tmp_path, threads)
    total = ask(service, ReportKind.HEALTH).data["total"]
    store.close()
    turns = [turn for each in threads.values() for turn in each]
    assert total["comments"] == sum(not turn.own for turn in turns)
    # Rows of one thread were put together, so that a few replies count whose own outcome the file does not tell.
    answered = total["answered_back"]
    assert answered["of"] >= len(told) * 0.95
    assert answered["yes"] >= sum(told.values()) * 0.95
    assert 0.2 < answered["yes"] / answered["of"] < 0.8
    assert total["answered_needed"]["yes"] <= total["answered_needed"]["of"] <= total["comments"]
    assert 0 < total["two_way"]["yes"] < total["two_way"]["of"]

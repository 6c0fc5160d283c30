"""Rows that lie on disk are those of the table, and no room for them is no harm."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from bot.coaching import forward
from bot.coaching.rows_on_disk import RowsOnDisk

TABLE = np.arange(60, dtype=np.uint8).reshape(12, 5)


def test_rows_are_those_of_the_table() -> None:
    kept = RowsOnDisk(TABLE)
    for places in ([], [0], [11, 3, 3]):
        assert np.array_equal(kept[np.array(places, dtype=np.int64)], TABLE[places])
    assert (len(kept), kept.shape, kept.dtype) == (12, (12, 5), np.uint8)


def test_it_reads_where_the_system_has_no_single_call(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = RowsOnDisk(TABLE)
    monkeypatch.delattr("os.pread", raising=False)
    assert np.array_equal(kept[np.array([7, 2])], TABLE[[7, 2]])


def test_without_room_the_table_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("bot.coaching.rows_on_disk.TemporaryFile", full)
    model = SimpleNamespace(table=TABLE)
    forward._lend(model)
    assert model.table is TABLE

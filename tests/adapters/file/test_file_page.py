"""The file page's outbox."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.pages.file.adapter import FilePage
from bot.domain.errors import NotSent
from bot.domain.publication import PublishOrder

ORDER = PublishOrder(
    page_id="old", item_id=1, publication_id=1, idem_key="k1", text="Sí, “claro”\n🙂", lang="es",
    parent_ext_id="c1", thread_ext_id="c1", post_ext_id="",
)  # fmt: skip


async def test_replies_stand_in_the_outbox_once_and_are_found_again(tmp_path: Path) -> None:
    page = FilePage.build("old", {}, tmp_path)
    first, second = await page.publish(ORDER), await page.publish(ORDER)
    assert first.ext_id == second.ext_id
    lines = (tmp_path / "outbox-old.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == [ORDER.text]
    found = await FilePage.build("old", {}, tmp_path).own_replies("c1", datetime(2000, 1, 1, tzinfo=UTC))
    assert [each.idem_key for each in found] == ["k1"]


async def test_a_torn_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    page = FilePage.build("old", {}, tmp_path)
    (tmp_path / "outbox-old.jsonl").write_text('{"id": "out-k0", "te')
    await page.publish(replace(ORDER, idem_key="k2"))
    found = await page.own_replies("c1", datetime(2000, 1, 1, tzinfo=UTC))
    assert [each.idem_key for each in found] == ["k2"]


async def test_an_outbox_that_cannot_be_written_is_not_sent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    page = FilePage("old", tmp_path / "file" / "outbox.jsonl")
    with pytest.raises(NotSent):
        await page.publish(ORDER)
    assert await page.check()

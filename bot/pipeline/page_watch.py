"""Runs one page's adapter beside its row: a limit it learnt is kept there, and when publishing found the page's access
gone, the adapter is started anew, so that it asks the platform itself."""

from __future__ import annotations

import asyncio
import contextlib

from bot.domain.errors import AccountDisconnected, StoreBroken
from bot.pipeline.work import Work
from bot.ports import Intake, PageAdapter
from bot.store.rows import PageRow
from bot.store.tx import Tx


async def watched_run(work: Work, page: PageAdapter, intake: Intake) -> None:
    """Run until the adapter ends or fails; raises what it raised, or `AccountDisconnected` when another call found
    that the platform no longer accepts the page."""
    running = asyncio.create_task(page.run(intake), name=f"page {page.page_id}")
    was_connected = False
    try:
        while True:
            done, _ = await asyncio.wait({running}, timeout=work.timings.recheck.total_seconds())
            if done:
                running.result()
                return
            with contextlib.suppress(StoreBroken):  # looked at again a moment later
                row = await _in_step(work, page)
                if row is not None and was_connected and not row.connected:
                    raise AccountDisconnected(row.why)
                was_connected = row is not None and row.connected
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _in_step(work: Work, page: PageAdapter) -> PageRow | None:
    """The page's row, its reply limit as the platform told it to the adapter."""
    row = await work.store.read(lambda tx: tx.brands.page(page.page_id))
    most = page.capabilities.text_limit.most
    if row is not None and row.reply_limit != most:

        def keep(tx: Tx) -> None:
            tx.brands.change_page(page.page_id, reply_limit=most)

        await work.store.write(keep)
    return row

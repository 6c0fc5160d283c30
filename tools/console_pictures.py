"""Pictures of the console for the documentation: the demo, as somebody meets it who has just signed in.

    python -m tools.console_pictures              # into docs/img/console-<name>.png
    python -m tools.console_pictures --into FOLDER

The demo runs as a program of its own in a folder that is thrown away; Chromium signs in by the link it prints, waits
until enough has come in, and takes the pictures. console-reports.png is of the made-up year and is none of these.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, StorageState, async_playwright

from tools.card_pictures import CHROMIUM, FLAGS, IMG, PATIENCE, smaller

_LINK = re.compile(r"(http://\S+)/welcome\?token=\S+")
_ROWS = 8
"""Comments that have to be in the inbox before it is worth a picture."""
_PASSWORD = "a picture of a bookshop"
WIDE, PHONE = (1280, 800), (390, 844)


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address that lets in the first admin of a fresh demo."""
    with tempfile.TemporaryDirectory() as home:
        line = [sys.executable, "-u", "-m", "bot", "demo", "--home", f"{home}/demo", "--port", "0", "--lang", "en"]
        program = await asyncio.create_subprocess_exec(
            *line, stdout=asyncio.subprocess.PIPE, env={**os.environ, "COLUMNS": "200"}
        )
        assert program.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE):
                async for said in program.stdout:
                    if found := _LINK.search(said.decode()):
                        yield found[0]
                        break
        finally:
            program.send_signal(signal.SIGINT)
            await program.communicate()


async def sign_up(browser: Browser, link: str) -> tuple[str, StorageState]:
    """The console's address and the session, after the first admin chose a password and enough has come in."""
    page = await (await browser.new_context()).new_page()
    await page.goto(link)
    for number, value in enumerate(("Ana", "ana", _PASSWORD, _PASSWORD)):
        await page.locator("input:visible:not([type=radio])").nth(number).fill(value)
    await page.get_by_role("button", name="Start").click()
    await page.wait_for_url("**/inbox")
    await page.locator(".row-link").nth(_ROWS - 1).wait_for(timeout=PATIENCE * 1000)
    return page.url.removesuffix("/inbox"), await page.context.storage_state()


async def seated(browser: Browser, state: StorageState, size: tuple[int, int], *, dark: bool) -> Page:
    """A page of a browser that is signed in."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", storage_state=state
    )
    return await context.new_page()


async def photograph(link: str, folder: Path) -> None:
    """The inbox; one comment on a wide screen, in the dark, and on a telephone."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        base, state = await sign_up(browser, link)
        shots = (("inbox", "/inbox", WIDE, False), ("item", "/items/1", WIDE, False),
                 ("dark", "/items/1", WIDE, True), ("phone", "/items/1", PHONE, False))  # fmt: skip
        for name, at, size, dark in shots:
            page = await seated(browser, state, size, dark=dark)
            await page.goto(base + at)
            await page.locator(".row-link, .offer").first.wait_for()
            png = smaller(await page.screenshot(animations="disabled"))
            path = folder / f"console-{name}.png"
            path.write_bytes(png)
            print(f"{path.name}: {len(png) // 1024} KB")
            await page.context.close()
        await browser.close()


async def _draw(folder: Path) -> None:
    async with demo() as link:
        await photograph(link, folder)


def main() -> None:
    """Take all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=IMG, help="the folder of the pictures")
    asyncio.run(_draw(parser.parse_args().into))


if __name__ == "__main__":
    main()

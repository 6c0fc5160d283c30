"""Pictures of one card on every platform, for the documentation.

    python -m tools.card_pictures                      # into docs/img/card-<platform>.png
    python -m tools.card_pictures discord --html FOLDER    # one of them, as HTML too

The card is the demo's first one, coached by the engine. Each module of `tools/cards` has its adapter render it and
lays the payload out in the platform's manner; Chromium takes the picture. A platform without such a module is named.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import shutil
import tempfile
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright

from bot.adapters.registry import CHATS
from bot.cli.demo import demo_settings
from bot.domain.card import Card
from bot.domain.transitions import ItemState
from bot.observability.logs import configure_logging
from bot.pipeline.work import Channel
from bot.testing.channel import FakeChannel
from bot.wiring import build_app
from tools.cards.sheet import Drawing, Sheet

IMG = Path(__file__).parent.parent / "docs" / "img"
CHROMIUM = os.environ.get("TERTULIA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SCALE = 1.5
COLOURS = 192
PATIENCE = 120
"""Seconds until the demo's first card has to be there."""
PLATFORMS = tuple(sorted(name for name in CHATS if name != "terminal"))


def drawings() -> dict[str, Drawing]:
    """By platform: every chat platform that has a module in `tools/cards`."""
    drawn = [name for name in PLATFORMS if find_spec(f"tools.cards.{name}")]
    return {name: import_module(f"tools.cards.{name}").sheet for name in drawn}


class _Window(FakeChannel):
    """Keeps the first card with suggestions."""

    def __init__(self) -> None:
        super().__init__("pictures")
        self.first: asyncio.Future[Card] = asyncio.get_running_loop().create_future()

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        if card.state is ItemState.WAITING and len(card.suggestions) > 2 and not self.first.done():
            self.first.set_result(card)
        return await super().show(card, ext_message_id)


async def demo_card(home: Path) -> Card:
    """The first card of the demo that offers suggestions, as the pipeline shows it to a channel in English."""
    app, channel = build_app(demo_settings(home), demo=True), _Window()
    app.add_channel("pictures", Channel(adapter=channel, lang="en"))
    try:
        async with app.running(), asyncio.timeout(PATIENCE):
            return await channel.first
    finally:
        app.close()


def smaller(png: bytes) -> bytes:
    """In few colours: flat areas need no more."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


async def photograph(pages: dict[str, tuple[str, int]]) -> dict[str, bytes]:
    """PNG by name, of HTML with its width; nothing is fetched from anywhere."""
    found = {}
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, (text, width) in pages.items():
            page = await browser.new_page(viewport={"width": width, "height": 100}, device_scale_factor=SCALE)
            await page.set_content(text)
            found[name] = smaller(await page.screenshot(full_page=True))
        await browser.close()
    return found


async def sheets_of(names: Sequence[str]) -> dict[str, Sheet]:
    """The drawings of these platforms, all of the same card."""
    with tempfile.TemporaryDirectory() as home:
        card = await demo_card(Path(home))
    known = drawings()
    return {name: known[name](card) for name in names}


def draw(names: Sequence[str], folder: Path, html: Path | None) -> None:
    """The pictures of these platforms."""
    sheets = asyncio.run(sheets_of(names))
    pages = {name: (one.document(name), one.width) for name, one in sheets.items()}
    if html is not None:
        html.mkdir(parents=True, exist_ok=True)
        for name, (text, _) in pages.items():
            (html / f"card-{name}.html").write_text(text, encoding="utf-8")
    for name, png in asyncio.run(photograph(pages)).items():
        path = folder / f"card-{name}.png"
        path.write_bytes(png)
        print(f"{path.name}: {len(png) // 1024} KB")


def main() -> None:
    """Draw what is asked for; all that can be drawn by default."""
    known = drawings()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("platforms", nargs="*", choices=[*known, []], help="all of them by default")
    parser.add_argument("--into", type=Path, default=IMG, help="the folder of the pictures")
    parser.add_argument("--html", type=Path, help="a folder for the pages that are photographed")
    asked = parser.parse_args()
    for name in PLATFORMS:
        if name not in known:
            print(f"{name}: no drawing (tools/cards/{name}.py is missing)")
    configure_logging(level="warning", format="console")
    draw(asked.platforms or list(known), asked.into, asked.html)


if __name__ == "__main__":
    main()

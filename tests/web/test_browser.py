"""The console in headless Chromium: keys, the live score, two people at once, both widths, dark, Spanish."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.server import serve

from .morning import card
from .world import World, make_world

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("TERTULIA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no Chromium at {CHROMIUM}; set TERTULIA_CHROMIUM"),
]


class Live:
    """A world served on a real port from a thread of its own."""

    def __init__(self) -> None:
        self.world: World = make_world(real_clock=True)
        self.address = ""
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self._thread.start()
        assert self._ready.wait(20), "the console did not start"

    async def _main(self) -> None:
        self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await serve(self.world.app, "127.0.0.1", 0, stop=self._stop, started=self._started)

    def _started(self, host: str, port: int) -> None:
        self.address = f"http://{host}:{port}"
        self._ready.set()

    def call(self, work) -> None:  # type: ignore[no-untyped-def]
        """Run something in the server's loop, as another part of the program would."""

        async def run() -> None:
            work()

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(5)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(15)
        assert not self._thread.is_alive(), "the console did not stop in time with pages open"


@pytest.fixture
def live() -> Iterator[Live]:
    console = Live()
    yield console
    console.close()


@pytest.fixture(scope="module")
def chromium():  # type: ignore[no-untyped-def]
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def open_page(chromium, live: Live, who: str, *, width: int = 1280, **more: object):  # type: ignore[no-untyped-def]
    """A signed-in page; any script error fails the test that looks at `page.errors`."""
    page = chromium.new_context(viewport={"width": width, "height": 844}, **more).new_page()
    page.set_default_timeout(30_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{live.address}/login")
    page.fill("[name=login]", who)
    page.fill("[name=password]", f"{who}-password")
    page.click("button.primary")
    page.wait_for_url("**/inbox")
    if more.get("java_script_enabled", True):
        page.wait_for_selector("html.js")
    return page


def until(page, expression: str) -> None:  # type: ignore[no-untyped-def]
    """Wait until an expression holds. Playwright's own wait needs `eval`, which the console's policy forbids."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def test_keys_from_inbox_to_approval_and_undo(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "ada")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".row.is-at").get_attribute("data-item") == "4"
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/items/2")
    page.keyboard.press("j")
    page.wait_for_url("**/items/1")
    page.keyboard.press("2")
    assert page.locator(".offer.is-chosen").get_attribute("data-offer") == "2"
    page.keyboard.press("a")
    page.locator(".toast").wait_for()
    page.locator("text=approved by Ada").wait_for()
    assert live.world.desk.requests[-1].suggestion_id == 102
    until(page, "/^([1-9]|10) s$/.test(document.querySelector('[data-countdown]').textContent)")
    page.keyboard.press("u")
    page.locator(".offer.is-chosen").wait_for()
    assert live.world.desk.entries[1].card.decision is None
    assert page.errors == []


def test_editing_scores_while_typing(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe")
    page.goto(f"{live.address}/items/1")
    page.keyboard.press("3")
    page.keyboard.press("e")
    page.locator("[data-behind] mark.m-error").wait_for()
    assert page.locator("[data-behind]").inner_text() == page.locator("[data-text]").input_value()
    low = int(page.locator("[data-ring] b").inner_text())
    page.locator("[data-text]").fill("")
    page.locator("[data-text]").press_sequentially("Sundays from eleven, Priya. What is your dog called?", delay=5)
    until(page, f"Number(document.querySelector('[data-ring] b').textContent) > {low}")
    until(page, "!document.querySelector('.editor-score').classList.contains('is-stale')")
    assert page.locator("[data-length]").inner_text() == "52 of 500"
    page.locator("[data-text]").fill("x" * 501)
    assert "1 too many" in page.locator("[data-length]").inner_text()
    assert page.locator("[data-send]").is_disabled()
    page.locator("[data-text]").fill("Sundays from eleven. Who is coming?")
    page.keyboard.press("Control+Enter")
    page.locator("text=approved with edits by Moe").wait_for()
    assert live.world.desk.entries[1].card.decision.text == "Sundays from eleven. Who is coming?"
    assert page.errors == []


def test_stale_scores_are_dropped(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe")
    page.goto(f"{live.address}/items/1")
    held = []
    page.route("**/score", lambda route: held.append(route) if not held else route.continue_())
    page.keyboard.press("e")
    for _ in range(600):
        if held:
            break
        page.wait_for_timeout(50)
    page.locator("[data-text]").fill("Short.")
    until(page, "document.querySelector('[data-editor]').dataset.scored === '2'")
    shown = page.locator("[data-ring] b").inner_text()
    held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator("[data-ring] b").inner_text() == shown
    assert page.locator("[data-editor]").get_attribute("data-scored") == "2"


def test_two_people_see_each_other(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    ada, lola = open_page(chromium, live, "ada"), open_page(chromium, live, "lola")
    for page in (ada, lola):
        page.goto(f"{live.address}/items/3")
        until(page, "document.body.dataset.live === 'yes'")
    lola.keyboard.press("e")
    lola.locator("[data-text]").fill("Hola, Inés. ¿Qué día fue?")
    ada.keyboard.press("a")
    lola.locator("text=aprobado por Ada").wait_for()
    assert lola.locator("[data-send]").is_disabled()
    assert lola.locator("[data-text]").input_value() == "Hola, Inés. ¿Qué día fue?"
    assert lola.locator("[data-text]").get_attribute("readonly") is not None
    assert lola.locator("form[data-decide=approve]").count() == 0
    assert ada.errors == lola.errors == []


def test_losing_a_race_is_answered(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe")
    page.goto(f"{live.address}/items/1")
    live.world.client("lola").send_form("/items/1/decide", script=True, kind="approve", suggestion_id="101")
    page.route("**/*fragment=live", lambda route: route.abort())
    page.keyboard.press("a")
    page.locator(".toast.is-poor", has_text="Already decided by Lola.").wait_for()


def test_new_comments_arrive_by_themselves(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "ada")
    until(page, "document.body.dataset.live === 'yes'")
    live.call(lambda: live.world.desk.add(card(50, live.world.clock, "Is the terrace open?", "Ben", 0)))
    page.locator('[data-item="50"].is-new').wait_for()
    other = open_page(chromium, live, "nina")
    assert other.locator('[data-item="50"]').count() == 0


def test_rejecting_and_correcting(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe")
    page.goto(f"{live.address}/items/1")
    page.locator(".correct > summary").click()
    page.locator(".correct-form select[name=value]").first.select_option("negative")
    page.locator(".correct-form", has=page.locator("option[value=negative]")).locator("button").click()
    page.locator(".judged .mood-negative").wait_for()
    page.locator(".mend > summary").first.click()
    page.locator(".findings button").first.click()
    page.locator(".toast", has_text="Counted").wait_for()
    assert live.world.desk.flags[0][0] == 1
    page.keyboard.press("r")
    page.keyboard.type("Too stiff, all three")
    page.locator("[data-pop=reject] form button").click()
    page.locator("text=rejected by Moe").wait_for()
    assert live.world.desk.requests[-1].note == "Too stiff, all three"


def test_talking_with_the_coach_beside_an_item(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe")
    page.goto(f"{live.address}/items/1")
    page.keyboard.press("t")
    page.keyboard.type("warmer")
    page.keyboard.press("Enter")
    page.locator(".line-offer").wait_for()
    page.locator("[data-use]").click()
    assert page.locator("[data-text]").input_value().startswith("Sundays from eleven")


@pytest.mark.parametrize(("who", "width"), [("ada", 390), ("lola", 390), ("ada", 1280)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(live: Live, chromium, who: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, who, width=width, color_scheme=scheme)
    brand = "/brands/mirador"
    paths = ["/inbox?view=all", *(f"/items/{n}" for n in (1, 5, 6, 8)), "/coach", "/me"]
    for path in [*paths, f"{brand}/knowledge", f"{brand}/knowledge/edit", f"{brand}/voice"]:
        page.goto(live.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in background.strip("rgb()").split(",")) > 380
    assert light == (scheme == "light")
    page.goto(f"{live.address}/inbox")
    page.locator("[data-theme-toggle]").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != background
    assert page.errors == []


def test_works_without_script(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "moe", java_script_enabled=False)
    page.goto(f"{live.address}/items/1")
    page.locator("form[data-decide=approve] button").nth(1).click()
    page.locator("text=approved by Moe").wait_for()
    page.locator("form[data-decide=undo] button").click()
    page.fill("[name=text]", "You are a valued guest")
    page.locator("button[formaction$=score]").click()
    assert page.locator(".editor-score .finding").count() == 2
    page.locator("[data-send]").click()
    page.locator("text=approved with edits by Moe").wait_for()


def test_help_and_going_places(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "ada")
    page.keyboard.press("?")
    page.locator("dialog.help[open]").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("k")
    page.wait_for_url("**/knowledge")
    page.keyboard.press("/")
    page.keyboard.type("oat")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=oat**")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/inbox")


@pytest.mark.parametrize("width", [390, 768, 1024, 1280, 1440])
def test_every_panel_opens_inside_the_window(live: Live, chromium, width: int) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "ada", width=width)
    page.goto(f"{live.address}/items/1")
    for kind in ("reword", "leave", "reject", "more"):
        panel = f"document.querySelector('[data-pop={kind}] > :last-child').getBoundingClientRect()"
        page.locator(f"[data-pop={kind}] > summary").click()
        until(page, f"{panel}.width > 0 && {panel}.left >= 0 && {panel}.right <= {width}")
        page.keyboard.press("Escape")
        until(page, "!document.querySelector('details.pop[open]')")


def test_enter_asks_the_coach_and_shift_enter_begins_a_line(live: Live, chromium) -> None:  # type: ignore[no-untyped-def]
    page = open_page(chromium, live, "ada")
    page.goto(f"{live.address}/coach")
    field = page.locator("[data-say] textarea")
    field.press_sequentially("Do you open on Sundays?")
    field.press("Shift+Enter")
    field.press_sequentially("And on Mondays?")
    assert field.input_value() == "Do you open on Sundays?\nAnd on Mondays?"
    field.press("Enter")
    page.locator(".talk", has_text="And on Mondays?").wait_for()
    assert field.input_value() == ""
    assert page.errors == []

"""The inbox: order, filters, what each person sees, and that nothing the public wrote is ever markup."""

from __future__ import annotations

import re

import pytest

from .morning import card
from .world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


def items_in(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'data-item="(\d+)"', html)]


def test_order_and_counts(world: World) -> None:
    html = world.client("ada").get("/inbox").text
    assert items_in(html)[:2] == [4, 2]
    assert "claimed by Moe" in html
    assert "8 comments" in html
    assert "100 %" in html
    assert "1 page is disconnected" in html


def test_brands_are_kept_apart(world: World) -> None:
    assert 7 not in items_in(world.client("moe").get("/inbox?view=all").text)
    assert items_in(world.client("nina").get("/inbox?view=all").text) == [7]
    assert items_in(world.client("moe").get("/inbox?brand=lupa&view=all").text) == items_in(
        world.client("moe").get("/inbox?view=all").text
    )


def test_filters(world: World) -> None:
    browser = world.client("ada")
    assert items_in(browser.get("/inbox?brand=lupa").text) == [7]
    assert items_in(browser.get("/inbox?page=lupa-fb").text) == [7]
    assert items_in(browser.get("/inbox?q=AVENA").text) == [3]
    assert items_in(browser.get("/inbox?view=published").text) == [6]
    assert items_in(browser.get("/inbox?view=nonsense").text) == items_in(browser.get("/inbox").text)
    nothing = browser.get("/inbox", params={"q": '<i>"x"</i>'}).text
    assert "&lt;i&gt;" in nothing
    assert "<i>" not in nothing


def test_paging_by_cursor(world: World) -> None:
    for n in range(100, 170):
        world.desk.add(card(n, world.clock, f"Comment {n}", "Ann", n))
    browser = world.client("moe")
    first = browser.get("/inbox?q=Comment").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    second = browser.get(link.group(1).replace("&amp;", "&")).text
    assert len(items_in(first)) == 50
    assert len(items_in(second)) == 20
    assert not set(items_in(first)) & set(items_in(second))


def test_fragment_is_the_list_alone(world: World) -> None:
    html = world.client("ada").get("/inbox?fragment=list").text
    assert "<html" not in html
    assert 4 in items_in(html)


def test_public_text_is_escaped_and_isolated(world: World) -> None:
    html = world.client("ada").get("/inbox?q=script").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in html
    assert "<bdi>ليلى &lt;b&gt;</bdi>" in html
    assert 'dir="auto" lang="ar"' in html


def test_spanish(world: World) -> None:
    html = world.client("lola").get("/inbox").text
    assert '<html lang="es"' in html
    assert "Buscar comentarios" in html
    assert "queja" in html


def test_theme_follows_the_cookie(world: World) -> None:
    browser = world.client("ada")
    assert 'data-theme="auto"' in browser.get("/inbox").text
    browser.cookies.set("tertulia_theme", "dark")
    assert 'data-theme="dark"' in browser.get("/inbox").text
    browser.cookies.set("tertulia_theme", '"><script>')
    assert 'data-theme="auto"' in browser.get("/inbox").text


def test_no_page_holds_inline_script_or_style(world: World) -> None:
    browser = world.client("ada")
    for path in ("/inbox", "/items/1", "/items/4", "/coach", "/brands/mirador/voice", "/team", "/me", "/log", "/login"):
        html = browser.get(path).text
        assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", html), path
        assert re.findall(r"<script(?![^>]*\ssrc=)", html) == [], path

"""Reports in the console: pictures in the page, figures to take away, promises settled; brands kept apart."""

from __future__ import annotations

import csv
import io

import pytest

from bot.domain.report import ReportKind

from .world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_report_shows_its_verdict_its_picture_and_its_figures(world: World) -> None:
    html = world.client("ada").get("/reports?kind=answered&brand=mirador").text
    assert "It talks at people: 7 of 10 posts ask nothing." in html
    assert '<svg role="img" aria-label="With a reply: questions 72 %; complaints 32 %."' in html
    assert "&lt;complaints&gt; &amp; co" in html
    assert "style=" not in html.split("<figure>")[1].split("</figure>")[0], "the content policy lets no styles in"
    assert "Observed, not proven." in html
    assert world.evidence.asked[-1][:2] == (ReportKind.ANSWERED, "mirador")


def test_what_people_wrote_is_no_markup(world: World) -> None:
    html = world.client("ada").get("/reports?kind=digest&brand=mirador").text
    assert "&lt;b&gt;open&lt;/b&gt;" in html
    assert "<b>open" not in html


def test_a_person_sees_reports_of_their_brands_only(world: World) -> None:
    world.client("moe").get("/reports?brand=lupa")
    assert world.evidence.asked[-1][1] == "mirador"


def test_a_report_that_does_not_exist_says_so(world: World) -> None:
    assert world.client("ada").get("/reports?kind=gossip").status_code == 400


def test_figures_leave_as_csv_without_formulas_and_as_json(world: World) -> None:
    browser = world.client("ada")
    answer = browser.get("/reports/export?kind=health&brand=mirador&format=csv")
    assert list(csv.reader(io.StringIO(answer.text))) == [["group", "count"], ["'=all", "-5"]]
    assert browser.get("/reports/export?kind=health&brand=mirador").json()["caution"] == "Observed, not proven."


def test_the_clients_page_is_a_file(world: World) -> None:
    answer = world.client("ada").get("/reports/brief.pdf?brand=mirador")
    assert answer.headers["content-type"] == "application/pdf"
    assert world.client("ada").get("/reports/brief.png?brand=mirador").content.startswith(b"\x89PNG")


def test_a_promise_is_settled_once(world: World) -> None:
    browser = world.client("ada")
    assert browser.send_form("/reports/promises/7", state="kept", brand="mirador").status_code == 303
    assert "Noted." in browser.get("/reports?kind=digest").text
    browser.send_form("/reports/promises/7", state="dropped", brand="mirador")
    assert "settled this promise already" in browser.get("/reports?kind=digest").text
    assert world.evidence.settled == [(7, True), (7, False)]


def test_a_planned_post_is_looked_at_before_it_goes_out(world: World) -> None:
    browser = world.client("ada")
    assert "Paste what is planned" in browser.get("/reports/post").text
    html = browser.send_form("/reports/post", brand="mirador", text="Big news! <b>Come</b> and buy.").text
    assert "It talks at people" in html
    assert "&lt;b&gt;Come&lt;/b&gt;" in html

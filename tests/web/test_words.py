"""Every text exists in both languages, with the same places to fill, and is used."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import bot.web
from bot.web.words import LANGS, catalogue, lang_of_header, words_for

WEB = Path(bot.web.__file__).parent


def test_languages_have_the_same_keys() -> None:
    first, *others = (set(catalogue(lang)) for lang in LANGS)
    assert all(first == other for other in others)
    assert len(first) > 300


def test_texts_fill_the_same_places() -> None:
    for key in catalogue("en"):
        places = [{name for _, name, _, _ in Formatter().parse(catalogue(lang)[key]) if name} for lang in LANGS]
        assert places[0] == places[1], key
        assert all(catalogue(lang)[key].strip() for lang in LANGS), key


def test_templates_ask_only_for_texts_that_exist() -> None:
    asked = set()
    for path in (WEB / "templates").glob("*.html"):
        asked |= set(re.findall(r"""\bt\(\s*["']([a-z_.]+)["']\s*[,)]""", path.read_text("utf-8")))
    for path in WEB.rglob("*.py"):
        asked |= set(re.findall(r'\bwords\(\s*"([a-z_.]+)"', path.read_text("utf-8")))
    assert len(asked) > 150
    assert asked <= set(catalogue("en"))


def test_ages_numbers_and_header() -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    en, es = words_for("en"), words_for("es")
    assert en.ago(now - timedelta(minutes=5), now) == "5 min ago"
    assert es.ago(now - timedelta(hours=3), now) == "hace 3 h"
    assert en.ago(now, now) == "now"
    assert es.due(now + timedelta(days=3), now) == "vence en 3 d"
    assert en.due(now - timedelta(seconds=30), now) == "30 s late"
    assert (en.number(12345), es.number(12345), es.number(1234)) == ("12,345", "12.345", "1234")
    assert es.count("inbox.total", 1) == "1 comentario"
    assert es.moment(now) == "23 nov 2026, 10:00 UTC"
    assert lang_of_header("fr-FR,es-MX;q=0.8,en;q=0.5") == "es"
    assert lang_of_header("fr") == "en"
    assert words_for("xx").lang == "en"

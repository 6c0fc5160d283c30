"""A mistake in a rule file is named with its file, its key and the mend."""

from __future__ import annotations

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.score import Dimension, Severity
from bot.rules import RuleBook, load_rule

GOOD = """
id: shiny
severity: warning
dimension: human
weight: 0.3
message: {en: It shines too much here., es: Aquí brilla demasiado.}
instead: {en: Say what it is., es: Di lo que es.}
words: ["shin* like [the] sun"]
unless: [not]
hits: [It shines like the sun]
misses: [It does not shine like the sun]
"""


def test_a_rule_is_loaded_whole() -> None:
    rule = load_rule("en/mine/shiny.yml", GOOD)
    assert (rule.severity, rule.dimension, rule.weight) == (Severity.WARNING, Dimension.HUMAN, 0.3)
    assert rule.says("es") == ("Aquí brilla demasiado.", "Di lo que es.")
    assert rule.says("fr") == rule.says("en")


def test_a_hit_has_its_place_and_can_be_cancelled_or_switched_off() -> None:
    book = RuleBook([load_rule("en/mine/shiny.yml", GOOD)])
    text = "Look: it SHINES, like sun."
    (hit,) = book.find(text, "en")
    assert text[hit.start : hit.end] == "SHINES, like sun"
    assert book.find("It does not shine like the sun.", "en") == ()
    assert book.find(text, "en", off=frozenset({"shiny"})) == ()
    assert book.find(text, "de") == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("weight: 0.3", "weight: 3"), "weight"),
        (("severity: warning", "severity: awful"), "severity"),
        (("dimension: human", "dimension: humane"), "dimension"),
        (("id: shiny", "id: other"), "id"),
        (("unless:", "unles:"), "unles"),
        (("hits: [It shines like the sun]", "hits: []"), "hits"),
        (('words: ["shin* like [the] sun"]', "words: []"), "words"),
        (('words: ["shin* like [the] sun"]', 'words: ["[x] y"]'), "words"),
        (("message: {en: It shines too much here., es: Aquí brilla demasiado.}", "message: {en: a}"), "message"),
        (("id: shiny", "id: [shiny"), "file"),
    ],
)
def test_mistakes_are_named(change: tuple[str, str], key: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        load_rule("en/mine/shiny.yml", GOOD.replace(*change))
    assert caught.value.key == key
    assert "config/rules/en/mine/shiny.yml" in caught.value.where


def test_a_rule_in_the_wrong_place_is_named() -> None:
    with pytest.raises(Misconfigured, match="path"):
        load_rule("fr/mine/shiny.yml", GOOD)

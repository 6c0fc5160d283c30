"""Runs the examples that every rule carries, and checks the packs as a whole."""

from __future__ import annotations

import pytest

from bot.rules import Rule, default_book

RULES = default_book().rules
MOMENTS = ("question", "complaint", "praise", "crisis", "mixed", "talk", "planned")


def _langs(rule: Rule) -> tuple[str, ...]:
    return (rule.lang,) if rule.lang != "any" else ("en", "es", "fr")


def _found(rule: Rule, text: str, lang: str) -> bool:
    situation = next(iter(sorted(rule.situations)), "")
    return any(hit.rule is rule for hit in default_book().find(text, lang, situation=situation))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.lang}-{rule.id}")
def test_examples(rule: Rule) -> None:
    for lang in _langs(rule):
        assert [text for text in rule.hits if not _found(rule, text, lang)] == []
        assert [text for text in rule.misses if _found(rule, text, lang)] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.situations], ids=lambda rule: f"{rule.lang}-{rule.id}")
def test_rules_of_some_situations_keep_quiet_elsewhere(rule: Rule) -> None:
    elsewhere = next(moment for moment in MOMENTS if moment not in rule.situations)
    for text in rule.hits:
        hits = default_book().find(text, rule.lang, situation=elsewhere)
        assert not any(hit.rule is rule for hit in hits)


def test_both_languages_have_the_same_rules() -> None:
    ids = {lang: {rule.id for rule in RULES if rule.lang == lang and not rule.move} for lang in ("en", "es")}
    assert ids["en"] == ids["es"]
    assert len(ids["en"] | {rule.id for rule in RULES if rule.lang == "any"}) >= 60


def test_messages_are_written_in_both_languages() -> None:
    for rule in RULES:
        if not rule.move:
            assert rule.says("en") != rule.says("es")
            assert all(len(text) > 10 for lang in ("en", "es") for text in rule.says(lang))

"""The score sees what a reply does, whatever signs stand in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.coaching.scoring import Scorer, score_to_dict
from bot.domain.brand import Brand, Fact, Policy
from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Score, Severity
from bot.domain.situation import Situation

SCORER = Scorer()
PLAIN = Brand(id="b", name="Pan y Sal")
FACTS = (
    Fact(
        id="1", lang="en", question="When are you open?", answer="We open at 9:00 from Monday to Friday.", source="door"
    ),
    Fact(id="2", lang="en", question="Price of rye?", answer="A rye loaf costs 4.50 euros.", source="till"),
    Fact(id="3", lang="en", question="Menu?", answer="The menu is at www.panysal.example.es/menu", source="web"),
)


def score(reply: str, comment: str | None, brand: Brand = PLAIN, **more: object) -> Score:
    return SCORER.score(reply, Situation(brand=brand, comment=comment, **more))  # type: ignore[arg-type]


def rules(result: Score) -> set[str]:
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize(
    "empty",
    ["Any questions?", "How can we help?", "Could you DM us?", "Who doesn't love bread?", "Ready to order yours?"],
)
def test_empty_questions_earn_nothing_beside_a_real_one(empty: str) -> None:
    comment = "My sourdough came out flat again with your starter"
    real = score("Flat again! Did the starter double before you mixed it, or was it still sleepy?", comment)
    hollow = score(f"Flat again! {empty}", comment)
    assert (real.part(Dimension.INVITES) or 0) > (hollow.part(Dimension.INVITES) or 0) + 0.3
    assert real.total > hollow.total


@pytest.mark.parametrize("sign", ["¡", "¿", "?", "…", "🙂", "ñ"])
def test_a_sign_alone_is_scored_like_any_text(sign: str) -> None:
    assert 0 <= score(sign, "Where is my order?").total <= 100
    assert 0 <= score(sign, sign).total <= 100
    assert 0 <= score(sign, None).total <= 100


def test_the_reply_written_for_this_comment_wins() -> None:
    comment = "The strap of the blue backpack tore on day two"
    mine = score("Day two is no age for a strap. I'll send a new one for the blue backpack today.", comment)
    other = score("An hour is no age for a queue. I'll open a second till at the bakery today.", comment)
    assert mine.total > other.total
    assert (mine.part(Dimension.PERSONAL) or 0) > (other.part(Dimension.PERSONAL) or 0)


@pytest.mark.parametrize(
    ("reply", "rule"),
    [
        ("See www.elsewhere.com/sale for it.", "ungrounded-link"),
        ("A rye loaf costs 3.20 euros.", "ungrounded-price"),
        ("You get a full refund.", "ungrounded-promise"),
        ("We open on 12 June.", "ungrounded-date"),
        ("We are open on Saturday.", "ungrounded-date"),
    ],
)
def test_what_no_source_holds_blocks(reply: str, rule: str) -> None:
    result = score(reply, "hello, a question about your bread", Brand(id="b", name="b", facts=FACTS))
    found = next(finding for finding in result.findings if finding.rule == rule)
    assert found.severity is Severity.BLOCK
    assert reply[found.start : found.end]
    assert result.total <= 35
    assert rule not in rules(score(reply, "hello, a question about your bread"))


@pytest.mark.parametrize(
    "reply",
    [
        "We open at 9:00 on Monday.",
        "A rye loaf costs €4.50.",
        "It is all on www.panysal.example.es/menu.",
        "I'll ask the baker and write to you here by six on Saturday.",
        "No refund was asked for, was it?",
    ],
)
def test_what_a_source_holds_does_not(reply: str) -> None:
    result = score(reply, "hello", Brand(id="b", name="b", facts=FACTS))
    assert not [finding for finding in result.findings if finding.severity is Severity.BLOCK]


def test_to_name_the_money_that_was_asked_back_promises_nothing() -> None:
    known = replace(PLAIN, facts=FACTS)
    asked = "Nos fuimos al segundo día y no nos devuelven ni una noche."
    assert "ungrounded-promise" not in rules(score("Siento lo del reembolso. Pregunto quién lo lleva.", asked, known))
    assert "ungrounded-promise" in rules(score("Te damos un reembolso completo esta tarde.", asked, known))
    assert "ungrounded-promise" in rules(score("Siento lo del reembolso. Lo pregunto.", "La sopa estaba fría.", known))
    wanted = "I want my money back for the second night."
    assert "ungrounded-promise" not in rules(score("I'm asking who decides about the refund.", wanted, known))
    assert "ungrounded-promise" in rules(score("We'll send you a full refund today.", wanted, known))


def test_a_reading_decides_the_situation() -> None:
    reading = Reading(
        lang="en", lang_confidence=1, kinds=frozenset({Kind.CRISIS}), mood=Mood.NEGATIVE, urgency=Urgency.NOW,
        needs_reply=True, why="smoke",
    )  # fmt: skip
    assert score("Haha, enjoy a voucher!", "smoke", reading=reading).situation == "crisis"
    assert "marketing-in-crisis" in rules(score("Haha, enjoy a voucher!", "smoke", reading=reading))


def test_other_languages_abstain_and_say_so() -> None:
    result = score("Merci beaucoup, nous allons regarder cela demain matin avec le boulanger", "bonjour", lang="fr")
    assert result.part(Dimension.HUMAN) is None
    assert result.part(Dimension.PROPORTION) is not None
    assert 0 <= result.total <= 100


def test_a_brand_can_switch_a_rule_off() -> None:
    off = Brand(id="b", name="b", policy=Policy(rules_off=frozenset({"any-questions", "no-turn"})))
    assert "any-questions" in rules(score("Any questions?", "the queue was long"))
    assert not {"any-questions", "no-turn"} & rules(score("Any questions?", "the queue was long", off))


def test_planned_posts_are_broadcast_or_an_opening() -> None:
    cast = score("Introducing our new autumn range! Shop now, link in bio #autumn", None)
    opening = score(
        "We burnt the first tray of rye today. What was the first thing you ever burnt, and who ate it?", None
    )
    assert opening.total > cast.total + 25
    assert cast.situation == "planned"
    assert "post-no-opening" in rules(cast)


def test_reasons_come_in_the_managers_language() -> None:
    spanish = score("Any questions?", "the queue was long", reader_lang="es")
    assert any("pregunta" in finding.why for finding in spanish.findings)
    assert spanish.why != score("Any questions?", "the queue was long").why


def test_too_long_for_the_platform_blocks() -> None:
    assert "over-limit" in rules(score("word " * 30, "hi", limit=100))


def test_as_plain_data() -> None:
    data = score_to_dict(score("Any questions?", "the queue was long"))
    assert set(data["dimensions"]) == {dimension.value for dimension in Dimension}
    assert {"rule", "severity", "start", "end", "why", "instead"} <= set(data["findings"][0])


@pytest.mark.parametrize(
    ("comment", "reply", "heard", "said"),
    [
        (
            "Meine Bestellung ist seit zwei Wochen unterwegs und niemand antwortet.",
            "We sent it again today; which day suits you?",
            "de",
            "en",
        ),
        (
            "Where is the order I placed two weeks ago?",
            "Votre commande est partie ce matin et arrivera demain.",
            "en",
            "fr",
        ),
        ("¿Dónde está el pedido de hace dos semanas?", "It left this morning and should be there soon.", "es", "en"),
    ],
)
def test_a_reply_in_another_language_is_told_whichever_the_two_are(
    comment: str, reply: str, heard: str, said: str
) -> None:
    result = score(reply, comment)
    told = next(finding for finding in result.findings if finding.rule == "other-language")
    assert f"({heard})" in told.why
    assert f"({said})" in told.why
    assert result.total < 50


@pytest.mark.parametrize(
    ("comment", "reply"),
    [
        ("nah", "Which of the two did you try, the rye or the spelt?"),
        ("😍😍", "¡Gracias! ¿Cuál fue el favorito en casa?"),
        ("Merci pour le pain de samedi, il était parfait", "Merci à vous, on en refait samedi prochain."),
    ],
)
def test_unclear_or_equal_languages_are_not_told_apart(comment: str, reply: str) -> None:
    assert "other-language" not in rules(score(reply, comment))


def test_a_wave_off_is_told_and_a_brief_answer_is_not() -> None:
    comment = "Do you open on Sunday, and until when?"
    waved, brief = score("Yes, we do.", comment), score("Yes, from 9 to 14.", comment)
    assert "too-short" in rules(waved)
    assert "too-short" not in rules(brief)
    assert (brief.part(Dimension.PROPORTION) or 0) > (waved.part(Dimension.PROPORTION) or 0) + 0.2


def test_what_takes_up_their_matter_informs_as_well() -> None:
    comment = "The strap of the blue backpack tore on day two"
    theirs = score("A torn strap on a blue backpack is replaced at the shop.", comment)
    other = score("A torn strap on a blue backpack is replaced at the shop.", "Do you sell umbrellas in winter?")
    assert (theirs.part(Dimension.INFORMS) or 0) > (other.part(Dimension.INFORMS) or 0)

"""Moments known by what is said, whatever it was read as: a loss, a correction, a vote, somebody praised by name.
Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.coaching.composing.answers import Answers
from bot.coaching.composing.contrast import warm
from bot.coaching.composing.grief import CLOSE
from bot.coaching.composing.matters import PLAIN
from bot.coaching.composing.moments import WENT_WRONG
from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.remarks import answers_the_post, corrects, says_it_answers
from bot.coaching.composing.set_forms import SPOILT, TURNED
from bot.coaching.composing.warmth import praises
from bot.coaching.knowledge.words import fold
from bot.domain.reading import Kind, Mood, Reading
from bot.domain.situation import Situation

_WANTED = frozenset({Kind.QUESTION, Kind.REQUEST, Kind.SUGGESTION, Kind.SPAM})
_LOST = frozenset({"lost", "perdido"})
"""The matter of a thing that is lost, whose words are those of a loss."""
_TODAY = re.compile(
    r"\b(?:now (?:it'?s|you|they|the (?:place|staff|prices?)|all|nobody|there)|these days (?:it|you|the)|nowadays|"
    r"any ?more\b|"
    r"never again|used to be (?:so |such |really |a )?(?:good|great|nice|lovely)|what happened to|shame\b|"
    r"disappoint\w*|refund|"
    r"complain\w*|disgrace\w*|ahora (?:es|esta|ya no|todo es|ni|son|parece|solo|cobran)|ya no (?:es|hay|hacen|tienen|"
    r"vuelvo|se puede)|"
    r"nunca mas|no vuelvo|no volvere|que pena|una lastima|verguenza|decepci\w+|reclam\w+|una falta de respeto)"
)
"""Old times set against today, which is a grievance."""
_DID_GOOD = re.compile(
    r"\b(?:helped|waited for|stayed (?:late|on|behind|open|past)|carried|fixed|mended|saved|sorted|found (?:my|our|me)|"
    r"walked (?:me|us|him|her)|lent (?:me|us)|gave (?:me|us|him|her) (?:an?|his|her)|wouldn'?t (?:take|let me pay)|"
    r"didn'?t charge|drove (?:me|us)|taught (?:me|us|him|her)|showed (?:me|us) how|"
    r"(?:me|nos|le|les) (?:ayud|esper|carg|arregl|regal|salv|acompan|explic|prest|guard|encontr|atendi|invit|ensen|"
    r"busc|trajo|cuid)\w+|"
    r"se quedo hasta|no (?:me|nos|le) (?:dejo pagar|cobro))\b"
)
"""What people do for each other, told in a level voice."""
_TALE_WORDS, _TOLD_WORDS = 22, 9
"""Words from which something told of old times is a tale, where it may be a grievance and where it was read as none."""


def set_apart(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The moment that plain words tell, "" where it has to be weighed or something is to be answered first."""
    if answers.facts or Kind.SPAM in reading.kinds:
        return ""
    if _tale(reading, noticed, answers):
        return "story"
    if answers.deed:
        return ""
    asked = bool(answers.needs)
    if not asked and corrects(noticed.text):
        return "correction"
    if not asked and noticed.slots.get("grief") and not _charged_with(reading, noticed):
        return "loss"
    if not asked and votes(situation, reading, noticed):
        return "vote"
    return "praise" if not asked and names_who(reading, noticed) else ""


def _tale(reading: Reading, noticed: Noticed, answers: Answers) -> bool:
    """Whether it is a tale of old times: told for its own sake, whatever was read in it, and not set against today. A
    loss of somebody near is met as that."""
    read = Kind.STORY in reading.kinds or reading.otherwise is not None
    simply = not reading.kinds and reading.mood is not Mood.NEGATIVE and bool(noticed.slots.get("kin"))
    least = _TALE_WORDS if Kind.COMPLAINT in reading.kinds else _TOLD_WORDS
    if not noticed.slots.get("old") or noticed.words < least or "?" in noticed.text:
        return False
    if answers.needs or noticed.slots.get("dead") in CLOSE or _TODAY.search(noticed.text):
        return False
    if Kind.COMPLAINT in reading.kinds and reading.otherwise is None and named(noticed):
        return False
    return read or simply


def votes(situation: Situation, reading: Reading, noticed: Noticed) -> bool:
    """Whether it answers what the post asked, and nothing else was read in it."""
    if reading.kinds - {Kind.JOKE, Kind.STORY, Kind.PRAISE} or reading.mood is Mood.NEGATIVE:
        return False
    if Kind.PRAISE in reading.kinds and reading.otherwise is None:
        return says_it_answers(noticed.text)
    return answers_the_post(noticed.text, situation.post)


def names_who(reading: Reading, noticed: Noticed) -> bool:
    """Whether somebody who did well is named, and no grievance with them."""
    if not noticed.slots.get("hero") or "torn" in noticed.slots or reading.kinds & _WANTED:
        return False
    if Kind.PRAISE in reading.kinds and reading.otherwise is None:
        liked = reading.mood is not Mood.NEGATIVE and Kind.COMPLAINT not in reading.kinds
        return liked or _kind_words(noticed.text)
    if Kind.JOKE in reading.kinds and Kind.PRAISE not in reading.kinds:
        return False
    good = reading.mood is not Mood.NEGATIVE and _DID_GOOD.search(noticed.text) is not None
    if noticed.slots["hero"].startswith(("the ", "el ", "la ", "los ", "las ")) and not (
        _kind_words(noticed.text) or good
    ):
        return False
    if SPOILT.search(noticed.text) or TURNED.search(noticed.text):
        return False
    spoilt = WENT_WRONG.search(noticed.text)
    if (spoilt or noticed.matters) and not (good or _led_by(reading, noticed)):
        return False
    hopeful = good or reading.otherwise is Kind.PRAISE or reading.mood is Mood.POSITIVE or Kind.PRAISE in reading.kinds
    return hopeful and (Kind.COMPLAINT not in reading.kinds or warm(noticed.text))


def _kind_words(text: str) -> bool:
    """Whether a folded comment has warm words in it."""
    return warm(text) or praises(text)


def _led_by(reading: Reading, noticed: Noticed) -> bool:
    """Whether a comment read as praise begins with who is praised: what it names beside them is how they did it."""
    return Kind.PRAISE in reading.kinds and noticed.text.startswith(fold(noticed.slots["hero"]))


def with_credit(noticed: Noticed, reading: Reading, kind: str) -> Noticed:
    """What stands in a comment, without somebody known by their trade alone where it may not be praise at all."""
    hero = noticed.slots.get("hero", "")
    certain = (
        reading.otherwise is None
        or Kind.PRAISE in reading.kinds
        or _kind_words(noticed.text)
        or _DID_GOOD.search(noticed.text) is not None
    )
    if kind != "praise" or hero != hero.lower() or certain:
        return noticed
    return replace(noticed, slots=noticed.slots | {"hero": ""})


def named(noticed: Noticed) -> bool:
    """Whether a grievance is named that is met in words of its own."""
    return any(theme.rank >= PLAIN for theme in noticed.matters)


def _charged_with(reading: Reading, noticed: Noticed) -> bool:
    """Whether the page is blamed for something beside the loss."""
    if Kind.COMPLAINT not in reading.kinds or reading.otherwise is not None:
        return False
    return any(theme.id not in _LOST for theme in noticed.matters) or bool(noticed.slots["fault"])

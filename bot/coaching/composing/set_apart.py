"""Moments known by what is said, whatever it was read as: a loss, a correction, a vote, somebody praised by name. Pure."""

from __future__ import annotations

from bot.coaching.composing.answers import Answers
from bot.coaching.composing.contrast import warm
from bot.coaching.composing.moments import WENT_WRONG
from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.remarks import answers_the_post, corrects, of_old
from bot.coaching.composing.set_forms import SPOILT, TURNED
from bot.domain.reading import Kind, Mood, Reading
from bot.domain.situation import Situation

_WANTED = frozenset({Kind.QUESTION, Kind.REQUEST, Kind.SUGGESTION, Kind.SPAM})
_TALE_WORDS = 22
"""Words from which something told of old times is a tale."""


def set_apart(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The moment that plain words tell, "" where it has to be weighed or something is to be answered first."""
    if answers.facts or answers.deed or Kind.SPAM in reading.kinds:
        return ""
    asked = bool(answers.needs)
    if not asked and corrects(noticed.text):
        return "correction"
    if not asked and noticed.slots.get("grief") and not _charged_with(reading, noticed):
        return "loss"
    if not asked and votes(situation, reading, noticed):
        return "vote"
    tale = of_old(noticed.text) and noticed.words >= _TALE_WORDS
    if tale and not asked and (Kind.STORY in reading.kinds or reading.otherwise is not None):
        return "" if reading.kinds & _WANTED and "?" in noticed.text else "story"
    return "praise" if not asked and names_who(reading, noticed) else ""


def votes(situation: Situation, reading: Reading, noticed: Noticed) -> bool:
    """Whether it answers what the post asked, and nothing else was read in it."""
    if reading.kinds - {Kind.JOKE, Kind.STORY} or reading.mood is Mood.NEGATIVE:
        return False
    return answers_the_post(noticed.text, situation.post)


def names_who(reading: Reading, noticed: Noticed) -> bool:
    """Whether somebody who did well is named, and no grievance with them."""
    if not noticed.slots.get("hero") or "torn" in noticed.slots or reading.kinds & _WANTED:
        return False
    if Kind.PRAISE in reading.kinds and reading.otherwise is None:
        return reading.mood is not Mood.NEGATIVE or warm(noticed.text)
    spoilt = SPOILT.search(noticed.text) or TURNED.search(noticed.text) or WENT_WRONG.search(noticed.text)
    if spoilt or noticed.matters:
        return False
    hopeful = reading.otherwise is Kind.PRAISE or reading.mood is Mood.POSITIVE or Kind.PRAISE in reading.kinds
    return hopeful and (Kind.COMPLAINT not in reading.kinds or warm(noticed.text))


def _charged_with(reading: Reading, noticed: Noticed) -> bool:
    """Whether the page is blamed for something beside the loss."""
    if Kind.COMPLAINT not in reading.kinds or reading.otherwise is not None:
        return False
    return bool(noticed.matters) or bool(noticed.slots["fault"])

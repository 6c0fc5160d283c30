"""The second thing somebody asks in one comment, which a reply takes up in a clause of its own. Pure."""

from __future__ import annotations

from bot.coaching.composing.answers import Answers
from bot.coaching.composing.deeds import deed_in, pleads
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import Phrasebook
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.subjects import named, subject_in


def beside(answers: Answers) -> str:
    """What is asked besides the first question, or besides a request; "" where there is nothing."""
    if answers.facts:
        return ""
    if answers.deed:
        return next((ask for ask in answers.questions if not _is_request(ask)), "")
    return answers.questions[1] if len(answers.questions) > 1 else ""


def _is_request(ask: str) -> bool:
    return bool(deed_in(ask)) or pleads(ask)


def beside_lines(book: Phrasebook, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The lines for it: those of its sort where that can be said in a word, otherwise those that fit any."""
    second = beside(answers)
    if not second:
        return {}
    sort = sort_of(second)
    twice = not answers.deed and sort == sort_of(answers.needs[0].about)
    lines = None if twice else book.moves.get(f"also_{sort}")
    return {"also": lines or book.moves["also"]}


def beside_slot(book: Phrasebook, answers: Answers, first: str) -> str:
    """Its name, where it has one that the first question was not called by."""
    subject, own = subject_in(plain_words(beside(answers)), book.subjects)
    name = named(subject, book.lang)["asked"] if subject is not None and not own else ""
    return "" if name == first else name

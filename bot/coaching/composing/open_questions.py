"""The words for what is still open: lines that suit what a question asks for or a request wants done, and the names of
its matter. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.answers import Answers
from bot.coaching.composing.back import helps
from bot.coaching.composing.beside import beside_lines, beside_slot
from bot.coaching.composing.deeds import ACT, deed_in
from bot.coaching.composing.notice import Noticed, plain_words
from bot.coaching.composing.people import called
from bot.coaching.composing.phrasebook import Phrasebook, Theme, Thing
from bot.coaching.composing.sorts import NAMING, sort_of
from bot.coaching.composing.subjects import Subject, named, subject_in

Lines = tuple[str, ...]
_CALL = re.compile(r"(?<!\d)\+?\d[\d .-]{7,}\d(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
_NUMBER = re.compile(r"\b\d{4,}\b|\b(?=\w*\d)(?=\w*[a-z])\w{6,}\b")
_NAME = re.compile(
    r"\bname'?s\b|\bname is\b|\bsurname\b|\bapellidos?\b|\bunder (?!the\b|a\b|an\b|my\b|our\b|no\b|\d)[a-z]+|"
    r"\ba nombre de\b|\bme llamo\b|\bmi nombre\b|\bi'?m [a-z]+ [a-z]+$"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\[?<?e-?mail>?\]? ?<")
_BY = {"change": _NAME, "check": _NAME, "cancel": _NAME, "status": _NUMBER, "copy": _NUMBER}
"""What has to be known to find the matter, and may stand in the comment."""
_EN_AT = r"\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ES_HOUR = r"las? \d{1,2}(?:[.:]\d\d)?"
_ES_DAY = r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
_MOVED = {
    "en": re.compile(
        rf"\bfrom (?P<was>{_EN_AT}) (?:until|till|to) (?P<new>{_EN_AT})\b|\bto (?P<only>{_EN_AT})\b"
        rf"(?! (?:people|persons))"
    ),
    "es": re.compile(
        rf"\bdel? (?P<was>{_ES_HOUR}|(?:el )?{_ES_DAY}) (?P<new>al? (?:{_ES_HOUR}|{_ES_DAY}))\b|"
        rf"\b(?P<only>a {_ES_HOUR}|al {_ES_DAY})\b"
    ),
}
_ONES_OWN = frozenset({"change", "cancel", "status"})
"""What is done to a thing of the person's own, however they call it."""
_MEANS = frozenset({"email", "email address", "phone", "phone number", "correo", "teléfono", "número de teléfono"})
"""What somebody is reached by, and not what a call is about."""
_ONE_OF_THEM = re.compile(r"\b(?:an?|one|some|un|una|unos|unas)(?: \w+)? $")
_ACCENTED = {"miercoles": "miércoles", "sabado": "sábado"}


def open_lines(book: Phrasebook, noticed: Noticed, answers: Answers, comment: str) -> dict[str, Lines]:
    """Lines by move that suit what is asked: behind a fact those of what it tells, while it is open those of the
    question's sort, and for a request those of what is to be done. A question back only where it helps to answer this
    one: of most sorts the reply asks nothing."""
    if answers.deed:
        return _for_deed(book, answers.deed, comment, noticed.text) | beside_lines(book, answers)
    told = [plain_words(f"{fact.question} {' '.join(fact.tags)}") for fact in answers.facts[-1:]]
    if told and deed_in(noticed.text) in _ONES_OWN:
        return {"follow": book.moves["more"]}
    if told and sort_of(noticed.text) == "access":
        return {"follow": book.moves["need_access"]}
    if told:
        return _picked(_topics(book, noticed, told[0]), "follow", "follow")
    about = plain_words(answers.needs[0].about) if answers.needs else ""
    lines: dict[str, Lines] = {"ask_need": ()} | _nearness(book, answers) | beside_lines(book, answers)
    if not about:
        return lines
    sort = "health" if sort_of(noticed.text) == "health" else sort_of(about)
    lines |= {move: found for move, found in _of_sort(book, sort).items() if not lines.get(move)}
    if not helps(sort, noticed.text):
        lines["ask_need"] = ()
    if sort == "why" and "ask_need_why" in book.moves and noticed.upset:
        lines["ask_need"] = book.moves["ask_need_why"]
    elif sort in NAMING and (sort != "price" or helps(sort, noticed.text)):
        lines |= _picked(_topics(book, noticed, about), "ask_need", "need")
    return lines


def _nearness(book: Phrasebook, answers: Answers) -> dict[str, Lines]:
    if answers.near is None or answers.near_by == "day":
        return {}
    kind = answers.near_by
    return {"unsure_near": book.moves[f"near_{kind}"], "ask_near": book.moves[f"ask_near_{kind}"]}


def _of_sort(book: Phrasebook, sort: str) -> dict[str, Lines]:
    found = {"take": book.moves.get(f"take_{sort}"), "ask_need": book.moves.get(f"need_{sort}")}
    return {move: lines for move, lines in found.items() if lines}


def _for_deed(book: Phrasebook, deed: str, comment: str, plain: str) -> dict[str, Lines]:
    lines = {"take": book.moves.get(f"take_{deed}", book.moves["take_act"])}
    private = book.moves.get(f"private_{deed}")
    if private:
        if _CARD.search(plain):
            return lines | {"private": book.moves["private_card"]}
        told = _BY[deed].search(plain) is not None if deed in _BY else False
        told = told or _ADDRESS.search(comment) is not None
        exposed = deed not in ("status", "copy") and _CALL.search(plain) is not None
        lines["private"] = book.moves["private_exposed" if exposed else "private_told"] if told or exposed else private
    lines["ask_need"] = book.moves.get(f"need_{deed}", ()) if deed != ACT else ()
    return lines


def _topics(book: Phrasebook, noticed: Noticed, about: str) -> list[Theme]:
    near = book.themes.among(about) if about else []
    fitting = [theme for theme in near if theme.purpose == "topic" and theme.pattern.search(about)]
    return sorted(fitting, key=lambda theme: theme not in noticed.themes)


def _picked(themes: list[Theme], move: str, key: str) -> dict[str, Lines]:
    best = next((theme for theme in themes if key in theme.lines), None)
    return {move: best.lines[key]} if best else {}


def open_slots(book: Phrasebook, noticed: Noticed, answers: Answers) -> dict[str, str]:
    """{asked} and {some}: what the open question or the request is about; {earlier} and {later}: from when to when
    something is to be moved."""
    about = noticed.text if answers.deed else plain_words(answers.needs[0].about) if answers.needs else ""
    subject, own = subject_in(_in_question(about) if answers.deed else about, book.subjects)
    own = own or answers.deed in _ONES_OWN
    slots = {"asked": "", "some": ""} | ({"the": ""} if _set_aside(noticed) else {})
    if subject is not None and not (answers.deed == "call" and subject.name in _MEANS):
        slots |= _names(subject, book, noticed, own=own)
        if answers.deed and not own and _ONE_OF_THEM.search(about[: _begins(subject, about)]):
            slots["asked"] = slots["some"]
    slots["also"] = beside_slot(book, answers, slots["asked"])
    return slots | (_moved(noticed.text, book.lang) if answers.deed == "change" else {})


_SENTENCE = re.compile(r"[^.!?;\n]*\?")


def _in_question(text: str) -> str:
    """The sentences of a comment that ask, where any does: what is told before them has names of its own."""
    return " ".join(_SENTENCE.findall(text)) or text


_INSTEAD = (
    r"\b(?:aren'?t|isn'?t|not (?:just|only|another)|instead of|rather than|other than|besides|que no sean?|"
    r"en vez de|en lugar de|"
    r"y no(?: solo)?|aparte de|ademas de)(?: \w+){0,2} "
)
"""What stands in front of a thing that somebody does not mean."""


def _set_aside(noticed: Noticed) -> bool:
    """Whether the thing noticed in a comment is what they want something else than."""
    if re.search(_INSTEAD, noticed.text) is None:  # mostly so, and the thing's own expression need not be compiled
        return False
    head = plain_words(noticed.slots.get("the", "")).split()[-1:]
    return bool(head) and re.search(f"{_INSTEAD}{re.escape(head[0])}", noticed.text) is not None


def _begins(subject: Subject, text: str) -> int:
    found = subject.pattern.search(text)
    return found.start("noun") if found else 0


def _names(subject: Subject, book: Phrasebook, noticed: Noticed, *, own: bool) -> dict[str, str]:
    slots = named(subject, book.lang)
    if own:
        name = f"{subject.article} {subject.name}".strip()
        thing = Thing(name=name, group="own", pattern=subject.pattern)
        slots["asked"] = called(thing, book, noticed.address)
    return slots


def _moved(text: str, lang: str) -> dict[str, str]:
    found = _MOVED[lang].search(text)
    if found is None:
        return {}
    return {
        "earlier": _at(found["was"] or "", lang),
        "later": _at(found["new"] or found["only"] or "", lang),
    }


def _at(when: str, lang: str) -> str:
    """A time as a reply says it: "7.30", "Thursday"; "a las 9:30", "el jueves"."""
    if lang == "en":
        return when.capitalize() if when.endswith("day") else when
    if not when:
        return ""
    words = [_ACCENTED.get(word, word) for word in when.split()]
    if any(word[0].isdigit() for word in words):
        return f"a {' '.join(word for word in words if word != 'a')}"
    return f"el {words[-1]}"

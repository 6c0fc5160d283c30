"""Days: those a question names, and those an answer covers. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import plain_words
from bot.coaching.knowledge.words import terms

_DAYS = {
    "monday": "lun", "tuesday": "mar", "wednesday": "mie", "thursday": "jue", "friday": "vie", "saturday": "sab",
    "sunday": "dom", "lunes": "lun", "martes": "mar", "miercoles": "mie", "jueves": "jue", "viernes": "vie",
    "sabado": "sab", "domingo": "dom", "christmas": "xmas", "navidad": "xmas", "easter": "pascua",
    "festivo": "fiesta", "holiday": "fiesta",
}  # fmt: skip
_WEEK = ("lun", "mar", "mie", "jue", "vie", "sab", "dom")
_NAMES = "|".join(name for name, day in _DAYS.items() if day in _WEEK)
_FROM_TO = re.compile(rf"\b({_NAMES})s? (?:to|until|till|through|a|al|hasta el) ({_NAMES})s?\b")
_WEEKEND = re.compile(r"\bweekends?\b|\b(?:fin(?:es)? de semana|findes?)\b")
_WEEKDAYS = re.compile(r"\bweekdays?\b|\bduring the week\b|\bentre semana\b|\bdias laborables\b")
_EVERY_DAY = re.compile(
    r"\b(?:every day|daily|seven days|all week)\b|\b(?:todos los dias|cada dia|a diario|toda la semana)\b"
)
_HOLIDAYS = frozenset({"xmas", "pascua", "fiesta"})
_HOURS = re.compile(r"\d.*\b(?:to|a)\b.*\d")
_EXCEPT = re.compile(r"\s*(?:and|but|y|pero|e)\s+(?:on|los|el|las|la)\b")
_BARE_DAYS = frozenset(name.removesuffix("s") for name in _DAYS)


def rule_for(days: set[str], answer: str) -> bool:
    """ "From 9 to 21, and on Mondays from 12": a rule for every day of the week, then the days that differ.
    It says nothing of holidays."""
    if days & _HOLIDAYS:
        return False
    rule, comma, rest = answer.partition(",")
    return bool(comma and _HOURS.search(rule) and not days_in(rule) and _EXCEPT.match(rest))


def without_days(ask: str) -> str:
    """The question without the names of days, which would find every fact with that day; a day alone stays."""
    plain = plain_words(ask)
    rest = " ".join(word for word in plain.split() if word.strip("?¿!.,").removesuffix("s") not in _BARE_DAYS)
    return rest if terms(rest) else plain


def days_in(text: str) -> set[str]:
    """Days a text names, in one spelling for both languages."""
    names = [word if word in _DAYS else word.removesuffix("s") for word in re.findall(r"[a-z]+", plain_words(text))]
    return {_DAYS[name] for name in names if _DAYS.get(name)}


def days_told(answer: str) -> set[str]:
    """Days an answer covers: those it names, and those between the ends of "from Monday to Thursday"."""
    plain, days = plain_words(answer), days_in(answer)
    days |= {"sab", "dom"} if _WEEKEND.search(plain) else set()
    days |= set(_WEEK[:5]) if _WEEKDAYS.search(plain) else set()
    days |= set(_WEEK) if _EVERY_DAY.search(plain) else set()
    for first, last in _FROM_TO.findall(plain):
        start, end = (
            _WEEK.index(_DAYS[word.removesuffix("s") if word not in _DAYS else word]) for word in (first, last)
        )
        days |= {_WEEK[place % 7] for place in range(start, end + 1 if end >= start else end + 8)}
    return days

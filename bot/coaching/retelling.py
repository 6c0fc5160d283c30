"""The engine's reasons in another reader's language: what was judged stays, only the words change. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.coaching.loop import BUDGET_SPENT, GOOD_ENOUGH, NO_BETTER
from bot.coaching.needs import need_in
from bot.coaching.suggesting import LACKS_BELOW, lack
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.suggestion import Suggestion

_STOPPED = {
    GOOD_ENOUGH: ("Good enough.", "Ya está bien así."),
    BUDGET_SPENT: ("The best found in the time there was.", "Lo mejor que se encontró en el tiempo que había."),
    NO_BETTER: ("No better one was found.", "No se encontró ninguna mejor."),
}


def suggestion_in(given: Suggestion, score: Score, lang: str) -> Suggestion:
    """An offer with its score's sentences, its needs and its last word in `lang`; `score` is of the same text in that
    language."""
    needs = tuple(need_in(need, lang) for need in given.needs)
    return replace(given, score=score, needs=needs, stopped=_stopped(given.stopped, score, lang))


def _stopped(stored: str, score: Score, lang: str) -> str:
    code = next((code for code in _STOPPED if stored.startswith(code)), "")
    if not code:
        return stored
    words = _STOPPED[code][1 if lang == "es" else 0]
    return f"{words} {lack(score, lang)}".rstrip() if score.total < LACKS_BELOW else words


def reading_in(stored: Reading, fresh: Reading) -> Reading:
    """The stored reading (perhaps corrected by a person) with the reasons of a fresh one in another language,
    wherever both judged alike."""
    said = dict(fresh.judgements)
    judgements = tuple(
        (name, replace(one, why=said[name].why) if name in said and said[name].value == one.value else one)
        for name, one in stored.judgements
    )
    words = {
        why: getattr(fresh, why)
        for value, why in _REASONS
        if getattr(stored, value) == getattr(fresh, value) and getattr(stored, why) and getattr(fresh, why)
    }
    return replace(stored, judgements=judgements, **words)


_REASONS = (
    ("needs_reply", "why"),
    ("stay_out", "stay_out_why"),
    ("take_private", "take_private_why"),
    ("hide", "hide_why"),
)

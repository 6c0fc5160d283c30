"""What the client's page says: chosen from the three reports, in the client's language."""

from __future__ import annotations

from bot.reports import advice_report, health_report
from bot.reports.advice import Advice
from bot.reports.answered import Answered, MoveFigures
from bot.reports.brief import BriefFacts, Exchange
from bot.reports.figures import Share
from bot.reports.health import YARDSTICK, Health
from bot.reports.moves import name_of
from bot.reports.words import in_hundred, more, waited, week_name, with_interval

_CAUTION = {
    "en": "Counted from what stands on the page. Ranges say how far chance reaches at 95 %. This is what was observed, "
    "not proof: replies that differ in one thing tend to differ in others as well. Names are left out.",
    "es": "Contado a partir de lo que hay en la página. Los intervalos dicen hasta dónde llega el azar al 95 %. Es lo "
    "observado, no una prueba: las respuestas que se distinguen en algo suelen distinguirse también en otras cosas. "
    "Sin nombres.",
}


def brief_facts(
    found: Health,
    moves: Answered,
    choices: Advice,
    exchanges: tuple[Exchange, ...],
    *,
    brand_id: str,
    brand: str,
    lang: str,
    period: str,
) -> BriefFacts:
    """The page's contents."""
    mark = None
    if found.change is not None:
        at = [week for week, _ in found.weeks].index(found.change.week)
        mark = (at, "cambio de hábito" if lang == "es" else "a change of habit")
    return BriefFacts(
        brand_id=brand_id,
        brand=brand,
        lang=lang,
        period=period,
        title=health_report.verdict(found, lang),
        sentences=tuple(_sentences(found, moves, choices, lang)[:5]),
        weeks=tuple(
            (week_name(week, lang), _known(talk.two_way), _known(talk.answered_back)) for week, talk in found.weeks
        ),
        mark=mark,
        compared=tuple(_compared(moves, lang)),
        advice=tuple(
            (advice_report.choice_name(one.choice, lang), one.answered) for one in choices.choices if one.count
        ),
        exchanges=exchanges,
        caution=_CAUTION[lang],
    )


def _known(share: Share) -> float | None:
    return share.value if share.known else None


def _sentences(found: Health, moves: Answered, choices: Advice, lang: str) -> list[str]:
    es, said = lang == "es", []
    if found.questions.known:
        share, yardstick = with_interval(found.questions, lang), f"{YARDSTICK * 100:.0f}\N{NO-BREAK SPACE}%"
        said.append(
            f"Se contestó el {share} de las preguntas; la vara de medir es {yardstick} (Socialbakers, 2012)."
            if es
            else f"{share} of questions were answered; the yardstick is {yardstick} (Socialbakers, 2012)."
        )
    if found.wait is not None:
        time = waited(found.wait, lang)
        said.append(
            f"La mitad de las respuestas llegó en {time} o menos." if es else f"Half of the replies came within {time}."
        )
    if found.total.answered_back.known:
        share = with_interval(found.total.answered_back, lang)
        said.append(
            f"Tras una respuesta, volvió a escribir el {share} de la gente."
            if es
            else f"After a reply, {share} of people wrote again."
        )
    best = _best(moves)
    if best is not None:
        said.append(_best_sentence(best, es, lang))
    said.append(advice_report.verdict(choices, lang))
    return said


def _best(moves: Answered) -> MoveFigures | None:
    standing = [one for one in moves.moves if one.stands]
    return max(standing, key=lambda one: abs(one.difference.value), default=None)


def _best_sentence(one: MoveFigures, es: bool, lang: str) -> str:
    with_, without = in_hundred(one.difference.with_), in_hundred(one.difference.without)
    name, size = name_of(one.move, lang), more(one.difference, lang)
    if es:
        start = f"Cuando la respuesta {name}, contesta el {with_}; cuando no, el {without}"
        return f"{start} (a igual tipo de comentario, {size} de cada 100)."
    return f"Where a reply {name}, {with_} answer; where it does not, {without} (like for like, {size} in 100)."


def _compared(moves: Answered, lang: str) -> list[tuple[str, Share]]:
    """What drew answers most and least, and everything together between them."""
    es = lang == "es"
    standing = [one for one in moves.moves if one.stands]
    rows = [(name_of(one.move, lang), one.difference.with_) for one in standing[:1] if one.difference.value > 0]
    rows.append(("todas las respuestas" if es else "all replies", moves.total))
    rows += [(name_of(one.move, lang), one.difference.with_) for one in standing[-1:] if one.difference.value < 0]
    return rows

"""What gets answered here, in words and one picture."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.domain.report import Chart, Report, ReportKind
from bot.reports import charts
from bot.reports.answered import Answered, MoveFigures
from bot.reports.figures import FEW
from bot.reports.moves import name_of
from bot.reports.words import in_hundred, more, with_interval

MOST_SHOWN = 8
_CAUTION = {
    "en": "Compared among comments of the same kind and mood. It is what was observed, not proof: replies that differ "
    "in one thing tend to differ in others as well.",
    "es": "Comparado entre comentarios del mismo tipo y ánimo. Es lo observado, no una prueba: las respuestas que se "
    "distinguen en algo suelen distinguirse también en otras cosas.",
}


def answered_report(found: Answered, *, brand_id: str, lang: str, since: datetime, until: datetime) -> Report:
    """The report in a reader's language."""
    es = lang == "es"
    return Report(
        kind=ReportKind.ANSWERED,
        brand_id=brand_id,
        lang=lang,
        since=since,
        until=until,
        title="¿A qué contesta la gente aquí?" if es else "What gets answered here?",
        verdict=verdict(found, lang),
        paragraphs=tuple(_paragraphs(found, lang)),
        caution=_CAUTION[lang],
        charts=(_chart(found, lang),) if found.moves else (),
        table=_table(found, lang),
        data=asdict(found),
    )


def verdict(found: Answered, lang: str) -> str:
    """The clearest thing to be said."""
    es = lang == "es"
    helps = [one for one in found.moves if one.stands and one.difference.value > 0]
    hurts = [one for one in reversed(found.moves) if one.stands and one.difference.value < 0]
    if not found.moves:
        return (
            f"Aún es poco para comparar: {found.total.of} respuestas con su plazo cumplido."
            if es
            else f"Too few to compare yet: {found.total.of} replies that have had their time."
        )
    parts = []
    if helps:
        name = name_of(helps[0].move, lang)
        parts.append(
            f"la gente contesta más cuando la respuesta {name}" if es else f"people answer most where a reply {name}"
        )
    if hurts:
        name = name_of(hurts[0].move, lang)
        parts.append(f"menos cuando {name}" if es else f"least where it {name}")
    if not parts:
        return (
            "Nada de lo que hacen las respuestas cambia claramente si la gente contesta."
            if es
            else "Nothing that replies do here clearly changes whether people answer."
        )
    joined = (", y " if es else ", and ").join(parts)
    return f"{joined[0].upper()}{joined[1:]}."


def hint(found: Answered, moves: frozenset[str], lang: str) -> str:
    """One sentence for a card about the strongest thing that its texts do, or leave out though it helps; "" when
    nothing stands."""
    es = lang == "es"
    for one in sorted(found.moves, key=lambda each: -abs(each.difference.value)):
        if not one.stands or (one.move not in moves and one.difference.value < 0):
            continue
        with_, without, name = one.difference.with_, one.difference.without, name_of(one.move, lang)
        if es:
            return (
                f"Aquí, cuando la respuesta {name}, contesta el {in_hundred(with_)}; cuando no, el "
                f"{in_hundred(without)} (observado, no demostrado)."
            )
        return (
            f"Here, where a reply {name}, {in_hundred(with_)} answer; where it does not, {in_hundred(without)} "
            "(observed, not proven)."
        )
    return ""


def _paragraphs(found: Answered, lang: str) -> list[str]:
    es = lang == "es"
    said = []
    if found.total.of:
        share = with_interval(found.total, lang)
        said.append(
            f"En total volvió a escribir el {share} de las {found.total.of} personas a las que se contestó."
            if es
            else f"In all, {share} of the {found.total.of} people who got a reply wrote again."
        )
    said += [_sentence(one, es, lang) for one in found.moves if one.stands]
    unclear = [name_of(one.move, lang) for one in found.moves if not one.stands]
    if unclear:
        listed = "; ".join(unclear)
        said.append(f"Sin diferencia clara: {listed}." if es else f"No clear difference: {listed}.")
    if found.few:
        listed = "; ".join(f"{name_of(one.move, lang)} ({one.difference.with_.of})" for one in found.few)
        said.append(
            f"Pocos casos para decir algo (menos de {FEW} comparables con o sin ello): {listed}."
            if es
            else f"Too few to tell (under {FEW} alike with or without it): {listed}."
        )
    return said


def _sentence(one: MoveFigures, es: bool, lang: str) -> str:
    with_, without = one.difference.with_, one.difference.without
    name, size = name_of(one.move, lang), more(one.difference, lang)
    if es:
        return (
            f"Cuando la respuesta {name}, contesta el {in_hundred(with_)} (de {with_.of}); cuando no, el "
            f"{in_hundred(without)} (de {without.of}). A igual tipo de comentario: {size} de cada 100."
        )
    return (
        f"Where a reply {name}, {in_hundred(with_)} answer (of {with_.of}); where it does not, {in_hundred(without)} "
        f"(of {without.of}). For comments of one kind: {size} in 100."
    )


def _chart(found: Answered, lang: str) -> Chart:
    es = lang == "es"
    ordered = sorted(found.moves, key=lambda one: (not one.stands, -abs(one.difference.value)))[:MOST_SHOWN]
    ordered.sort(key=lambda one: -one.difference.value)
    rows = [
        charts.Bar(
            label=name_of(one.move, lang),
            value=one.difference.value,
            low=one.difference.low,
            high=one.difference.high,
            note=more(one.difference, lang),
            strong=one.stands,
        )
        for one in ordered
    ]
    named = "; ".join(f"{row.label} {row.note}" for row in rows)
    return charts.forest(
        "answered-moves",
        "¿A qué contesta la gente aquí?" if es else "What gets answered here?",
        f"{'Personas de cada 100 que contestan de más o de menos' if es else 'People in 100 who answer more or less'}"
        f": {named}.",
        rows,
        less="contestan menos" if es else "fewer answer",
        more="contestan más" if es else "more answer",
    )


def _table(found: Answered, lang: str) -> tuple[tuple[str, ...], ...]:
    head = (
        ("la respuesta…", "con", "contestaron", "sin", "contestaron", "diferencia", "desde", "hasta", "se sostiene")
        if lang == "es"
        else ("the reply…", "with", "answered", "without", "answered", "difference", "from", "to", "stands")
    )
    lines = [
        (
            name_of(one.move, lang),
            str(one.difference.with_.of),
            str(one.difference.with_.yes),
            str(one.difference.without.of),
            str(one.difference.without.yes),
            f"{one.difference.value:.3f}",
            f"{one.difference.low:.3f}",
            f"{one.difference.high:.3f}",
            "1" if one.stands else "0",
        )
        for one in (*found.moves, *found.few)
    ]
    return (head, *lines)

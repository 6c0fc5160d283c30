"""Advice against choice, in words and one picture; and a person's own edits as a short lesson."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.domain.report import Chart, Report, ReportKind
from bot.reports import charts
from bot.reports.advice import Advice, Choice
from bot.reports.figures import FEW
from bot.reports.words import counted, in_hundred, more, percent, with_interval

_NAMES = {
    "taken": ("taken as offered", "tal como se propusieron"),
    "edited": ("edited", "con cambios"),
    "overruled": ("against the advice", "en contra del consejo"),
}
_CAUTION = {
    "en": "Compared among comments of the same kind. It is what was observed, not proof.",
    "es": "Comparado entre comentarios del mismo tipo. Es lo observado, no una prueba.",
}


def choice_name(choice: str, lang: str) -> str:
    """What a way of choosing is called."""
    return _NAMES[choice][lang == "es"]


def advice_report(
    found: Advice, *, brand_id: str, lang: str, since: datetime, until: datetime, own: Advice | None = None
) -> Report:
    """The report in a reader's language; `own` are the reader's own choices, told to nobody else."""
    es = lang == "es"
    total = sum(one.count for one in found.choices)
    return Report(
        kind=ReportKind.ADVICE,
        brand_id=brand_id,
        lang=lang,
        since=since,
        until=until,
        title="¿Qué pasó con los consejos?" if es else "What became of the advice?",
        verdict=verdict(found, lang),
        paragraphs=(*_paragraphs(found, lang), *([lesson(own, lang)] if own else [])) if total else (),
        caution=_CAUTION[lang],
        charts=(_chart(found, lang),) if total else (),
        table=_table(found, lang),
        data=asdict(found),
    )


def verdict(found: Advice, lang: str) -> str:
    """What following the advice brought, or that it cannot be told."""
    es, total = lang == "es", sum(one.count for one in found.choices)
    if not total:
        return "Aún no se ha publicado nada con propuestas." if es else "Nothing was published with suggestions yet."
    against = found.against
    followed, overruled = in_hundred(against.without), in_hundred(against.with_)
    if not against.known:
        return (
            f"Pocos casos para comparar: {counted(against.with_.of, 'respuesta', 'respuestas')} en contra del consejo."
            if es
            else f"Too few to compare: {counted(against.with_.of, 'reply', 'replies')} against the advice."
        )
    if not against.clear:
        return (
            f"Seguir el consejo o no: sin diferencia clara ({followed} frente a {overruled} contestan)."
            if es
            else f"Following the advice or not: no clear difference ({followed} against {overruled} answer)."
        )
    if es:
        return f"Con el consejo contesta el {followed} de la gente; en contra, el {overruled}."
    return f"With the advice {followed} of people answer; against it, {overruled}."


def _paragraphs(found: Advice, lang: str) -> list[str]:
    es, total = lang == "es", sum(one.count for one in found.choices)
    said = []
    for one in found.choices:
        if not one.count:
            continue
        share, name = one.count / total, choice_name(one.choice, lang)
        back = with_interval(one.answered, lang) if one.answered.of else "–"
        said.append(
            f"{name[0].upper()}{name[1:]}: {one.count} ({percent(share)}). Contestó el {back}."
            if es
            else f"{name[0].upper()}{name[1:]}: {one.count} ({percent(share)}). Answered: {back}."
        )
    edited = next(one for one in found.choices if one.choice == "edited")
    if edited.count:
        gain = f"{edited.gain:+.0f}".replace("-", "−")
        said.append(
            f"Un cambio movió la puntuación {gain} de media."
            if es
            else f"An edit moved the score by {gain} on average."
        )
    if found.against.known:
        size = more(found.against, lang)
        said.append(
            f"En contra del consejo, a igual tipo de comentario: {size} de cada 100."
            if es
            else f"Against the advice, for comments of one kind: {size} in 100."
        )
    return said


def lesson(own: Advice, lang: str) -> str:
    """A person about their own edits: what they changed and what came of it, never beside somebody else's."""
    es = lang == "es"
    edited = next(one for one in own.choices if one.choice == "edited")
    taken = next(one for one in own.choices if one.choice == "taken")
    if edited.count < 5:
        return (
            f"Tus cambios: {edited.count}. Con unos cuantos más podrás ver qué traen."
            if es
            else f"Your own edits: {edited.count}. With a few more you will see what they bring."
        )
    gain = f"{edited.gain:+.0f}".replace("-", "−")
    told = (
        f"Tus {edited.count} cambios movieron la puntuación {gain} de media."
        if es
        else f"Your {edited.count} edits moved the score by {gain} on average."
    )
    if min(edited.answered.of, taken.answered.of) < FEW:
        return told
    mine, asis = in_hundred(edited.answered), in_hundred(taken.answered)
    return told + (
        f" A tus textos cambiados contestó el {mine}; a los que dejaste como estaban, el {asis}."
        if es
        else f" {mine} answered the ones you changed, {asis} those you left as they were."
    )


def _chart(found: Advice, lang: str) -> Chart:
    es = lang == "es"
    rows = [_bar(one, lang) for one in found.choices if one.count]
    named = "; ".join(f"{row.label} {percent(row.value)} ({row.note})" for row in rows)
    return charts.bars(
        "advice-choices",
        "¿Cuánta gente contestó?" if es else "How many people answered?",
        f"{'Personas que contestaron' if es else 'People who answered'}: {named}.",
        rows,
    )


def _bar(one: Choice, lang: str) -> charts.Bar:
    share = one.answered
    return charts.Bar(
        label=choice_name(one.choice, lang),
        value=share.value,
        low=share.low if share.known else None,
        high=share.high if share.known else None,
        note=f"{share.yes} {'de' if lang == 'es' else 'of'} {share.of}",
        strong=share.known,
    )


def _table(found: Advice, lang: str) -> tuple[tuple[str, ...], ...]:
    head = (
        ("elección", "respuestas", "seguidas", "contestaron", "puntuación", "frente a lo propuesto")
        if lang == "es"
        else ("choice", "replies", "followed", "answered", "score", "against the offer")
    )
    lines = [
        (
            choice_name(one.choice, lang),
            str(one.count),
            str(one.answered.of),
            str(one.answered.yes),
            f"{one.score:.1f}",
            f"{one.gain:+.1f}",
        )
        for one in found.choices
    ]
    return (head, *lines)

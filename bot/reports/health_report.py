"""Page health in words and pictures."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.report import Chart, Report, ReportKind
from bot.reports import charts
from bot.reports.figures import FEW_SHARE, Share
from bot.reports.health import YARDSTICK, Health, Talk
from bot.reports.words import (
    counted,
    in_hundred,
    in_ten,
    kind_name,
    of_threads,
    percent,
    the_share,
    waited,
    week_name,
    with_interval,
)

MOST_GROUPS = 8
_CAUTION = {
    "en": "Counted from what stands on the page; the ranges say how far chance reaches at 95 %.",
    "es": "Contado a partir de lo que hay en la página; los intervalos dicen hasta dónde llega el azar al 95 %.",
}
_TITLE = {"en": "Does the page talk with people?", "es": "¿La página conversa?"}


def health_report(
    found: Health, *, brand_id: str, lang: str, since: datetime, until: datetime, page_names: dict[str, str]
) -> Report:
    """The report in a reader's language."""
    return Report(
        kind=ReportKind.HEALTH,
        brand_id=brand_id,
        lang=lang,
        since=since,
        until=until,
        title=_TITLE[lang],
        verdict=verdict(found, lang),
        paragraphs=tuple(_paragraphs(found, lang)),
        caution=_CAUTION[lang],
        charts=tuple(_charts(found, lang)) if found.total.two_way.of else (),
        table=_table(found, lang, page_names),
        data=_data(found),
    )


def verdict(found: Health, lang: str) -> str:
    """One sentence that a person can repeat."""
    es, total = lang == "es", found.total
    if not total.comments and not found.posts.of:
        return "Todavía no hay comentarios que contar." if es else "There are no comments to count yet."
    if found.change is not None:
        return _changed(found, es, lang)
    if total.two_way.of < FEW_SHARE and found.posts.of < FEW_SHARE:
        return _few(total, es)
    posts = found.posts if found.posts.of >= FEW_SHARE else None
    shares = [share for share in (posts, total.two_way if total.two_way.of >= FEW_SHARE else None) if share]
    openness = sum(share.value for share in shares) / len(shares)
    detail = _detail(posts, total.two_way, lang)
    if openness < 0.4:
        return f"Le habla a la gente en vez de hablar con ella: {detail}." if es else f"It talks at people: {detail}."
    if openness < 0.65:
        return f"Conversa a medias: {detail}." if es else f"It talks with people half of the time: {detail}."
    return f"Conversa: {detail}." if es else f"It talks with people: {detail}."


def _few(total: Talk, es: bool) -> str:
    if es:
        comments = counted(total.comments, "comentario", "comentarios")
        return f"Aún es poco para juzgar: {comments} y {counted(total.two_way.of, 'respuesta', 'respuestas')}."
    comments = counted(total.comments, "comment", "comments")
    return f"Too little to judge yet: {comments} and {counted(total.two_way.of, 'reply', 'replies')}."


def _changed(found: Health, es: bool, lang: str) -> str:
    change = found.change
    assert change is not None
    before, after, week = in_hundred(change.before), in_hundred(change.after), week_name(change.week, lang)
    better = change.after.value > change.before.value
    if es:
        start = "Ha aprendido a conversar" if better else "Ha dejado de conversar"
        return f"{start}: desde el {week}, el {after} de sus respuestas deja turno; antes, el {before}."
    start = "It has learned to talk with people" if better else "It has stopped talking with people"
    return f"{start}: since {week}, {after} of its replies leave a turn; before, {before}."


def _detail(posts: Share | None, replies: Share, lang: str) -> str:
    es, parts = lang == "es", []
    if posts is not None:
        shut = in_ten(Share(yes=posts.of - posts.yes, of=posts.of), lang)
        parts.append(f"{shut} publicaciones no preguntan nada" if es else f"{shut} posts ask nothing")
    if replies.of:
        turn = in_ten(replies, lang)
        parts.append(f"{turn} respuestas dejan turno" if es else f"{turn} replies leave a turn")
    return (" y " if es else " and ").join(parts)


def _paragraphs(found: Health, lang: str) -> list[str]:
    es, total = lang == "es", found.total
    if not total.comments:
        return []
    said = []
    if found.questions.of:
        share, yardstick = with_interval(found.questions, lang), f"{YARDSTICK * 100:.0f}\N{NO-BREAK SPACE}%"
        said.append(
            f"Preguntas contestadas: {share}. La vara de medir es un {yardstick} (Socialbakers, 2012)."
            if es
            else f"Questions answered: {share}. The yardstick is {yardstick} (Socialbakers, 2012)."
        )
    if total.answered_needed.of:
        share = the_share(total.answered_needed, lang)
        said.append(
            f"De todo lo que pedía respuesta, la tuvo {share}."
            if es
            else f"Of everything that needed a reply, {share} got one."
        )
    if found.wait is not None:
        time = waited(found.wait, lang)
        said.append(
            f"La mitad de las respuestas llega en {time} o menos." if es else f"Half of the replies come within {time}."
        )
    said.append(_airtime(total, es, lang))
    if total.answered_back.of:
        share = the_share(total.answered_back, lang)
        said.append(
            f"De quienes recibieron respuesta, volvió a escribir {share}."
            if es
            else f"Of the people who got a reply, {share} wrote again."
        )
    return said


def _airtime(total: Talk, es: bool, lang: str) -> str:
    words, last = f"{total.airtime * 100:.0f}\N{NO-BREAK SPACE}%", of_threads(total.last_word, lang)
    if es:
        return f"La página pone el {words} de las palabras y tiene la última en {last}."
    return f"The page says {words} of all words and has the last one in {last}."


# ---------------------------------------------------------------- pictures


def _charts(found: Health, lang: str) -> list[Chart]:
    es = lang == "es"
    ticks = [week_name(week, lang) for week, _ in found.weeks]
    made = []
    if len(ticks) > 1:
        made.append(_weeks(found, ticks, es, lang))
    made.append(_answered(found, es, lang))
    if len(ticks) > 1:
        made.append(_air(found, ticks, es))
    return made


def _weeks(found: Health, ticks: list[str], es: bool, lang: str) -> Chart:
    mark = None
    if found.change is not None:
        at = [week for week, _ in found.weeks].index(found.change.week)
        mark = (at, "cambio de hábito" if es else "a change of habit")
    open_ = tuple(_known(talk.two_way) for _, talk in found.weeks)
    back = tuple(_known(talk.answered_back) for _, talk in found.weeks)
    total = found.total
    alt = (
        f"Por semana: respuestas que dejan turno, en total {in_hundred(total.two_way)}, y personas que volvieron a "
        f"escribir, {in_hundred(total.answered_back)}."
        if es
        else f"By week: replies that leave a turn, {in_hundred(total.two_way)} in all, and people who wrote again, "
        f"{in_hundred(total.answered_back)}."
    )
    return charts.lines(
        "health-weeks",
        "¿Dejan turno las respuestas?" if es else "Do replies leave a turn?",
        alt,
        ticks,
        [
            charts.Series(label="dejan turno" if es else "leave a turn", values=open_),
            charts.Series(label="la gente contesta" if es else "people write again", values=back, faint=True),
        ],
        mark=mark,
    )


def _answered(found: Health, es: bool, lang: str) -> Chart:
    rows = []
    for kind, talk in found.kinds[:MOST_GROUPS]:
        share = talk.answered_needed
        if not share.of:
            continue
        note = f"{share.yes} {'de' if es else 'of'} {share.of}"
        known = share.known
        rows.append(
            charts.Bar(
                label=kind_name(kind, lang),
                value=share.value,
                note=note if known else f"{note} ({'pocas' if es else 'few'})",
                low=share.low if known else None,
                high=share.high if known else None,
                strong=known,
            )
        )
    named = "; ".join(f"{row.label} {percent(row.value)}" for row in rows)
    return charts.bars(
        "health-answered",
        "¿Quién obtuvo respuesta?" if es else "Who got a reply?",
        f"{'Con respuesta, de lo que la pedía' if es else 'With a reply, of what needed one'}: {named}.",
        rows or [charts.Bar(label="–", value=0.0, note="")],
        yardstick=(YARDSTICK, "65 %"),
    )


def _air(found: Health, ticks: list[str], es: bool) -> Chart:
    total, air = found.total, percent(found.total.airtime)
    alt = (
        f"Por semana: parte de las palabras que pone la página, en total {air}, y hilos en los que tiene "
        f"la última, {in_hundred(total.last_word)}."
        if es
        else f"By week: the page's share of all words, {air} in all, and threads in which it has the "
        f"last word, {in_hundred(total.last_word)}."
    )
    return charts.lines(
        "health-airtime",
        "¿Quién habla?" if es else "Who does the talking?",
        alt,
        ticks,
        [
            charts.Series(label="palabras de la página" if es else "the page's words",
                          values=tuple(talk.airtime if talk.comments else None for _, talk in found.weeks)),
            charts.Series(label="última palabra" if es else "last word", faint=True,
                          values=tuple(_known(talk.last_word) for _, talk in found.weeks)),
        ],
    )  # fmt: skip


def _known(share: Share) -> float | None:
    return share.value if share.known else None


# ---------------------------------------------------------------- as rows and as data


def _table(found: Health, lang: str, page_names: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    es = lang == "es"
    head = (
        ("grupo", "comentarios", "con respuesta", "la pedían", "respuestas", "dejan turno", "seguidas", "contestaron",
         "parte de palabras", "última palabra", "hilos")
        if es
        else ("group", "comments", "replied", "needed", "replies", "leave a turn", "followed", "wrote again",
              "share of words", "last word", "threads")
    )  # fmt: skip
    groups = [("todo" if es else "all", found.total)]
    groups += [(week_name(week, lang), talk) for week, talk in found.weeks]
    groups += [(page_names.get(page, page), talk) for page, talk in found.pages]
    groups += [(kind_name(kind, lang), talk) for kind, talk in found.kinds]
    groups += [(name or "–", talk) for name, talk in found.langs]
    return (head, *(_line(name, talk) for name, talk in groups))


def _line(name: str, talk: Talk) -> tuple[str, ...]:
    numbers = (
        talk.comments,
        talk.answered_needed.yes,
        talk.answered_needed.of,
        talk.two_way.of,
        talk.two_way.yes,
        talk.answered_back.of,
        talk.answered_back.yes,
        f"{talk.airtime:.3f}",
        talk.last_word.yes,
        talk.last_word.of,
    )
    return (name, *(str(number) for number in numbers))


def _data(found: Health) -> dict[str, Any]:
    return asdict(found)

"""The digest: what people taught us, what they learned from us, who is unanswered, what we promised. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.report import Report, ReportKind
from bot.reports.grouping import Terms, groups
from bot.reports.words import counted, day_name, span_name, waited

MOST_GROUPS, MOST_LINES = 5, 5
SECTIONS = ("question", "suggestion", "complaint")
_NOUNS = {
    "question": (("question", "questions"), ("pregunta", "preguntas")),
    "suggestion": (("wish", "wishes"), ("propuesta", "propuestas")),
    "complaint": (("complaint", "complaints"), ("queja", "quejas")),
}


class SaidRow(Protocol):
    """One comment of `Digests.said`."""

    kind: str
    kinds: str
    lang: str
    item_id: int | None
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Several people who said the same: how many, the most typical words, where to look."""

    count: int
    example: str
    url: str
    item_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody unanswered, or a promise: `days` since, or until it is due (negative when over)."""

    item_id: int | None
    author: str
    text: str
    url: str
    at: datetime
    ref: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything a digest says."""

    asked: tuple[Told, ...]
    wished: tuple[Told, ...]
    complained: tuple[Told, ...]
    counts: tuple[tuple[str, int], ...]
    learned: tuple[tuple[str, int], ...]
    unanswered: int
    oldest: tuple[Waiting, ...]
    promises: tuple[Waiting, ...]
    proposed: tuple[tuple[str, str], ...]


def grouped(rows: Sequence[SaidRow], kind: str, terms: Terms) -> tuple[Told, ...]:
    """The largest groups of comments of one kind, each language by itself, and single ones where nobody agreed."""
    found: list[Told] = []
    for lang in sorted({row.lang for row in rows}):
        mine = [row for row in rows if row.lang == lang and f" {kind} " in f" {row.kinds or row.kind} "]
        made = groups([row.text for row in mine], terms)
        found += [_told([mine[place] for place in group]) for group in made[:MOST_GROUPS]]
    return tuple(sorted(found, key=lambda one: -one.count)[:MOST_GROUPS])


def _told(rows: Sequence[SaidRow]) -> Told:
    return Told(
        count=len(rows),
        example=rows[0].text,
        url=next((row.url for row in rows if row.url), ""),
        item_ids=tuple(row.item_id for row in rows if row.item_id is not None)[:MOST_LINES],
    )


def kind_counts(rows: Sequence[SaidRow]) -> tuple[tuple[str, int], ...]:
    """How many comments of each kind of `SECTIONS` there were."""
    return tuple((kind, sum(f" {kind} " in f" {row.kinds or row.kind} " for row in rows)) for kind in SECTIONS)


# ---------------------------------------------------------------- in words

_HEADS = {
    "en": ("What people asked", "What people wished for", "What people complained of", "What people learned from us",
           "Still unanswered", "Promised", "Knowledge to look over"),
    "es": ("Qué preguntó la gente", "Qué pidió la gente", "De qué se quejó la gente", "Qué aprendió de nosotros",
           "Aún sin respuesta", "Prometido", "Conocimiento por revisar"),
}  # fmt: skip
_TITLE = {"en": "What was said, what is open", "es": "Qué se ha dicho y qué queda abierto"}


def digest_report(found: Digest, *, brand_id: str, lang: str, since: datetime, until: datetime) -> Report:
    """The digest in a reader's language."""
    heads, parts = _HEADS[lang], []
    for head, told in zip(heads, (found.asked, found.wished, found.complained), strict=False):
        parts += _section(head, [_group_line(one, lang) for one in told])
    parts += _section(heads[3], [f"{title} ({_times(count, lang)})" for title, count in found.learned[:MOST_LINES]])
    parts += _section(_count(heads[4], found.unanswered), [_open_line(one, until, lang) for one in found.oldest])
    parts += _section(heads[5], [_promise_line(one, until, lang) for one in found.promises])
    parts += _section(heads[6], [f"{question} → {answer}" for question, answer in found.proposed])
    return Report(
        kind=ReportKind.DIGEST,
        brand_id=brand_id,
        lang=lang,
        since=since,
        until=until,
        title=f"{_TITLE[lang]}: {span_name(since, until, lang)}",
        verdict=_verdict(found, until, lang),
        paragraphs=tuple(parts),
        table=_table(found, lang),
        data=_data(found),
    )


def _section(head: str, lines: Sequence[str]) -> list[str]:
    return ["\n".join([f"{head}:", *(f"– {line}" for line in lines)])] if lines else []


def _count(head: str, count: int) -> str:
    return f"{head} ({count})"


def _times(count: int, lang: str) -> str:
    if lang == "es":
        return "1 vez" if count == 1 else f"{count} veces"
    return "once" if count == 1 else f"{count} times"


def _group_line(one: Told, lang: str) -> str:
    where = "".join(f" #{item_id}" for item_id in one.item_ids[:3]) or (f" {one.url}" if one.url else "")
    people = counted(one.count, *(("persona", "personas") if lang == "es" else ("person", "people")))
    return f"{people}: {_quoted(one.example, lang)}{where}"


def _open_line(one: Waiting, until: datetime, lang: str) -> str:
    time = waited(max(0, int((until - one.at).total_seconds())), lang)
    since = f"espera desde hace {time}" if lang == "es" else f"waiting for {time}"
    number = f" #{one.item_id}" if one.item_id else f" {one.url}" if one.url else ""
    return f"{f'{one.author}: ' if one.author else ''}{_quoted(one.text, lang)}, {since}{number}"


def _promise_line(one: Waiting, until: datetime, lang: str) -> str:
    es = lang == "es"
    day = day_name(one.at, lang)
    late, ahead = (f"vencía el {day}", f"para el {day}") if es else (f"was due {day}", f"by {day}")
    when = late if one.at < until else ahead
    to = f"{'a' if es else 'to'} {one.author}: " if one.author else ""
    return f"{to}{_quoted(one.text, lang)} ({when}) {'promesa' if es else 'promise'} {one.ref}"


def _quoted(text: str, lang: str) -> str:
    return f"«{short(text)}»" if lang == "es" else f"“{short(text)}”"


def short(text: str, most: int = 140) -> str:
    """The beginning of a text on one line, with a sign where it goes on."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " […]"


def _verdict(found: Digest, until: datetime, lang: str) -> str:
    es = lang == "es"
    late = sum(one.at < until for one in found.promises)
    total = sum(count for _, count in found.counts)
    if not total and not found.unanswered and not found.promises:
        return "Todo tranquilo: nada nuevo y nada pendiente." if es else "All quiet: nothing new, nothing open."
    parts = []
    if total:
        asked = dict(found.counts)
        questions, wishes, complaints = (counted(asked[kind], *_NOUNS[kind][es]) for kind in SECTIONS)
        parts.append(f"{questions}, {wishes} y {complaints}" if es else f"{questions}, {wishes}, {complaints}")
    parts.append(f"{found.unanswered} sin respuesta" if es else f"{found.unanswered} unanswered")
    if late:
        parts.append(
            counted(late, "promesa vencida", "promesas vencidas")
            if es
            else counted(late, "promise past its day", "promises past their day")
        )
    return "; ".join(parts) + "."


def _table(found: Digest, lang: str) -> tuple[tuple[str, ...], ...]:
    heads = _HEADS[lang]
    head = ("parte", "cuántas", "texto", "enlace") if lang == "es" else ("section", "count", "text", "link")
    rows = [
        (name, str(one.count), one.example, one.url)
        for name, told in zip(heads, (found.asked, found.wished, found.complained), strict=False)
        for one in told
    ]
    rows += [(heads[3], str(count), title, "") for title, count in found.learned]
    rows += [(heads[4], "1", one.text, one.url) for one in found.oldest]
    rows += [(heads[5], "1", one.text, one.url) for one in found.promises]
    return (head, *rows)


def _data(found: Digest) -> dict[str, Any]:
    def told(many: Sequence[Told]) -> list[dict[str, Any]]:
        return [{"count": one.count, "example": one.example, "url": one.url, "items": one.item_ids} for one in many]

    def waiting(many: Sequence[Waiting]) -> list[dict[str, Any]]:
        return [
            {"item": one.item_id, "author": one.author, "text": one.text, "at": one.at.isoformat(), "ref": one.ref}
            for one in many
        ]

    return {
        "asked": told(found.asked),
        "wished": told(found.wished),
        "complained": told(found.complained),
        "counts": dict(found.counts),
        "learned": [{"title": title, "count": count} for title, count in found.learned],
        "unanswered": found.unanswered,
        "oldest": waiting(found.oldest),
        "promises": waiting(found.promises),
        "proposed": [{"question": question, "answer": answer} for question, answer in found.proposed],
    }

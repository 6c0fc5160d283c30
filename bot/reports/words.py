"""Numbers as people say them, in English and Spanish."""

from __future__ import annotations

from datetime import date

from bot.domain.weeks import monday
from bot.reports.figures import Difference, Share

KINDS: dict[str, tuple[str, str]] = {
    "question": ("questions", "preguntas"),
    "complaint": ("complaints", "quejas"),
    "praise": ("praise", "elogios"),
    "suggestion": ("suggestions", "sugerencias"),
    "joke": ("jokes", "bromas"),
    "story": ("stories", "anécdotas"),
    "request": ("requests", "peticiones"),
    "spam": ("spam", "spam"),
    "abuse": ("abuse", "insultos"),
    "crisis": ("crises", "crisis"),
    "other": ("other comments", "otros comentarios"),
}
_MONTHS = (
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
)


def kind_name(kind: str, lang: str) -> str:
    """The plural of a kind of comment."""
    return KINDS.get(kind, (kind, kind))[lang == "es"]


def week_name(week: int, lang: str) -> str:
    """The Monday a week begins with: "1 Jun", "1 jun"."""
    return day_name(monday(week), lang)


def day_name(at: date, lang: str) -> str:
    """A day without its year: "1 Jun", "1 jun"."""
    return f"{at.day} {_MONTHS[lang == 'es'][at.month - 1]}"


def span_name(since: date, until: date, lang: str) -> str:
    """From a day to another, with the year where it is needed: "6 Jan 2025 - 5 Jan 2026"."""
    start = day_name(since, lang) + (f" {since.year}" if since.year != until.year else "")
    return f"{start} – {day_name(until, lang)} {until.year}"


def waited(seconds: int, lang: str) -> str:
    """A length of time, as exact as people care for."""
    minutes, es = seconds // 60, lang == "es"
    if minutes < 1:
        return "menos de un minuto" if es else "less than a minute"
    if minutes < 90:
        return f"{minutes} {_plural(minutes, ('minuto', 'minutos') if es else ('minute', 'minutes'))}"
    hours = round(minutes / 60)
    if hours < 48:
        return f"{hours} {'horas' if es else 'hours'}"
    return f"{round(hours / 24)} {'días' if es else 'days'}"


def _plural(count: int, forms: tuple[str, str]) -> str:
    return forms[0] if count == 1 else forms[1]


def in_ten(share: Share, lang: str) -> str:
    """A share as "7 of 10", or in its own numbers where there are few."""
    of = "de" if lang == "es" else "of"
    if share.of < 20:
        return f"{share.yes} {of} {share.of}"
    return f"{round(share.value * 10)} {of} 10"


def in_hundred(share: Share) -> str:
    """A share as a percentage."""
    return percent(share.value)


def percent(value: float) -> str:
    """A part of one, in a hundred, as both languages print it here: "7 %"."""
    return f"{value * 100:.0f}\N{NO-BREAK SPACE}%"


def with_interval(share: Share, lang: str) -> str:
    """A share with how sure it is: "62 % (58-66)"; counts where there are too few."""
    if not share.known:
        return f"{share.yes} {'de' if lang == 'es' else 'of'} {share.of}"
    return f"{in_hundred(share)} ({share.low * 100:.0f}–{share.high * 100:.0f})"


def the_share(share: Share, lang: str) -> str:
    """As subject of a sentence: Spanish puts an article before a percentage, and none before a count."""
    said = with_interval(share, lang)
    return f"el {said}" if lang == "es" and share.known else said


def of_threads(share: Share, lang: str) -> str:
    """A share of threads: "62 % (58-66) of threads", "3 of 4 threads"."""
    if lang == "es":
        return f"{the_share(share, lang)} de los hilos" if share.known else f"{share.yes} de {share.of} hilos"
    return f"{with_interval(share, lang)} of threads" if share.known else f"{share.yes} of {share.of} threads"


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else many}"


def more(one: Difference, lang: str) -> str:
    """A difference in people of a hundred: "+18 (12 to 24)"."""
    to = "a" if lang == "es" else "to"
    return f"{_signed(one.value)} ({_signed(one.low)} {to} {_signed(one.high)})"


def _signed(value: float) -> str:
    number = round(value * 100)
    return "0" if number == 0 else f"{number:+d}".replace("-", "−")

"""A card as lines of text with roles. Pure; every chat adapter maps roles to its own markup and escapes the text.

Text is never cut without a sign: what is folded says how much is left and how to see it, and what is too long
for one message goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import regex

from bot.adapters.chat.words import DIMENSIONS, JUDGEMENTS, KINDS, MOODS, PROMISE, STATES, URGENCIES, words
from bot.domain.capabilities import LengthUnit, TextLimit
from bot.domain.card import Card, HistoryEntry, QueuePage, QueueRow
from bot.domain.comment import Who
from bot.domain.reading import Kind, Reading, Urgency
from bot.domain.score import Score, Severity
from bot.domain.suggestion import SecondOpinion
from bot.domain.transitions import OPEN_FOR_DECISION

FOLD = 600
SLACK = 40
"""What is over by no more than the sign of folding itself takes is not folded."""
CONTEXT_TURNS = 4


class Role(StrEnum):
    """What a line is, for the adapter's markup."""

    TITLE = "title"
    META = "meta"
    ALERT = "alert"
    CONTEXT = "context"
    COMMENT = "comment"
    SUGGESTION = "suggestion"
    REASON = "reason"
    NEED = "need"
    FINDING = "finding"
    GOOD = "good"
    SAYS = "says"
    """The bot speaking in its own words."""
    HINT = "hint"


QUOTE = "▌ "
_OWN_LINE = frozenset({Role.TITLE, Role.META, Role.CONTEXT})
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What some client somewhere shows as a new line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (which may hold line breaks where the public's text does). `text` is plain, unescaped."""

    role: Role
    text: str


def line(role: Role, text: str) -> Line:
    """A line. Names and what stands above a comment, which not every platform quotes, cannot break out of theirs: a
    line break in them would begin a line that looks like the program's own."""
    if role in _OWN_LINE:
        return Line(role=role, text=" ".join(text.split()))
    return Line(role=role, text=_BREAKS.sub("\n", text))


def quoted(each: Line) -> str:
    """A line as plain text in which what the public wrote is set off, every line of it."""
    if each.role is not Role.COMMENT:
        return each.text
    return "\n".join(f"{QUOTE}{part}" for part in each.text.split("\n"))


def card_lines(card: Card, lang: str, *, full: bool = False) -> list[Line]:
    """The whole card: where it stands, the thread, the comment, the reading, suggestions, what may be said."""
    found = [line(Role.TITLE, _title(card, lang))]
    if card.reading is not None:
        found += _reading(card.reading, lang)
    found += _meta(card, lang)
    found += _thread(card, lang, full)
    found.append(line(Role.COMMENT, fold(card.comment, lang, full)))
    if card.decision is None or card.state in OPEN_FOR_DECISION:
        found += _all_offered(card, lang)
    found += _ending(card, lang)
    if card.hint:
        found.append(line(Role.HINT, card.hint))
    return found


def queue_lines(page: QueuePage, lang: str) -> list[Line]:
    """The inbox, one line an item, the most urgent first as the desk gives them."""
    w = words(lang)
    if not page.rows:
        return [line(Role.SAYS, w.queue_empty)]
    title = w.queue_title.format(shown=len(page.rows), total=page.total)
    return [line(Role.TITLE, title), *(line(_row_role(row), row_text(row, lang)) for row in page.rows)]


def row_text(row: QueueRow, lang: str) -> str:
    """One item in one line."""
    kinds = "/".join(_kind_name(kind, lang) for kind in row.kinds)
    mark = "‼ " if row.urgency == Urgency.NOW.value else "! " if row.urgency == Urgency.HIGH.value else ""
    best = f" [{row.best_score}]" if row.best_score is not None else ""
    owner = f" ({words(lang).claimed_by} {row.claimed_by})" if row.claimed_by else ""
    about = f" {kinds}" if kinds else ""
    return f"{mark}#{row.item_id}{best}{about} · {row.author}: {' '.join(row.excerpt.split())}{owner}"


def card_row(card: Card) -> QueueRow:
    """A card as a line of the inbox."""
    reading = card.reading
    best = max((each.suggestion.score.total for each in card.suggestions), default=None)
    return QueueRow(
        item_id=card.item_id,
        version=card.version,
        state=card.state,
        brand_id=card.brand_id,
        page_id=card.page_id,
        page_name=card.page_name,
        platform=card.platform,
        author=card.author.name or card.author.handle,
        excerpt=card.comment if len(card.comment) <= 100 else f"{card.comment[:100]}…",
        lang=reading.lang if reading else "",
        kinds=tuple(kind.value for kind in reading.kinds) if reading else (),
        mood=reading.mood.value if reading else "",
        urgency=reading.urgency.value if reading else "",
        best_score=best,
        claimed_by=card.claimed_by,
        deadline=card.deadline,
        received_at=card.commented_at,
    )


def score_lines(score: Score, text: str, lang: str) -> list[Line]:
    """A score in full: its parts and findings, each with the words it is about and the mend."""
    w = words(lang)
    parts = [
        f"{DIMENSIONS[lang][dimension]} {'–' if part is None else round(part * 100)}"
        for dimension, part in score.dimensions
    ]
    found = [line(Role.TITLE, f"{w.score} {score.total}/100"), line(Role.REASON, score.why)]
    found.append(line(Role.META, " · ".join(parts)))
    for finding in score.gravest:
        quoted = " ".join(text[finding.start : finding.end].split())
        about = (f"«{quoted}»: " if lang == "es" else f"“{quoted}”: ") if quoted else ""
        stop = "⛔ " if finding.severity is Severity.BLOCK else ""
        mend = f" → {finding.instead}" if finding.instead else ""
        found.append(line(Role.FINDING, f"{stop}{about}{finding.why}{mend} [{finding.rule}]"))
    if not score.findings:
        found.append(line(Role.GOOD, w.no_findings))
    return found


def opinion_lines(second: SecondOpinion | None, lang: str) -> list[Line]:
    """A model's view of a reply, where there is one: beside the score, and saying so."""
    if second is None:
        return []
    said = words(lang).second.format(model=second.model, total=second.total)
    return [line(Role.REASON, " ".join(part for part in (said, second.why, second.mend) if part))]


def reading_lines(reading: Reading, comment: str, lang: str) -> list[Line]:
    """The reading with the reason of every judgement."""
    found = _reading(reading, lang)
    for name, judgement in reading.judgements:
        quoted = " / ".join(" ".join(span.of(comment).split()) for span in judgement.spans)
        grounds = f" (“{quoted}”)" if quoted else ""
        if judgement.why:
            found.append(line(Role.META, f"{_judged(name, lang)}: {judgement.why}{grounds}"))
    return found


def _judged(name: str, lang: str) -> str:
    """What was judged: a kind of comment, or something else about it."""
    return KINDS[lang][Kind(name)] if name in Kind.__members__.values() else JUDGEMENTS[lang].get(name, name)


def history_lines(entries: Sequence[HistoryEntry]) -> list[Line]:
    """What happened to an item, oldest first."""
    return [
        line(Role.META, f"{each.at.astimezone():%d.%m. %H:%M} {each.actor}: {each.action} {each.detail}".rstrip())
        for each in entries
    ]


def fold(text: str, lang: str, full: bool = False, most: int = FOLD) -> str:
    """The text, or its beginning with a sign of how much is left."""
    if full or len(text) <= most + SLACK:
        return text
    command = "entero" if lang == "es" else "full"
    left = len(text) - most
    return f"{text[:most]}… {words(lang).more.format(left=left, command=command)}"


def length(text: str, unit: LengthUnit) -> int:
    """How long a platform counts the text."""
    if unit is LengthUnit.BYTES:
        return len(text.encode("utf-8", "replace"))
    if unit is LengthUnit.UTF16:
        return len(text.encode("utf-16-le", "replace")) // 2
    if unit is LengthUnit.GRAPHEMES:
        return len(regex.findall(r"\X", text))
    return len(text)


def messages(texts: Sequence[str], limit: TextLimit) -> list[str]:
    """Rendered lines gathered into as few messages as the limit allows; a line that is longer than a message
    goes on in the next one, split between graphemes and at a space where there is one. Nothing is lost."""
    found: list[str] = []
    now = ""
    for text in texts:
        for piece in _pieces(text, limit):
            joined = f"{now}\n{piece}" if now else piece
            if length(joined, limit.unit) <= limit.most:
                now = joined
            else:
                found.append(now)
                now = piece
    return [*found, now] if now else found


def _pieces(text: str, limit: TextLimit) -> Iterator[str]:
    if length(text, limit.unit) <= limit.most:
        yield text
        return
    now, size = "", 0
    for grapheme in regex.findall(r"\X", text):
        more = length(grapheme, limit.unit)
        if size + more > limit.most:
            cut = now.rfind(" ")
            keep = cut + 1 if cut > len(now) // 2 else len(now)
            yield now[:keep]
            now = now[keep:]
            size = length(now, limit.unit)
        now += grapheme
        size += more
    if now:
        yield now


def _title(card: Card, lang: str) -> str:
    return f"#{card.item_id} · {STATES[lang][card.state]} · {card.page_name} · {card.brand_name}"


def _reading(reading: Reading, lang: str) -> list[Line]:
    w = words(lang)
    kinds = ", ".join(KINDS[lang][kind] for kind in KINDS[lang] if kind in reading.kinds) or w.no_kind
    head = f"{kinds} · {MOODS[lang][reading.mood]} · {w.urgency} {URGENCIES[lang][reading.urgency]} · {reading.lang}"
    found = [line(Role.META, head)]
    if reading.crisis is not None:
        found.insert(0, line(Role.ALERT, f"{w.crisis}: {reading.why}"))
    if reading.stay_out:
        found.append(line(Role.REASON, f"{w.stay_out}: {reading.stay_out_why}"))
    elif not reading.needs_reply:
        found.append(line(Role.REASON, f"{w.no_reply_needed}: {reading.why}"))
    if reading.take_private:
        found.append(line(Role.REASON, f"{w.take_private}: {reading.take_private_why}"))
    if reading.hide:
        found.append(line(Role.ALERT, f"{w.hide}: {reading.hide_why}"))
    return found


def _meta(card: Card, lang: str) -> list[Line]:
    w = words(lang)
    found = []
    if card.claimed_by:
        found.append(line(Role.META, f"{w.claimed_by} {card.claimed_by}"))
    if card.deadline is not None and card.state in OPEN_FOR_DECISION:
        found.append(line(Role.META, f"{w.due} {_clock(card.deadline)}"))
    return found


def _thread(card: Card, lang: str, full: bool) -> list[Line]:
    w = words(lang)
    found = []
    if card.post_text:
        found.append(line(Role.CONTEXT, f"{w.under_post}: {fold(card.post_text, lang, full, 140)}"))
    shown = card.context if full else card.context[-CONTEXT_TURNS:]
    if hidden := len(card.context) - len(shown):
        found.append(line(Role.CONTEXT, f"… {hidden} {w.earlier}"))
    for turn in shown:
        name = turn.name or (card.brand_name if turn.who is Who.BRAND else "–")
        found.append(line(Role.CONTEXT, f"{name}: {fold(turn.text, lang, full, 240)}"))
    found.append(line(Role.META, card.author.name or card.author.handle or "–"))
    return found


def _all_offered(card: Card, lang: str) -> list[Line]:
    """The suggestions; what is the same for several (a reason, a source, a need) is said once."""
    w = words(lang)
    found: list[Line] = []
    reason = source = ""
    for offered in card.suggestions:
        suggestion = offered.suggestion
        if suggestion.takes is not None:
            found.append(line(Role.REASON, w.taken_as.format(kind=KINDS[lang][suggestion.takes])))
        found.append(line(Role.SUGGESTION, f"{offered.number}. [{suggestion.score.total}] {suggestion.text}"))
        if suggestion.score.why != reason:
            reason = suggestion.score.why
            found += [line(Role.REASON, reason)] if reason else []
        titles = " · ".join(dict.fromkeys(each.title for each in suggestion.sources))
        if titles != source:
            source = titles
            found += [line(Role.REASON, f"{w.source}: {titles}")] if titles else []
        found += opinion_lines(suggestion.second, lang)
        if card.reply_limit and len(suggestion.text) > card.reply_limit:
            found.append(line(Role.FINDING, f"{len(suggestion.text)}/{card.reply_limit}"))
    needs = dict.fromkeys(need.question for each in card.suggestions for need in each.suggestion.needs)
    return found + [line(Role.NEED, f"{w.needs}: {question}") for question in needs]


def _ending(card: Card, lang: str) -> list[Line]:
    w = words(lang)
    found = []
    if card.decision is not None:
        found.append(line(Role.META, f"{w.decided_by} {card.decision.by}, {_clock(card.decision.at)}"))
        if card.decision.text:
            found.append(line(Role.SUGGESTION, f"→ {card.decision.text}"))
        if card.decision.note:
            found.append(line(Role.REASON, card.decision.note))
    if card.reason:
        found.append(line(Role.REASON, card.reason))
    if card.outcome is not None:
        if card.outcome.problem:
            found.append(line(Role.ALERT, f"{w.problem}: {card.outcome.problem}"))
        if card.outcome.answered_back:
            answer = fold(card.outcome.answer_text, lang)
            found.append(line(Role.GOOD, f"{card.author.name} {w.answered_back}: {answer}"))
    return found


def _row_role(row: QueueRow) -> Role:
    return Role.ALERT if row.urgency == Urgency.NOW.value else Role.CONTEXT


def _kind_name(kind: str, lang: str) -> str:
    names = {"promise": PROMISE[lang], **{each.value: name for each, name in KINDS[lang].items()}}
    return names.get(kind, kind)


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")

"""How a reading, a critique and suggestions look in a terminal. Pure: values in, rich text out.

Everything is `Text`, never markup, so that what people write is shown as it is and interpreted by nobody. No
meaning hangs on colour alone: marks have numbers, bars have figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from bot.adapters.chat.words import DIMENSIONS, KINDS, MOODS, URGENCIES, words
from bot.domain.reading import Reading
from bot.domain.score import Finding, Score, Severity
from bot.domain.situation import Suggestions
from bot.domain.suggestion import Suggestion

_COLOUR = {Severity.HINT: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red", Severity.BLOCK: "bold red"}
_SIGN = {Severity.HINT: "·", Severity.WARNING: "!", Severity.ERROR: "!!", Severity.BLOCK: "STOP"}
BAR = 12


def reading_lines(comment: str, reading: Reading, lang: str) -> Text:
    """The comment with what is asked underlined, and every judgement with its reason."""
    w = words(lang)
    text = Text()
    text.append(_quoted(comment, [(span.start, span.end, "underline") for span in reading.asks]))
    text.append("\n")
    kinds = ", ".join(KINDS[lang][kind] for kind in sorted(reading.kinds, key=list(KINDS[lang]).index)) or w.no_kind
    text.append(f"{kinds} · {MOODS[lang][reading.mood]} · {w.urgency} {URGENCIES[lang][reading.urgency]}", "bold")
    text.append(f" · {reading.lang} {reading.lang_confidence:.0%}\n", "dim")
    if reading.crisis is not None:
        text.append(f"{w.crisis}: {reading.crisis.value.replace('_', ' ')}\n", "bold red")
    for what, why in (
        (w.reply_needed if reading.needs_reply else w.no_reply_needed, reading.why),
        (w.stay_out if reading.stay_out else "", reading.stay_out_why),
        (w.take_private if reading.take_private else "", reading.take_private_why),
        (w.hide if reading.hide else "", reading.hide_why),
    ):
        if what:
            text.append(f"{what}", "bold")
            text.append(f": {why}\n" if why else "\n")
    if reading.asks:
        asked = " / ".join(f"“{span.of(comment).strip()}”" for span in reading.asks)
        text.append(f"{w.asked}: {asked}\n")
    if reading.specifics:
        echo = ", ".join(dict.fromkeys(span.of(comment).strip() for span in reading.specifics))
        text.append(f"{w.specifics}: {echo}\n")
    if reading.abstained:
        text.append(f"{w.abstained}: {', '.join(reading.abstained)}\n", "dim")
    text.rstrip()
    return text


def critique(draft: str, score: Score, lang: str) -> Text:
    """The draft with its findings marked and numbered on the words, the part scores, and what to do instead."""
    w = words(lang)
    text = Text()
    marks = [
        (finding.start, finding.end, _COLOUR[finding.severity], number)
        for number, finding in enumerate(score.findings, 1)
        if finding.end > finding.start
    ]
    text.append(_marked(draft, marks))
    text.append("\n\n")
    text.append(f"{w.score} {score.total}", _grade(score.total))
    text.append(f"  {score.why}\n")
    for dimension, part in score.dimensions:
        name = DIMENSIONS[lang][dimension]
        text.append(f"  {name:<14}")
        if part is None:
            text.append(f"{'–':<{BAR}}  {w.abstains}\n", "dim")
            continue
        full = round(part * BAR)
        text.append("█" * full + "░" * (BAR - full), _grade(round(part * 100)))
        text.append(f" {part * 100:3.0f}\n")
    if score.findings:
        text.append("\n")
    for number, finding in enumerate(score.findings, 1):
        text.append(_finding(number, finding, draft))
    if not score.findings:
        text.append(f"\n{w.no_findings}")
    text.rstrip()
    return text


def offers(answer: Suggestions, lang: str) -> Text:
    """Numbered suggestions, best first, each with score, reason, sources and needs."""
    w = words(lang)
    text = Text()
    if answer.stay_out:
        text.append(f"{w.stay_out}: ", "bold")
        text.append(f"{answer.stay_out}\n")
    for number, offer in enumerate(answer.offers, 1):
        text.append(_offer(number, offer, lang))
        text.append("\n")
    own = {need.question for offer in answer.offers for need in offer.needs}
    for need in answer.needs:
        if need.question not in own:
            text.append(f"{w.needs}: {need.question}\n", "yellow")
    if not answer.offers and not answer.stay_out and not answer.needs:
        text.append(w.nothing_to_offer)
    for line in answer.log:
        text.append(f"{line}\n", "dim")
    text.rstrip()
    return text


def _offer(number: int, offer: Suggestion, lang: str) -> Text:
    w = words(lang)
    text = Text()
    text.append(f"{number}. ", "bold")
    text.append(f"[{offer.score.total}] ", _grade(offer.score.total))
    text.append(f"{offer.text}\n")
    if offer.score.why:
        text.append(f"   {offer.score.why}\n", "dim")
    for source in offer.sources:
        text.append(f"   {w.source}: {source.title}\n", "dim")
    for need in offer.needs:
        text.append(f"   {w.needs}: {need.question}\n", "yellow")
    for finding in offer.score.findings[:2]:
        if finding.severity is not Severity.HINT:
            text.append(f"   {_SIGN[finding.severity]} {finding.why}\n", _COLOUR[finding.severity])
    return text


def _finding(number: int, finding: Finding, draft: str) -> Text:
    text = Text()
    text.append(f"{number} {_SIGN[finding.severity]} ", _COLOUR[finding.severity])
    if finding.end > finding.start:
        text.append(f"“{' '.join(draft[finding.start : finding.end].split())[:60]}” ", "bold")
    text.append(f"{finding.why}\n")
    if finding.instead:
        text.append(f"    → {finding.instead}\n", "green")
    return text


def _quoted(comment: str, marks: Sequence[tuple[int, int, str]]) -> Text:
    text = Text(comment)
    for start, end, style in marks:
        text.stylize(style, start, end)
    shown = Text()
    for line in text.split("\n", allow_blank=True):
        shown.append("> ", "dim").append(line).append("\n")
    return shown


def _marked(draft: str, marks: Sequence[tuple[int, int, str, int]]) -> Text:
    """The draft with [words]¹ marked, so that marks are seen without colour; overlapping ones keep their numbers."""
    text = Text()
    opens = {start: style for start, _, style, _ in sorted(marks, key=lambda mark: -mark[1])}
    closes: dict[int, list[int]] = {}
    for _, end, _, number in marks:
        closes.setdefault(end, []).append(number)
    for at in range(len(draft) + 1):
        for number in closes.get(at, ()):
            text.append(f"]{_small(number)}", "bold")
        for start, _, _, _ in marks:
            if start == at:
                text.append("[", "bold")
        if at < len(draft):
            inside = next((style for start, end, style, _ in marks if start <= at < end), "")
            text.append(draft[at], inside if not opens.get(at) else opens[at])
    return text


def _small(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _grade(total: int) -> str:
    return "green" if total >= 75 else "yellow" if total >= 50 else "red"

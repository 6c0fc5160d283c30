"""How a reading, a critique and suggestions look in a terminal. Pure: values in, rich text out.

Everything is `Text`, never markup, so that what people write is shown as it is and interpreted by nobody. No
meaning hangs on colour alone: marks have numbers, bars have figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.adapters.chat.words import CRISES, DIMENSIONS, KINDS, MOODS, URGENCIES, words
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
        text.append(f"{w.crisis}: {CRISES[lang][reading.crisis]}\n", "bold red")
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


def critique(draft: str, score: Score, lang: str) -> Group:
    """The draft with its findings marked and numbered on the words, the part scores, and what to do instead."""
    w = words(lang)
    parts = Text()
    for dimension, part in score.dimensions:
        parts.append(f"  {DIMENSIONS[lang][dimension]:<14}")
        if part is None:
            parts.append(f"{'–':<{BAR}}  {w.abstains}\n", "dim")
            continue
        full = round(part * BAR)
        parts.append("█" * full + "░" * (BAR - full), _grade(round(part * 100)))
        parts.append(f" {part * 100:3.0f}\n")
    total = Text(f"{w.score} {score.total}", _grade(score.total)).append(f"  {score.why}", "default")
    found: list[RenderableType] = [_marked(draft, score.gravest), Text(), total, parts]
    found += [_finding(number, finding, draft) for number, finding in enumerate(score.gravest, 1)]
    if not score.findings:
        found.append(Text(w.no_findings, "green"))
    return Group(*found)


def offers(answer: Suggestions, lang: str) -> Group:
    """Numbered suggestions, best first, each with score, reason, sources and needs."""
    w = words(lang)
    found: list[RenderableType] = []
    if answer.stay_out:
        found.append(Text(f"{w.stay_out}: ", "bold").append(answer.stay_out, "default"))
    for number, offer in enumerate(answer.offers, 1):
        found += [Text()] if found else []
        found.append(_offer(number, offer, lang))
    own = {need.question for offer in answer.offers for need in offer.needs}
    found += [Text(f"{w.needs}: {need.question}", "yellow") for need in answer.needs if need.question not in own]
    if not found:
        found.append(Text(w.nothing_to_offer))
    # What the composer does by itself is no news; that a model failed or refused is.
    found += [Text(line, "dim") for line in answer.log if not line.startswith("composer")]
    return Group(*found)


def _offer(number: int, offer: Suggestion, lang: str) -> Table:
    w = words(lang)
    grid = _grid()
    grid.add_row(
        Text(f"{number}.", "bold"),
        Text(f"[{offer.score.total}] ", _grade(offer.score.total)).append(offer.text, "default"),
    )
    taken = w.taken_as.format(kind=KINDS[lang][offer.takes]) if offer.takes is not None else ""
    below = [Text(said, "dim") for said in (taken, offer.score.why) if said]
    below += [Text(f"{w.source}: {title}", "dim") for title in dict.fromkeys(each.title for each in offer.sources)]
    below += [Text(f"{w.needs}: {need.question}", "yellow") for need in offer.needs]
    below += [
        Text(f"{_SIGN[finding.severity]} {finding.why}", _COLOUR[finding.severity])
        for finding in offer.score.gravest[:2]
        if finding.severity is not Severity.HINT
    ]
    for line in below:
        grid.add_row(Text(), line)
    return grid


def _finding(number: int, finding: Finding, draft: str) -> Table:
    grid = _grid()
    text = Text()
    if finding.end > finding.start:
        text.append(f"“{' '.join(draft[finding.start : finding.end].split())[:60]}” ", "bold")
    text.append(finding.why)
    grid.add_row(Text(f"{number} {_SIGN[finding.severity]}", _COLOUR[finding.severity]), text)
    if finding.instead:
        grid.add_row(Text(), Text(f"→ {finding.instead}", "green"))
    return grid


def _grid() -> Table:
    """Two columns: a mark, and text that wraps beside it and not under it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _quoted(comment: str, marks: Sequence[tuple[int, int, str]]) -> Text:
    text = Text(comment)
    for start, end, style in marks:
        text.stylize(style, start, end)
    shown = Text()
    for line in text.split("\n", allow_blank=True):
        shown.append("> ", "dim").append(line).append("\n")
    return shown


def _marked(draft: str, findings: Sequence[Finding]) -> Text:
    """The draft with [words]¹ marked, so that marks are seen without colour; those that overlap share a bracket."""
    spans: list[tuple[int, int, list[int], str]] = []
    placed = [
        (each.start, each.end, number, each.severity)
        for number, each in enumerate(findings, 1)
        if each.end > each.start
    ]
    for start, end, number, severity in sorted(placed):
        if spans and start < spans[-1][1]:
            begin, before, numbers, style = spans[-1]
            spans[-1] = (begin, max(before, end), [*numbers, number], style)
        else:
            spans.append((start, end, [number], _COLOUR[severity]))
    text, at = Text(), 0
    for start, end, numbers, style in spans:
        text.append(draft[at:start])
        text.append("[", "bold").append(draft[start:end], style)
        text.append("]" + "˒".join(map(_small, sorted(numbers))), "bold")
        at = end
    return text.append(draft[at:])


def _small(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _grade(total: int) -> str:
    return "green" if total >= 75 else "yellow" if total >= 50 else "red"

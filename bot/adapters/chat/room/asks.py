"""What can be asked in a room beside deciding on cards: as words (English and Spanish) and as native commands. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.domain.report import ReportKind


class RoomAsk(StrEnum):
    """What a room command asks for."""

    LINK = "link"
    LANGUAGE = "language"
    VOICE = "voice"
    FACTS_LIST = "facts list"
    FACTS_ADD = "facts add"
    REPORT = "report"
    BRIEF = "brief"
    PRACTICE = "practice"
    POST = "post"
    PROMISE = "promise"
    SUGGEST = "suggest"
    COACH_HOW = "coach"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCommand:
    """`text` is what stands behind the command, without the brand; `brand` as it was typed ("" for none): of a report
    it may be a page as well. `span`: how far a report looks back, None for what is usual. `number` and `kept` are of
    a promise."""

    ask: RoomAsk
    text: str = ""
    brand: str = ""
    kind: ReportKind = ReportKind.HEALTH
    span: timedelta | None = None
    number: int = 0
    kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a native command. `kind` says what may be completed: "item", "brand", "language", "report" or
    "text". `form` is how a value stands among the words."""

    name: str
    about: str
    about_es: str
    kind: str = "text"
    required: bool = False
    form: str = " {}"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A native command. `name` may be two words ("facts add") where the platform has sub-commands. `words` turns
    what was filled in into the words that `Room.heard` understands."""

    name: str
    about: str
    about_es: str
    options: tuple[Option, ...] = ()
    before: str = ""
    """The option that stands before the name ("#17 why")."""

    def words(self, values: Mapping[str, str] | None = None) -> str:
        """The command as somebody would type it."""
        given = {name: value.strip() for name, value in (values or {}).items() if value.strip()}
        head = tail = ""
        for option in self.options:
            if option.name not in given:
                continue
            piece = option.form.replace("{}", given[option.name], 1)
            if option.name == self.before:
                head = piece
            else:
                tail += piece
        return f"{head}{self.name}{tail}".strip()


_BRAND = Option(name="brand", about="The brand's id or name", about_es="La marca", kind="brand", form=" brand={}")
_ITEM = Option(name="item", about="The card's number", about_es="El número de la ficha", kind="item")
_ABOUT_ITEM = Option(name="item", about="The card's number", about_es="El número de la ficha", kind="item", form="#{} ")
_REPORTS = (
    ("health", "Does the page talk with people?"),
    ("answered", "What gets answered here"),
    ("advice", "Advice taken and overruled"),
)
_SPANS = (("7d", "A week"), ("30d", "A month"), ("90d", "Three months"), ("365d", "A year"))
_PAGE = Option(name="page", about="One page of it", about_es="Una de sus páginas", form=" {}")
_SPAN = Option(name="span", about="How far back", about_es="Desde cuándo", kind="span", choices=_SPANS, form=" {}")

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(name="queue", about="What waits for a decision", about_es="Lo que espera una decisión"),
    CommandSpec(name="next", about="The next card", about_es="La siguiente ficha"),
    CommandSpec(
        name="open",
        about="One card",
        about_es="Una ficha",
        options=(Option(name="item", about=_ITEM.about, about_es=_ITEM.about_es, kind="item", required=True),),
    ),
    CommandSpec(
        name="suggest",
        about="What do we say to this comment?",
        about_es="¿Qué le decimos a este comentario?",
        options=(
            Option(
                name="comment", about="The comment, pasted", about_es="El comentario", required=True, form=": {}"
            ),
        ),
    ),
    CommandSpec(
        name="coach",
        about="Score a draft and say what to mend",
        about_es="Valora un borrador y dice qué mejorar",
        options=(
            _ABOUT_ITEM,
            Option(name="draft", about="Your draft", about_es="Tu borrador", required=True, form=": {}"),
        ),
        before="item",
    ),
    CommandSpec(
        name="why", about="The score in full", about_es="La nota con detalle", options=(_ABOUT_ITEM,), before="item"
    ),
    CommandSpec(
        name="history",
        about="What happened to a card",
        about_es="Qué ha pasado con una ficha",
        options=(_ABOUT_ITEM,),
        before="item",
    ),
    CommandSpec(name="voice", about="How the brand speaks", about_es="Cómo habla la marca", options=(_BRAND,)),
    CommandSpec(
        name="facts list",
        about="What the brand knows",
        about_es="Lo que sabe la marca",
        options=(Option(name="search", about="A word to look for", about_es="Una palabra"), _BRAND),
    ),
    CommandSpec(
        name="facts add",
        about="Teach the brand a fact",
        about_es="Enseña un dato a la marca",
        options=(
            Option(name="question", about="As people ask it", about_es="Como lo pregunta la gente", required=True),
            Option(name="answer", about="The answer", about_es="La respuesta", required=True, form=" | {}"),
            Option(
                name="source", about="Where it comes from", about_es="De dónde sale", required=True, form=" | {}"
            ),
            _BRAND,
        ),
    ),
    CommandSpec(
        name="report",
        about="Figures with pictures",
        about_es="Cifras con gráficos",
        options=(
            Option(
                name="kind", about="Which report", about_es="Qué informe", kind="report", choices=_REPORTS, form=" {}"
            ),
            _PAGE,
            _SPAN,
            _BRAND,
        ),
    ),
    CommandSpec(name="digest", about="The week in words", about_es="La semana en palabras", options=(_BRAND,)),
    CommandSpec(name="brief", about="The client's page", about_es="La página para el cliente", options=(_BRAND,)),
    CommandSpec(
        name="post",
        about="Judge a planned post before the client sees it",
        about_es="Valora una publicación antes de enseñarla al cliente",
        options=(
            Option(name="text", about="The post", about_es="La publicación", required=True, form=": {}"),
            _BRAND,
        ),
    ),
    CommandSpec(
        name="practice", about="Train with invented comments", about_es="Practica con comentarios inventados",
        options=(_BRAND,),
    ),
    CommandSpec(
        name="language",
        about="The language I speak with you",
        about_es="El idioma en que te hablo",
        options=(
            Option(
                name="language",
                about="English or Spanish",
                about_es="Inglés o español",
                kind="language",
                required=True,
                choices=(("en", "English"), ("es", "Español")),
            ),
        ),
    ),
    CommandSpec(
        name="link",
        about="Link this account with a code",
        about_es="Vincula esta cuenta con un código",
        options=(Option(name="code", about="The code", about_es="El código", required=True),),
    ),
    CommandSpec(name="help", about="What you can say", about_es="Qué puedes decir"),
)  # fmt: skip

_BRAND_TOKEN = re.compile(r"\s*\b(?:brand|marca)=(\S+)", re.IGNORECASE)
_KINDS: Mapping[str, ReportKind] = {
    "health": ReportKind.HEALTH, "salud": ReportKind.HEALTH,
    "answered": ReportKind.ANSWERED, "contestado": ReportKind.ANSWERED, "respondido": ReportKind.ANSWERED,
    "advice": ReportKind.ADVICE, "consejo": ReportKind.ADVICE, "consejos": ReportKind.ADVICE,
    "digest": ReportKind.DIGEST, "resumen": ReportKind.DIGEST,
}  # fmt: skip
_DAYS = {"d": 1, "w": 7, "s": 7, "m": 30}
_BACK = re.compile(
    r"(?<!\S)(\d{1,4})\s*(d(?:ays?|[ií]as?)?|w(?:eeks?)?|s(?:emanas?)?|m(?:onths?|eses)?)(?!\S)", re.IGNORECASE
)
_OFF = re.compile(r"(?:dropped|off|anulada|descartada|cancelada)\Z", re.IGNORECASE)
_WHOLE = re.IGNORECASE | re.DOTALL


@dataclass(frozen=True, slots=True)
class _Pattern:
    ask: RoomAsk
    words: str
    rest: str = r"(?:\s+(.*))?"
    kind: ReportKind = field(default=ReportKind.HEALTH)


_PATTERNS: tuple[_Pattern, ...] = (
    _Pattern(RoomAsk.LINK, r"link|vincula(?:r)?|enlaza(?:r)?", r"\s+([A-Za-z0-9-]{6,12})"),
    _Pattern(RoomAsk.LANGUAGE, r"language|lang|idioma", r"(?:\s+([\wñ]+))?"),
    _Pattern(RoomAsk.FACTS_ADD, r"(?:facts?|datos?)\s+(?:add|a[nñ]ad[ei]r?|nuevo)", r"(?:\s*:\s*|\s+|$)(.*)"),
    _Pattern(RoomAsk.FACTS_LIST, r"(?:facts?|datos?)(?:\s+(?:list|lista))?"),
    _Pattern(RoomAsk.REPORT, r"digest|weekly digest|resumen(?: semanal)?", kind=ReportKind.DIGEST),
    _Pattern(RoomAsk.REPORT, r"report|informe"),
    _Pattern(RoomAsk.BRIEF, r"(?:client )?brief|dossier|dosier"),
    _Pattern(RoomAsk.PRACTICE, r"practi[cs]e|practicar|pr[aá]ctica|entrenar"),
    _Pattern(RoomAsk.POST, r"(?:planned )?post|publicaci[oó]n|post previsto", r"(?:\s*:\s*(.+)|\s*$)"),
    _Pattern(
        RoomAsk.PROMISE,
        r"promise|promesa",
        r"\s+#?(\d{1,15}\s+(?:kept|done|dropped|off|cumplida|hecha|anulada|descartada|cancelada))[.!]*",
    ),
    _Pattern(RoomAsk.VOICE, r"voice|voz"),
    _Pattern(RoomAsk.SUGGEST, r"suggest|prop[oó]n|sugiere", r"(?:\s*:\s*(.+)|\s*$)"),
    _Pattern(RoomAsk.COACH_HOW, r"coach|revisa", r"\s*$()"),
    _Pattern(RoomAsk.CANCEL, r"cancel|cancela(?:r)?|never mind|olv[ií]dalo", r"[.!]*$()"),
)
_NAMES_ONLY = frozenset({RoomAsk.VOICE, RoomAsk.BRIEF, RoomAsk.PRACTICE})
"""Commands with nothing but a brand behind them; other words make them a sentence for the coach."""


def parse_room(text: str) -> RoomCommand | None:
    """The room command in `text`; None for everything else (a decision on a card, or words for the coach)."""
    said = text.strip()
    brand = ""
    if match := _BRAND_TOKEN.search(said):
        brand, said = match[1], (said[: match.start()] + said[match.end() :]).strip()
    for pattern in _PATTERNS:
        found = re.fullmatch(rf"(?:{pattern.words}){pattern.rest}", said, _WHOLE)
        if found is None:
            continue
        rest = (found[1] or "").strip()
        if pattern.ask is RoomAsk.REPORT:
            return _report(pattern.kind, rest, brand)
        if pattern.ask is RoomAsk.PROMISE:
            number, _, word = rest.partition(" ")
            return RoomCommand(ask=pattern.ask, number=int(number), kept=not _OFF.search(word), brand=brand)
        if pattern.ask is RoomAsk.BRIEF:
            return _report(ReportKind.HEALTH, rest, brand, ask=pattern.ask)
        if pattern.ask in _NAMES_ONLY and rest and not brand:
            return RoomCommand(ask=pattern.ask, brand=rest)
        return RoomCommand(ask=pattern.ask, text=rest, brand=brand)
    return None


def _report(kind: ReportKind, rest: str, brand: str, *, ask: RoomAsk = RoomAsk.REPORT) -> RoomCommand:
    first, _, more = rest.partition(" ")
    if ask is RoomAsk.REPORT and kind is not ReportKind.DIGEST and first.casefold() in _KINDS:
        kind, rest = _KINDS[first.casefold()], more
    span = None
    if back := _BACK.search(rest):
        span = timedelta(days=int(back[1]) * _DAYS[back[2][0].casefold()])
        rest = rest[: back.start()] + rest[back.end() :]
    named = " ".join(rest.split())
    return RoomCommand(ask=ask, kind=kind, span=span, brand=brand or named, text=named if brand else "")

"""What a team member types to the bot, as a command. Pure; English and Spanish at once, on every platform.

Nothing here publishes by accident: a bare number, "ok" or "yes" is never an approval, since people write those
to each other; words that only begin like a command ("leave out the price") are words for the coach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.decision import DecisionKind, HideReason


class Ask(StrEnum):
    """What a command asks for."""

    NOTHING = "nothing"
    DECIDE = "decide"
    EDIT = "edit"
    """Take suggestion `number` (or `letter`, or `text`) as the draft in hand, scored before it is sent."""
    SEND = "send"
    """Publish the draft in hand."""
    INSIST = "insist"
    """Publish what was held back because of a finding."""
    QUEUE = "queue"
    MINE = "mine"
    NEXT = "next"
    OPEN = "open"
    FULL = "full"
    WHY = "why"
    HISTORY = "history"
    COACH = "coach"
    FLAG = "flag"
    CORRECT = "correct"
    HELP = "help"
    QUIT = "quit"
    TALK = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`item` is 0 when the person meant the card before them. `text` of a `WHY` is an ordinal as it was said ("the
    second"), which may be meant of the facts that a need names. `missing` names what has to be asked for:
    "number", "note", "reason", "text", "name" or ""."""

    ask: Ask
    decision: DecisionKind | None = None
    item: int = 0
    number: int = 0
    letter: str = ""
    text: str = ""
    hide_reason: HideReason | None = None
    missing: str = ""


D = DecisionKind
_ITEM = re.compile(r"(?:^|\s)#(\d{1,12})(?=\s|[:,.]|$)[:,]?")
_POLITE = re.compile(r"^(?:please|por favor|pls|porfa)[,\s]+|[,\s]+(?:please|por favor|pls|porfa)[.!]*$", re.IGNORECASE)
_WHICH = r"(?:number|no\.?|n[ºo°]|the|la|el|option|opci[oó]n|suggestion|propuesta|sugerencia)"
_ORDINALS: tuple[tuple[str, int], ...] = (
    (r"first|1st|primer[oa]?", 1),
    (r"second|2nd|segund[oa]", 2),
    (r"third|3rd|tercer[oa]?", 3),
)
_NTH = (
    rf"(?:{_WHICH}\s*)*(\d{{1,2}}|(?:{'|'.join(each for each, _ in _ORDINALS)})\b)"
    r"(?:\s+(?:one|option|suggestion|opci[oó]n|propuesta|sugerencia))?"
)

_WORDS: tuple[tuple[Ask, str], ...] = (
    (Ask.HELP, r"help|\?|commands|ayuda|comandos|qu[eé] puedo (?:hacer|decir)\??"),
    (Ask.QUIT, r"quit|exit|bye|salir|adi[oó]s|q"),
    (Ask.MINE, r"mine|my queue|queue mine|m[ií]os|mis pendientes|cola m[ií]a"),
    (Ask.QUEUE, r"queue|inbox|list|what'?s waiting\??|cola|bandeja|pendientes|lista|qu[eé] hay(?: pendiente)?\??"),
    (Ask.NEXT, r"next|skip|next one|siguiente|pasa(?:r)?|otro comentario|el siguiente"),
    (Ask.FULL, r"full|all of it|show (?:it )?all|show more|entero|completo|todo|ver todo"),
    (Ask.HISTORY, r"history|what happened(?: here)?\??|historial|historia|qu[eé] ha pasado(?: aqu[ií])?\??"),
    (
        Ask.INSIST,
        r"insist|i insist|publish (?:it )?anyway|send (?:it )?anyway|insisto|insistir|"
        r"publ[ií]cal[ao] igualmente|env[ií]al[ao] igualmente|publicar igualmente",
    ),
    (
        Ask.SEND,
        r"send|send it|publish|publish it|post it|env[ií]a(?:lo|la|r)?|publ[ií]ca(?:lo|la|r)?|mand(?:a|ar|alo|ala)",
    ),
)
_DECIDE: tuple[tuple[DecisionKind, str], ...] = (
    (
        D.ANOTHER,
        r"another|another one|others|other ones|more|new ones|give me another|otra|otras|otra m[aá]s|m[aá]s|dame otra",
    ),
    (
        D.CLAIM,
        r"claim|claim it|take it|i'?ll take it|i have it|"
        r"m[ií]o|m[ií]a|me lo quedo|lo llevo yo|lo cojo yo|yo me encargo",
    ),
    (D.RELEASE, r"release|release it|let go|drop it|su[eé]lta(?:lo|r)?|lo suelto"),
    (
        D.UNDO,
        r"(?:(?:actually|wait|espera|mejor)[,.!]?\s+)?(?:no\s*[,.!]\s*)?"
        r"(?:undo(?: (?:it|that|this))?|take it back|desh[aá]z(?:l[oa])?|deshacer(?:l[oa])?|an[uú]lal[oa])|"
        r"wait,? no|no,? wait|espera,? no|no,? espera",
    ),
    (D.REOPEN, r"reopen|open again|open it again|reabrir|reabre|abrir otra vez"),
    (D.UNHIDE, r"unhide|show it again|mu[eé]stralo|mostrar otra vez|desocultar"),
    (D.LIKE, r"like|like (?:the|this|their) comment|give (?:it )?a like|dale (?:un )?(?:me gusta|like)"),
    (D.UNLIKE, r"unlike|unlike it|take the like back|qu[ií]ta(?:r|le)? (?:el )?(?:me gusta|like)"),
    (D.RESOLVE_SENT, r"it(?:'s| is) there|it was sent|est[aá] publicad[oa]|s[ií] sali[oó]|ya est[aá] ah[ií]"),
    (
        D.RESOLVE_UNSENT,
        r"it(?:'s| is) not there|it was not sent|send it again|no est[aá]|no sali[oó]|env[ií]ala otra vez",
    ),
    (
        D.APPROVE_SECOND,
        r"second|second approval|approve as client|segunda|segunda aprobaci[oó]n|visto bueno|doy el visto bueno",
    ),
)
_NOTED: tuple[tuple[DecisionKind, str], ...] = (
    (D.REJECT, r"reject|decline|rechaza(?:r|do)?|r"),
    (D.ESCALATE, r"escalate|escala(?:r)?|[eé]levalo|pasa(?:r)? arriba"),
    (D.PRIVATE, r"private|take (?:it )?private|en privado|privado|pasa(?:r)? a privado"),
    (D.LEAVE, r"leave(?: it)?|no reply|stay out|deja(?:r|lo)?|sin respuesta|no responder|no contestar"),
)
_NOT_A_REASON = re.compile(
    r"(?:out|the|that|this|in|off|a|an|my|her|his|him|them|some|room|more|de|fuera|el|la|los|las|un|una|m[aá]s|claro|que|eso)\b",
    re.IGNORECASE,
)
_HIDE = re.compile(
    r"(?:hide(?: it)?|oc[uú]lta(?:lo|r)?)(?:\s*:\s*|\s+(?:for|as|por)\s+|\s+|$)(.*)$", re.IGNORECASE | re.DOTALL
)
_REASONS: tuple[tuple[HideReason, str], ...] = (
    (HideReason.ABUSE, r"abuse|abusive|insults?|insultos?|insultante"),
    (HideReason.HATE, r"hate|racism|odio|racismo"),
    (HideReason.SPAM, r"spam|scam|publicidad|estafa"),
    (
        HideReason.PRIVATE_DATA,
        r"private data|personal data|phone(?: number)?|datos(?: personales| privados)?|tel[eé]fono",
    ),
    (HideReason.DANGER, r"danger|dangerous|threat|peligro|peligroso|amenaza"),
)
_APPROVE = re.compile(
    rf"(?:approve|a|aprueba|aprobar|apruebo|publish|publica|publicar|send|env[ií]a|manda)\s*{_NTH}[.!]*$", re.IGNORECASE
)
_APPROVE_BARE = re.compile(
    r"(?:approve(?: (?:it|this|that)(?: one)?)?|approved|"
    r"(?:aprueba|aprobar|apruebo)(?: es[aeo](?: mism[ao])?| est[aeo])?|aprobado|apru[eé]bal[oa]|a)[.!]*$",
    re.IGNORECASE,
)
_EDIT = re.compile(
    rf"(?:edit|change|e|edita|editar|cambia|cambiar|corrige)\s*{_NTH}\s*(?:[:\-–]\s*(.+))?$", re.IGNORECASE | re.DOTALL
)
_OWN = re.compile(
    r"(?:edit|my reply|reply|answer|reply with|editar|edita|mi respuesta|respuesta|responde|contesta|responder)"
    r"\s*:\s*(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_USE = re.compile(
    rf"(?:use|take|usa|usar|toma|coge|us[aá])\s+(?:(?:option|la|el|the|opci[oó]n)\s+)?(?:([a-f])|{_NTH})[.!]*$",
    re.IGNORECASE,
)
_REWORD = re.compile(
    r"(?:say it differently|reword(?: it)?|rewrite(?: it)?|differently|"
    r"d[ií]lo de otra (?:manera|forma)|reform[uú]la(?:lo|r)?|de otra (?:manera|forma))"
    r"(?:\s*[:,–-]\s*(.+))?$",
    re.IGNORECASE | re.DOTALL,
)
_COACH = re.compile(
    r"(?:coach (?:my draft|this|me)|coach|my draft|check this|critique|"
    r"rev[ií]sa(?: (?:esto|mi borrador))?|mi borrador|borrador|qu[eé] te parece esto)"
    r"\s*:\s*(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ASSIGN = re.compile(
    r"(?:assign(?: it)?|give it|hand it|as[ií]gna(?:r|lo|selo)?|p[aá]sa(?:lo|selo))(?:\s+(?:to|a))?\s+@?(.+)$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:open|show|card|abre|abrir|muestra|ver|ficha)\s+#?(\d{1,12})$", re.IGNORECASE)
_WHY = re.compile(rf"¿?(?:why|por\s?qu[eé]|y eso)(?:\s+{_NTH})?\s*\?*$", re.IGNORECASE)
_PEEK = re.compile(rf"(?=\d|{_WHICH}\b){_NTH}[.!]*$", re.IGNORECASE)
"""An ordinal alone is none: "second" is the client's approval."""
_FLAG = re.compile(
    r"(?:(?:that |this )?flag (?:is )?wrong|wrong flag|no es as[ií]|aviso (?:equivocado|err[oó]neo))\s*:?\s*(\S+)$",
    re.IGNORECASE,
)
_CORRECT = re.compile(r"(?:correct|it(?:'s| is) really|corrige|en realidad es)\s+(\w+)\s*[:=]\s*(\w+)$", re.IGNORECASE)


def parse_command(text: str) -> Command:
    """The command in `text`; anything that is none goes to the coach as it was typed (`Ask.TALK`)."""
    said = text.strip()
    if not said:
        return Command(ask=Ask.NOTHING)
    item, rest = _cut_item(said)
    if item and not rest:
        return Command(ask=Ask.OPEN, item=item)
    plain = rest if ":" in rest else _POLITE.sub("", rest).strip()
    found = _exact(plain) or _numbered(plain) or _noted(plain) or _other(plain)
    if found is None:
        return Command(ask=Ask.TALK, item=item, text=said)
    return _with_item(found, item)


def _cut_item(text: str) -> tuple[int, str]:
    match = _ITEM.search(text)
    if match and ":" in text[: match.start()]:
        return 0, text
    if not match:
        return 0, text
    rest = text[: match.start()] + " " + text[match.end() :]
    return int(match[1]), rest.strip()


def _with_item(command: Command, item: int) -> Command:
    if not item:
        return command
    values = {name: getattr(command, name) for name in Command.__dataclass_fields__}
    return Command(**{**values, "item": item})


def _exact(text: str) -> Command | None:
    """Commands that are a word or two and nothing else."""
    bare = text.rstrip(".!")
    for ask, pattern in _WORDS:
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return Command(ask=ask)
    for decision, pattern in _DECIDE:
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return Command(ask=Ask.DECIDE, decision=decision)
    return None


def _numbered(text: str) -> Command | None:
    """Commands about one suggestion."""
    if match := _APPROVE.match(text):
        # "The second" may be the card's or the coach's last answer's: that is asked before anything is published.
        digits = match[1].isdigit()
        number, missing = (int(match[1]), "") if digits else (0, "number")
        return Command(ask=Ask.DECIDE, decision=D.APPROVE, number=number, missing=missing)
    if _APPROVE_BARE.match(text):
        return Command(ask=Ask.DECIDE, decision=D.APPROVE, missing="number")
    if match := _EDIT.match(text):
        return Command(ask=Ask.EDIT, number=_number(match[1]), text=(match[2] or "").strip())
    if match := _OWN.match(text):
        return Command(ask=Ask.EDIT, text=match[1].strip())
    if match := _USE.match(text):
        return Command(ask=Ask.EDIT, letter=(match[1] or "").upper(), number=_number(match[2] or "0"))
    if match := _WHY.match(text):
        return Command(ask=Ask.WHY, number=_number(match[1] or "0"))
    if match := _PEEK.match(text):
        ordinal = text if not match[1].isdigit() else ""
        return Command(ask=Ask.WHY, number=_number(match[1]), text=ordinal)
    return None


def _number(said: str) -> int:
    """The number in digits or as an ordinal."""
    if said.isdigit():
        return int(said)
    return next(number for pattern, number in _ORDINALS if re.fullmatch(pattern, said, re.IGNORECASE))


def _noted(text: str) -> Command | None:
    """Decisions that carry a reason or a note."""
    for decision, pattern in _NOTED:
        match = re.match(
            rf"(?:{pattern})(?:\s*[:,–-]\s*|\s+because\s+|\s+porque\s+|\s+|$)(.*)$", text, re.IGNORECASE | re.DOTALL
        )
        if not match:
            continue
        note = match[1].strip()
        colon = ":" in text[: match.start(1)]
        if note and not colon and _NOT_A_REASON.match(note):
            return None
        missing = "note" if decision in (D.REJECT, D.LEAVE) and not note else ""
        return Command(ask=Ask.DECIDE, decision=decision, text=note, missing=missing)
    if match := _HIDE.match(text):
        return _hidden(match[1].strip().rstrip(".!"))
    return None


def _hidden(words: str) -> Command | None:
    for reason, pattern in _REASONS:
        if re.match(rf"(?:{pattern})\b", words, re.IGNORECASE):
            return Command(ask=Ask.DECIDE, decision=D.HIDE, hide_reason=reason, text=words)
    if words and _NOT_A_REASON.match(words):
        return None
    return Command(ask=Ask.DECIDE, decision=D.HIDE, text=words, missing="reason")


def _other(text: str) -> Command | None:
    if match := _REWORD.match(text):
        note = (match[1] or "").strip()
        return Command(ask=Ask.DECIDE, decision=D.REWORD if note else D.ANOTHER, text=note)
    if match := _COACH.match(text):
        return Command(ask=Ask.COACH, text=match[1].strip())
    if match := _OPEN.match(text):
        return Command(ask=Ask.OPEN, item=int(match[1]))
    if match := _FLAG.match(text):
        return Command(ask=Ask.FLAG, text=match[1])
    if match := _CORRECT.match(text):
        return Command(ask=Ask.CORRECT, letter=match[1].lower(), text=match[2].lower())
    if match := _ASSIGN.match(text):
        return Command(ask=Ask.DECIDE, decision=D.ASSIGN, text=match[1].strip())
    return None

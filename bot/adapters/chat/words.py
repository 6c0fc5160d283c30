"""Words that chat adapters and the terminal share, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.decision import HideReason
from bot.domain.reading import CrisisKind, Kind, Mood, Urgency
from bot.domain.score import Dimension
from bot.domain.transitions import ItemState

D, K, S = Dimension, Kind, ItemState

DIMENSIONS: dict[str, dict[Dimension, str]] = {
    "en": {each: each.value for each in Dimension},
    "es": {
        D.ANSWERS: "responde",
        D.PERSONAL: "personal",
        D.ACKNOWLEDGES: "acoge",
        D.INFORMS: "informa",
        D.INVITES: "invita",
        D.HUMAN: "humana",
        D.PROPORTION: "proporción",
        D.DECENT: "respetuosa",
    },
}
PROMISE = {"en": "promise due", "es": "promesa"}
KINDS: dict[str, dict[Kind, str]] = {
    "en": {
        K.CRISIS: "crisis",
        K.COMPLAINT: "complaint",
        K.QUESTION: "question",
        K.REQUEST: "request",
        K.SUGGESTION: "suggestion",
        K.PRAISE: "praise",
        K.STORY: "story",
        K.JOKE: "joke",
        K.SPAM: "spam",
        K.ABUSE: "abuse",
    },
    "es": {
        K.CRISIS: "crisis",
        K.COMPLAINT: "queja",
        K.QUESTION: "pregunta",
        K.REQUEST: "petición",
        K.SUGGESTION: "sugerencia",
        K.PRAISE: "elogio",
        K.STORY: "anécdota",
        K.JOKE: "broma",
        K.SPAM: "spam",
        K.ABUSE: "insulto",
    },
}
JUDGEMENTS: dict[str, dict[str, str]] = {
    "en": {
        "mood": "mood",
        "urgency": "urgency",
        "needs_reply": "needs a reply",
        "stay_out": "stay out",
        "take_private": "take private",
        "hide": "hide",
    },
    "es": {
        "mood": "ánimo",
        "urgency": "urgencia",
        "needs_reply": "pide respuesta",
        "stay_out": "mejor no intervenir",
        "take_private": "seguir en privado",
        "hide": "ocultar",
    },
}
"""What a reading judges beside kinds."""
MOODS: dict[str, dict[Mood, str]] = {
    "en": {Mood.NEGATIVE: "unhappy", Mood.NEUTRAL: "neutral", Mood.POSITIVE: "happy"},
    "es": {Mood.NEGATIVE: "descontento", Mood.NEUTRAL: "neutro", Mood.POSITIVE: "contento"},
}
CRISES: dict[str, dict[CrisisKind, str]] = {
    "en": {
        CrisisKind.DANGER: "danger to a person",
        CrisisKind.SELF_HARM: "self-harm",
        CrisisKind.LEGAL: "legal threat",
        CrisisKind.PRESS: "press",
        CrisisKind.DATA_LEAK: "private data exposed",
    },
    "es": {
        CrisisKind.DANGER: "peligro para una persona",
        CrisisKind.SELF_HARM: "riesgo de autolesión",
        CrisisKind.LEGAL: "amenaza legal",
        CrisisKind.PRESS: "prensa",
        CrisisKind.DATA_LEAK: "datos personales al descubierto",
    },
}
URGENCIES: dict[str, dict[Urgency, str]] = {
    "en": {Urgency.LOW: "low", Urgency.NORMAL: "normal", Urgency.HIGH: "high", Urgency.NOW: "now"},
    "es": {Urgency.LOW: "baja", Urgency.NORMAL: "normal", Urgency.HIGH: "alta", Urgency.NOW: "inmediata"},
}
STATES: dict[str, dict[ItemState, str]] = {
    "en": {
        S.NEW: "new",
        S.READING: "being read",
        S.DRAFTING: "being drafted",
        S.WAITING: "waiting for you",
        S.DECIDING: "approved, about to be published",
        S.PUBLISHING: "being published",
        S.PUBLISHED: "published",
        S.FOLLOWED_UP: "followed up",
        S.LEFT: "left without a reply",
        S.REJECTED: "rejected",
        S.HIDDEN: "hidden",
        S.ESCALATED: "escalated",
        S.EXPIRED: "expired",
        S.SUPERSEDED: "the thread moved on",
        S.FAILED: "could not be published",
        S.UNKNOWN: "perhaps published, please look",
    },
    "es": {
        S.NEW: "nuevo",
        S.READING: "leyéndose",
        S.DRAFTING: "preparando propuestas",
        S.WAITING: "te espera",
        S.DECIDING: "aprobado, a punto de publicarse",
        S.PUBLISHING: "publicándose",
        S.PUBLISHED: "publicado",
        S.FOLLOWED_UP: "con seguimiento hecho",
        S.LEFT: "dejado sin respuesta",
        S.REJECTED: "rechazado",
        S.HIDDEN: "oculto",
        S.ESCALATED: "escalado",
        S.EXPIRED: "caducado",
        S.SUPERSEDED: "la conversación ha seguido",
        S.FAILED: "no se pudo publicar",
        S.UNKNOWN: "quizá publicado, conviene mirar",
    },
}
HIDE_REASONS: dict[str, dict[HideReason, str]] = {
    "en": {
        HideReason.ABUSE: "abuse",
        HideReason.HATE: "hate",
        HideReason.SPAM: "spam",
        HideReason.PRIVATE_DATA: "private data",
        HideReason.DANGER: "danger",
    },
    "es": {
        HideReason.ABUSE: "insultos",
        HideReason.HATE: "odio",
        HideReason.SPAM: "spam",
        HideReason.PRIVATE_DATA: "datos personales",
        HideReason.DANGER: "peligro",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Short labels around the data of a card."""

    score: str
    urgency: str
    crisis: str
    reply_needed: str
    no_reply_needed: str
    stay_out: str
    take_private: str
    hide: str
    asked: str
    specifics: str
    abstained: str
    abstains: str
    no_kind: str
    no_findings: str
    nothing_to_offer: str
    source: str
    second: str
    taken_as: str
    needs: str
    under_post: str
    earlier: str
    claimed_by: str
    due: str
    decided_by: str
    answered_back: str
    problem: str
    you_can: str
    more: str
    queue_empty: str
    queue_title: str


_ENGLISH = Words(
    score="Score",
    urgency="urgency",
    crisis="CRISIS",
    reply_needed="Reply needed",
    no_reply_needed="No reply needed",
    stay_out="Better stay out",
    take_private="Take it private after a public answer",
    hide="May be hidden for decency",
    asked="Asked",
    specifics="Worth echoing",
    abstained="Not judged in this language",
    abstains="not judged",
    no_kind="nothing in particular",
    no_findings="Nothing to mend.",
    nothing_to_offer="There is nothing to suggest here.",
    source="source",
    taken_as="Taken as: {kind}",
    second="A second opinion ({model}), which does not count in the score: {total} of 100.",
    needs="needs from you",
    under_post="under the post",
    earlier="earlier in the thread",
    claimed_by="taken by",
    due="answer by",
    decided_by="decided by",
    answered_back="answered back",
    problem="problem",
    you_can="You can say",
    more="(more: {left} characters; say “{command}”)",
    queue_empty="Nothing is waiting. Enjoy the quiet.",
    queue_title="{shown} of {total} waiting",
)
_SPANISH = Words(
    score="Nota",
    urgency="urgencia",
    crisis="CRISIS",
    reply_needed="Conviene responder",
    no_reply_needed="No hace falta responder",
    stay_out="Mejor no intervenir",
    take_private="Seguir en privado tras responder en público",
    hide="Se puede ocultar por respeto",
    asked="Pregunta",
    specifics="Para retomar",
    abstained="No se valora en este idioma",
    abstains="no se valora",
    no_kind="nada en particular",
    no_findings="Nada que corregir.",
    nothing_to_offer="Aquí no hay nada que proponer.",
    source="fuente",
    taken_as="Tomado como: {kind}",
    second="Una segunda opinión ({model}), que no cuenta en la puntuación: {total} de 100.",
    needs="hace falta que digas",
    under_post="en la publicación",
    earlier="antes en el hilo",
    claimed_by="lo lleva",
    due="responder antes de",
    decided_by="decidido por",
    answered_back="ha contestado",
    problem="problema",
    you_can="Puedes decir",
    more="(siguen {left} caracteres; di «{command}»)",
    queue_empty="No hay nada pendiente. Disfruta de la calma.",
    queue_title="{shown} de {total} pendientes",
)


def words(lang: str) -> Words:
    """The labels of a language, English for any but Spanish."""
    return _SPANISH if lang == "es" else _ENGLISH

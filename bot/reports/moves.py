"""The things a reply can do, in words for people. Keys are the moves of a score."""

from __future__ import annotations

from collections.abc import Mapping

MOVES: Mapping[str, tuple[str, str]] = {
    "asks-detail": ("asks for one detail", "pide un dato"),
    "asks-specific": ("asks a specific question", "hace una pregunta concreta"),
    "offers-choice": ("offers a choice", "da a elegir"),
    "invites-back": ("invites the person to tell more", "invita a contar más"),
    "next-step": ("says what we do next", "dice qué vamos a hacer"),
    "gives-date": ("gives a day or a time", "da un día o una hora"),
    "names-detail": ("takes up a detail of the comment", "recoge un detalle del comentario"),
    "names-person": ("calls the person by name", "llama a la persona por su nombre"),
    "names-self": ("is signed by a person", "va firmada por una persona"),
    "feels": ("meets the feeling", "responde a lo que la persona siente"),
    "apologises": ("apologises", "pide disculpas"),
    "owns-mistake": ("owns the mistake", "reconoce el fallo"),
    "admits-unknown": ("admits what we do not know", "admite lo que no sabemos"),
    "explains": ("explains why", "explica el motivo"),
    "instructs": ("says how to do it", "dice cómo hacerlo"),
    "own-experience": ("tells of our own experience", "cuenta algo propio"),
    "agrees": ("agrees", "da la razón"),
    "jokes": ("jokes back", "sigue la broma"),
    "greets": ("greets", "saluda"),
    "thanks": ("thanks", "da las gracias"),
    "welcomes": ("welcomes", "da la bienvenida"),
    "asks-empty": ("asks an empty question (“any questions?”)", "hace una pregunta vacía (“¿alguna duda?”)"),
    "pastes-link": ("pastes a link", "pega un enlace"),
    "sends-elsewhere": ("sends the person elsewhere", "manda a la persona a otro sitio"),
    "promo": ("advertises", "hace publicidad"),
    "sends-to-dm": ("sends the person to private messages", "manda a la persona al mensaje privado"),
}


def name_of(move: str, lang: str) -> str:
    """The move in a reader's language; the key itself where it has no name."""
    found = MOVES.get(move)
    return move if found is None else found[lang == "es"]

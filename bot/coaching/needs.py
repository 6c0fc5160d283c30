"""What a comment needs from the team, or why silence is better: in English or Spanish, and told again in the other
language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.domain.suggestion import Need

_TEXTS: dict[str, tuple[str, str]] = {
    "answer": ("What is the answer to this? “{asked}”", "¿Qué se responde a esto? «{asked}»"),
    "nearest": (
        "The nearest that is known: “{fact}” ({ref}). Does that answer it?",
        "Lo más cercano que se sabe: «{fact}» ({ref}). ¿Sirve de respuesta?",
    ),
    "nearest_two": (
        "The nearest that is known: “{fact}” ({ref}), or “{other}” ({also}). Does one of them answer it?",
        "Lo más cercano que se sabe: «{fact}» ({ref}), o «{other}» ({also}). ¿Sirve alguno de respuesta?",
    ),
    "do": ("Who sees to this, and can it be done? “{asked}”", "¿Quién se ocupa, y se puede hacer? «{asked}»"),
    "without": ("Does it also go without the {thing}? “{fact}”", "¿Vale también sin {thing}? «{fact}»"),
    "in_other": ("How do you say this in {tongue}? “{fact}”", "¿Cómo se dice esto en {tongue}? «{fact}»"),
    "suspect": (
        "The entry {fact} in the knowledge base reads like an instruction or holds a link. Is it right?",
        "La entrada {fact} de la base de conocimiento parece una instrucción o lleva un enlace. ¿Es correcta?",
    ),
    "favour": (
        "Do we take part in offers like this, and who decides?",
        "¿Entramos en propuestas así, y quién lo decide?",
    ),
    "tell": (
        "Has {person} been told? The reply says so; tell {person} before it goes out.",
        "¿Lo sabe ya {person}? La respuesta lo dice; avísale antes de publicarla.",
    ),
    "who": ("Who of the team stays with this person now?", "¿Quién del equipo acompaña ahora a esta persona?"),
    "name": (
        "Who takes this on by name? The voice of the brand names nobody (voice.person).",
        "¿Quién se hace cargo, con nombre? La voz de la marca no nombra a nadie (voice.person).",
    ),
    "language": (
        "The comment is in “{tongue}”, and I write English and Spanish. Who can answer it in its language?",
        "El comentario está en «{tongue}», y yo escribo inglés y español. ¿Quién puede contestarlo en su idioma?",
    ),
    "nothing": (
        "I found no reply worth sending. What would you say to this person?",
        "No encuentro una respuesta que valga la pena. ¿Qué le dirías tú a esta persona?",
    ),
    "spam": (
        "This is advertising or a trap. An answer would only make it more visible.",
        "Esto es publicidad o una trampa. Contestar solo lo haría más visible.",
    ),
    "idle": (
        "It asks nothing of the page, and I have nothing of substance to add. Silence is fine here.",
        "No le pide nada a la página, y no tengo nada de sustancia que añadir. Aquí el silencio está bien.",
    ),
}
_TONGUES = {"en": ("English", "inglés"), "es": ("Spanish", "español")}
_SLOT = re.compile(r"\{(\w+)\}")


def unnamed(given: Need, reader: str) -> Need:
    """The question alone, without the facts that it names."""
    return need("answer", reader, about=given.about, asked=given.about) if given.facts else given


def need(key: str, reader: str, *, about: str = "", **values: str) -> Need:
    """The question `key` to a reader of that language. `tongue` is a language's code."""
    return Need(question=words(key, reader, **values), about=about)


def need_in(given: Need, reader: str) -> Need:
    """The same question in the reader's language; as it stands where it is none of ours (a model's, a person's)."""
    return replace(given, question=told_in(given.question, reader))


def told_in(text: str, reader: str) -> str:
    """One or more of these sentences, one after the other, in the reader's language; any other text as it stands."""
    rest, told = text.strip(), []
    while rest:
        found = next(_found(rest), None)
        if found is None:
            return text
        key, match = found
        values = match.groupdict()
        if "tongue" in values:
            values["tongue"] = _code(values["tongue"])
        told.append(words(key, reader, **values))
        rest = rest[match.end() :].strip()
    return " ".join(told)


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for key in _TEXTS:
        for lang in ("en", "es"):
            if match := _pattern(key, lang).match(text):
                yield key, match


def words(key: str, reader: str, **values: str) -> str:
    """The sentence `key` in the reader's language."""
    at = _at(reader)
    if "tongue" in values:
        code = values["tongue"]
        values = values | {"tongue": _TONGUES[code][at] if code in _TONGUES else code}
    return _TEXTS[key][at].format(**values)


def _at(reader: str) -> int:
    return 1 if reader == "es" else 0


def _code(tongue: str) -> str:
    return next((code for code, names in _TONGUES.items() if tongue in names), tongue)


@cache
def _pattern(key: str, lang: str) -> re.Pattern[str]:
    """The question with its slots open; a slot that is named twice has to hold the same twice."""
    seen: set[str] = set()
    parts = []
    for place, part in enumerate(_SLOT.split(_TEXTS[key][_at(lang)])):
        if place % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(rf"(?P={part})" if part in seen else rf"(?P<{part}>[^“”«»]+?)")
            seen.add(part)
    return re.compile("".join(parts))

"""What only the Zulip channel says, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Sentences; `{…}` are filled by name with our own words only."""

    more_below: str
    group_topic: str
    general_topic: str
    answer_here: str
    trouble: str
    upload_failed: str


_EN = Texts(
    more_below="Goes on below.",
    group_topic="New comments",
    general_topic="Tertulia",
    answer_here="Your next message here is the answer (“cancel” drops it).",
    trouble="Something went wrong here and this was not carried out. Try again in a moment; if it stays so, "
    "`tertulia doctor` says what is the matter.",
    upload_failed="A file could not be uploaded ({why}).",
)
_ES = Texts(
    more_below="Sigue más abajo.",
    group_topic="Comentarios nuevos",
    general_topic="Tertulia",
    answer_here="Tu próximo mensaje aquí es la respuesta («cancela» la descarta).",
    trouble="Algo ha fallado aquí y esto no se ha llevado a cabo. Inténtalo en un momento; si sigue igual, "
    "`tertulia doctor` dice qué pasa.",
    upload_failed="No se pudo subir un archivo ({why}).",
)


def texts(lang: str) -> Texts:
    """The sentences in a language; English where there are none."""
    return _ES if lang.lower().startswith("es") else _EN

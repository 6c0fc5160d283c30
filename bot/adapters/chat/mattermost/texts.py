"""Sentences that only this platform needs, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """`working` fills the time until a slow answer is there; `not_mine` answers a button with a foreign seal,
    `no_file` stands for one that was refused."""

    working: str
    not_mine: str
    trouble: str
    no_file: str


_EN = Texts(
    working="On it. The answer comes here in a moment.",
    not_mine="This button is not from this installation, so nothing was done. Say “queue” to see what waits.",
    trouble="That did not work, and nothing was changed. It is in the log; please try again in a moment.",
    no_file="A file belongs to this, but the server did not take it: it is too large, or I may not upload here.",
)
_ES = Texts(
    working="Voy con ello. La respuesta llega aquí enseguida.",
    not_mine="Este botón no es de esta instalación, así que no se ha hecho nada. Di «cola» para ver lo pendiente.",
    trouble="No ha funcionado y no ha cambiado nada. Queda anotado; inténtalo de nuevo en un momento.",
    no_file="A esto le corresponde un archivo, pero el servidor no lo acepta: pesa demasiado o no puedo subirlo aquí.",
)


def texts(lang: str) -> Texts:
    """Of a language, English for any but Spanish."""
    return _ES if lang == "es" else _EN

"""Sentences that only this platform needs, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is said in encrypted rooms: in the review channel, and in a conversation with one person; `no_file` stands
    for a file that was refused."""

    sealed_room: str
    sealed_direct: str
    no_file: str


_EN = Texts(
    sealed_room="This room is encrypted, and I cannot read encrypted messages. No cards are shown here: make a room "
    "without encryption, invite me, and put it into the settings.",
    sealed_direct="This conversation is encrypted, and I cannot read encrypted messages. Mention me in the review "
    "channel instead: the answers for your eyes only come in a conversation that I begin, without encryption.",
    no_file="A file belongs to this, but the server did not take it: it is too large, or I may not upload it.",
)
_ES = Texts(
    sealed_room="Esta sala está cifrada y no puedo leer mensajes cifrados. Aquí no se muestran fichas: crea una sala "
    "sin cifrado, invítame y ponla en la configuración.",
    sealed_direct="Esta conversación está cifrada y no puedo leer mensajes cifrados. Mencióname en el canal de "
    "revisión: lo que sea solo para ti llega en una conversación que abro yo, sin cifrado.",
    no_file="A esto le corresponde un archivo, pero el servidor no lo acepta: pesa demasiado o no puedo subirlo.",
)


def texts(lang: str) -> Texts:
    """Of a language, English for any but Spanish."""
    return _ES if lang == "es" else _EN

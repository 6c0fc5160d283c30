"""What only the Telegram channel says, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramTexts:
    """Sentences with named gaps."""

    nameless: str
    elsewhere: str
    here: str
    topic: str


_EN = TelegramTexts(
    nameless="You write as the group or as a channel, so I cannot know who you are, and nothing was done. Switch off "
    "“Remain anonymous” in your admin rights, or write to me directly.",
    elsewhere="I do not work in this chat. Its id is {chat}; an admin can put it into tertulia.toml as options.chat.",
    here="This chat's id is {chat}.",
    topic="This topic's number is {topic}.",
)
_ES = TelegramTexts(
    nameless="Escribes como el grupo o como un canal, así que no puedo saber quién eres, y no se ha hecho nada. "
    "Desactiva «Permanecer anónimo» en tus permisos de administrador, o escríbeme directamente.",
    elsewhere="En este chat no trabajo. Su id es {chat}; un administrador puede ponerlo en tertulia.toml como "
    "options.chat.",
    here="El id de este chat es {chat}.",
    topic="El número de este tema es {topic}.",
)


def telegram_texts(lang: str) -> TelegramTexts:
    """In a person's language."""
    return _ES if lang == "es" else _EN

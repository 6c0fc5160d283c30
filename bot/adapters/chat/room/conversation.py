"""What can be asked beside the cards: voice, facts, reports, practice, language. Answers come from the office."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.adapters.chat.room.asks import RoomAsk, RoomCommand
from bot.adapters.chat.room.brands import brand_meant
from bot.adapters.chat.room.events import Answer
from bot.adapters.chat.room.memory import Seat
from bot.adapters.chat.room.reporting import Reporting
from bot.adapters.chat.room.texts import room_texts
from bot.adapters.chat.room.visit import Visit
from bot.adapters.chat.text_card import Role, line
from bot.domain.brand import Brand, Fact

MOST_FACTS = 15
_LANGUAGES: Mapping[str, str] = {
    "en": "en", "english": "en", "ingles": "en", "inglés": "en",
    "es": "es", "spanish": "es", "espanol": "es", "español": "es", "castellano": "es",
}  # fmt: skip
_SPANISH = re.compile(r"[¿¡ñáéíóú]|\b(?:qué|cuándo|dónde|cómo|hay|los|las|una?|el|del|tenéis|tienen)\b", re.IGNORECASE)


class Conversation:
    """One per room; keeps nothing. Where the platform takes no `files`, pictures are said in words."""

    def __init__(self, platform: str, *, files: bool) -> None:
        self._platform, self._reporting = platform, Reporting(files=files)

    async def answer(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        """The answer; None when the words were not meant as a command after all (no such brand)."""
        handlers: dict[RoomAsk, Callable[[Visit, RoomCommand, Seat], Awaitable[Answer | None]]] = {
            RoomAsk.LANGUAGE: self._language,
            RoomAsk.VOICE: self._voice,
            RoomAsk.FACTS_LIST: self._facts_list,
            RoomAsk.FACTS_ADD: self._facts_add,
            RoomAsk.PRACTICE: self._practice,
            **self._reporting.handlers(),
        }
        handler = handlers.get(command.ask)
        return await handler(visit, command, seat) if handler else None

    async def practise(self, visit: Visit, seat: Seat, words: str) -> Answer:
        """One turn of practice."""
        key = f"practice:{self._platform}:{visit.account}"
        turn = await visit.office.practice.turn(key, words, visit.person, brand_id=seat.brand)
        seat.mode = "" if turn.intent == "done" else "practice"
        return visit.says(turn.text)

    async def _language(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer:
        lang = _LANGUAGES.get(command.text.casefold())
        if lang is None:
            return visit.says(room_texts(visit.lang).language_which)
        await visit.office.people.set_lang(lang, by=visit.person)
        return Answer(lines=(line(Role.GOOD, room_texts(lang).language_now),), lang=lang, private=True)

    async def _voice(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        brand = await brand_meant(visit, command, seat, "voice", "voz")
        if not isinstance(brand, Brand):
            return brand
        t, voice = room_texts(visit.lang), brand.voice
        found = [line(Role.TITLE, t.voice_of.format(brand=brand.name))]
        if voice.description:
            found.append(line(Role.SAYS, voice.description))
        if voice.avoid:
            found.append(line(Role.META, t.voice_avoid.format(words=", ".join(voice.avoid))))
        if voice.examples:
            found.append(line(Role.META, t.voice_examples))
            found += [line(Role.SUGGESTION, each) for each in voice.examples]
        if len(found) == 1:
            found.append(line(Role.SAYS, t.voice_none))
        return visit.shows(found)

    async def _facts_list(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        brand = await brand_meant(visit, command, seat, "facts list", "datos lista")
        if not isinstance(brand, Brand):
            return brand
        t = room_texts(visit.lang)
        records = await visit.office.admin.facts(brand.id, visit.person, search=command.text, state="active")
        if not records:
            return visit.says(t.facts_none)
        found = [line(Role.TITLE, t.facts_of.format(brand=brand.name, count=len(records)))]
        readable = sorted(records, key=lambda record: record.fact.lang != visit.lang)
        for record in readable[:MOST_FACTS]:
            fact = record.fact
            found.append(line(Role.CONTEXT, f"{fact.question} → {fact.answer} ({fact.source})"))
        if (more := len(records) - MOST_FACTS) > 0:
            found.append(line(Role.HINT, t.facts_more.format(count=more)))
        return visit.shows(found)

    async def _facts_add(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        brand = await brand_meant(visit, command, seat, "facts add", "datos añade")
        if not isinstance(brand, Brand):
            return brand
        t = room_texts(visit.lang)
        parts = [part.strip() for part in command.text.split("|")]
        if len(parts) != 3 or not all(parts):
            return visit.says(t.fact_how)
        question, answer, source = parts
        fact = Fact(
            id="", lang=_fact_lang(f"{question} {answer}", brand), question=question, answer=answer, source=source
        )
        await visit.office.admin.save_fact(brand.id, fact, by=visit.person)
        return visit.says(t.fact_added.format(brand=brand.name, question=question), role=Role.GOOD)

    async def _practice(self, visit: Visit, command: RoomCommand, seat: Seat) -> Answer | None:
        if not visit.private:
            return visit.says(room_texts(visit.lang).practice_private, private=True)
        brand = await brand_meant(visit, command, seat, "practice", "practicar")
        if not isinstance(brand, Brand):
            return brand
        seat.brand = brand.id
        return await self.practise(visit, seat, "next")


def _fact_lang(text: str, brand: Brand) -> str:
    """The fact's language among the brand's: Spanish shows itself; anything else is the brand's other one."""
    if "es" in brand.languages and (_SPANISH.search(text) or brand.languages == ("es",)):
        return "es"
    return next((one for one in brand.languages if one != "es"), "en")

"""Practice behind the port of the same name: the trainee's progress is a row, theirs alone."""

from __future__ import annotations

import asyncio

from bot.coaching.practice import Progress, ending, exercises, graded, lesson, next_exercise, opening
from bot.domain.brand import Brand
from bot.domain.errors import NoRight
from bot.domain.people import Person, Right
from bot.domain.situation import Situation, SuggestRequest, TalkAnswer, TalkState
from bot.pipeline.people_texts import say
from bot.pipeline.situations import BrandShelf
from bot.ports import Coach
from bot.store import Store
from bot.store.codec import dump, load

STOP = frozenset({"stop", "end", "quit", "enough", "done", "basta", "parar", "para", "fin", "salir", "terminar", "ya"})
NEXT = frozenset(
    {"", "next", "skip", "another", "go", "start", "practice"}
    | {"siguiente", "otro", "otra", "pasa", "sigue", "empezar", "practicar", "práctica"}
)


class PracticeService:
    """Implements `bot.ports.Practice`. Progress is kept under the person, so that it goes on in another channel."""

    def __init__(self, store: Store, coach: Coach, shelf: BrandShelf) -> None:
        self._store, self._coach, self._shelf = store, coach, shelf

    async def turn(self, key: str, message: str, by: Person, *, brand_id: str = "") -> TalkAnswer:
        """One turn."""
        brand = await self._brand(by, brand_id)
        lang = "es" if by.lang == "es" else "en"
        progress = await self._progress(by)
        word = message.strip().strip(".!¡¿?").casefold()
        if word in STOP:
            await self._keep(by, message, Progress(level=progress.level, seen=progress.seen))
            return _answer(ending(progress.scores, lang), "done")
        if word in NEXT or progress.current < 0:
            text, progress = self._next(progress, lang)
        else:
            text, progress = await self._graded(message, progress, brand, lang)
        await self._keep(by, message, progress)
        return _answer(text, "practice")

    async def _brand(self, by: Person, brand_id: str) -> Brand:
        brands = await self._store.read(self._shelf.of)
        mine = [brand for one, brand in brands.items() if by.may(Right.ASK, one) and brand_id in ("", one)]
        if not mine:
            raise NoRight(say("no_right", by.lang))
        return mine[0]

    async def _progress(self, by: Person) -> Progress:
        text = await self._store.read(lambda tx: tx.talks.state(_key(by)))
        return load(Progress, text) if text else Progress()

    async def _keep(self, by: Person, message: str, progress: Progress) -> None:
        state = dump(Progress, progress)
        await self._store.write(lambda tx: tx.talks.add(_key(by), by.id, "coach", "", state))

    def _next(self, progress: Progress, lang: str) -> tuple[str, Progress]:
        exercise, onward = next_exercise(progress, lang, seed=len(progress.seen) * 7 + len(progress.scores))
        return opening(exercise, lang), onward

    async def _graded(self, reply: str, progress: Progress, brand: Brand, lang: str) -> tuple[str, Progress]:
        exercise = exercises(lang)[progress.current]
        situation = Situation(brand=brand, comment=exercise.text, lang=lang, reader_lang=lang)
        reading = await asyncio.to_thread(self._coach.read, situation)
        score = await asyncio.to_thread(self._coach.score, reply, situation)
        offered = await self._coach.suggest(situation, SuggestRequest(count=1, seed=progress.current))
        example = offered.offers[0].text if offered.offers and not reading.stay_out else ""
        onward = graded(progress, score.total)
        said = lesson(exercise, score, example, progress, onward, lang)
        following, onward = self._next(onward, lang)
        return f"{said}\n\n{following}", onward


def _key(by: Person) -> str:
    return f"practice:{by.id}"


def _answer(text: str, intent: str) -> TalkAnswer:
    return TalkAnswer(text=text, state=TalkState(), intent=intent)

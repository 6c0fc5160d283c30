"""A coach without models: quick and plain, for tests of everything around the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Finding, Score, Severity
from bot.domain.situation import Situation, Suggestions, SuggestRequest, TalkAnswer, TalkState
from bot.domain.suggestion import Suggestion

_SPANISH = frozenset("¿¡ñáéíóú")


def _link(reply: str, lang: str) -> tuple[Finding, ...]:
    start = reply.find("http")
    if start < 0:
        return ()
    finding = Finding(
        rule="ungrounded-link",
        severity=Severity.BLOCK,
        start=start,
        end=start + len(reply[start:].split()[0]),
        why="Ninguna fuente tiene este enlace." if lang == "es" else "No source holds this link.",
        instead="",
        dimension=Dimension.INFORMS,
    )
    return (finding,)


class FakeCoach:
    """`ports.Coach`. A "?" makes a question, "crisis" a crisis, "thanks" or "gracias" needs no reply, "spam" is to be
    hidden. `failures` are raised by the next calls of `read` or `suggest`."""

    def __init__(self) -> None:
        self.failures: deque[Exception] = deque()

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.popleft()

    def read(self, situation: Situation) -> Reading:
        """A reading by single words."""
        self._fail()
        text = (situation.comment or "").lower()
        lang = situation.lang or ("es" if _SPANISH & set(text) or "gracias" in text else "en")
        kinds = {Kind.QUESTION} if "?" in text else set()
        if "crisis" in text:
            kinds.add(Kind.CRISIS)
        silent = text.strip() in ("thanks", "gracias")
        return Reading(
            lang=lang,
            lang_confidence=0.9,
            kinds=frozenset(kinds),
            mood=Mood.NEGATIVE if "bad" in text or "mal" in text else Mood.NEUTRAL,
            urgency=Urgency.NOW if "crisis" in text else Urgency.NORMAL,
            needs_reply=not silent,
            why="a closing word asks for nothing" if silent else "somebody spoke to the page",
            hide="spam" in text,
            hide_why="it is spam" if "spam" in text else "",
        )

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """One by one."""
        return [self.read(situation) for situation in situations]

    def score(self, reply: str, situation: Situation) -> Score:
        """Longer replies and replies with a question mark score more; a link must not go out."""
        total = min(100, 40 + len(reply) // 4 + (30 if "?" in reply else 0))
        return Score(
            total=total,
            dimensions=tuple((dimension, total / 100) for dimension in Dimension),
            findings=_link(reply, situation.reader_lang),
            why="it asks something" if "?" in reply else "it asks nothing",
            situation="plain",
            moves=frozenset({"asks-specific"} if "?" in reply else ()),
        )

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """One by one."""
        return [self.score(reply, situation) for reply, situation in pairs]

    async def suggest(self, situation: Situation, request: SuggestRequest) -> Suggestions:
        """`request.count` numbered texts, another set for another seed."""
        self._fail()
        lang = request.reply_lang or self.read(situation).lang
        note = f" ({', '.join(request.notes)})" if request.notes else ""
        ask = "¿Qué día te va bien?" if lang == "es" else "Which day suits you?"
        texts = [f"{ask} [{request.seed}.{number}]{note}" for number in range(1, request.count + 1)]
        return Suggestions(
            offers=tuple(Suggestion(text=text, lang=lang, score=self.score(text, situation)) for text in texts)
        )

    async def talk(self, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """Says back what was said."""
        text = f"Dices: {message}" if person_lang == "es" else f"You say: {message}"
        return TalkAnswer(text=text, state=replace(state, draft=message), intent="unknown")

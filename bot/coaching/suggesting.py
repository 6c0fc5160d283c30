"""Suggestions from the composer alone: quick, offline, always there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from bot.coaching.composing.advice import Advice
from bot.coaching.composing.answers import Answers
from bot.coaching.composing.composer import Composer, Draft
from bot.coaching.composing.moments import seeks_favour
from bot.coaching.composing.tidying import SAYS_BACK
from bot.coaching.composing.variety import RecentLines, bits, shared
from bot.coaching.composing.wishes import Wishes, dictated
from bot.coaching.grounding import trespasses
from bot.coaching.knowledge.words import terms
from bot.coaching.loop import TOO_ALIKE, Outcome, Scored, improve, last_question, turn_of
from bot.coaching.needs import need, words
from bot.coaching.text.lang import detect
from bot.domain.reading import OPPOSITE, Kind, Mood, Reading
from bot.domain.score import Dimension, Finding, Score
from bot.domain.situation import Situation, Suggestions, SuggestRequest
from bot.domain.suggestion import Need, Suggestion
from bot.ports import Memory

_ROUNDS = 2
_DRAWN, _DRAWS = 6, 5
"""Drafts drawn at once, and how often at most in a round until enough were not said lately. Only those are scored."""
_MORE_AT_FIRST = 1
"""Drafts scored beyond what is asked for in the first round."""
LACKS_BELOW = 70
_ASKING = frozenset({Kind.QUESTION, Kind.REQUEST})
"""Kinds that are answered alike, whatever the rest of a long comment is."""
_LIFTS: Mapping[Dimension, tuple[str, str]] = {
    Dimension.ANSWERS: ("an answer to what they asked or told.", "contestar a lo que preguntan o cuentan."),
    Dimension.PERSONAL: ("a word that fits this comment alone.", "una palabra que solo valga para este comentario."),
    Dimension.ACKNOWLEDGES: ("half a sentence on what it was like for them.", "media frase sobre cómo lo vivieron."),
    Dimension.INFORMS: ("something they don't know yet.", "algo que todavía no sepan."),
    Dimension.INVITES: (
        "a turn for them, one question that's easy to take up.",
        "darles un turno, una pregunta fácil.",
    ),
    Dimension.HUMAN: ("plainer words, as one says them aloud.", "palabras más llanas, como se dicen en voz alta."),
    Dimension.PROPORTION: ("a length that suits the comment.", "un largo a la medida del comentario."),
    Dimension.DECENT: ("a kinder word.", "una palabra más amable."),
}
"""What lifts each part of the score, in English and Spanish."""
_LACKS = ("To be better it needs: {what}", "Para mejorar le falta: {what}")
_SHORT = 0.85
"""Of its length, what a text that was asked to be shorter may keep."""
_SAME_COMMENT = 0.8
_OWED_KINDS = frozenset({Kind.QUESTION, Kind.REQUEST, Kind.COMPLAINT, Kind.CRISIS})


class ScorerLike(Protocol):
    """What suggesting needs of the score."""

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """Scores in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Why nothing is offered."""

    stay_out: str = ""
    needs: tuple[Need, ...] = ()


class ComposedSuggestions:
    """Runs the composer through the loop and keeps in mind what was offered lately."""

    def __init__(
        self,
        composer: Composer,
        scorer: ScorerLike,
        recent: RecentLines | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._composer = composer
        self._scorer = scorer
        self._recent = recent or RecentLines()
        self._memory = memory

    @property
    def composer(self) -> Composer:
        """The composer itself."""
        return self._composer

    def silence(self, situation: Situation, reading: Reading, request: SuggestRequest) -> Silence | None:
        """Whether nothing should be offered, and why; None when there is something to say."""
        reader = situation.reader_lang
        asked = _asked(request)
        trap = Kind.SPAM in reading.kinds and not seeks_favour(situation.comment or "")
        if trap and Kind.COMPLAINT not in reading.kinds and not asked:
            return Silence(stay_out=reading.hide_why or reading.stay_out_why or words("spam", reader))
        if reading.stay_out and not asked:
            return Silence(stay_out=reading.stay_out_why or reading.why)
        writes = bool(self._composer.language(situation, reading, SuggestRequest()))
        if writes and not asked and self._composer.idle(situation, reading):
            return Silence(stay_out=words("idle", reader))
        if not self._composer.language(situation, reading, request):
            tongue = request.reply_lang or reading.lang
            return Silence(needs=(need("language", reader, about="language", tongue=tongue),))
        return None

    def suggest(self, situation: Situation, reading: Reading, request: SuggestRequest) -> Suggestions:
        """Offers for one comment, best first, or why there are none. Raises `BadInput` for a fact to be said that the
        brand does not have."""
        silence = self.silence(situation, reading, request)
        if silence is not None:
            return Suggestions(offers=(), stay_out=silence.stay_out, needs=silence.needs)
        lang = self._composer.language(situation, reading, request)
        answers = self._composer.answers(situation, reading, lang, request.facts)
        outcome = self._search(situation, reading, request, answers, lang)
        if reading.otherwise is not None and not request.base and not self._composer.mourns(situation, reading):
            outcome = self._both_ways(outcome, situation, reading, reading.otherwise, request, lang)
        offers = tuple(_offer(each, outcome, situation) for each in outcome.best)
        kindly = any(each.draft.kindly for each in outcome.best)
        poor = not kindly and all(offer.score.total < LACKS_BELOW for offer in offers)
        if poor and _small_talk(reading, request) and not self._composer.owes(situation, reading):
            offers = ()
        needs = (*answers.needs, *careful_needs(situation, reading, [offer.text for offer in offers]))
        self._recent.keep(situation.brand.id, [offer.text for offer in offers], situation.comment or "")
        if not offers:
            log = (f"composer: {outcome.stopped}",)
            if not needs and not reading.kinds & _OWED_KINDS and not _asked(request):
                return Suggestions(offers=(), stay_out=words("idle", situation.reader_lang), log=log)
            missing = needs or (need("nothing", situation.reader_lang),)
            return Suggestions(offers=(), needs=missing, log=log)
        return Suggestions(offers=offers, needs=needs, log=(f"composer: {outcome.stopped}, {outcome.rounds}",))

    def _both_ways(
        self,
        outcome: Outcome,
        situation: Situation,
        reading: Reading,
        otherwise: Kind,
        request: SuggestRequest,
        lang: str,
    ) -> Outcome:
        """With an offer for what the comment may be instead in second place, so that a reader has the choice; where
        neither is likelier with one offer for each, behind one that fits both."""
        if self._composer.undecided(situation, reading):
            if reading.kinds & _ASKING:
                return outcome
            first = self._meant_as(OPPOSITE[otherwise], situation, reading, request, lang)
            second = self._meant_as(otherwise, situation, reading, request, lang)
            distinct = {each.draft.text: each for each in (*second, *first, *outcome.best[:1])}
            return replace(outcome, best=tuple(reversed(distinct.values()))[: request.count])
        theirs = self._meant_as(otherwise, situation, reading, request, lang)
        if {each.draft.text for each in theirs} & {each.draft.text for each in outcome.best}:
            return outcome  # both sides are met whichever it is
        mine = _taken(outcome.best, OPPOSITE[otherwise])
        return replace(outcome, best=_ending_apart((*mine[:1], *theirs, *mine[1:]))[: request.count])

    def _meant_as(
        self, kind: Kind, situation: Situation, reading: Reading, request: SuggestRequest, lang: str
    ) -> tuple[Scored, ...]:
        """One draft that takes the comment for `kind`, marked as such."""
        taken = _turned_round(reading, kind)
        meant = replace(situation, reading=taken)
        answers = self._composer.answers(meant, taken, lang, request.facts)
        found = self._search(meant, taken, replace(request, count=1), answers, lang)
        best = found.best if kind is Kind.PRAISE else tuple(each for each in found.best if not each.draft.kindly)
        return _taken(best, kind)

    def _search(
        self, situation: Situation, reading: Reading, request: SuggestRequest, answers: Answers, lang: str
    ) -> Outcome:
        page = [bits(text) for text in situation.recent_replies[:50]]
        offered = self._recent.about(situation.brand.id, situation.comment or "")

        heard = frozenset(terms(situation.comment or ""))

        @cache
        def nearest(text: str) -> float:
            if not page:
                return offered(text)
            mine = bits(text)
            return max(max(shared(mine, other) for other in page), offered(text))

        desk = self._composer.prepare(situation, reading, request, answers, lang=lang)
        same = bool(request.base) and detect(request.base, default=lang)[0] == lang
        shorter = same and Wishes.of(request.notes[-1:]).shorter

        def make(turn: int, best: str, findings: Sequence[Finding]) -> Sequence[Draft]:
            advice = Advice.of(best, findings)
            remembered = self._remembered(situation, request, lang) if not turn and not answers.facts else []
            wanted = request.count + (_MORE_AT_FIRST if not turn else 0)

            def draw(number: int) -> list[Draft]:
                drafts = desk.draw(number, many=_DRAWN, advice=advice)
                return [draft for draft in drafts if not shorter or len(draft.text) <= _SHORT * len(request.base)]

            drafts = _unlike(draw, nearest, wanted, first=turn * _DRAWS)
            ranked = _mixed(sorted([*remembered, *drafts], key=lambda draft: -_promising(draft, heard)))
            return (_asking_apart(ranked) if answers.taken else ranked)[:wanted]

        def score(drafts: Sequence[Draft]) -> Sequence[Score]:
            return self._scorer.score_many([(draft.text, situation) for draft in drafts])

        good = situation.brand.policy.good_enough
        found = improve(make, score, count=request.count, good_enough=good, rounds=_ROUNDS, nearest=nearest)
        revised = desk.revise(request.base) if same and request.notes else None
        if revised is None or revised.text in request.avoid:
            return found
        mine = Scored(draft=revised, score=score([revised])[0], nearest=0.0)
        if mine.blocked:
            return found
        if dictated(request.notes[-1]):  # the others do not say it
            return replace(found, best=(mine,))
        others = (each for each in found.best if each.draft.text != revised.text)
        return replace(found, best=(mine, *others)[: max(1, request.count)])

    def _remembered(self, situation: Situation, request: SuggestRequest, lang: str) -> list[Draft]:
        """An approved reply to nearly the same comment that was answered, where it holds nothing of its own time
        and person. The page's recent replies are compared later like any draft's."""
        if self._memory is None or request.notes:
            return []
        comment = situation.comment or ""
        asked = bits(comment)
        return [
            Draft(text=each.reply, lang=lang, moves=("memory",), origin="memory")
            for each in self._memory.similar(situation.brand, comment, lang, 2)
            if each.answered_back
            and shared(asked, bits(each.comment)) >= _SAME_COMMENT
            and not trespasses(each.reply, "", ())
            and (not situation.limit or len(each.reply) <= situation.limit)
        ]


def _ending_apart(found: Sequence[Scored]) -> tuple[Scored, ...]:
    """Without those that end on a question an earlier one ends on."""
    kept: dict[str, Scored] = {}
    for each in found:
        kept.setdefault(turn_of(each) or each.draft.text, each)
    return tuple(kept.values())


def _turned_round(reading: Reading, kind: Kind) -> Reading:
    """The reading with what was taken for praise as a grievance, or the other way."""
    mood = Mood.POSITIVE if kind is Kind.PRAISE else Mood.NEGATIVE
    kinds = reading.kinds - {OPPOSITE[kind]} | {kind}
    return replace(reading, kinds=kinds, mood=mood, otherwise=None)


def _taken(found: Iterable[Scored], kind: Kind) -> tuple[Scored, ...]:
    """The drafts with a word of what they take the comment for."""
    return tuple(replace(each, draft=replace(each.draft, takes=kind)) for each in found)


def _asked(request: SuggestRequest) -> bool:
    """Whether somebody wants other or changed offers, so that silence is no answer to them."""
    return bool(request.notes or request.base or request.avoid or request.facts)


def _small_talk(reading: Reading, request: SuggestRequest) -> bool:
    """Whether nothing is asked, told or felt, so that silence is better than a poor line."""
    return not _asked(request) and not reading.kinds and reading.mood is not Mood.NEGATIVE


def _unlike(
    draw: Callable[[int], list[Draft]], nearest: Callable[[str], float], wanted: int, *, first: int
) -> list[Draft]:
    """Drafts unlike what was said lately, drawing until there are enough; the least like one where all are alike."""
    fresh: dict[str, Draft] = {}
    alike: list[tuple[float, str, Draft]] = []
    for number in range(first, first + _DRAWS):
        drafts = draw(number)
        for draft in drafts:
            near = 0.0 if draft.sources or draft.careful else nearest(draft.text)
            if near <= TOO_ALIKE:
                fresh.setdefault(draft.text, draft)
            else:
                alike.append((near, draft.text, draft))
        if len(fresh) >= wanted or not drafts:
            break
    alike = [each for each in alike if each[2].due]
    if not fresh and alike:
        return [min(alike, key=lambda each: each[:2])[2]]
    return list(fresh.values())


_OF_A_SORT = 2
"""Drafts that say a comment's own words back, and grievances that end on a question, of those looked at first: any
more would be the same offer."""


def _mixed(drafts: list[Draft]) -> list[Draft]:
    """The drafts in their order, with all but the first few of a sort behind the rest."""
    back = [draft for draft in drafts if SAYS_BACK & set(draft.moves)][_OF_A_SORT:]
    back += [draft for draft in drafts if "next" in draft.moves and draft.moves[-1] == "ask"][_OF_A_SORT:]
    return [draft for draft in drafts if draft not in back] + [draft for draft in drafts if draft in back]


def _asking_apart(drafts: list[Draft]) -> list[Draft]:
    """The drafts in their order, with those behind that end on a question which an earlier one ends on: as offers
    they are one."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(last_question(draft.text) or draft.text, draft)
    return [*first.values(), *(draft for draft in drafts if draft not in first.values())]


def _promising(draft: Draft, heard: frozenset[str]) -> float:
    """A guess at the score before it is asked: takes up their words, meets the feeling, does or asks something."""
    taken = min(3, len(heard & set(terms(draft.text))))
    meets = bool({"feel", "sorry", "thanks"} & set(draft.moves))
    turns = any(move in ("ask", "ask_need", "ask_told") or move.startswith("follow") for move in draft.moves)
    does = any(move in draft.moves for move in ("next", "next_told", "promise", "pass", "fact"))
    return 2.0 * taken + meets + turns + 0.7 * does + (5.0 if draft.origin == "memory" else 0.0)


def _offer(each: Scored, outcome: Outcome, situation: Situation) -> Suggestion:
    stopped = outcome.stopped
    if each.score.total < LACKS_BELOW:
        stopped = f"{stopped}. {lack(each.score, situation.reader_lang)}".strip()
    return Suggestion(
        text=each.draft.text,
        lang=each.draft.lang,
        score=each.score,
        sources=each.draft.sources,
        needs=each.draft.needs,
        origin=each.draft.origin,
        stopped=stopped,
        takes=each.draft.takes,
    )


def lack(score: Score, reader: str) -> str:
    """What a reply below the mark lacks, as advice on the text and no question to the team: the mend of the gravest
    finding, and where there is none what would lift the weakest part. "" where no part could be judged."""
    worst = next((finding.instead for finding in score.gravest if finding.instead), "") or _weakest(score, reader)
    return _LACKS[reader == "es"].format(what=worst) if worst else ""


def _weakest(score: Score, reader: str) -> str:
    judged = [(part, dimension) for dimension, part in score.dimensions if part is not None]
    return _LIFTS[min(judged, key=lambda pair: pair[0])[1]][reader == "es"] if judged else ""


def careful_needs(situation: Situation, reading: Reading, texts: Sequence[str]) -> tuple[Need, ...]:
    """In a crisis a reply may name a person and say that they know: somebody has to make that true first."""
    if reading.crisis is None and Kind.CRISIS not in reading.kinds:
        return ()
    person = situation.brand.voice.person
    key = "name" if not person else "tell" if any(person in text for text in texts) else "who"
    return (need(key, situation.reader_lang, about="crisis", person=person),)

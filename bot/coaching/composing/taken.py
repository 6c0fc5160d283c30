"""Facts that a person takes as the answer to a comment: found by what they call them, put first among what is known,
and said in every draft. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.coaching.composing.answers import Answers, conditions, suspicious
from bot.coaching.composing.kinds import CAREFUL
from bot.coaching.composing.moment_kinds import class_of
from bot.coaching.composing.notice import Noticed
from bot.coaching.knowledge.words import terms
from bot.coaching.needs import need, unnamed
from bot.domain.brand import Fact
from bot.domain.errors import BadInput
from bot.domain.reading import Kind, Reading
from bot.domain.situation import Situation
from bot.domain.suggestion import Need

_NEAR, _NEAR_FROM = 4, 0.5
"""How many ids are named for one that does not exist, and how alike they must be."""
_MOST = 3
_ASKING = frozenset({Kind.QUESTION, Kind.REQUEST})
_INFORMED, _ASKED = frozenset({"question_fact", "complaint_fact"}), frozenset({"question", "question_near"})
_ASKS_NOTHING = frozenset(
    {
        "praise", "suggestion", "tip", "joke", "talk", "sad", "thanks", "resolved", "courtesy", "glad", "theirs",
        "vote", "correction", "story", "mixed", "loss",
    }
)  # fmt: skip
"""Moments that are met by what they are, before a fact that somebody takes for them."""
_MEETS = frozenset(
    {
        "hello", "condole", "feel", "sorry", "regret", "meet", "both", "mirror", "echo", "quote", "retell", "glad",
        "thanks", "welcome", "boundary",
    }
)  # fmt: skip
"""Moves that meet what was told; what else a plan does, the fact stands for."""


def id_of(facts: Iterable[Fact], said: str) -> str:
    """The id of the fact that a person calls so, with or without its language at the end; "" where there is none."""
    wanted = said.casefold()
    known = list(facts)
    return next((fact.id for name in (_own, _stem) for fact in known if name(fact).casefold() == wanted), "")


def near_ids(facts: Sequence[Fact], said: str) -> list[str]:
    """Ids that look like one that does not exist, and those of facts about that word; the likeliest first."""
    stems = {_stem(fact).casefold(): _stem(fact) for fact in facts}
    found = difflib.get_close_matches(said.casefold(), stems, n=_NEAR, cutoff=_NEAR_FROM)
    parts = set(terms(said.replace("-", " ")))
    akin = [
        _stem(fact).casefold()
        for fact in facts
        if parts & set(terms(f"{_stem(fact).replace('-', ' ')} {' '.join(fact.tags)} {fact.question}"))
    ]
    return [stems[each] for each in dict.fromkeys([*found, *akin])][:_NEAR]


def checked(facts: Sequence[Fact], said: Iterable[str]) -> tuple[str, ...]:
    """The ids of the facts that are called so. Raises `BadInput` that names near ids for one that does not exist."""
    found = []
    for each in said:
        ref = id_of(facts, each)
        if not ref:
            near = ", ".join(near_ids(facts, each))
            raise BadInput(
                f"there is no fact {each!r}{f'; near it: {near}' if near else ''}",
                es=f"no hay ningún dato {each!r}{f'; se parecen: {near}' if near else ''}",
            )
        found.append(ref)
    return tuple(dict.fromkeys(found))


def with_taken(answers: Answers, ids: Sequence[str], situation: Situation, lang: str) -> Answers:
    """With the facts of these ids for what they answer. One that must not be said, or is told in another language only,
    becomes a need, as any."""
    if not ids:
        return answers
    known = situation.brand.facts
    facts = [_in_tongue(known, ref, lang) for ref in checked(known, ids)]
    usable = sayable(known, ids, lang)
    doubts = [_doubt(fact, lang, situation.reader_lang) for fact in facts if fact not in usable]
    if not usable:
        needs = [unnamed(each, situation.reader_lang) for each in answers.needs]
        return replace(answers, needs=(*needs, *doubts)[:_MOST])
    settled = _settled(answers.needs, usable)
    others = [fact for fact in answers.facts if fact not in usable] if settled else []
    rest = [each for each in answers.needs if each is not settled]
    rest += [each for each in (*doubts, *conditions(situation, usable)) if each not in rest]
    return replace(
        answers,
        facts=(*usable, *others)[:_MOST],
        near=None,
        needs=tuple(rest[:_MOST]),
        questions=tuple(each for each in answers.questions if settled is None or each != settled.about),
        deed="",
        before=answers,
    )


def moment_of(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The kind of moment. A fact that a person takes makes neither a question nor a grievance of a comment."""
    kind = class_of(situation, reading, noticed, answers)
    if answers.before is None or kind not in _INFORMED:
        return kind
    met = class_of(situation, reading, noticed, answers.before)
    if met in _ASKED:
        return "question_fact"
    asks = reading.kinds & _ASKING or "?" in noticed.text
    return met if met in _ASKS_NOTHING and not asks else kind


def sayable(facts: Sequence[Fact], ids: Sequence[str], lang: str) -> tuple[Fact, ...]:
    """The facts of these ids as they are told in `lang`, without those that must not be said."""
    found = (_in_tongue(facts, ref, lang) for ref in checked(facts, ids))
    return tuple(dict.fromkeys(fact for fact in found if fact.lang == lang and not suspicious(fact)))


def telling(plans: Sequence[tuple[str, ...]], kind: str) -> list[tuple[str, ...]]:
    """The plans with the fact said in each: behind what meets the comment, in the place of what would come next; in a
    crisis behind everything but a last question."""
    return list(dict.fromkeys(plan if "fact" in plan else _telling(plan, kind) for plan in plans))


def _telling(plan: tuple[str, ...], kind: str) -> tuple[str, ...]:
    if kind in CAREFUL:
        asks = plan[-1:] if plan[-1:] == ("ask",) else ()
        return (*plan[: len(plan) - len(asks)], "fact", *asks)
    return (*(move for move in plan if move.lstrip("?") in _MEETS), "fact")


def _own(fact: Fact) -> str:
    return fact.id


def _stem(fact: Fact) -> str:
    return fact.id.removesuffix(f".{fact.lang}")


def _in_tongue(facts: Sequence[Fact], ref: str, lang: str) -> Fact:
    """The fact in that language where the brand has it so, else as it is."""
    stem = next(_stem(fact) for fact in facts if fact.id == ref)
    told = [fact for fact in facts if fact.id == ref or _stem(fact) == stem]
    return next((fact for fact in told if fact.lang == lang), told[0])


def _doubt(fact: Fact, lang: str, reader: str) -> Need:
    if suspicious(fact):
        return need("suspect", reader, about=fact.id, fact=fact.id)
    return need("in_other", reader, about=fact.id, tongue=lang, fact=fact.answer)


def _settled(needs: Sequence[Need], facts: Sequence[Fact]) -> Need | None:
    """What the facts answer: the question that names one of them, else the one that shares most words with them."""
    refs = {_stem(fact) for fact in facts} | {fact.id for fact in facts}
    if named := next((each for each in needs if refs & set(each.facts)), None):
        return named
    told = {term for fact in facts for term in terms(f"{fact.question} {fact.answer}")}
    return max(needs, key=lambda each: len(told & set(terms(each.about))), default=None)

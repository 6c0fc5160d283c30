"""Facts in the chat with the coach: which are named to a person, which they take, and what is said of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.coaching.composing.taken import id_of, near_ids
from bot.coaching.needs import need_in, unnamed
from bot.coaching.talk_intents import Intent
from bot.coaching.talk_takes import Taking, taking
from bot.coaching.talk_texts import say
from bot.domain.brand import Fact
from bot.domain.situation import Suggestions, TalkState
from bot.domain.suggestion import Need, Suggestion

WISHES = frozenset({"reword", "language"})


def named(state: TalkState) -> tuple[str, ...]:
    """Ids of the facts that are named beside the offers, in their order."""
    return tuple(dict.fromkeys(ref for need in state.needs for ref in need.facts))


def meant(word: Taking, whole: Intent, wish: Intent, state: TalkState) -> bool:
    """Whether a word is about facts: "use usted" is none, nor is a comment that begins with a yes, nor a no to nothing.
    `whole` is what the message means otherwise, `wish` what is wanted behind the word."""
    if word.declines:
        return bool(named(state) or state.facts)
    if word.said and not word.by_name and whole.name in WISHES and not id_of(_facts(state), word.said):
        return False
    return not word.rest or wish.name in WISHES or word.joined


def take(word: Taking, state: TalkState, lang: str) -> tuple[str, TalkState]:
    """The state in which the facts meant are taken; or unchanged, with what to say where there are none such."""
    refs = named(state)
    if word.said:
        ref = id_of(_facts(state), word.said)
        if not ref:
            return _no_fact(word.said, state, lang), state
        chosen: tuple[str, ...] = (ref,)
    elif not refs:
        return say("nothing_named", lang), state
    elif word.places == (1,) and len(refs) == 1:
        return say("one_named", lang).format(fact=_answer(refs[0], state), ref=refs[0]), state
    else:
        chosen = tuple(refs[place] for place in word.places if place < len(refs))
    refused = tuple(ref for ref in state.refused if ref not in chosen)
    return "", replace(state, facts=chosen, refused=refused)


def decline(state: TalkState, lang: str) -> tuple[str, TalkState]:
    """The state in which the facts named are no answer, and what to do instead."""
    refs = named(state)
    plain = tuple(unnamed(need, lang) for need in state.needs)
    if state.facts:
        told = say("dropped", lang).format(refs=", ".join(state.facts))
    else:
        questions = " ".join(after.question for before, after in zip(state.needs, plain, strict=True) if before.facts)
        other = next((fact.id for fact in _facts(state) if fact.id not in refs), refs[0])
        told = say("declined", lang).format(question=questions, ref=other)
    refused = tuple(dict.fromkeys((*state.refused, *refs, *state.facts)))
    return told, replace(state, needs=plain, facts=(), refused=refused)


def asked_for(notes: Iterable[str], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Ids of the facts that notes on a card ask for ("use delivery-days"); of one that does not exist, none."""
    words = [word for note in notes if (word := taking(note)) is not None and word.said]
    return tuple(dict.fromkeys(ref for word in words if (ref := id_of(facts, word.said))))


def in_force(state: TalkState) -> tuple[str, ...]:
    """Those of the facts taken that the brand still has."""
    known = {fact.id for fact in _facts(state)}
    return tuple(ref for ref in state.facts if ref in known)


def heeded(found: Suggestions, state: TalkState, lang: str) -> Suggestions:
    """What was found, its questions without the facts that the person said are no answer."""
    offers = tuple(replace(each, needs=_heeded(each.needs, state, lang)) for each in found.offers)
    return replace(found, offers=offers, needs=_heeded(found.needs, state, lang))


def left_open(found: Suggestions, state: TalkState, lang: str) -> tuple[Need, ...]:
    """What is open beside what was found. As long as a fact is taken, the question that named it is kept in mind, so
    that the other one can still be taken."""
    needs = found.needs or of_offers(found.offers, lang)
    kept = [need for need in state.needs if need.facts] if state.facts else []
    return needs if any(need.facts for need in needs) else (*needs, *kept)


def of_offers(offers: Iterable[Suggestion], lang: str) -> tuple[Need, ...]:
    """What is open beside offers, each question once."""
    return tuple(dict.fromkeys(need_in(need, lang) for each in offers for need in each.needs))


def told(offers: Sequence[Suggestion], before: TalkState, state: TalkState, lang: str) -> list[str]:
    """The facts taken that the offers say, with their sources; none where they could not be said. `before` is the
    state in which they were named."""
    said = {source.ref: source for offer in offers for source in offer.sources}
    stems = {ref.rpartition(".")[0] or ref for ref in state.facts} | set(state.facts)
    used = [each for ref, each in said.items() if ref in stems or (ref.rpartition(".")[0] or ref) in stems]
    lines = [say("taken", lang).format(fact=each.quote, ref=each.ref, source=each.title) for each in used]
    others = [ref for ref in named(before) if ref not in state.facts]
    if lines and named(before)[:1] == state.facts and others:
        lines.append(say("other_named", lang).format(ref=others[0]))
    return lines


def _heeded(needs: Sequence[Need], state: TalkState, lang: str) -> tuple[Need, ...]:
    refused = set(state.refused)
    return tuple(unnamed(need, lang) if set(need.facts) & refused else need for need in needs)


def _facts(state: TalkState) -> tuple[Fact, ...]:
    return state.situation.brand.facts if state.situation is not None else ()


def _answer(ref: str, state: TalkState) -> str:
    return next((fact.answer for fact in _facts(state) if fact.id == ref), "")


def _no_fact(called: str, state: TalkState, lang: str) -> str:
    near = near_ids(_facts(state), called)
    hint = say("near_it", lang).format(refs=", ".join(near)) if near else say("list_facts", lang)
    return say("no_fact", lang).format(said=called, near=hint)

"""Chat with the coach: on the last card or on pasted text, by rules, in the manager's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coaching import talk_facts
from bot.coaching.composing.edits import apologises
from bot.coaching.composing.wishes import Wishes
from bot.coaching.masking import Mask
from bot.coaching.opinions import Opinions
from bot.coaching.talk_intents import OWN, Intent, understand
from bot.coaching.talk_takes import Taking, taking
from bot.coaching.talk_texts import say
from bot.domain.brand import Brand
from bot.domain.comment import Turn, Who
from bot.domain.errors import ModelAnswerInvalid, NotSent, PermanentRefusal, RetryLater
from bot.domain.reading import Kind, Mood
from bot.domain.score import Dimension, Finding, Score
from bot.domain.situation import Situation, SuggestRequest, TalkAnswer, TalkState
from bot.domain.suggestion import Suggestion
from bot.ports import LanguageModel, ModelCall
from bot.promptbook import PromptBook

if TYPE_CHECKING:
    from bot.coaching.engine import Engine

_MOST_FINDINGS = 4
_MODEL_SECONDS = 8.0
_NO_BRAND = Brand(id="none", name="")


class RuleTalk:
    """Answers managers by rules; what the rules do not understand goes to the model where there is one.
    `brand` is whose voice pasted comments are answered in."""

    def __init__(
        self,
        brand: Brand | None = None,
        *,
        model: LanguageModel | None = None,
        prompts: PromptBook | None = None,
        opinions: Opinions | None = None,
    ) -> None:
        self._brand = brand or _NO_BRAND
        self._model, self._prompts, self._opinions = model, prompts, opinions

    async def talk(self, coach: Engine, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """One turn; the returned state goes with the next message."""
        lang = "es" if person_lang == "es" else "en"
        has_card = state.situation is not None and state.situation.comment is not None
        intent = understand(message, has_card=has_card)
        word = taking(message) if has_card and intent.name != "thanks" else None
        if word is not None:
            state = self._seen(coach, state, lang)
            wish = understand(word.rest, has_card=True)
            if talk_facts.meant(word, intent, wish, state):
                return await self._on_facts(coach, word, wish, state, lang)
        if intent.name == "unknown" and has_card:
            asked = await self._ask_model(message, state, lang)
            if isinstance(asked, str):
                return self._plain("answer", asked, state, lang)
            intent = asked or intent
        if intent.name == "suggest" and intent.text:
            state = self._about(intent.text, state, lang)
        if intent.name == "help" or (intent.name == "unknown" and not has_card):
            return self._plain("help" if intent.name == "help" else "unknown", say("help", lang), state, lang)
        if intent.name == "thanks":
            return self._plain("thanks", say("welcome", lang), state, lang)
        if intent.lang == OWN:
            intent = replace(intent, lang=lang)
        if intent.name == "coach":
            return self._coach(coach, intent, state, lang)
        if state.situation is None or state.situation.comment is None:
            return self._plain(intent.name, say("no_card", lang), state, lang)
        if intent.name == "history":
            return self._plain("history", _history(state, lang), state, lang)
        if intent.name == "who":
            return self._plain("who", _who(state, lang), state, lang)
        if intent.name == "why":
            return self._plain("why", await self._why(coach, state, lang), state, lang)
        if intent.name == "opinion":
            return self._plain("opinion", await self._opinion(state, lang), state, lang)
        if intent.name == "unknown":
            return self._plain("unknown", say("unknown", lang), state, lang)
        return await self._suggest(coach, intent, state, lang)

    def _seen(self, coach: Engine, state: TalkState, lang: str) -> TalkState:
        """With what is open on a card without offers, which shows it as the reason."""
        if state.needs or state.offered or not state.item_id or state.situation is None:
            return state
        return replace(state, needs=coach.compose(replace(state.situation, reader_lang=lang)).needs)

    async def _on_facts(self, coach: Engine, word: Taking, wish: Intent, state: TalkState, lang: str) -> TalkAnswer:
        """A word on the facts that are named: offers with those taken, or what is to be done instead."""
        if word.declines:
            text, state = talk_facts.decline(state, lang)
            return self._plain("decline", text, state, lang)
        text, after = talk_facts.take(word, state, lang)
        if text:
            return self._plain("take", text, after, lang)
        note, tongue = (wish.note, wish.lang) if wish.name in talk_facts.WISHES else ("", "")
        intent = Intent(name="take", note=note, lang=lang if tongue == OWN else tongue)
        answer = await self._suggest(coach, intent, after, lang, named_in=state)
        if not word.rest or wish.name in talk_facts.WISHES:
            return answer
        return replace(answer, text=f"{answer.text}\n{say('unheeded', lang).format(rest=word.rest)}")

    async def _why(self, coach: Engine, state: TalkState, lang: str) -> str:
        """The rules' reasons; beside them a model's view of the reply, or of a comment that the reading abstains on
        or that nothing was offered for."""
        told = _why(coach, state, lang)
        if self._opinions is None or state.situation is None:
            return told
        text = state.offered[0].text if state.offered else state.draft
        abstained = coach.read(state.situation).abstained
        view = await self._view_of_comment(state.situation, lang) if abstained or not text else ""
        return "\n".join(part for part in (told, view, await self._view_of_reply(text, state, lang)) if part)

    async def _opinion(self, state: TalkState, lang: str) -> str:
        """A second opinion, asked for by name."""
        text = state.offered[0].text if state.offered else state.draft
        if self._opinions is None:
            return say("no_model", lang)
        if not text:
            return say("paste_draft", lang)
        return await self._view_of_reply(text, state, lang) or say("no_opinion", lang)

    async def _view_of_reply(self, text: str, state: TalkState, lang: str) -> str:
        if self._opinions is None or state.situation is None or not text:
            return ""
        found = await self._opinions.of_reply(text, replace(state.situation, reader_lang=lang))
        if found is None:
            return ""
        return say("second", lang).format(model=found.model, total=found.total, why=found.why, mend=found.mend).rstrip()

    async def _view_of_comment(self, situation: Situation, lang: str) -> str:
        assert self._opinions is not None
        found = await self._opinions.of_comment(replace(situation, reader_lang=lang))
        if found is None:
            return ""
        names = dict(zip(Kind, say("kinds", lang).split("|"), strict=True))
        moods = dict(zip(Mood, say("moods", lang).split("|"), strict=True))
        kinds = ", ".join(names[Kind(kind)] for kind in found.kinds) or say("no_kind", lang)
        return say("read_by_model", lang).format(
            model=found.model, kinds=kinds, mood=moods[Mood(found.mood)], why=found.why
        )

    async def _ask_model(self, message: str, state: TalkState, lang: str) -> Intent | str | None:
        """What the model makes of a message the rules do not know: an intent, an answer, or None."""
        if self._model is None or self._prompts is None or state.situation is None:
            return None
        mask = Mask()
        values = {
            "manager_lang": lang,
            "comment": mask.hide(state.situation.comment or ""),
            "offered": [mask.hide(offer.text) for offer in state.offered],
            "message": mask.hide(message[:2_000]),
        }
        prompt = self._prompts.get("talk", lang).render(values)
        call = ModelCall(
            messages=prompt.messages,
            schema=dict(prompt.schema),
            seconds=_MODEL_SECONDS,
            most_tokens=300,
            brand_id=state.situation.brand.id,
        )
        try:
            data = (await self._model.ask(call)).data
        except (RetryLater, ModelAnswerInvalid, PermanentRefusal, NotSent):
            return None  # the rules' own "I didn't get that" is the honest answer then
        if data["intent"] == "answer":
            return mask.restore(str(data["answer"])) or None
        return Intent(name=str(data["intent"]), note=mask.restore(str(data["note"])))

    def _about(self, text: str, state: TalkState, lang: str) -> TalkState:
        """A fresh state for a pasted comment, in the brand of the conversation so far."""
        brand = state.situation.brand if state.situation else self._brand
        recent = state.situation.recent_replies if state.situation else ()
        fresh = Situation(brand=brand, comment=text, reader_lang=lang, recent_replies=recent)
        return TalkState(situation=fresh)

    async def _suggest(
        self, coach: Engine, intent: Intent, state: TalkState, lang: str, *, named_in: TalkState | None = None
    ) -> TalkAnswer:
        """New offers: first ones, others, the last ones changed as the note says, or some with the facts that were
        taken of those `named_in` the state before."""
        assert state.situation is not None
        notes = (*state.notes, intent.note) if intent.note else state.notes
        again = intent.name in ("reword", "language")
        forced = next((note.removeprefix("lang=") for note in reversed(notes) if note.startswith("lang=")), "")
        if intent.lang:
            forced, notes = intent.lang, (*notes, f"lang={intent.lang}")
        request = SuggestRequest(
            notes=tuple(note for note in notes if not note.startswith("lang=")),
            base=_base(intent, state) if again else "",
            reply_lang=forced,
            avoid=tuple(offer.text for offer in state.offered) if again or named_in else (),
            seed=len(notes) + 7 * len(state.offered),
            facts=talk_facts.in_force(state),
        )
        found = talk_facts.heeded(await coach.suggest(replace(state.situation, reader_lang=lang), request), state, lang)
        if found.stay_out:
            state = replace(state, notes=notes)
            return self._plain(intent.name, say("stay_out", lang).format(why=found.stay_out), state, lang)
        lead = [say("changed" if again else "offers", lang)]
        if named_in is not None:
            lead = talk_facts.told(found.offers, named_in, state, lang)
            if not lead:
                found, state = replace(found, offers=()), replace(state, facts=named_in.facts)
        needs = talk_facts.left_open(found, state, lang)
        state = replace(state, offered=found.offers or state.offered, notes=notes, needs=needs)
        lines = _plainly(intent.note, request.base if again and intent.note else "", found.offers, lang)
        lines += lead if found.offers else [say("not_said", lang)] if named_in else []
        lines += _numbered(found.offers)
        if found.needs:
            lines.append(say("needs", lang) + " " + " ".join(need.question for need in found.needs))
        return TalkAnswer(
            text="\n".join(lines or [say("nothing_new", lang)]),
            state=state,
            intent=intent.name,
            suggestions=found.offers,
            chips=_chips(state, lang),
        )

    def _coach(self, coach: Engine, intent: Intent, state: TalkState, lang: str) -> TalkAnswer:
        """Score a draft and say what to mend, with the offers that do better where there are any."""
        draft = intent.text or state.draft
        if not draft:
            return self._plain("coach", say("paste_draft", lang), state, lang)
        situation = state.situation or Situation(brand=self._brand, reader_lang=lang)
        score = coach.score(draft, replace(situation, reader_lang=lang))
        state = replace(state, draft=draft, situation=situation)
        lines = [say("score", lang).format(total=score.total, why=score.why), *_findings(draft, score.gravest, lang)]
        better: Sequence[Suggestion] = ()
        if situation.comment is not None:
            offers = coach.compose(replace(situation, reader_lang=lang)).offers
            better = [offer for offer in offers if offer.score.total > score.total][:2]
        if better:
            lines.append(say("better", lang))
            lines += _numbered(better)
            state = replace(state, offered=tuple(better))
        return TalkAnswer(
            text="\n".join(lines),
            state=state,
            intent="coach",
            suggestions=tuple(better),
            chips=tuple(say("chips", lang).split("|")),
        )

    def _plain(self, intent: str, text: str, state: TalkState, lang: str) -> TalkAnswer:
        chips = say("chips" if state.offered else "first_chips", lang)
        return TalkAnswer(text=text, state=state, intent=intent, chips=tuple(chips.split("|")))


def _numbered(offers: Sequence[Suggestion]) -> list[str]:
    return [f"{number}. {offer.text}  ({offer.score.total})" for number, offer in enumerate(offers, start=1)]


def _chips(state: TalkState, lang: str) -> tuple[str, ...]:
    """What to say next: about the facts that are named, where there are any."""
    named = len(talk_facts.named(state)) if not state.facts else 0
    key = "chips_two_named" if named > 1 else "chips_named"
    return (*(say(key, lang).split("|") if named else ()), *say("chips", lang).split("|"))


def _base(intent: Intent, state: TalkState) -> str:
    """The text a wish is about; "another" wants one that is not made from the last."""
    if not intent.note and not intent.lang:
        return ""
    return state.offered[0].text if state.offered else state.draft


def _plainly(note: str, base: str, offers: Sequence[Suggestion], lang: str) -> list[str]:
    """What a wish could not change, said rather than passed over: there was none, or it is as short as it gets."""
    if not base:
        return []
    wish, said = Wishes.of([note]), []
    if wish.added and not any(wish.added in offer.text for offer in offers):
        said.append(say("not_added", lang).format(text=wish.added))
    if wish.without and not wish.named_in(base):
        said.append(say("none_there", lang))
    if wish.no_sorry and not apologises(base):
        said.append(say("no_sorry_there", lang))
    if wish.no_question and "?" not in base:
        said.append(say("no_question_there", lang))
    if wish.shorter and not any(len(offer.text) < len(base) for offer in offers):
        said.append(say("as_short", lang))
    return said


def _findings(draft: str, findings: Sequence[Finding], lang: str) -> list[str]:
    lines = []
    for finding in findings[:_MOST_FINDINGS]:
        quote = draft[finding.start : finding.end]
        lead = say("quoted", lang).format(text=quote) if quote else ""
        lines.append(f"- {lead}{finding.why} {finding.instead}".rstrip())
    return lines


def _history(state: TalkState, lang: str) -> str:
    """What the page and the author said before, ours marked."""
    assert state.situation is not None
    turns: Sequence[Turn] = state.earlier or state.situation.history
    if not turns:
        return say("no_history", lang)
    ours, theirs = say("we", lang), state.situation.author or say("they", lang)
    lines = [say("history", lang)]
    for turn in turns[-6:]:
        who = ours if turn.who is Who.BRAND else turn.name or theirs
        day = f" ({turn.at:%d.%m.%Y})" if turn.at else ""
        lines.append(f"- {who}{day}: {turn.text}")
    return "\n".join(lines)


def _who(state: TalkState, lang: str) -> str:
    """What is known of the author: the name, and how often they wrote. Nothing is guessed."""
    assert state.situation is not None
    author = state.situation.author
    turns = [turn for turn in (*state.earlier, *state.situation.history) if turn.who is Who.CUSTOMER]
    ours = [turn for turn in (*state.earlier, *state.situation.history) if turn.who is Who.BRAND]
    name = author or say("nameless", lang)
    text = say("who", lang).format(name=name, times=len(turns), answered=len(ours))
    if turns:
        text += " " + say("last_said", lang).format(text=turns[-1].text)
    return text if turns or ours else say("who_new", lang).format(name=name)


def _why(coach: Engine, state: TalkState, lang: str) -> str:
    """Why the first offer (or the draft) has its score, or why silence or a reply is advised."""
    assert state.situation is not None
    situation = replace(state.situation, reader_lang=lang)
    reading = coach.read(situation)
    lines = [reading.why] if reading.why else []
    text = state.offered[0].text if state.offered else state.draft
    if text:
        score = coach.score(text, situation)
        lines.append(say("score", lang).format(total=score.total, why=score.why))
        lines.append(_parts(score, lang))
        lines += _findings(text, score.gravest, lang)
        if state.offered and state.offered[0].sources:
            quotes = "; ".join(f"{source.quote} ({source.title})" for source in state.offered[0].sources)
            lines.append(say("rests_on", lang).format(quotes=quotes))
    return "\n".join(line for line in lines if line) or say("no_reason", lang)


def _parts(score: Score, lang: str) -> str:
    names = dict(zip(Dimension, say("dimensions", lang).split("|"), strict=True))
    known = [(value, names[part]) for part, value in score.dimensions if value is not None]
    if not known:
        return ""
    best = ", ".join(name for _, name in sorted(known, reverse=True)[:2])
    worst = ", ".join(name for _, name in sorted(known)[:2])
    return say("parts", lang).format(best=best, worst=worst)

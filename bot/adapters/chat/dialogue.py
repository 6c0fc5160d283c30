"""One team member's conversation with the bot about cards, on any platform without (or beside) buttons.

It remembers only what the person has before them (which card, which version of it, which draft); every decision
goes to the desk, which has the truth and checks the rights.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.adapters.chat.commands import Ask, Command, parse_command
from bot.adapters.chat.dialogue_texts import Texts, texts
from bot.adapters.chat.text_card import (
    Line,
    Role,
    card_lines,
    history_lines,
    line,
    opinion_lines,
    queue_lines,
    reading_lines,
    score_lines,
)
from bot.domain.card import Card, QueuePage
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, Refused
from bot.domain.people import Person
from bot.domain.transitions import OPEN_FOR_DECISION
from bot.ports import Desk

FINAL = frozenset(
    {
        DecisionKind.APPROVE,
        DecisionKind.EDIT,
        DecisionKind.REJECT,
        DecisionKind.LEAVE,
        DecisionKind.HIDE,
        DecisionKind.ESCALATE,
        DecisionKind.PRIVATE,
        DecisionKind.ASSIGN,
    }
)
SHOWN, LOOKED_AT = 20, 200
REDRAWN = frozenset({DecisionKind.ANOTHER, DecisionKind.REWORD})


@dataclass(slots=True)
class Hand:
    """What the person has before them. `seen` is the version of the card as they saw it."""

    item: int = 0
    seen: int = 0
    decided: int = 0
    draft: str = ""
    offered: tuple[str, ...] = ()
    passed: set[int] = field(default_factory=set)
    held: DecisionRequest | None = None
    """What the desk held back, until the person insists or goes on to something else."""

    def turn_to(self, item: int, seen: int) -> None:
        """Another card is before the person; a draft for the one before is not for this one."""
        if item != self.item:
            self.draft, self.offered = "", ()
        self.item, self.seen = item, seen


class Dialogue:
    """Hears what one person types, answers in lines. `key` names the conversation for the coach's memory.

    `words` replaces the terminal's sentences. With `cards_apart` a card is not among the lines but in `shown`, for
    channels that draw cards themselves; `answered` is the desk's answer to a decision. Both are about the last turn.
    """

    def __init__(
        self,
        desk: Desk,
        person: Person,
        *,
        via: str,
        key: str,
        lang: str = "",
        hand: Hand | None = None,
        words: Texts | None = None,
        cards_apart: bool = False,
    ) -> None:
        self._desk, self._via, self._key = desk, via, key
        self.lang = lang or person.lang
        # The desk and the coach speak as the dialogue does, whatever language the person chose elsewhere.
        self._person = replace(person, lang=self.lang)
        self._t = words or texts(self.lang)
        self.hand = hand or Hand()
        self.over = False
        self._apart = cards_apart
        self._request_id = ""
        self.shown: Card | None = None
        self.full = False
        self.answered: DecisionAnswer | None = None

    async def welcome(self) -> list[Line]:
        """How many wait, and what to say."""
        count = (await self._waiting()).total
        sentence = self._t.welcome if count else self._t.welcome_empty
        return [line(Role.SAYS, sentence.format(name=self._person.name, count=count))]

    async def hear(self, said: str, *, request_id: str = "") -> list[Line]:
        """The answer to one message; empty only when all of it is in `shown`. A decision that came twice with the
        same `request_id` is made once."""
        self._request_id = request_id
        self.shown, self.full, self.answered = None, False, None
        command = parse_command(said)
        if command.ask not in (Ask.INSIST, Ask.WHY):
            self.hand.held = None
        handler = self._handlers().get(command.ask)
        found = await handler(command) if handler else []
        return found or ([] if self.shown else [line(Role.SAYS, self._t.which_card)])

    def _handlers(self) -> dict[Ask, Callable[[Command], Awaitable[list[Line]]]]:
        return {
            Ask.NOTHING: self._next,
            Ask.NEXT: self._next,
            Ask.QUEUE: self._queue,
            Ask.MINE: self._queue,
            Ask.OPEN: self._open,
            Ask.FULL: self._full,
            Ask.DECIDE: self._decide,
            Ask.EDIT: self._edit,
            Ask.SEND: self._send,
            Ask.INSIST: self._insist,
            Ask.WHY: self._why,
            Ask.HISTORY: self._history,
            Ask.COACH: self._coach,
            Ask.FLAG: self._flag,
            Ask.CORRECT: self._correct,
            Ask.HELP: self._help,
            Ask.QUIT: self._quit,
            Ask.TALK: self._talk,
        }

    async def show(self, card: Card, *, full: bool = False) -> list[Line]:
        """Put a card before the person."""
        self.hand.turn_to(card.item_id, card.version)
        self.shown, self.full = card, full
        if self._apart:
            return []
        found = card_lines(card, self.lang, full=full)
        if card.state in OPEN_FOR_DECISION:
            found.append(line(Role.HINT, self._t.actions))
        return found

    # ------------------------------------------------------------ looking

    async def _next(self, command: Command) -> list[Line]:
        if self.hand.item:
            self.hand.passed.add(self.hand.item)
        page = await self._waiting()
        left = [row for row in page.rows if row.item_id not in self.hand.passed]
        if not left and page.rows:
            self.hand.passed = {self.hand.item}
            left = [row for row in page.rows if row.item_id != self.hand.item]
        for row in left:
            card = await self._desk.card(row.item_id, self._person)
            if card is not None:
                return await self.show(card)
        return [line(Role.SAYS, self._t.nothing_next)]

    async def _queue(self, command: Command) -> list[Line]:
        page = await self._waiting("mine" if command.ask is Ask.MINE else "open")
        return queue_lines(replace(page, rows=page.rows[:SHOWN]), self.lang)

    async def _waiting(self, view: str = "open") -> QueuePage:
        """What can be decided now; what is on its way to the page, or being drafted, waits for nobody."""
        page = await self._desk.queue(self._person, view=view, most=LOOKED_AT)
        rows = tuple(row for row in page.rows if row.state in OPEN_FOR_DECISION)
        return replace(page, rows=rows, total=page.total - (len(page.rows) - len(rows)))

    async def _open(self, command: Command) -> list[Line]:
        card = await self._desk.card(command.item, self._person)
        return await self.show(card) if card else [line(Role.SAYS, self._t.no_card.format(item=command.item))]

    async def _full(self, command: Command) -> list[Line]:
        card = await self._card(command)
        return await self.show(card, full=True) if isinstance(card, Card) else card

    async def _why(self, command: Command) -> list[Line]:
        if (command.text or not command.number) and self._about_pasted(command):
            return await self.ask_coach(command.text or "why?", 0)
        card = await self._card(command)
        if not isinstance(card, Card):
            return card
        if command.text and _names_facts(card):
            return await self.ask_coach(command.text, card.item_id)
        if self.hand.draft and not command.number:
            return await self._scored(card, self.hand.draft)
        found = [] if command.number or card.reading is None else reading_lines(card.reading, card.comment, self.lang)
        number = command.number or 1
        for offered in card.suggestions:
            if offered.number == number:
                text = offered.suggestion.text
                found.append(line(Role.SUGGESTION, f"{number}. {text}"))
                found += score_lines(offered.suggestion.score, text, self.lang)
                return found + opinion_lines(offered.suggestion.second, self.lang)
        return found or self._no_number(card, number)

    async def _history(self, command: Command) -> list[Line]:
        item = command.item or self.hand.item or self.hand.decided
        entries = await self._desk.history(item, self._person) if item else ()
        return history_lines(entries)

    async def _help(self, command: Command) -> list[Line]:
        return [line(Role.SAYS, self._t.help)]

    async def _quit(self, command: Command) -> list[Line]:
        self.over = True
        return [line(Role.SAYS, self._t.bye)]

    # ------------------------------------------------------------ deciding

    async def _decide(self, command: Command) -> list[Line]:
        if command.decision in (DecisionKind.UNDO, DecisionKind.REOPEN) and not command.item:
            return await self._ask_desk(
                self.hand.decided or self.hand.item, DecisionKind(command.decision), command, None
            )
        if command.decision in REDRAWN and self._about_pasted(command):
            return await self.ask_coach(command.text or "another", 0)
        card = await self._card(command)
        if not isinstance(card, Card):
            return card
        if command.missing == "number" and len(card.suggestions) > 1:
            return [line(Role.SAYS, self._t.which_number.format(most=len(card.suggestions)))]
        if command.missing == "number" and card.suggestions:
            return [line(Role.SAYS, self._t.one_number)]
        if command.missing in ("note", "reason"):
            return [line(Role.SAYS, self._missing(command))]
        chosen = None
        if command.decision is DecisionKind.APPROVE:
            chosen = next((each.id for each in card.suggestions if each.number == command.number), None)
            if chosen is None:
                return self._no_number(card, command.number)
        assert command.decision is not None
        return await self._ask_desk(card.item_id, command.decision, command, chosen)

    def _missing(self, command: Command) -> str:
        if command.decision is DecisionKind.HIDE:
            return self._t.hide_reason
        return self._t.note_reject if command.decision is DecisionKind.REJECT else self._t.note_leave

    async def _ask_desk(
        self, item: int, kind: DecisionKind, command: Command, chosen: int | None, text: str = ""
    ) -> list[Line]:
        if not item:
            return []
        before_them = item == self.hand.item and kind not in (DecisionKind.UNDO, DecisionKind.REOPEN)
        request = DecisionRequest(
            item_id=item,
            kind=kind,
            person=self._person,
            via=self._via,
            suggestion_id=chosen,
            text=text,
            note="" if kind is DecisionKind.ASSIGN else command.text if not text else "",
            assignee=command.text if kind is DecisionKind.ASSIGN else "",
            hide_reason=command.hide_reason,
            seen_version=self.hand.seen if before_them and self.hand.seen else None,
            request_id=self._request_id or uuid.uuid4().hex,
        )
        return await self._put(request)

    async def _put(self, request: DecisionRequest) -> list[Line]:
        answer = await self._desk.decide(request)
        self.answered = answer
        found = await self._after(request.item_id, request.kind, answer)
        if answer.refused is Refused.BLOCKED:
            self.hand.held = request
            found.append(line(Role.HINT, self._t.insist))
        return found

    async def _insist(self, command: Command) -> list[Line]:
        held, self.hand.held = self.hand.held, None
        if held is None or command.item not in (0, held.item_id):
            return [line(Role.SAYS, self._t.nothing_held)]
        return await self._put(replace(held, insist=True, request_id=self._request_id or uuid.uuid4().hex))

    async def _after(self, item: int, kind: DecisionKind, answer: DecisionAnswer) -> list[Line]:
        found = [line(Role.GOOD if answer.ok else Role.ALERT, answer.message)]
        if not answer.ok:
            if answer.refused is Refused.STALE:
                card = await self._desk.card(item, self._person)
                found += await self.show(card) if card else []
            return found
        if kind in FINAL:
            self.hand.decided, self.hand.draft, self.hand.offered = item, "", ()
            if item == self.hand.item:
                self.hand.item = self.hand.seen = 0
            left = (await self._waiting()).total
            found.append(line(Role.HINT, self._t.next.format(count=left) if left else self._t.last))
        elif kind in REDRAWN:
            found.append(line(Role.HINT, self._t.working))
        else:
            card = await self._desk.card(item, self._person)
            if card is not None and kind in (DecisionKind.UNDO, DecisionKind.REOPEN):
                found += await self.show(card)
            elif card is not None and item == self.hand.item:
                self.hand.seen = card.version
        return found

    async def _edit(self, command: Command) -> list[Line]:
        if command.letter and self.hand.offered and not (command.item or self.hand.item):
            return [line(Role.SAYS, self._t.no_card_for_it)]
        card = await self._card(command)
        if not isinstance(card, Card):
            return card
        text = command.text
        if command.letter:
            at = ord(command.letter) - ord("A")
            if at >= len(self.hand.offered):
                return [line(Role.SAYS, self._t.no_letter.format(letter=command.letter))]
            text = self.hand.offered[at]
        elif not text:
            text = next((each.suggestion.text for each in card.suggestions if each.number == command.number), "")
            if not text:
                return self._no_number(card, command.number)
        self.hand.draft = text
        score = await self._desk.score_draft(card.item_id, text, self._person)
        found = [line(Role.SAYS, self._t.draft_shown), line(Role.SUGGESTION, text)]
        if score is not None:
            found.append(line(Role.REASON, f"{self._t.draft_score.format(score=score.total)} {score.why}"))
            found += [line(Role.FINDING, f"{each.why} → {each.instead}") for each in score.gravest[:3]]
        return [*found, line(Role.HINT, self._t.draft_send)]

    async def _send(self, command: Command) -> list[Line]:
        card = await self._card(command)
        if not isinstance(card, Card):
            return card
        if not self.hand.draft:
            return [line(Role.SAYS, self._t.no_draft)]
        return await self._ask_desk(card.item_id, DecisionKind.EDIT, command, None, self.hand.draft)

    # ------------------------------------------------------------ talking

    async def _coach(self, command: Command) -> list[Line]:
        item = command.item or self.hand.item
        card = await self._desk.card(item, self._person) if item else None
        if card is None:
            return await self.ask_coach(f"coach: {command.text}", 0)
        self.hand.draft = command.text
        return await self._scored(card, command.text)

    async def _scored(self, card: Card, text: str) -> list[Line]:
        score = await self._desk.score_draft(card.item_id, text, self._person)
        if score is None:
            return [line(Role.SAYS, self._t.no_card.format(item=card.item_id))]
        found = [line(Role.SUGGESTION, text), *score_lines(score, text, self.lang)]
        return [*found, line(Role.HINT, self._t.draft_send)]

    async def _talk(self, command: Command) -> list[Line]:
        return await self.ask_coach(command.text, command.item or self.hand.item or self.hand.decided)

    def _about_pasted(self, command: Command) -> bool:
        """Whether words that are a card's as well are about what was pasted: no card is before the person, and the
        last one decided is not what was talked of since."""
        return not (command.item or self.hand.item) and (bool(self.hand.offered) or not self.hand.decided)

    async def ask_coach(self, text: str, item: int) -> list[Line]:
        """A turn with the coach; `item` 0 for a pasted comment."""
        answer = await self._desk.talk(self._key, text, self._person, item_id=item)
        offered = answer.suggestions
        # The coach writes its suggestions out in its text; here they stand below, with a letter each.
        written = tuple(f"{number}. {one.text}" for number, one in enumerate(offered, start=1))
        own = [each for each in answer.text.splitlines() if not each.startswith(written)]
        found = [line(Role.SAYS, "\n".join(own).strip())] if any(own) else []
        if not offered:
            return found
        self.hand.offered = tuple(each.text for each in offered)
        for letter, each in zip("ABCDEF", offered, strict=False):
            found.append(line(Role.SUGGESTION, f"{letter}. [{each.score.total}] {each.text}"))
            found += [line(Role.NEED, need.question) for need in each.needs]
        if item and item == self.hand.item:
            found.append(line(Role.HINT, self._t.offered_by_coach))
        return found

    async def _flag(self, command: Command) -> list[Line]:
        if not self.hand.item:
            return []
        await self._desk.flag(self.hand.item, command.text, self._person)
        return [line(Role.SAYS, self._t.flagged)]

    async def _correct(self, command: Command) -> list[Line]:
        item = command.item or self.hand.item
        if not item:
            return []
        answer = await self._desk.correct(item, command.letter, command.text, self._person)
        return [line(Role.GOOD if answer.ok else Role.ALERT, answer.message)]

    # ------------------------------------------------------------ small things

    async def _card(self, command: Command) -> Card | list[Line]:
        item = command.item or self.hand.item
        if not item:
            return [line(Role.SAYS, self._t.which_card)]
        card = await self._desk.card(item, self._person)
        if card is None:
            return [line(Role.SAYS, self._t.no_card.format(item=item))]
        if item != self.hand.item and command.ask in (Ask.EDIT, Ask.WHY, Ask.FULL):
            # They have turned to another card: what they say next is about that one.
            self.hand.turn_to(item, card.version)
        return card

    def _no_number(self, card: Card, number: int) -> list[Line]:
        if not card.suggestions:
            return [line(Role.SAYS, self._t.no_suggestions)]
        most = len(card.suggestions)
        sentence = self._t.no_number.format(number=number, most=most, are="is" if most == 1 else "are")
        return [line(Role.SAYS, sentence)]


def _names_facts(card: Card) -> bool:
    """Whether a need on the card asks which fact answers, so that "the second" is an answer to that."""
    return any(need.facts for each in card.suggestions for need in each.suggestion.needs)

"""What happens when somebody types: the terminal's dialogue, with a room's buttons, privacy and memory around it."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.chat.commands import Ask, Command, parse_command
from bot.adapters.chat.dialogue import Dialogue
from bot.adapters.chat.room.actions import Action
from bot.adapters.chat.room.events import Answer, Button
from bot.adapters.chat.room.memory import Memory, Seat
from bot.adapters.chat.room.pressing import Press, Pressing
from bot.adapters.chat.room.texts import room_texts
from bot.adapters.chat.room.visit import Visit
from bot.adapters.chat.text_card import Line, line
from bot.domain.decision import DecisionKind, Refused

K = DecisionKind
_BACK = (K.UNDO, K.REOPEN)
_ACTS = frozenset({Ask.DECIDE, Ask.INSIST, Ask.SEND})
_DRAFTING = frozenset({Ask.EDIT, Ask.COACH})
_ABOUT_DRAFT = frozenset({Ask.EDIT, Ask.COACH, Ask.FLAG, Ask.CORRECT})
SHORT = 3
"""Words up to which a reply to a draft is a wish ("a bit warmer") and not the text itself."""
_PRIVATE = frozenset({Refused.NO_RIGHT, Refused.NOT_FOUND, Refused.FOUR_EYES})
_PLAIN_WORDS = frozenset({K.ANOTHER, K.UNDO, K.CLAIM, K.RELEASE, K.ASSIGN, K.REOPEN, K.UNHIDE})


def meant_for_bot(text: str) -> bool:
    """Whether words in a card's thread that mention nobody are a command: only what nobody says to a colleague."""
    command = parse_command(text)
    if command.ask is Ask.EDIT:
        return bool(command.number or ":" in text)
    if command.ask is Ask.DECIDE:
        if command.decision is K.APPROVE:
            return bool(command.number)
        if command.decision is K.REWORD:
            return True
        if command.decision in _PLAIN_WORDS:
            return text.strip().casefold() in _SPOKEN_TO_BOT
        return ":" in text and not command.missing
    return command.ask is Ask.COACH


_SPOKEN_TO_BOT = frozenset({"another", "otra", "undo", "deshacer", "claim", "release", "reopen", "reabrir"})


def is_draft(text: str) -> bool:
    """Whether a reply to a message that shows a draft is the draft's next wording, and not a word about it."""
    command = parse_command(text)
    if command.ask is Ask.TALK:
        return len(text.split()) > SHORT
    return command.ask not in _ABOUT_DRAFT and bool(command.text)


class Typed:
    """One message of one person."""

    def __init__(self, visit: Visit, seat: Seat, pressing: Pressing, memory: Memory, dialogue: Dialogue) -> None:
        self._visit, self._hand = visit, seat.hand
        self._pressing, self._memory = pressing, memory
        self._dialogue = dialogue

    async def answer(self, text: str, command: Command, *, channel_id: str, pointed: bool, fresh: bool) -> Answer:
        """The answer. `pointed`: the message answers a card, or stands in its thread; `fresh`: the person had a card
        before them a moment ago."""
        item = self._item(command)
        if command.ask in _ACTS and item and not command.item and not pointed and not fresh:
            return self._unsure(item, text)
        if command.item and command.item != self._hand.item:
            seen = await self._visit.office.messages.shown_version(channel_id, command.item)
            self._hand.turn_to(command.item, seen)
        if self._hand.item:  # kept by item, since forms and buttons change it too
            self._hand.draft = await self._memory.draft(self._hand.item, self._visit.person.id)
        asked = await self._asked_back(command)
        if asked is not None:
            return asked
        if command.ask is Ask.NOTHING:
            return self._visit.shows(await self._dialogue.welcome())
        before = self._hand.draft
        lines = await self._dialogue.hear(text, request_id=self._visit.request_id)
        await self._keep_draft(item, before)
        return self._put_together(command, item, lines)

    def _item(self, command: Command) -> int:
        if command.item:
            return command.item
        if command.decision in _BACK:
            return self._hand.decided or self._hand.item
        return self._hand.item

    def _unsure(self, item: int, text: str) -> Answer:
        said = room_texts(self._visit.lang).old_hand.format(item=item, said=text.strip())
        return replace(self._visit.says(said), asks=self._pressing.about(item))

    async def _asked_back(self, command: Command) -> Answer | None:
        """A decision that lacks its reason: asked for, and a reply to the question is the reason."""
        if command.ask is not Ask.DECIDE or command.missing not in ("note", "reason") or not self._hand.item:
            return None
        assert command.decision is not None
        action = Action(item_id=self._hand.item, version=self._hand.seen, verb=command.decision.value)
        found = await self._pressing.carry_out(Press(visit=self._visit, action=action))
        # Said in the open, so answered in the open; and the reply to a message needs no form.
        return replace(found, form=None, private=False)

    async def _keep_draft(self, item: int, before: str) -> None:
        hand, person = self._hand, self._visit.person.id
        if hand.item and hand.draft != before:
            await self._memory.keep_draft(hand.item, person, hand.draft)
        elif item and item == hand.decided and before:
            await self._memory.keep_draft(item, person, "")

    def _put_together(self, command: Command, item: int, lines: list[Line]) -> Answer:
        dialogue, hand = self._dialogue, self._hand
        decided = dialogue.answered
        buttons: tuple[Button, ...] = ()
        private = False
        about = dialogue.shown.item_id if dialogue.shown else item or hand.item
        asks = self._pressing.about(about) if about else ""
        if decided is not None and lines:
            lines[0] = line(lines[0].role, f"#{item} · {lines[0].text}")
            private = decided.refused in _PRIVATE
            buttons = self._pressing.undo_button(item, decided, self._visit.lang)
        elif command.ask in _DRAFTING and hand.draft and hand.item:
            buttons = self._pressing.draft_buttons(hand.item, hand.seen, hand.draft, self._visit.lang, blocked=False)
            asks = self._pressing.editing(hand.item, hand.seen)
        return Answer(
            lines=tuple(lines),
            private=private,
            card=dialogue.shown,
            full=dialogue.full,
            buttons=buttons,
            lang=self._visit.lang,
            asks=asks,
        )

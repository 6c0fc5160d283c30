"""One review channel: who speaks, which card is meant, what is allowed, what to answer. Knows no platform."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from bot.adapters.chat.commands import parse_command
from bot.adapters.chat.dialogue import Dialogue
from bot.adapters.chat.room.actions import Action, ActionIds
from bot.adapters.chat.room.asks import COMMANDS, CommandSpec, RoomAsk, RoomCommand, parse_room
from bot.adapters.chat.room.conversation import Conversation
from bot.adapters.chat.room.events import Answer, CardView, Heard, Pressed
from bot.adapters.chat.room.memory import Memory, Seat
from bot.adapters.chat.room.pressing import Press, Pressing
from bot.adapters.chat.room.texts import dialogue_texts, lang_of, room_texts
from bot.adapters.chat.room.typed import Typed, is_draft, meant_for_bot
from bot.adapters.chat.room.view import Canvas, by_emoji, card_view, emoji_verb, group_view
from bot.adapters.chat.room.visit import Visit, scoped
from bot.adapters.chat.text_card import Role, line, row_text
from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card
from bot.domain.errors import BadInput, NoRight
from bot.domain.people import Person
from bot.ports import Office

HAND_LASTS = 15 * 60
"""Seconds for which a card that somebody looked at is the one that a bare "approve 1" is about."""
CARD_SHARE = 0.85
"""Of a message's limit; the rest is for markup and escaping."""

log = logging.getLogger(__name__)


class Room:
    """What chat adapters share. `brands` are those of the channel (empty: all), `card_most` how long the lines of a
    card may be together where a platform takes more, or less, in a card than in a message."""

    def __init__(
        self,
        channel_id: str,
        capabilities: ChatCapabilities,
        *,
        secret: bytes,
        lang: str = "en",
        brands: Sequence[str] = (),
        card_most: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.channel_id, self.capabilities, self.lang = channel_id, capabilities, lang
        self._brands, self._clock = tuple(brands), clock
        self._ids = ActionIds(secret)
        most = card_most or int(capabilities.text_limit.most * CARD_SHARE)
        self._canvas = Canvas(ids=self._ids, capabilities=capabilities, most=most)
        self._conversation = Conversation(capabilities.platform, files=capabilities.files)
        self._office: Office | None = None
        self._busy: set[str] = set()

    async def open(self, office: Office) -> None:
        """At the start of `ChatAdapter.run`."""
        self._office = office
        self._memory = Memory(office.messages, self.channel_id, self.capabilities.platform)
        self._pressing = Pressing(self._canvas, self._memory, self.capabilities.platform)

    @property
    def commands(self) -> Sequence[CommandSpec]:
        """For native commands and menus; `CommandSpec.words` makes of what was filled in a text for `heard`."""
        return COMMANDS

    # ------------------------------------------------------------ drawing

    def card(self, card: Card, *, full: bool = False, lang: str = "") -> CardView:
        """The card as this channel shows it, in the channel's language unless another is named."""
        return card_view(card, self._canvas, lang or self.lang, full=full)

    def group(self, cards: Sequence[Card]) -> CardView:
        """Many new cards as one list with "open" buttons."""
        return group_view(cards, self._canvas, self.lang)

    def view(self, answer: Answer) -> CardView | None:
        """The card of an answer, in the language of the person it is for."""
        return self.card(answer.card, full=answer.full, lang=answer.lang) if answer.card else None

    def post_key(self, *cards: Card) -> str:
        """The same 24 ASCII characters for the same cards in this channel: for a platform's nonce or transaction id,
        so that a card posted just before a crash is not posted twice."""
        named = f"{self.channel_id}:" + ",".join(str(card.item_id) for card in cards)
        return hashlib.sha256(named.encode()).hexdigest()[:24]

    async def member(self, account: str, name: str = "") -> Person | None:
        """The team member behind an account, as far as this channel's brands go; None for a stranger."""
        return await self._person(account, name, private=False)

    async def completions(self, account: str, kind: str) -> Sequence[tuple[str, str]]:
        """What an option of a native command may be: (value, label) of the cards that wait ("item") or the brands
        ("brand") that the account may see; nothing for a stranger."""
        person = await self._person(account, "", private=False)
        if person is None:
            return []
        if kind == "brand":
            return [(one.id, one.name) for one in await self.office.admin.brands(person)]
        if kind != "item":
            return []
        page = await self.office.desk.queue(person, most=50)
        return [(str(row.item_id), row_text(row, person.lang)) for row in page.rows]

    # ------------------------------------------------------------ hearing

    async def heard(self, heard: Heard) -> Answer:
        """The answer to words; empty for a redelivery and for what was not meant for the bot."""
        lang = lang_of(heard.locale, self.lang)
        return await self._once(heard.event_id, lang, lambda request_id: self._hear(heard, request_id))

    async def pressed(self, pressed: Pressed) -> Answer:
        """The answer to a button, a sent form, a reaction; empty for a redelivery."""
        lang = lang_of(pressed.locale, self.lang)
        return await self._once(pressed.event_id, lang, lambda request_id: self._press(pressed, request_id))

    def asks_for_words(self, answer: Answer) -> bool:
        """Whether the answer asks for a note or a text, and is not just about a card."""
        meaning = self._ids.read(answer.asks)
        return meaning is not None and meaning.verb != "about"

    async def sent(self, answer: Answer, message_id: str) -> None:
        """An answer became this message: what a reply to it means is kept. To be called for every answer sent where
        the platform tells the message's id."""
        if answer.asks and message_id:
            await self._memory.keep_meaning(message_id, answer.asks)

    async def _once(self, event_id: str, lang: str, work: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Work on an event once. It counts as had only when it is done, so that one delivered again after a crash is
        worked on again; the desk knows a decision by the same request id."""
        key = f"{self.channel_id}:{event_id}"
        messages = self.office.messages
        if event_id and (key in self._busy or await messages.had(key)):
            return Answer()
        self._busy.add(key)
        try:
            answer = await work(key if event_id else "")
            if event_id:
                await messages.once(key)
        except (BadInput, NoRight) as refusal:
            answer = Answer(lines=(line(Role.ALERT, str(refusal)),), private=True, lang=lang)
        except Exception:
            log.exception("channel %s could not answer an event", self.channel_id)
            answer = Answer(lines=(line(Role.ALERT, room_texts(lang).trouble),), private=True, lang=lang)
        finally:
            self._busy.discard(key)
        return answer

    @property
    def office(self) -> Office:
        """Whom to ask; `open` has been called."""
        if self._office is None:
            raise RuntimeError("the room is not open yet")
        return self._office

    async def _hear(self, heard: Heard, request_id: str) -> Answer:
        lang = lang_of(heard.locale, self.lang)
        command = parse_room(heard.text)
        if command is not None and command.ask is RoomAsk.LINK and heard.direct:
            return await self._link(heard, command, lang)
        person = await self._person(heard.account, heard.name, private=heard.private)
        if person is None:
            return self._stranger(lang) if heard.direct else Answer()
        visit = self._visit(person, heard.account, heard.place, request_id, private=heard.private)
        meaning = self._ids.read(await self._memory.meaning(heard.reply_to))
        if meaning is not None and self._is_answer(meaning, heard.text):
            return await self._reply(visit, meaning, heard.text, command)
        if not heard.direct and not meant_for_bot(heard.text):
            return Answer()
        seat = await self._memory.seat(heard.place, person)
        pointed = await self._point(seat, heard.reply_to, meaning)
        if not heard.direct and not pointed:
            return Answer()  # a thread about something else
        answer = await self._turn(visit, heard, command, seat, pointed)
        seat.at = self._clock()
        await self._memory.keep_seat(heard.place, person, seat)
        return answer

    async def _link(self, heard: Heard, command: RoomCommand, lang: str) -> Answer:
        platform = self.capabilities.platform
        person = await self.office.people.redeem_link_code(command.text, platform, heard.account)
        if person is None:
            return Answer(lines=(line(Role.ALERT, room_texts(lang).bad_code),), private=True, lang=lang)
        said = room_texts(person.lang).linked.format(name=person.name)
        return Answer(lines=(line(Role.GOOD, said),), private=True, lang=person.lang)

    async def _person(self, account: str, name: str, *, private: bool) -> Person | None:
        person = await self.office.desk.person(self.capabilities.platform, account, name)
        return person if person is None or private else scoped(person, self._brands)

    def _stranger(self, lang: str) -> Answer:
        return Answer(lines=(line(Role.ALERT, room_texts(lang).stranger),), private=True, lang=lang)

    def _visit(self, person: Person, account: str, place: str, request_id: str, *, private: bool) -> Visit:
        return Visit(
            office=self.office, person=person, account=account, place=place, private=private, request_id=request_id
        )

    def _is_answer(self, meaning: Action, text: str) -> bool:
        """Whether the words are what the message they reply to asked for."""
        if meaning.verb == "about" or not text.strip():
            return False
        return meaning.verb != "edit" or is_draft(text)

    async def _reply(self, visit: Visit, meaning: Action, text: str, command: RoomCommand | None) -> Answer:
        """A reply to a message that asked for something."""
        if command is not None and command.ask is RoomAsk.CANCEL:
            return visit.says(room_texts(visit.lang).cancelled)
        press = Press(visit=visit, action=meaning, fields={"text": text}, typed=True)
        return await self._pressing.carry_out(press)

    async def _point(self, seat: Seat, reply_to: str, meaning: Action | None) -> bool:
        """Put the card that the message answers before the person. False when the message points to none, or to
        several."""
        if not reply_to:
            return False
        items = [meaning.item_id] if meaning else await self.office.messages.items_of(self.channel_id, reply_to)
        if len(items) != 1 or not items[0]:
            return False
        seen = await self.office.messages.shown_version(self.channel_id, items[0])
        seat.hand.turn_to(items[0], max(seen, seat.hand.seen) if meaning and items[0] == seat.hand.item else seen)
        return True

    async def _turn(self, visit: Visit, heard: Heard, room: RoomCommand | None, seat: Seat, pointed: bool) -> Answer:
        command = parse_command(heard.text)
        if seat.mode == "practice" and not pointed and not command.item and heard.private:
            return await self._conversation.practise(visit, seat, heard.text)
        if room is not None:
            answer = await self._room_command(visit, room, seat)
            if answer is not None:
                return answer
        typed = Typed(visit, seat, self._pressing, self._memory, self._dialogue(visit, seat))
        fresh = self._clock() - seat.at < HAND_LASTS
        return await typed.answer(heard.text, command, channel_id=self.channel_id, pointed=pointed, fresh=fresh)

    async def _room_command(self, visit: Visit, room: RoomCommand, seat: Seat) -> Answer | None:
        t = room_texts(visit.lang)
        if room.ask is RoomAsk.CANCEL:
            seat.hand.draft = ""
            return visit.says(t.cancelled)
        if room.ask is RoomAsk.COACH_HOW:
            return visit.says(t.coach_how)
        if room.ask is RoomAsk.SUGGEST:
            if not room.text and not seat.hand.item:
                return visit.says(t.suggest_how)
            dialogue = self._dialogue(visit, seat)
            words = f"suggest: {room.text}" if room.text else "suggest"
            return visit.shows(await dialogue.ask_coach(words, 0 if room.text else seat.hand.item))
        return await self._conversation.answer(visit, room, seat)

    def _dialogue(self, visit: Visit, seat: Seat) -> Dialogue:
        return Dialogue(
            self.office.desk,
            visit.person,
            via=self.capabilities.platform,
            key=self._key(visit),
            hand=seat.hand,
            words=dialogue_texts(visit.lang),
            cards_apart=True,
        )

    def _key(self, visit: Visit) -> str:
        return f"{self.channel_id}:{visit.place}:{visit.person.id}"

    # ------------------------------------------------------------ pressing

    async def _press(self, pressed: Pressed, request_id: str) -> Answer:
        lang = lang_of(pressed.locale, self.lang)
        action = self._ids.read(pressed.action)
        reaction = action is None and not pressed.action.isascii()
        if reaction:
            action = await self._reaction(pressed)
            if action is None:
                return Answer()  # people also react to each other
        person = await self._person(pressed.account, pressed.name, private=False)
        if person is None:
            return self._stranger(lang)
        if action is None:
            return Answer(lines=(line(Role.ALERT, room_texts(person.lang).not_mine),), private=True, lang=person.lang)
        visit = self._visit(person, pressed.account, pressed.place, request_id, private=False)
        fields = pressed.fields or None
        return await self._pressing.carry_out(Press(visit=visit, action=action, fields=fields))

    async def _reaction(self, pressed: Pressed) -> Action | None:
        """The action that a reaction to a card stands for, as of the version that the channel shows."""
        items = await self.office.messages.items_of(self.channel_id, pressed.message)
        if len(items) != 1:
            return None
        person = await self._person(pressed.account, pressed.name, private=False)
        card = await self.office.desk.card(items[0], person) if person else None
        button = by_emoji(self.card(card), pressed.action) if card else None
        action = self._ids.read(button.action) if button else None
        if card is None or action is None:
            # One of our signs that cannot be carried out is answered all the same: decided already, or no right.
            verb = emoji_verb(pressed.action)
            return Action(item_id=items[0], version=0, verb=verb, arg="0") if verb else None
        seen = await self.office.messages.shown_version(self.channel_id, card.item_id)
        return Action(item_id=action.item_id, version=seen or action.version, verb=action.verb, arg=action.arg)

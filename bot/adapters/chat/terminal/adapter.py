"""The review channel in a terminal: the conversation of `dialogue`, read from a prompt and written in colour."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.chat.commands import parse_command
from bot.adapters.chat.dialogue import Dialogue
from bot.adapters.chat.dialogue_texts import texts
from bot.adapters.chat.room.asks import RoomAsk, parse_room
from bot.adapters.chat.room.conversation import Conversation
from bot.adapters.chat.room.memory import Seat
from bot.adapters.chat.room.visit import Visit
from bot.adapters.chat.terminal.paint import Painter
from bot.adapters.chat.text_card import Line, Role, card_row, line, row_text
from bot.adapters.chat.words import STATES
from bot.adapters.manifest import chat_capabilities
from bot.adapters.options import Options
from bot.domain.card import Card
from bot.domain.errors import BadInput, NoRight
from bot.domain.reading import Urgency
from bot.domain.transitions import OPEN_FOR_DECISION, ItemState
from bot.ports import Office

try:
    import readline
except ImportError:  # Windows: a line that is interrupted is not shown again, but it is not lost
    readline = None  # type: ignore[assignment]

HERE = Path(__file__).parent
ReadLine = Callable[[str], Awaitable[str | None]]
"""Asks for a line with a prompt; None when there will be no more."""
Write = Callable[[Sequence[Line]], None]
ASIDE = frozenset(
    {
        RoomAsk.REPORT, RoomAsk.BRIEF, RoomAsk.PRACTICE, RoomAsk.POST, RoomAsk.PROMISE,
        RoomAsk.VOICE, RoomAsk.FACTS_LIST, RoomAsk.FACTS_ADD,
    }
)  # fmt: skip
"""What is asked here as in any room. The rest is for rooms with several people in them."""


class TerminalChannel:
    """One person at one terminal. What happens while they think comes in as single lines, never as a flood."""

    def __init__(
        self,
        channel_id: str,
        account: str,
        *,
        lang: str = "",
        read_line: ReadLine | None = None,
        write: Write | None = None,
    ) -> None:
        self.channel_id = channel_id
        self.capabilities = chat_capabilities(HERE)
        self._account, self._lang = account, lang
        self._read = read_line or ask_terminal
        self._write = write or Painter(sys.stdout).write
        self._dialogue: Dialogue | None = None
        self._visit: Visit | None = None
        self._seat = Seat()
        self._aside = Conversation(self.capabilities.platform, files=self.capabilities.files)
        self._states: dict[int, ItemState] = {}
        self._told: set[int] = set()
        self._fresh: set[int] = set()
        self._asking = ""

    @classmethod
    def build(cls, channel_id: str, options: Mapping[str, Any], home: Path) -> TerminalChannel:
        """From settings: `account` (whose terminal it is, the login name by default), `lang`."""
        read = Options(options, where=f"channel {channel_id}", home=home)
        read.only("account", "lang")
        return cls(channel_id, read.text("account", getpass.getuser()), lang=read.text("lang", ""))

    async def run(self, office: Office) -> None:
        """Talk until the person leaves or the input ends."""
        if not await self.open(office):
            return
        while self._dialogue is not None and not self._dialogue.over:
            self._asking = self._prompt(self._dialogue)
            said = await self._read(self._asking)
            self._asking = ""
            if said is None:
                return
            await self.hear(said)

    async def open(self, office: Office) -> bool:
        """Begin the conversation; False when nobody knows whose terminal this is."""
        person = await office.desk.person("terminal", self._account)
        if person is None:
            self._write([line(Role.ALERT, texts(self._lang or "en").stranger)])
            return False
        key = f"terminal:{self._account}"
        self._dialogue = Dialogue(office.desk, person, via="terminal", key=key, lang=self._lang)
        self._seat = Seat(hand=self._dialogue.hand)
        spoken_to = replace(person, lang=self._dialogue.lang)
        self._visit = Visit(
            office=office, person=spoken_to, account=self._account, place="here", private=True, request_id=""
        )
        self._write(await self._dialogue.welcome())
        return True

    async def hear(self, said: str) -> None:
        """Answer one line."""
        if self._dialogue is not None and self._visit is not None:
            found = await self._beside(said, self._visit)
            found = await self._dialogue.hear(said) if found is None else found
            self._write([*found, *self._fresh_line(self._dialogue)])

    async def _beside(self, said: str, visit: Visit) -> list[Line] | None:
        """The answer to what is asked beside the cards; None for everything else."""
        command = parse_room(said)
        try:
            if self._seat.mode == "practice" and not parse_command(said).item:
                return list((await self._aside.practise(visit, self._seat, said)).lines)
            if command is None or command.ask not in ASIDE:
                return None
            answer = await self._aside.answer(visit, command, self._seat)
        except (BadInput, NoRight) as refusal:
            return [line(Role.ALERT, str(refusal))]
        return list(answer.lines) if answer is not None else None

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """A card is new or has changed: the one before the person is drawn again, another gets a line."""
        dialogue = self._dialogue
        before, self._states[card.item_id] = self._states.get(card.item_id), card.state
        if dialogue is not None and (news := await self._news(dialogue, card, before)):
            self._interrupt(news)
        return f"{self.channel_id}:{card.item_id}"

    async def show_many(self, cards: Sequence[Card], ext_message_id: str = "") -> Sequence[str]:
        """One by one: what comes in while somebody thinks is a line each anyway."""
        return [await self.show(card) for card in cards]

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A plain message: a reminder, a page that got disconnected."""
        self._interrupt([line(Role.SAYS, f"#{item_id} {text}" if item_id else text)])

    async def check(self) -> Sequence[str]:
        """A terminal has nothing that could be wrong."""
        return ()

    async def _news(self, dialogue: Dialogue, card: Card, before: ItemState | None) -> list[Line]:
        lang, t = dialogue.lang, texts(dialogue.lang)
        outcome = card.outcome
        if outcome is not None and outcome.answered_back and card.item_id not in self._told:
            self._told.add(card.item_id)
            words = " ".join(outcome.answer_text.split())
            return [line(Role.GOOD, t.card_answered.format(name=card.author.name, item=card.item_id, text=words))]
        if card.item_id == dialogue.hand.item:
            if card.version <= dialogue.hand.seen:
                return []
            return await dialogue.show(card)
        if card.state is before:
            return []
        if card.state is ItemState.PUBLISHED:
            return [line(Role.META, t.card_published.format(item=card.item_id))]
        if card.state in (ItemState.FAILED, ItemState.UNKNOWN):
            problem = outcome.problem if outcome else STATES[lang][card.state]
            return [line(Role.ALERT, t.card_problem.format(item=card.item_id, problem=problem))]
        if card.state in OPEN_FOR_DECISION and before not in OPEN_FOR_DECISION:
            urgent = card.reading is not None and card.reading.urgency is Urgency.NOW
            first = not self._fresh and not dialogue.hand.item
            self._fresh.add(card.item_id)
            if urgent or first:
                row = row_text(card_row(card), lang)
                return [line(Role.ALERT if urgent else Role.META, t.new_card.format(row=row))]
        return []

    def _fresh_line(self, dialogue: Dialogue) -> list[Line]:
        """How many cards came while the person was busy: one line, when they have said something anyway."""
        count = len(self._fresh - {dialogue.hand.item})
        self._fresh.clear()
        return [line(Role.META, texts(dialogue.lang).new_cards.format(count=count))] if count > 1 else []

    def _interrupt(self, news: Sequence[Line]) -> None:
        """Write while a line is being typed: above it, and what was typed so far is put back below."""
        if self._asking and sys.stdout.isatty():
            sys.stdout.write("\r\x1b[K")
        self._write(news)
        if self._asking:
            typed = readline.get_line_buffer() if readline is not None and sys.stdin.isatty() else ""
            sys.stdout.write(f"{self._asking}{typed}")
            sys.stdout.flush()

    def _prompt(self, dialogue: Dialogue) -> str:
        return f"#{dialogue.hand.item}> " if dialogue.hand.item else "> "


async def ask_terminal(prompt: str) -> str | None:
    """A line from the standard input, without holding up the rest of the program.

    The thread that waits is a daemon: a program that is told to stop does not wait for one more line.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def give(value: str | None) -> None:
        if not answer.done():
            answer.set_result(value)

    def ask() -> None:
        try:
            value: str | None = input(prompt)
        except (EOFError, ValueError):
            value = None
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile; nobody waits for the line
            loop.call_soon_threadsafe(give, value)

    threading.Thread(target=ask, name="terminal-input", daemon=True).start()
    return await answer

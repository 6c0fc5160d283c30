"""What a scenario may do on a platform, and what it may look at: as people in the channel do and see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.ports import ChatAdapter, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as people see it: its text without markup, the labels of its buttons. `private`: for one person's
    eyes. `under` is the message it answers, or whose thread it stands in. `form`: a form opened, with its text."""

    id: str
    text: str
    buttons: tuple[str, ...] = ()
    private: bool = False
    under: str = ""
    form: bool = False
    files: tuple[str, ...] = ()


class ChatDriver(Protocol):
    """One review channel of one platform, with its server (a fake or a real one).

    People are named: "Mo", "Ana", "Max" and "Client" are members of the channel, "Eve" is there too and is nobody the
    bot knows. Every method returns when the bot has answered (or had the time to).
    """

    adapter: ChatAdapter
    platform: str

    def account(self, who: str) -> str:
        """The platform's id of the person, for linking."""
        ...

    async def start(self, office: Office) -> None:
        """Connect."""
        ...

    async def stop(self) -> None:
        """Disconnect and end what was started."""
        ...

    async def restart(self, office: Office | None = None) -> None:
        """Throw the adapter away and start another one: nothing in memory survives. `office`: that of another
        process, if it is not the same one that starts again."""
        ...

    async def drop(self) -> None:
        """The platform breaks the connection, and takes a new one at once."""
        ...

    async def press(self, who: str, label: str, *, item: int = 0) -> None:
        """Press the button with this label: on the item's card, else (0) on the newest answer that has it and that the
        person sees. On a platform without buttons the reaction, or the typed word, that stands for it."""
        ...

    async def press_stale(self, who: str, label: str, *, item: int) -> None:
        """Press a button as it was on the card when it was first shown, though the card has changed since."""
        ...

    async def fill(self, who: str, text: str) -> None:
        """Send the form that opened last for the person; without forms, reply to the message that asked."""
        ...

    async def say(self, who: str, text: str, *, item: int = 0, private: bool = False) -> None:
        """Say it to the bot: as a mention, in reply to the item's card where one is named, in a direct message where
        `private`."""
        ...

    async def chatter(self, who: str, text: str, *, item: int = 0) -> None:
        """Say it to the others: no mention, no command; in the thread of the item's card where one is named."""
        ...

    async def redeliver(self) -> None:
        """The platform delivers the last event (press, message, form) once more."""
        ...

    async def away(self, gone: bool) -> None:
        """The platform cannot be reached, or can be again."""
        ...

    async def card(self, item: int) -> Shown | None:
        """The item's card as it stands in the channel now."""
        ...

    def cards(self) -> Sequence[Shown]:
        """All messages of the bot in the channel that show cards, oldest first."""
        ...

    def seen(self, who: str) -> Sequence[Shown]:
        """The bot's answers that the person saw since this was last asked: public ones, and those for their eyes."""
        ...

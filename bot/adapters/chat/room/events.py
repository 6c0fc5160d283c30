"""The values between a platform's wire form and the room. Pure data; `parse.py` and `render.py` know only these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.adapters.chat.text_card import Line
from bot.domain.card import Card
from bot.domain.report import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Words that were addressed to the bot, and nothing else: a mention, a direct message, a command, a reply to
    one of its messages, a message in a card's own thread.

    `event_id` is the platform's id of the event, for redeliveries. `account` is the platform's user id, `text`
    the words without the mention. `place` names the conversation (a channel, thread, topic or direct chat), so
    that "warmer" has a referent; `reply_to` is the message it answers or the thread's first message, "" for none.
    `locale` is the platform's word for the person's language, "" where it says nothing. `direct` is False for words
    in a card's thread that neither mention the bot nor answer one of its messages: then only a plain command counts,
    since people talk to each other there. An edited message is heard again as an event of its own, with another id.
    """

    event_id: str
    account: str
    name: str
    text: str
    place: str
    private: bool = False
    reply_to: str = ""
    locale: str = ""
    direct: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button, menu entry, reaction or sent form. `action` is the id that `ActionIds` made (for a reaction, the
    emoji); `message` the message it hangs on; `fields` what was filled in, by field name."""

    event_id: str
    account: str
    name: str
    action: str
    place: str
    message: str = ""
    locale: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class Style(StrEnum):
    """How a button wants to look, where the platform can."""

    GOOD = "good"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`action` is signed and at most `ChatCapabilities.callback_bytes` long. `word` is what to type where there
    are no buttons ("approve 1"), `emoji` what to react with, "" where a reaction would not be clear."""

    label: str
    action: str
    word: str
    emoji: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A card as it is to be shown in one channel: `lines` with roles, `rows` of buttons (empty where the card is
    locked), `overflow` the whole text when `lines` had to be folded ("" when nothing was), to be given as a
    thread, a file or a link. `summary` is one line for notifications and lists."""

    item_id: int
    version: int
    summary: str
    lines: tuple[Line, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    overflow: str = ""
    locked: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form. `choices` are (value, label); empty for free text. `most` characters."""

    name: str
    label: str
    value: str = ""
    long: bool = False
    required: bool = True
    most: int = 4000
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What to ask the person for. Where the platform has no modals it is asked as a message whose reply is the
    first field. `action` comes back in `Pressed` with the fields."""

    action: str
    title: str
    send: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside an answer (the client's brief as PDF)."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the room says to one event. `private`: for this person's eyes only (where the platform can; else in a
    direct message). `form` is to be opened at once. `card` is shown with its buttons, as `Room.view(answer)` draws it.
    Empty for an event that is a redelivery or was not meant for the bot: then nothing is sent.

    `lang` is the language it is in. `asks` is what a reply to the answer's message means (an action id, "" for nothing
    in particular): give the sent message's id to `Room.sent`, so that the reply is understood, also after a restart.
    """

    lines: tuple[Line, ...] = ()
    private: bool = False
    form: Form | None = None
    card: Card | None = None
    buttons: tuple[Button, ...] = ()
    charts: tuple[Chart, ...] = ()
    files: tuple[Attachment, ...] = ()
    lang: str = "en"
    full: bool = False
    asks: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.form or self.card or self.charts or self.files)

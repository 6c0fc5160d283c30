"""Cards and answers as Zulip messages, within its limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.adapters.chat.room.events import Answer, CardView
from bot.adapters.chat.room.render_text import pages, shortened, whole_of
from bot.adapters.chat.text_card import Line, Role, line
from bot.adapters.chat.zulip.markdown import escape, paint
from bot.adapters.chat.zulip.texts import texts
from bot.domain.capabilities import TextLimit
from bot.domain.card import Card

MOST_MESSAGE = 10_000
MOST_TOPIC = 60
MOST_REACTIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A card's message, what goes on below it in its topic, and the emoji to offer for tapping."""

    text: str
    rest: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()


def card(view: CardView, lang: str, most: int = MOST_MESSAGE) -> Shown:
    """A card. What does not fit goes on in the topic, and the message says so."""
    sign = line(Role.META, texts(lang).more_below)
    limit = TextLimit(most=most - len(paint(sign)) - 1)
    found = pages(view.lines, limit, paint)
    rest = [*found[1:], *pages(whole_of(view), limit, paint)]
    text = f"{found[0]}\n{paint(sign)}" if rest else found[0]
    signs = [one.emoji for row in view.rows for one in row if one.emoji]
    return Shown(text=text, rest=tuple(rest), emoji=tuple(signs[:MOST_REACTIONS]))


def answer(lines: Sequence[Line], most: int = MOST_MESSAGE) -> list[str]:
    """The messages of an answer."""
    return pages([one for one in lines if one.text.strip()], TextLimit(most=most), paint)


def asking(said: Answer, most: int = MOST_MESSAGE) -> list[str]:
    """A question whose answer is the person's next message in the direct chat."""
    kept = [one for one in said.lines if one.role is not Role.HINT]
    return answer([*kept, line(Role.HINT, texts(said.lang).answer_here)], most)


def topic(card: Card, most: int = MOST_TOPIC) -> str:
    """A card's own topic: number, author, the comment's beginning. It stays the same for the life of the card."""
    author = card.author.name or card.author.handle or "–"
    words = " ".join(f"#{card.item_id} {author}: {card.comment}".split())
    return shortened(words, most, TextLimit(most=most))


def link(title: str, url: str) -> str:
    """An uploaded file."""
    name = escape(" ".join(title.split())) or "file"
    return f"[{name}]({url})"

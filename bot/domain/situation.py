"""What the engine is given: one comment in its thread, for one brand. And what it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.brand import Brand
from bot.domain.comment import Turn
from bot.domain.reading import Reading
from bot.domain.suggestion import Need, Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One moment in a conversation.

    `comment` is what is to be answered, None for a planned post. `post` is the post it stands under (or the
    planned post's own text is passed as the reply to score). `history` are the turns before the comment,
    oldest first, without it. `lang` is the page's or exporter's word for the language, "" to tell from the
    text. `recent_replies` are the page's last replies, newest first, for variety. `reader_lang` is the
    language of findings and reasons ("en" or "es"). `limit` is the longest reply the platform takes, 0 for none.
    """

    brand: Brand
    comment: str | None = None
    post: str = ""
    author: str = ""
    history: tuple[Turn, ...] = ()
    lang: str = ""
    reading: Reading | None = None
    recent_replies: tuple[str, ...] = ()
    reader_lang: str = "en"
    limit: int = 0
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestRequest:
    """How many suggestions and what to change. `notes` are a person's words ("warmer", "no discount"),
    `base` the text they are about, `reply_lang` forces a language ("" for the commenter's), `seconds` the
    time budget for a model, `seed` makes the composer's choice repeatable for one item and round."""

    count: int = 3
    notes: tuple[str, ...] = ()
    base: str = ""
    reply_lang: str = ""
    seconds: float = 12.0
    seed: int = 0
    avoid: tuple[str, ...] = ()
    """Texts already offered for this comment, not to be offered again."""
    facts: tuple[str, ...] = ()
    """Ids of facts of the brand that a person takes as the answer. Every offer says them, unless they must not be said
    or are told in another language only: then a need says so."""
    opinion: bool = False
    """Whether a model, where there is one, says what it thinks of the first offer, within what is left of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What the engine offers, best first. Empty `offers` only when `stay_out` says why silence is best or
    `needs` says what is missing. `log` says what happened on the way (model refused, budget spent)."""

    offers: tuple[Suggestion, ...]
    needs: tuple[Need, ...] = ()
    stay_out: str = ""
    log: tuple[str, ...] = ()
    tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkState:
    """What a conversation with the coach is about, so that "warmer" or "who is she?" has a referent.
    `item_id` is 0 when the text was pasted and is no item of the inbox."""

    item_id: int = 0
    situation: Situation | None = None
    offered: tuple[Suggestion, ...] = ()
    draft: str = ""
    notes: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    """What is open beside the offers; a fact that one of them names can be taken as the answer."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that were taken as the answer."""
    refused: tuple[str, ...] = ()
    """Ids of the facts of which the person said that they are no answer."""
    earlier: tuple[Turn, ...] = ()
    """Earlier turns with the same author across threads, newest last ("what did we tell her last time?")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkAnswer:
    """The coach's answer to a manager. `state` goes with the next message. `intent` names what was
    understood (suggest, take, decline, coach, reword, why, opinion, who, history, language, answer, help, unknown)."""

    text: str
    state: TalkState
    intent: str
    suggestions: tuple[Suggestion, ...] = ()
    chips: Sequence[str] = field(default=())
    """Short next things to say, for platforms with buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """One line of a conversation with the coach, for showing it again. `chips` only of the answer just given."""

    by_coach: bool
    text: str
    at: datetime
    suggestions: tuple[Suggestion, ...] = ()
    chips: tuple[str, ...] = ()

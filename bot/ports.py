"""Small protocols between the core and the outside. The core names no platform; the outside names no stage.

Times are aware UTC datetimes. Methods that talk to a socket are async; the store runs synchronous functions
inside its own transactions.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.domain.capabilities import ChatCapabilities, PageCapabilities
from bot.domain.card import Card, HistoryEntry, QueuePage
from bot.domain.comment import Comment, Post, Turn
from bot.domain.decision import DecisionAnswer, DecisionRequest, HideReason
from bot.domain.people import Person, Role
from bot.domain.publication import OwnReply, Published, PublishOrder
from bot.domain.reading import Reading
from bot.domain.score import Score
from bot.domain.situation import Situation, Suggestions, SuggestRequest, TalkAnswer, TalkState


class Clock(Protocol):
    """The time, passed in so that tests can hold it still."""

    def now(self) -> datetime:
        """Aware UTC time."""
        ...


# ---------------------------------------------------------------- engine


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHit:
    """A fact found for a query. `relevance` is 0-1, comparable between queries of one language."""

    fact: Fact
    relevance: float


class Knowledge(Protocol):
    """A brand's knowledge base, searched without a scan."""

    def search(self, brand: Brand, query: str, lang: str, most: int = 5) -> Sequence[FactHit]:
        """Facts that may answer `query`, best first, in `lang` where the base has the language, else any."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An approved reply kept as an example. `answered_back` None while it is not known yet."""

    comment: str
    reply: str
    lang: str
    score: int
    answered_back: bool | None


class Memory(Protocol):
    """Approved replies that people answered: examples for the next."""

    def similar(self, brand: Brand, comment: str, lang: str, most: int = 3) -> Sequence[Remembered]:
        """Remembered replies to comments like this one, best first."""
        ...


class Coach(Protocol):
    """The coaching engine. Everything but `suggest` and `talk` is pure, offline and deterministic."""

    def read(self, situation: Situation) -> Reading:
        """Understand `situation.comment`."""
        ...

    def read_many(self, situations: Sequence[Situation]) -> list[Reading]:
        """The same for a batch, faster than one by one; order kept."""
        ...

    def score(self, reply: str, situation: Situation) -> Score:
        """Score a reply against the comment it answers, or a planned post where there is no comment."""
        ...

    def score_many(self, pairs: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The same for a batch; order kept."""
        ...

    async def suggest(self, situation: Situation, request: SuggestRequest) -> Suggestions:
        """Offer replies. Always answers within the time budget, with the composer if nothing else."""
        ...

    async def talk(self, message: str, state: TalkState, person_lang: str) -> TalkAnswer:
        """One turn of chat with a manager ("what do we say to this?", "warmer", "why?")."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One request to a language model. `schema` is a JSON schema for the answer; `messages` are (role, text)."""

    messages: tuple[tuple[str, str], ...]
    schema: dict[str, Any]
    seconds: float
    most_tokens: int
    brand_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """A model's answer, parsed and checked against the schema. `price` in US dollars as configured."""

    data: dict[str, Any]
    model: str
    tokens_in: int
    tokens_out: int
    price: float


class LanguageModel(Protocol):
    """Any OpenAI-compatible model behind one question."""

    name: str

    async def ask(self, call: ModelCall) -> ModelAnswer:
        """Raise `RetryLater`, `ModelAnswerInvalid`, `PermanentRefusal` or `NotSent`; never hang past the budget."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """One fitted version of a model on the shelf. `report` holds the figures before and after, as JSON data."""

    name: str
    version: int
    fitted_at: datetime
    active: bool
    report: dict[str, Any]


class ModelShelf(Protocol):
    """Where an installation keeps what `adapt` fitted: versioned, reversible, never shipped.

    `name` is "heads" (the reading's small heads) or "score" (the score's weights), followed by "@brand"
    where it belongs to one brand.
    """

    def save(self, name: str, blob: bytes, report: dict[str, Any]) -> int:
        """Keep a new version and make it the active one; returns its number."""
        ...

    def active(self, name: str) -> bytes | None:
        """The active version's bytes, None for the model as shipped."""
        ...

    def versions(self, name: str) -> Sequence[ModelVersion]:
        """All versions, newest first."""
        ...

    def activate(self, name: str, version: int | None) -> None:
        """Go back to a version, or with None to the model as shipped."""
        ...


# ---------------------------------------------------------------- adapters


class Intake(Protocol):
    """What a page adapter is given at start: where comments go. Durable when it returns."""

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        """Store comments (and edits, deletions) durably; True for each that was new, False for a known one.
        Returns after the commit, so an adapter acknowledges its platform afterwards."""
        ...

    async def cursor(self, page_id: str) -> str:
        """Where the adapter had got to ("" at first)."""
        ...

    async def save_cursor(self, page_id: str, cursor: str) -> None:
        """Remember where the adapter has got to; call after `accept`."""
        ...

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        """Say that the page is connected or not, and why not, for people to read."""
        ...


class PageAdapter(Protocol):
    """Comments in, replies out, for one page of one platform."""

    page_id: str
    capabilities: PageCapabilities

    async def run(self, intake: Intake) -> None:
        """Bring comments in until cancelled: listen, poll, catch up. Reconnects by itself."""
        ...

    async def publish(self, order: PublishOrder) -> Published:
        """Publish exactly `order.text`. Raises `NotSent`, `MaybeSent`, `RetryLater`, `PermanentRefusal`
        or `AccountDisconnected`; nothing else."""
        ...

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's own replies under a comment, for looking before sending again."""
        ...

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post and the turns above a comment, oldest first, as far as the platform gives them."""
        ...

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show a comment where the manifest says it can."""
        ...

    async def check(self) -> Sequence[str]:
        """Problems a `doctor` should name (token, permission, reachability); empty when all is well."""
        ...


class Desk(Protocol):
    """The review desk: what chat adapters and the console call back. Rights are checked here, on the server."""

    async def decide(self, request: DecisionRequest) -> DecisionAnswer:
        """Carry out or refuse; always an answer with a sentence in the person's language."""
        ...

    async def card(self, item_id: int, person: Person) -> Card | None:
        """The card as the store has it now; None when there is no such item or no right to see it."""
        ...

    async def queue(
        self,
        person: Person,
        *,
        brand_id: str = "",
        view: str = "open",
        search: str = "",
        cursor: str = "",
        most: int = 50,
        page_id: str = "",
    ) -> QueuePage:
        """The inbox: `view` is open, mine, published, ended or all; `page_id` keeps to one page ("" for all).
        `counts` of the answer are keyed by view, plus "answered" (published and answered back)."""
        ...

    async def history(self, item_id: int, person: Person) -> Sequence[HistoryEntry]:
        """An item's life from intake to outcome, oldest first."""
        ...

    async def score_draft(self, item_id: int, text: str, person: Person) -> Score | None:
        """The score of a text being written for an item."""
        ...

    async def talk(self, key: str, message: str, person: Person, item_id: int = 0, brand_id: str = "") -> TalkAnswer:
        """One turn of chat with the coach. `key` names the conversation (a channel, a thread, a browser)."""
        ...

    async def person(self, platform: str, ext_user_id: str, name: str = "") -> Person | None:
        """The team member behind a platform account, None for somebody unknown."""
        ...

    async def flag(self, item_id: int, rule: str, person: Person) -> None:
        """Count a tap on "this flag is wrong" for the rule."""
        ...

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        """A person corrects a judgement of the reading; kept as an example."""
        ...


CardHandler = Callable[[int], Awaitable[None]]


class ChatAdapter(Protocol):
    """Cards out, decisions and questions in, for one review channel of one platform."""

    channel_id: str
    capabilities: ChatCapabilities

    async def run(self, desk: Desk) -> None:
        """Listen for presses, commands and questions until cancelled. Reconnects by itself."""
        ...

    async def show(self, card: Card, ext_message_id: str = "") -> str:
        """Post the card, or update the message that shows it; returns the message's id for next time."""
        ...

    async def say(self, text: str, *, item_id: int = 0) -> None:
        """A plain message to the channel (a reminder, a page that got disconnected)."""
        ...

    async def check(self) -> Sequence[str]:
        """Problems a `doctor` should name; empty when all is well."""
        ...


# ---------------------------------------------------------------- team, administration, what happens


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged:
    """Something to show anew. `item_id` 0: nobody knows which item (another process wrote), show all anew.
    `brand_id` lets a listener skip what its reader may not see."""

    item_id: int
    version: int = 0
    state: str = ""
    brand_id: str = ""


class Changes(Protocol):
    """The feed behind server-sent events."""

    def changes(self) -> AsyncIterator[ItemChanged]:
        """Every change from now on, until the iterator is closed. A slow reader loses single events and gets
        one with `item_id` 0 instead."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A person as the people page shows them. `login` "" when they only use chat platforms."""

    person: Person
    login: str = ""
    active: bool = True
    identities: tuple[tuple[str, str], ...] = ()
    """(platform, account id) pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser. `token` is set only in the answer that starts the session; the store keeps its hash.
    `csrf` belongs into every form."""

    person: Person
    csrf: str
    expires_at: datetime
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a one-time link carries: the roles its redeemer gets, and the name it was made out to.
    `purpose` is "first-admin", "invite" or "reset"."""

    purpose: str
    name: str
    roles: tuple[tuple[str, Role], ...]
    person_id: str = ""


class People(Protocol):
    """Team members, sign-in, roles, chat identities. Methods with `by` check that person's rights and raise
    `NoRight`; input that cannot be used raises `BadInput` with a sentence in the person's language."""

    async def first_run_token(self) -> str | None:
        """A fresh one-time token for the first admin; None once an admin with a password exists."""
        ...

    async def invitation(self, token: str) -> Invitation | None:
        """What a token is for; None when unknown, used or expired. Does not use it up."""
        ...

    async def accept_invitation(self, token: str, *, name: str, login: str, password: str, lang: str) -> Session:
        """Use the token up: make (or re-password) the person and sign them in. `BadInput` when it cannot be."""
        ...

    async def sign_in(self, login: str, password: str) -> Session | None:
        """None for a wrong login or password, after the same time for both."""
        ...

    async def session(self, token: str) -> Session | None:
        """The session behind a cookie; None when expired, ended, or the person is no longer active."""
        ...

    async def sign_out(self, token: str) -> None:
        """End the session."""
        ...

    async def members(self, by: Person) -> Sequence[TeamMember]:
        """All people, by name."""
        ...

    async def create(
        self, *, name: str, roles: Sequence[tuple[str, Role]], lang: str = "en", login: str = "", by: Person
    ) -> Person:
        """A new member without a password; they sign in after an invitation or through a chat platform."""
        ...

    async def invite(self, *, name: str, roles: Sequence[tuple[str, Role]], by: Person, person_id: str = "") -> str:
        """A one-time token, valid three days; with `person_id` it sets that person's password anew."""
        ...

    async def set_roles(self, person_id: str, roles: Sequence[tuple[str, Role]], *, by: Person) -> None:
        """Replace a person's roles. The last admin of the installation cannot be demoted."""
        ...

    async def set_active(self, person_id: str, active: bool, *, by: Person) -> None:
        """Let in or shut out; shutting out ends all sessions."""
        ...

    async def set_lang(self, lang: str, *, by: Person) -> Person:
        """The language the product speaks with this person."""
        ...

    async def link(self, person_id: str, platform: str, ext_user_id: str, *, by: Person | None) -> None:
        """Say that a chat account is this person. `by` None: the program itself (terminal, demo)."""
        ...

    async def unlink(self, platform: str, ext_user_id: str, *, by: Person) -> None:
        """Take it back."""
        ...

    async def link_code(self, by: Person) -> str:
        """A short code, valid ten minutes, that the person types to the bot to link their chat account."""
        ...

    async def redeem_link_code(self, code: str, platform: str, ext_user_id: str) -> Person | None:
        """Link the account that typed the code; None for a wrong or old code."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """A fact with its history. `state` is active, proposed or retired; `edited` once a person changed the
    brand file's version."""

    fact: Fact
    state: str = "active"
    updated_at: datetime | None = None
    updated_by: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """A page for the pages list and `doctor`."""

    id: str
    brand_id: str
    platform: str
    name: str
    connected: bool
    why: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the append-only log. `detail` is JSON text."""

    id: int
    at: datetime
    actor: str
    action: str
    item_id: int | None = None
    brand_id: str = ""
    detail: str = ""


class Admin(Protocol):
    """Brands, knowledge, pages, the log. Rights are checked as in `People`; every change is audited."""

    async def brands(self, by: Person) -> Sequence[Brand]:
        """Brands the person may see, with their active facts."""
        ...

    async def brand(self, brand_id: str, by: Person) -> Brand | None:
        """One brand, None when unknown or not theirs to see."""
        ...

    async def save_voice(self, brand_id: str, voice: Voice, *, by: Person) -> Brand:
        """Replace the voice; takes effect with the next draft."""
        ...

    async def save_policy(self, brand_id: str, policy: Policy, *, by: Person) -> Brand:
        """Replace the policy; deadlines of open items stay as they are."""
        ...

    async def facts(
        self, brand_id: str, by: Person, *, lang: str = "", search: str = "", state: str = ""
    ) -> Sequence[FactRecord]:
        """The knowledge base, by question."""
        ...

    async def save_fact(self, brand_id: str, fact: Fact, *, by: Person, state: str = "active") -> FactRecord:
        """Add (empty `fact.id`) or change a fact. `source` must not be empty: a fact nobody stands for is none."""
        ...

    async def retire_fact(self, brand_id: str, fact_id: str, *, by: Person) -> None:
        """Take a fact out of use; it stays on record."""
        ...

    async def pages(self, by: Person) -> Sequence[PageStatus]:
        """The pages the person may see."""
        ...

    async def audit(self, by: Person, *, brand_id: str = "", before: int = 0, most: int = 100) -> Sequence[AuditEntry]:
        """The log, newest first, older than entry `before` (0: from the top)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFigures:
    """What health pages and metrics show. Ages are seconds of the oldest thing of the kind, 0 when none."""

    states: tuple[tuple[str, int], ...]
    """(item state, count), for every state."""
    jobs: tuple[tuple[str, int], ...]
    """(job kind, jobs that are due now)."""
    oldest_due_job: float
    oldest_waiting: float
    pages_disconnected: int
    leader: bool
    """Whether this replica holds polling and gateway connections."""


class Figures(Protocol):
    """The numbers behind `/metrics` and `/readyz`."""

    async def figures(self) -> StoreFigures:
        """Counts of this moment; raises `StoreBroken` when the store cannot be read."""
        ...

    async def remember_request(self, key: str, keep_for: timedelta) -> bool:
        """True the first time a signature or delivery id is seen; False for a replay within `keep_for`."""
        ...

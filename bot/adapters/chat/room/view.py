"""A card as a channel shows it: lines that fit, and the buttons that its state allows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.adapters.chat.room.actions import ActionIds
from bot.adapters.chat.room.events import Button, CardView, Style
from bot.adapters.chat.room.render_text import shortened
from bot.adapters.chat.room.texts import EMOJI, label, room_texts, word
from bot.adapters.chat.text_card import Line, Role, card_lines, card_row, length, line, quoted, row_text
from bot.adapters.chat.words import STATES, words
from bot.domain.capabilities import ChatCapabilities, TextLimit
from bot.domain.card import Card
from bot.domain.decision import DecisionKind
from bot.domain.reading import Urgency
from bot.domain.transitions import OPEN_FOR_DECISION

K = DecisionKind
LEAST_LINE = 120
LEAST_ROW = 20
SUMMARY = 120
DIGITS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣")
_FOLDED = frozenset({Role.CONTEXT, Role.COMMENT, Role.SUGGESTION, Role.REASON, Role.NEED, Role.GOOD, Role.FINDING})
_ROWS: tuple[tuple[DecisionKind, ...], ...] = (
    (K.CLAIM, K.RELEASE, K.ASSIGN, K.ESCALATE, K.PRIVATE),
    (K.REJECT, K.LEAVE, K.HIDE, K.LIKE, K.UNLIKE),
)
_LATER: tuple[DecisionKind, ...] = (
    K.APPROVE_SECOND,
    K.REJECT,
    K.RESOLVE_SENT,
    K.RESOLVE_UNSENT,
    K.UNDO,
    K.UNHIDE,
    K.LEAVE,
    K.REOPEN,
    K.LIKE,
    K.UNLIKE,
)
_STYLES = {
    K.APPROVE: Style.GOOD,
    K.APPROVE_SECOND: Style.GOOD,
    K.REJECT: Style.DANGER,
    K.HIDE: Style.DANGER,
}
_LEAST_USED = ("unlike", "like", "assign", "private", "release", "escalate", "full", "why", "hide", "reword", "claim")
"""Which buttons go first where a platform takes few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """What a card is drawn for: `most` is how long its lines may be together, in the unit of `limit`."""

    ids: ActionIds
    capabilities: ChatCapabilities
    most: int

    @property
    def limit(self) -> TextLimit:
        """The platform's limit of one message."""
        return self.capabilities.text_limit


def card_view(card: Card, canvas: Canvas, lang: str, *, full: bool = False) -> CardView:
    """The card with its buttons. Where lines had to be folded the whole of it is in `overflow`."""
    whole = card_lines(card, lang, full=True)
    shown = whole if full else card_lines(card, lang)
    folded_rows = button_rows(card, canvas, lang, folded=True)
    hint = [] if canvas.capabilities.buttons else _typed(folded_rows, canvas, lang)
    budget = canvas.most - sum(length(each.text, canvas.limit.unit) + 1 for each in hint)
    fitted = shown if full else fit(shown, budget, canvas.limit, lang)
    folded = fitted != whole
    rows = folded_rows if folded else button_rows(card, canvas, lang, folded=False)
    return CardView(
        item_id=card.item_id,
        version=card.version,
        summary=summary(card, canvas.limit, lang),
        lines=(*fitted, *hint),
        rows=rows,
        overflow="\n".join(map(quoted, whole)) if folded else "",
        locked=card.state not in OPEN_FOR_DECISION,
        urgent=card.reading is not None and card.reading.urgency is Urgency.NOW,
    )


def group_view(cards: Sequence[Card], canvas: Canvas, lang: str) -> CardView:
    """Many cards as one list, each with a button that opens it."""
    title = line(Role.TITLE, room_texts(lang).new_cards.format(count=len(cards)))
    spare = max(40, canvas.most // max(1, len(cards)) - 12)
    listed = [line(_role(card), _listed(card, min(spare, 240), canvas.limit, lang)) for card in cards]
    buttons = [_open(card, canvas, lang) for card in cards if card.state in OPEN_FOR_DECISION]
    most = canvas.capabilities.buttons_most or 25
    found = buttons[:most]
    first = cards[0]
    return CardView(
        item_id=first.item_id,
        version=max(card.version for card in cards),
        summary=shortened(title.text, SUMMARY, canvas.limit),
        lines=(title, *listed),
        rows=tuple(tuple(found[at : at + 5]) for at in range(0, len(found), 5)),
        locked=not buttons,
        urgent=any(_role(card) is Role.ALERT for card in cards),
    )


def _listed(card: Card, most: int, limit: TextLimit, lang: str) -> str:
    """One row of a list. What was decided says so, and by whom: the sign is kept when the row is cut."""
    row = _row(card, lang)
    if card.state in OPEN_FOR_DECISION:
        return shortened(row, most, limit)
    by = f" ({card.decision.by})" if card.decision is not None else ""
    sign = f" → {STATES[lang][card.state]}{by}"
    return shortened(row, max(LEAST_ROW, most - length(sign, limit.unit)), limit) + sign


def summary(card: Card, limit: TextLimit, lang: str) -> str:
    """One line for notifications and lists."""
    return shortened(f"{_row(card, lang)} · {STATES[lang][card.state]}", SUMMARY, limit)


def fit(lines: Sequence[Line], most: int, limit: TextLimit, lang: str) -> list[Line]:
    """The lines within `most` together: the longest are folded first, each with a sign of how much is left."""
    found = list(lines)
    sizes = [length(each.text, limit.unit) + 1 for each in found]
    while (over := sum(sizes) - most) > 0:
        foldable = [at for at, each in enumerate(found) if each.role in _FOLDED and sizes[at] > LEAST_LINE]
        if not foldable:
            break
        longest = max(foldable, key=lambda at: sizes[at])
        # Not all at once: the second longest may be nearly as long, and each should keep its beginning.
        target = max(LEAST_LINE - 40, sizes[longest] - max(over + 60, 80), sizes[longest] // 2)
        found[longest] = _shorter(found[longest], lines[longest].text, target, limit, lang)
        sizes[longest] = min(sizes[longest] - 1, length(found[longest].text, limit.unit) + 1)
    return found


def _shorter(now: Line, whole: str, target: int, limit: TextLimit, lang: str) -> Line:
    sign = words(lang).more.format(left=len(whole), command=word("full", lang))
    head = shortened(whole, max(20, target - length(sign, limit.unit) - 1), limit)
    left = len(whole) - len(head) + 1
    return replace(now, text=f"{head} {words(lang).more.format(left=left, command=word('full', lang))}")


def button_rows(card: Card, canvas: Canvas, lang: str, *, folded: bool) -> tuple[tuple[Button, ...], ...]:
    """What may be pressed in this state; at most five in a row, no more than the platform takes."""
    if card.state in OPEN_FOR_DECISION:
        rows = _deciding_rows(card, canvas, lang, folded)
    else:
        kinds = [kind for kind in _LATER if kind in card.actions]
        if K.UNDO in kinds and K.REOPEN in kinds:
            kinds.remove(K.REOPEN)
        if K.UNDO in kinds and K.UNHIDE in kinds:
            kinds.remove(K.UNDO)
        rows = [[_plain(card, kind, canvas, lang) for kind in kinds]]
        if folded:
            rows.append([_verb(card, "full", canvas, lang)])
    return _trimmed([row for row in rows if row], canvas.capabilities.buttons_most)


def hide_buttons(card_item: int, version: int, names: Sequence[tuple[str, str]], ids: ActionIds) -> tuple[Button, ...]:
    """One button a decency reason; `names` are (reason, label)."""
    return tuple(
        Button(label=name, action=ids.make(item_id=card_item, version=version, verb="hide", arg=reason), word=name)
        for reason, name in names
    )


def by_emoji(view: CardView, emoji: str) -> Button | None:
    """The button a reaction stands for; variation selectors and skin tones do not matter."""
    wanted = plain_emoji(emoji)
    return next(
        (one for row in view.rows for one in row if one.emoji and plain_emoji(one.emoji) == wanted),
        None,
    )


def emoji_verb(emoji: str) -> str:
    """What one of our signs asks for, on whatever card; "" for any other sign."""
    wanted = plain_emoji(emoji)
    if any(plain_emoji(one) == wanted for one in DIGITS):
        return K.APPROVE.value
    return next((key for key, one in EMOJI.items() if plain_emoji(one) == wanted), "")


def plain_emoji(emoji: str) -> str:
    """The emoji without variation selector and skin tone."""
    return "".join(char for char in emoji if char != "\ufe0f" and not "\U0001f3fb" <= char <= "\U0001f3ff")


def _deciding_rows(card: Card, canvas: Canvas, lang: str, folded: bool) -> list[list[Button]]:
    offered = [(each.number, each.id) for each in card.suggestions]
    approve = [_numbered(card, "approve", number, row_id, canvas, lang) for number, row_id in offered]
    edit = [_numbered(card, "edit", number, row_id, canvas, lang) for number, row_id in offered]
    if not offered and K.EDIT in card.actions:
        edit = [_button(card, "edit", "", "own", canvas, lang)]
    asking = [_plain(card, kind, canvas, lang) for kind in (K.ANOTHER, K.REWORD) if kind in card.actions]
    asking.append(_verb(card, "why", canvas, lang))
    if folded:
        asking.append(_verb(card, "full", canvas, lang))
    rest = []
    for kinds in _ROWS:
        wanted = [kind for kind in kinds if kind in card.actions and kind is not _needless(card)]
        rest.append([_plain(card, kind, canvas, lang) for kind in wanted])
    return [approve[:5], edit[:5], asking, *rest]


def _needless(card: Card) -> DecisionKind:
    """Either taking or giving back makes sense."""
    return K.CLAIM if card.claimed_by else K.RELEASE


def _numbered(card: Card, verb: str, number: int, row_id: int, canvas: Canvas, lang: str) -> Button:
    emoji = DIGITS[number - 1] if verb == "approve" and number <= len(DIGITS) else ""
    if verb == "edit" and number == 1:
        emoji = EMOJI["edit"]
    return Button(
        label=label(verb, lang, n=number),
        action=canvas.ids.make(card.item_id, card.version, verb, str(row_id)),
        word=word(verb, lang, n=number),
        emoji=emoji,
        style=Style.GOOD if verb == "approve" else Style.PLAIN,
    )


def _plain(card: Card, kind: DecisionKind, canvas: Canvas, lang: str) -> Button:
    return _button(card, kind.value, "", kind.value, canvas, lang, _STYLES.get(kind, Style.PLAIN))


def _verb(card: Card, verb: str, canvas: Canvas, lang: str) -> Button:
    return _button(card, verb, "", verb, canvas, lang)


def _button(card: Card, verb: str, arg: str, key: str, canvas: Canvas, lang: str, style: Style = Style.PLAIN) -> Button:
    return Button(
        label=label(key, lang),
        action=canvas.ids.make(card.item_id, card.version, verb, arg),
        word=word(key, lang),
        emoji=EMOJI.get(key, ""),
        style=style,
    )


def _open(card: Card, canvas: Canvas, lang: str) -> Button:
    return Button(
        label=label("open", lang, n=card.item_id),
        action=canvas.ids.make(card.item_id, card.version, "open"),
        word=word("open", lang, n=card.item_id),
    )


def _trimmed(rows: list[list[Button]], most: int) -> tuple[tuple[Button, ...], ...]:
    """No more than `most` buttons (0: as many as there are); what is used least goes first."""
    count = sum(len(row) for row in rows)
    for verb in _LEAST_USED:
        if not most or count <= most:
            break
        rows = [[one for one in row if f".{verb}." not in one.action] for row in rows]
        count = sum(len(row) for row in rows)
    found: list[tuple[Button, ...]] = []
    left = most or count
    for row in rows:
        if row and left > 0:
            found.append(tuple(row[:left]))
            left -= len(row)
    return tuple(found)


def _typed(rows: tuple[tuple[Button, ...], ...], canvas: Canvas, lang: str) -> list[Line]:
    """What can be done here, where there are no buttons: as reactions and words."""
    if canvas.capabilities.reactions:
        pairs = [f"{one.emoji} {one.word}" if one.emoji else one.word for row in rows for one in row]
    else:
        pairs = [one.word for row in rows for one in row]
    return [line(Role.HINT, f"{room_texts(lang).you_can}: {' · '.join(pairs)}")] if pairs else []


def _role(card: Card) -> Role:
    return Role.ALERT if card.reading is not None and card.reading.urgency is Urgency.NOW else Role.CONTEXT


def _row(card: Card, lang: str) -> str:
    return row_text(card_row(card), lang)

"""What happens when somebody presses a button or sends a form. No press is swallowed; nothing publishes by a slip."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.adapters.chat.dialogue_texts import texts
from bot.adapters.chat.room.actions import Action
from bot.adapters.chat.room.events import Answer, Button, Field, Form, Style
from bot.adapters.chat.room.memory import Memory, digest
from bot.adapters.chat.room.texts import label, room_texts, word
from bot.adapters.chat.room.view import Canvas, hide_buttons
from bot.adapters.chat.room.visit import Visit
from bot.adapters.chat.text_card import Line, Role, history_lines, line, opinion_lines, reading_lines, score_lines
from bot.adapters.chat.words import HIDE_REASONS
from bot.domain.card import Card
from bot.domain.decision import DecisionAnswer, DecisionKind, DecisionRequest, HideReason, Refused
from bot.domain.score import Score

K = DecisionKind
DRAFT = "draft"
TITLE_MOST = 45
NOTED = {
    K.REJECT: ("what_note_reject", True),
    K.LEAVE: ("what_note_leave", True),
    K.ESCALATE: ("what_note_escalate", False),
    K.REWORD: ("what_note_reword", True),
    K.ASSIGN: ("what_name", True),
}
"""Decisions that ask for words first, and whether they must be given."""
_STRAIGHT = frozenset(
    {
        K.ANOTHER,
        K.CLAIM,
        K.RELEASE,
        K.PRIVATE,
        K.UNHIDE,
        K.LIKE,
        K.UNLIKE,
        K.UNDO,
        K.REOPEN,
        K.APPROVE_SECOND,
        K.RESOLVE_SENT,
        K.RESOLVE_UNSENT,
    }
)
_KINDS = frozenset(kind.value for kind in K)
_REASONS = frozenset(reason.value for reason in HideReason)
_KEEPS_DRAFT = frozenset({Refused.TEXT_INVALID, Refused.STALE, Refused.NOT_ALLOWED, Refused.CANNOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One action to carry out. `fields` None: a form that the action needs has still to be asked for. `typed`: the
    words came as a message and not from a form with a button of its own, so that they publish nothing yet."""

    visit: Visit
    action: Action
    fields: Mapping[str, str] | None = None
    typed: bool = False

    @property
    def words(self) -> str:
        """What was filled into the form's one field."""
        return next(iter((self.fields or {}).values()), "").strip()


class Pressing:
    """One per room."""

    def __init__(self, canvas: Canvas, memory: Memory, via: str) -> None:
        self._canvas, self._memory, self._via = canvas, memory, via

    async def carry_out(self, press: Press) -> Answer:
        """The answer to one action."""
        verb = press.action.verb
        handlers: dict[str, Callable[[Press], Awaitable[Answer]]] = {
            "approve": self._approve,
            "edit": self._edit,
            "send-edit": self._send,
            "insist": self._send,
            "hide": self._hide,
            "why": self._why,
            "full": self._full,
            "open": self._open,
            "history": self._history,
        }
        if verb in handlers:
            return await handlers[verb](press)
        if verb not in _KINDS:
            return press.visit.says(room_texts(press.visit.lang).not_mine, private=True)
        kind = K(verb)
        if kind in NOTED:
            return await self._noted(press, kind)
        if kind in _STRAIGHT:
            return await self._decide(press, self._request(press, kind))
        return press.visit.says(room_texts(press.visit.lang).not_mine, private=True)

    def editing(self, item_id: int, version: int) -> str:
        """What a reply to a message means that shows the person's draft: its next wording."""
        return self._canvas.ids.make(item_id, version, "edit", DRAFT)

    def about(self, item_id: int) -> str:
        """What a reply to a message means that is about an item and asks for nothing."""
        return self._canvas.ids.make(item_id, 0, "about")

    def draft_buttons(self, item_id: int, version: int, text: str, lang: str, *, blocked: bool) -> tuple[Button, ...]:
        """Publish the draft, or change it."""
        verb = "insist" if blocked else "send-edit"
        send = self._canvas.ids.make(item_id, version, verb, digest(text))
        change = self.editing(item_id, version)
        return (
            Button(
                label=label(verb, lang),
                action=send,
                word=word(verb, lang),
                style=Style.DANGER if blocked else Style.GOOD,
            ),
            Button(label=label("edit-again", lang), action=change, word=word("edit-again", lang)),
        )

    def decided(self, visit: Visit, item_id: int, answer: DecisionAnswer) -> Answer:
        """The desk's word, with a button to take it back as long as that can be done."""
        shown = line(Role.GOOD if answer.ok else Role.ALERT, f"#{item_id} · {answer.message}")
        return Answer(
            lines=(shown,),
            private=True,
            buttons=self.undo_button(item_id, answer, visit.lang),
            lang=visit.lang,
            asks=self.about(item_id),
        )

    def undo_button(self, item_id: int, answer: DecisionAnswer, lang: str) -> tuple[Button, ...]:
        """Take it back, while there is time."""
        if not answer.ok or answer.undo_until is None:
            return ()
        return (
            Button(
                label=label("undo", lang), action=self._canvas.ids.make(item_id, 0, "undo"), word=word("undo", lang)
            ),
        )

    # ------------------------------------------------------------ deciding

    async def _approve(self, press: Press) -> Answer:
        if not press.action.arg.isdecimal():
            return press.visit.says(room_texts(press.visit.lang).not_mine, private=True)
        request = replace(self._request(press, K.APPROVE), suggestion_id=int(press.action.arg))
        return await self._decide(press, request)

    async def _noted(self, press: Press, kind: DecisionKind) -> Answer:
        title, required = NOTED[kind]
        if press.fields is None or (required and not press.words):
            return await self._asking(press, kind, title, required)
        if kind is K.ASSIGN:
            request = replace(self._request(press, kind), assignee=press.words.lstrip("@"))
        else:
            request = replace(self._request(press, kind), note=press.words)
        return await self._decide(press, request)

    async def _asking(self, press: Press, kind: DecisionKind, title: str, required: bool) -> Answer:
        """The form; without asking the desk first, since it has to be opened at once."""
        lang, action = press.visit.lang, press.action
        question = str(getattr(room_texts(lang), title))
        named = Field(name="note", label=question, long=kind is not K.ASSIGN, required=required, most=1000)
        heading = f"#{action.item_id} · {label(kind.value, lang)}"
        return self._form(press, self._canvas.ids.make(action.item_id, action.version, kind.value), heading, named)

    def _form(self, press: Press, action: str, heading: str, named: Field) -> Answer:
        """The form, and how to fill it in where there is no such thing as a form."""
        lang = press.visit.lang
        form = Form(action=action, title=heading[:TITLE_MOST], send=label("send", lang), fields=(named,))
        lines = [line(Role.SAYS, f"{heading}: {named.label}")]
        if named.value:
            lines.append(line(Role.SUGGESTION, named.value))
        lines.append(line(Role.HINT, room_texts(lang).reply_here))
        return Answer(lines=tuple(lines), private=True, form=form, lang=lang, asks=action)

    async def _hide(self, press: Press) -> Answer:
        lang, action = press.visit.lang, press.action
        if action.arg not in _REASONS:
            names = [(reason.value, name) for reason, name in HIDE_REASONS["es" if lang == "es" else "en"].items()]
            buttons = hide_buttons(action.item_id, action.version, names, self._canvas.ids)
            said = line(Role.SAYS, f"#{action.item_id} · {room_texts(lang).hide_why}")
            return Answer(lines=(said,), private=True, buttons=buttons, lang=lang, asks=self.about(action.item_id))
        request = replace(self._request(press, K.HIDE), hide_reason=HideReason(action.arg))
        return await self._decide(press, request)

    async def _decide(self, press: Press, request: DecisionRequest) -> Answer:
        visit = press.visit
        answer = await visit.office.desk.decide(request)
        found = self.decided(visit, request.item_id, answer)
        if answer.refused is Refused.STALE:
            card = await self._card(visit, request.item_id)
            found = replace(found, card=card)
        if answer.refused is Refused.BLOCKED:
            return await self._held_back(press, answer)
        return found

    async def _held_back(self, press: Press, answer: DecisionAnswer) -> Answer:
        """The desk's reason, and the text as a draft that can be mended, or insisted on by one more press."""
        visit = press.visit
        card = await self._card(visit, press.action.item_id)
        text = await self._text_of(press, card) if card is not None else ""
        if card is None or not text:
            return self.decided(visit, press.action.item_id, answer)
        await self._memory.keep_draft(card.item_id, visit.person.id, text)
        score = await visit.office.desk.score_draft(card.item_id, text, visit.person)
        found = self.draft_shown(visit, card, text, score, blocked=True, version=card.version)
        return replace(found, lines=(line(Role.ALERT, f"#{card.item_id} · {answer.message}"), *found.lines))

    async def _text_of(self, press: Press, card: Card) -> str:
        if press.action.verb == "approve":
            return next((one.suggestion.text for one in card.suggestions if str(one.id) == press.action.arg), "")
        return press.words or await self._memory.draft(card.item_id, press.visit.person.id)

    def _request(self, press: Press, kind: DecisionKind) -> DecisionRequest:
        action, visit = press.action, press.visit
        return DecisionRequest(
            item_id=action.item_id,
            kind=kind,
            person=visit.person,
            via=self._via,
            seen_version=action.version or None,
            request_id=visit.request_id,
        )

    # ------------------------------------------------------------ editing

    async def _edit(self, press: Press) -> Answer:
        """Open the editor; or, with words, publish them (from a form) or show them scored (from a message)."""
        visit, action = press.visit, press.action
        card = await visit.office.desk.card(action.item_id, visit.person)
        if card is None:
            return self._gone(press)
        if press.fields is None or not press.words:
            return await self._editor(press, card)
        text = press.words
        await self._memory.keep_draft(card.item_id, visit.person.id, text)
        score = await visit.office.desk.score_draft(card.item_id, text, visit.person)
        blocked = score is not None and bool(score.blocks)
        if press.typed or blocked:
            return self.draft_shown(visit, card, text, score, blocked=blocked, version=action.version)
        return await self._publish(press, card, text)

    async def _editor(self, press: Press, card: Card) -> Answer:
        lang, action = press.visit.lang, press.action
        text = await self._memory.draft(card.item_id, press.visit.person.id) if action.arg == DRAFT else ""
        if not text:
            text = next((one.suggestion.text for one in card.suggestions if str(one.id) == action.arg), "")
        named = Field(
            name="text", label=room_texts(lang).what_text, value=text, long=True, most=card.reply_limit or 4000
        )
        again = self._canvas.ids.make(card.item_id, action.version, "edit", action.arg)
        heading = f"#{card.item_id} · {label('edit', lang, n='').strip()}"
        return self._form(press, again, heading, named)

    def draft_shown(
        self, visit: Visit, card: Card, text: str, score: Score | None, *, blocked: bool, version: int
    ) -> Answer:
        """The draft with its score and what to mend; publishing it takes one more, plain word."""
        t = room_texts(visit.lang)
        shown = [
            line(Role.ALERT if blocked else Role.SAYS, f"#{card.item_id} · {t.blocked if blocked else t.draft_kept}")
        ]
        shown.append(line(Role.SUGGESTION, text))
        shown += score_lines(score, text, visit.lang) if score is not None else []
        buttons = self.draft_buttons(card.item_id, version or card.version, text, visit.lang, blocked=blocked)
        if not self._canvas.capabilities.buttons:
            # Typed words insist only on what the desk held back, so the first word is always to send it.
            typed = (word("send-edit", visit.lang), *(one.word for one in buttons[1:]))
            shown.append(line(Role.HINT, f"{t.you_can}: " + " · ".join(typed)))
        return Answer(
            lines=tuple(shown),
            private=not visit.private,
            buttons=buttons,
            lang=visit.lang,
            asks=self.editing(card.item_id, version or card.version),
        )

    async def _send(self, press: Press) -> Answer:
        """Publish the draft in hand, if it is the one that the button was drawn for."""
        visit, action = press.visit, press.action
        t = room_texts(visit.lang)
        text = await self._memory.draft(action.item_id, visit.person.id)
        card = await visit.office.desk.card(action.item_id, visit.person)
        if card is None or not text:
            if card is not None and card.decision is not None:
                # Approving nothing publishes nothing; the desk says who decided, which may be this very person.
                return await self._decide(press, self._request(press, K.APPROVE))
            return visit.says(t.draft_gone.format(item=action.item_id), private=True)
        if action.arg != digest(text):
            score = await visit.office.desk.score_draft(card.item_id, text, visit.person)
            blocked = score is not None and bool(score.blocks)
            found = self.draft_shown(visit, card, text, score, blocked=blocked, version=card.version)
            return replace(found, lines=(line(Role.ALERT, t.draft_other), *found.lines[1:]))
        return await self._publish(press, card, text)

    async def _publish(self, press: Press, card: Card, text: str) -> Answer:
        """A text that was left as it stood is the suggestion itself; anything else is the person's own."""
        same = next((one for one in card.suggestions if one.suggestion.text == text), None)
        if same is not None:
            request = replace(self._request(press, K.APPROVE), suggestion_id=same.id)
        else:
            request = replace(self._request(press, K.EDIT), text=text)
        answer = await press.visit.office.desk.decide(replace(request, insist=press.action.verb == "insist"))
        if answer.refused is Refused.BLOCKED:
            return await self._held_back(press, answer)
        if answer.ok:
            await self._memory.keep_draft(card.item_id, press.visit.person.id, "")
        found = self.decided(press.visit, card.item_id, answer)
        if answer.refused not in _KEEPS_DRAFT:
            return found
        lang = press.visit.lang
        again = self.draft_buttons(card.item_id, card.version, text, lang, blocked=False)[1:]
        return replace(found, lines=(*found.lines, line(Role.HINT, room_texts(lang).draft_kept)), buttons=again)

    # ------------------------------------------------------------ looking

    async def _why(self, press: Press) -> Answer:
        card = await self._card(press.visit, press.action.item_id)
        if card is None:
            return self._gone(press)
        found = reading_lines(card.reading, card.comment, press.visit.lang) if card.reading is not None else []
        for one in card.suggestions:
            found.append(line(Role.SUGGESTION, f"{one.number}. {one.suggestion.text}"))
            found += score_lines(one.suggestion.score, one.suggestion.text, press.visit.lang)
            found += opinion_lines(one.suggestion.second, press.visit.lang)
        return self._private(press, found)

    async def _full(self, press: Press) -> Answer:
        return await self._whole(press, full=True)

    async def _open(self, press: Press) -> Answer:
        return await self._whole(press, full=False)

    async def _whole(self, press: Press, *, full: bool) -> Answer:
        card = await self._card(press.visit, press.action.item_id)
        if card is None:
            return self._gone(press)
        return Answer(card=card, full=full, private=True, lang=press.visit.lang, asks=self.about(card.item_id))

    async def _history(self, press: Press) -> Answer:
        entries = await press.visit.office.desk.history(press.action.item_id, press.visit.person)
        return self._private(press, history_lines(entries)) if entries else self._gone(press)

    def _private(self, press: Press, lines: list[Line]) -> Answer:
        return Answer(lines=tuple(lines), private=True, lang=press.visit.lang, asks=self.about(press.action.item_id))

    async def _card(self, visit: Visit, item_id: int) -> Card | None:
        return await visit.office.desk.card(item_id, visit.person)

    def _gone(self, press: Press) -> Answer:
        sentence = texts(press.visit.lang).no_card.format(item=press.action.item_id)
        return press.visit.says(sentence, role=Role.ALERT, private=True)

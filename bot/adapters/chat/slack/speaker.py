"""Says what the room answers, where it belongs: in a thread, to one person's eyes, as a form, with its pictures."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence

from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.slack import parse, render
from bot.adapters.chat.slack.client import Refused, SlackClient
from bot.adapters.chat.slack.parse import Spot
from bot.adapters.chat.slack.render import Post
from bot.adapters.chat.slack.texts import texts
from bot.adapters.chat.text_card import Role, line
from bot.domain.errors import PermanentRefusal

log = logging.getLogger(__name__)
MOST_REMEMBERED = 500
_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})


class Speaker:
    """One per channel."""

    def __init__(self, client: SlackClient, outbox: Outbox, room: Room) -> None:
        self._client, self._outbox, self._room = client, outbox, room
        self._said: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    async def answer(self, answer: Answer, spot: Spot, *, question: str = "") -> None:
        """Say it. `question` is the message it answers: an answer to a changed question replaces the one before."""
        if answer.form is not None and await self._opened(answer, spot):
            return
        action = answer.form.action if answer.form else answer.asks if self._room.asks_for_words(answer) else ""
        posts = render.asking(answer, action) if action else render.answer(answer)
        if (view := self._room.view(answer)) is not None:
            shown = render.card(view, answer.lang)
            posts += [shown.post, *shown.rest]
        if (answer.private or spot.only) and not spot.direct:
            await self._whisper(posts, spot)
        else:
            await self._aloud(posts, spot, question, answer)
        await self._upload(answer, spot)

    async def note(self, text: str, spot: Spot) -> None:
        """A plain sentence to one person."""
        await self.answer(Answer(lines=(line(Role.SAYS, text),), private=True), spot)

    async def take_back(self, question: str) -> None:
        """The question is gone: so are its answers."""
        for message in self._said.pop(question, ()):
            await self._delete(message)

    async def _opened(self, answer: Answer, spot: Spot) -> bool:
        """Open the form; False where there is no trigger to open it with."""
        if answer.form is None or not spot.trigger_id:
            return False
        view = render.form(answer.form, parse.packed(answer.form.action, spot.place, spot), answer.lang)
        try:
            await self._client.open_form(spot.trigger_id, view)
        except Refused as refusal:
            if refusal.word not in _LATE:
                raise
            await self.note(texts(answer.lang).too_late, spot)
        return True

    async def _aloud(self, posts: Sequence[Post], spot: Spot, question: str, answer: Answer) -> None:
        """In the conversation, in its thread; what was said before to the same question is changed."""
        before = list(self._said.get(question, ()))
        said: list[str] = []
        for post in posts:
            old = before.pop(0) if before else ""
            said.append(await self._put(post, spot, old))
        for left in before:
            await self._delete(left)
        if question:
            self._said[question] = tuple(said)
            while len(self._said) > MOST_REMEMBERED:
                self._said.popitem(last=False)
        if said:
            await self._room.sent(answer, said[0])

    async def _put(self, post: Post, spot: Spot, old: str) -> str:
        channel = spot.channel or await self._client.direct(spot.user)
        thread = spot.thread_ts if spot.direct or spot.thread_ts else spot.message_ts
        if old:
            try:
                await self._outbox.send(
                    lambda: self._client.update(channel, old.partition(":")[2], post), place=channel, urgent=True
                )
            except Refused as refusal:
                if not refusal.missing:
                    raise
            else:
                return old
        ts = await self._outbox.send(
            lambda: self._client.post(channel, post, thread=thread), place=channel, urgent=True
        )
        return f"{channel}:{ts}"

    async def _whisper(self, posts: Sequence[Post], spot: Spot) -> None:
        """To one person: beside what they pressed, else by the address that came with it, else directly."""
        for post in posts:
            if spot.channel and not spot.home and await self._beside(post, spot):
                continue
            await self._put(post, Spot(channel="", user=spot.user, direct=True), "")

    async def _beside(self, post: Post, spot: Spot) -> bool:
        place = f"{spot.channel}!{spot.user}"
        try:
            await self._outbox.send(
                lambda: self._client.whisper(spot.channel, spot.user, post, thread=spot.thread_ts),
                place=place,
                urgent=True,
            )
        except Refused as refusal:
            log.info("slack.no_whisper", extra={"reason": refusal.word})
        else:
            return True
        if not spot.response_url:
            return False
        try:
            await self._outbox.send(lambda: self._client.respond(spot.response_url, post), place=place, urgent=True)
        except Refused as refusal:
            log.info("slack.no_response_url", extra={"reason": refusal.word})
            return False
        return True

    async def _upload(self, answer: Answer, spot: Spot) -> None:
        files = [(Attachment(name=f"{one.key}.png", mime="image/png", data=one.png), one.title, one.alt)
                 for one in answer.charts if one.png]  # fmt: skip
        files += [(one, one.name, "") for one in answer.files]
        if not files:
            return
        private = answer.private or spot.only or not spot.channel
        channel = await self._client.direct(spot.user) if private else spot.channel
        thread = "" if private else spot.thread_ts or ("" if spot.direct else spot.message_ts)
        for file, title, alt in files:
            try:
                await self._client.upload(channel, file.name, file.data, title=title, alt=alt, thread=thread)
            except PermanentRefusal as refusal:
                await self.note(texts(answer.lang).upload_failed.format(why=refusal.reason), spot)
                return

    async def _delete(self, message: str) -> None:
        channel, _, ts = message.partition(":")
        try:
            await self._outbox.send(lambda: self._client.delete(channel, ts), place=channel)
        except Refused as refusal:
            if not refusal.missing:
                raise

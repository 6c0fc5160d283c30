"""Says what the room answers: in the topic, or to one person directly, with its pictures."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence

from bot.adapters.chat.room.events import Answer, Attachment
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.text_card import Line, Role, line
from bot.adapters.chat.zulip import render
from bot.adapters.chat.zulip.client import Refused, ZulipClient
from bot.adapters.chat.zulip.house import House
from bot.adapters.chat.zulip.parse import Spot
from bot.adapters.chat.zulip.texts import texts
from bot.domain.errors import PermanentRefusal

log = logging.getLogger(__name__)
MOST_REMEMBERED = 500


class Speaker:
    """One per channel."""

    def __init__(self, client: ZulipClient, outbox: Outbox, room: Room, house: House) -> None:
        self._client, self._outbox, self._room, self._house = client, outbox, room, house
        self._said: OrderedDict[int, tuple[int, ...]] = OrderedDict()

    async def answer(self, answer: Answer, spot: Spot, *, question: int = 0) -> None:
        """Say it. `question` is the message it answers: an answer to a changed question replaces the one before.

        What asks for words is asked directly, where nobody else can answer by chance.
        """
        asks = self._room.asks_for_words(answer)
        if asks or answer.private:
            spot = Spot(user=spot.user)
        most = self._house.most_message
        posts = render.asking(answer, most) if asks else render.answer(answer.lines, most)
        if (view := self._room.view(answer)) is not None:
            posts += render.answer(view.lines, most)
        posts += await self._uploaded(answer)
        said = await self._put_all(posts, spot, question)
        if not said:
            return
        await self._room.sent(answer, str(said[-1]))
        if spot.direct:
            await self._house.keep("asked", str(spot.user), str(said[-1]) if asks else "")

    async def note(self, text: str, spot: Spot) -> None:
        """A plain sentence to one person."""
        await self.answer(Answer(lines=(line(Role.SAYS, text),), private=True), spot)

    async def take_back(self, question: int) -> None:
        """The question is gone: so are its answers, where the organisation lets bots delete."""
        for message_id in self._said.pop(question, ()):
            await self._delete(message_id)

    async def _put_all(self, posts: Sequence[str], spot: Spot, question: int) -> list[int]:
        before = list(self._said.get(question, ()))
        said = [await self._put(post, spot, before.pop(0) if before else 0) for post in posts]
        for left in before:
            await self._delete(left)
        if question and said:
            self._said[question] = tuple(said)
            while len(self._said) > MOST_REMEMBERED:
                self._said.popitem(last=False)
        return said

    async def _put(self, post: str, spot: Spot, old: int) -> int:
        place = f"dm:{spot.user}" if spot.direct else spot.topic
        if old:
            try:
                await self._outbox.send(lambda: self._client.edit(old, post), place=place, urgent=True)
            except Refused as refusal:
                log.info("zulip.answer_fixed", extra={"reason": refusal.said})
            else:
                return old
        if spot.direct:
            return await self._outbox.send(lambda: self._client.tell(spot.user, post), place=place, urgent=True)
        return await self._outbox.send(
            lambda: self._client.post(spot.stream, spot.topic, post), place=place, urgent=True
        )

    async def _uploaded(self, answer: Answer) -> list[str]:
        """A message with the links of the files, which Zulip shows as pictures."""
        files = [(Attachment(name=f"{one.key}.png", mime="image/png", data=one.png), one.title)
                 for one in answer.charts if one.png]  # fmt: skip
        files += [(one, one.name) for one in answer.files]
        links = []
        for file, title in files:
            try:
                links.append(render.link(title, await self._client.upload(file.name, file.data)))
            except PermanentRefusal as refusal:
                sorry = Line(role=Role.ALERT, text=texts(answer.lang).upload_failed.format(why=refusal.reason))
                return ["\n".join(links), *render.answer([sorry])] if links else render.answer([sorry])
        return ["\n".join(links)] if links else []

    async def _delete(self, message_id: int) -> None:
        try:
            await self._outbox.send(lambda: self._client.delete(message_id), place=f"edit:{message_id}")
        except Refused as refusal:
            log.info("zulip.not_deleted", extra={"reason": refusal.said})

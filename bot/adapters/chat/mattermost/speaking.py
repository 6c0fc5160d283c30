"""What the bot says on Mattermost: cards, answers, private words, files; at the server's pace."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from bot.adapters.chat.mattermost import render
from bot.adapters.chat.mattermost.client import FILES_A_POST, Forbidden, MattermostClient
from bot.adapters.chat.mattermost.markdown import paint
from bot.adapters.chat.mattermost.texts import texts
from bot.adapters.chat.room.events import Answer, Attachment, Button, CardView
from bot.adapters.chat.room.outbox import Outbox
from bot.adapters.chat.room.patience import patient
from bot.adapters.chat.room.render_text import pages
from bot.adapters.chat.text_card import Role, line
from bot.domain.capabilities import TextLimit
from bot.domain.errors import PermanentRefusal, TertuliaError

T = TypeVar("T")
log = logging.getLogger("bot.mattermost")

REMEMBERED = 2000
ANSWERS, BESIDE = "answers", "beside"
KNOWN_FOR = timedelta(seconds=15)
"""The server knows a post again for half a minute."""
_PLAIN = "#9aa4b2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where an answer belongs. `root` is the thread of a public one; `within` the thread that the person has open,
    where a whisper is seen ("" for the channel itself). `only`: nobody else may read it, whatever it is."""

    channel: str
    root: str = ""
    within: str = ""
    account: str = ""
    direct: bool = False
    only: bool = False


class Speaker:
    """Sends through one outbox. `back` is None while the server cannot call us back: then there are no buttons."""

    def __init__(self, client: MattermostClient, outbox: Outbox, limit: TextLimit) -> None:
        self._client, self._outbox = client, outbox
        self.limit = limit
        self.me = ""
        self.back: render.CallBack | None = None
        self._no_whisper = False
        self._seeded: OrderedDict[str, set[str]] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()

    def idle(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._running and not self._outbox.waiting()

    async def close(self) -> None:
        """End what is still being put beside cards."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    # ------------------------------------------------------------ cards

    async def card(
        self, view: CardView, channel: str, message: str = "", *, mark: Mapping[str, str] | None = None
    ) -> str:
        """Post the card or change the message that shows it; its id. A message that is gone, or may no longer be
        changed, is posted anew, so that no card is lost. `mark` goes into the post's props. An outage is raised at
        once: whoever shows cards tries again by itself."""
        parts = pages(view.lines, self.limit, paint) or ["-"]
        props = {**render.card_props(view, channel, self.back), **(mark or {})}
        key = f"card:{view.item_id}"
        if message:
            try:
                await self._outbox.send(
                    lambda: self._client.patch(message, parts[0], props), key=key, urgent=view.urgent
                )
            except PermanentRefusal as refusal:
                log.warning("mattermost.card_posted_anew", extra={"item": view.item_id, "reason": refusal.reason})
            else:
                self._beside(self._seed(view, message))
                return message
        once = self._once("" if message else "".join((mark or {}).values()))
        post = await self._outbox.send(
            lambda: self._client.post(channel, parts[0], props=props, once=once), key=key, urgent=view.urgent
        )
        self._beside(self._rest(view, channel, post, parts[1:]))
        return post

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _rest(self, view: CardView, channel: str, post: str, rest: Sequence[str]) -> None:
        """What does not fit into a card's message goes into its thread; so does the whole of a folded one where no
        button opens it."""
        more = list(rest)
        if view.overflow and self.back is None:
            more += pages([line(Role.COMMENT, view.overflow)], self.limit, paint)
        try:
            for text in more:
                await self._send(partial(self._client.post, channel, text, root=post, once=self._once()), place=BESIDE)
        except TertuliaError as error:
            log.error("mattermost.rest_of_card_not_sent", extra={"item": view.item_id, "reason": str(error)})
        await self._seed(view, post)

    async def _seed(self, view: CardView, post: str) -> None:
        """The signs to press where there are no buttons; nothing is lost where one cannot be put there."""
        had = self._seeded.setdefault(post, set())
        new = [] if self.back is not None else [name for name in render.reactions(view) if name not in had]
        had.update(new)
        while len(self._seeded) > REMEMBERED:
            self._seeded.popitem(last=False)
        try:
            for name in new:
                await self._send(partial(self._client.react, self.me, post, name), place=BESIDE)
        except TertuliaError as error:
            log.info("mattermost.no_reaction", extra={"reason": str(error)})

    # ------------------------------------------------------------ answers

    async def answer(self, answer: Answer, where: Where, card: CardView | None = None) -> str:
        """Say everything that stands in an answer; returns the message that a reply would belong to, "" where one
        person alone sees it and cannot reply. Raises only what nobody can mend by waiting."""
        private = (answer.private or where.only) and not where.direct
        replied_to = answer.form is not None or (answer.asks and self.back is None)
        if private and (replied_to or card is not None or answer.charts or answer.files):
            # What is to be replied to, or to stay, cannot be a whisper: that is gone with the next look.
            where, private = await self._direct(where.account), False
        if answer.form is not None:
            where = replace(where, root="")  # a reply has to point at this very message
        sent = ""
        said = pages(answer.lines, self.limit, paint)
        for number, text in enumerate(said):
            buttons = answer.buttons if number == len(said) - 1 else ()
            post = await self._one(text, buttons, where, private=private)
            sent = sent or post
        await self._with_files(answer, where, private=private)
        return sent if card is None else await self._shown(card, where)

    async def _with_files(self, answer: Answer, where: Where, *, private: bool) -> None:
        charts = [each for each in answer.charts if each.png]
        pictures = [Attachment(name=_png(each.title), mime="image/png", data=each.png) for each in charts]
        try:
            await self._files([*pictures, *answer.files], where)
        except PermanentRefusal as refusal:
            log.warning("mattermost.no_file", extra={"reason": refusal.reason})
            await self._one(texts(answer.lang).no_file, (), where, private=private)

    async def _shown(self, card: CardView, where: Where) -> str:
        props = render.card_props(card, where.channel, self.back)
        sent = ""
        for number, text in enumerate(pages(card.lines, self.limit, paint)):
            post = await self._post(where.channel, text, root=where.root, props=None if number else props)
            sent = sent or post
        return sent

    async def words(self, text: str, channel: str, root: str = "") -> None:
        """A plain sentence of our own for everybody. An outage is raised at once."""
        for part in pages([line(Role.SAYS, text)], self.limit, paint):
            await self._outbox.send(partial(self._client.post, channel, part, root=root, once=self._once()))

    async def _one(self, text: str, buttons: Sequence[Button], where: Where, *, private: bool) -> str:
        if not private:
            return await self._post(where.channel, text, root=where.root, props=self._under(buttons, where))
        if not self._no_whisper:
            props = self._under(buttons, where)
            try:
                await self._send(
                    lambda: self._client.whisper(where.account, where.channel, text, root=where.within, props=props)
                )
            except Forbidden:
                self._no_whisper = True  # the right is an admin's to give; direct messages do as well
                log.info("mattermost.no_ephemeral_right")
            else:
                return ""
        place = await self._direct(where.account)
        return await self._post(place.channel, text, props=self._under(buttons, place))

    def _under(self, buttons: Sequence[Button], where: Where) -> dict[str, Any] | None:
        if not buttons or self.back is None:
            return None
        return render.attachment(buttons, where.channel, self.back, summary="", color=_PLAIN)

    async def _files(self, files: Sequence[Attachment], place: Where) -> None:
        for start in range(0, len(files), FILES_A_POST):
            ids = [await self._upload(place.channel, each) for each in files[start : start + FILES_A_POST]]
            await self._post(place.channel, "", root=place.root, files=ids)

    async def _upload(self, channel: str, file: Attachment) -> str:
        return await self._send(lambda: self._client.upload(channel, file))

    async def _direct(self, account: str) -> Where:
        found = await self._send(lambda: self._client.direct(self.me, account))
        return Where(channel=found.id, account=account, direct=True)

    # ------------------------------------------------------------ sending

    async def _post(
        self,
        channel: str,
        text: str,
        *,
        root: str = "",
        props: Mapping[str, Any] | None = None,
        files: Sequence[str] = (),
    ) -> str:
        """In the thread; beside it where the thread's first post is gone. People wait for it, so it is urgent."""
        once = self._once()
        try:
            return await self._send(
                lambda: self._client.post(channel, text, root=root, props=props, files=files, once=once)
            )
        except PermanentRefusal:
            if not root:
                raise
        return await self._send(lambda: self._client.post(channel, text, props=props, files=files))

    def _once(self, named: str = "") -> str:
        return f"{self.me}:{named or uuid.uuid4().hex}"

    async def _send(self, call: Callable[[], Awaitable[T]], *, place: str = ANSWERS) -> T:
        """What is tried again for long must not hold up the cards, so it has places of its own."""
        return await self._outbox.send(patient(call, known_for=KNOWN_FOR), place=place, urgent=place == ANSWERS)


def _png(title: str) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in title.lower()).strip("-")
    return f"{kept[:60] or 'chart'}.png"

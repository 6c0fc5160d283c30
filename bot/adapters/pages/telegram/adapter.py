"""A Telegram channel's discussion: comments come in as messages of the linked group, replies go out as answers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.pacing import LONGEST_WAIT
from bot.adapters.pages.shared.staff import Staff, staff_from
from bot.adapters.pages.telegram import parse, render
from bot.adapters.telegram.client import Barred, Gone, Moved
from bot.adapters.telegram.hub import LINK_OPTIONS, Hub, NotReady, hub_of, link_from, link_problems
from bot.domain.comment import Author, Comment, Portion, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, PermanentRefusal, RetryLater, TertuliaError
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.domain.troubles import Trouble, trouble
from bot.ports import Intake, PageMemory

HERE = Path(__file__).parent
STARTING = 30.0
"""Seconds after which a page that was made and is not run (on this replica) holds up the bot's other roles no more."""
_INSIDE = ("member", "administrator", "creator")


class TelegramPage:
    """One channel with its discussion group. `group` 0: the one that is linked to the channel."""

    def __init__(
        self,
        page_id: str,
        hub: Hub,
        channel: str | int,
        *,
        group: int = 0,
        whole_group: bool = False,
        staff: Staff | None = None,
        memory: PageMemory | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.page_id, self.capabilities = page_id, page_capabilities(HERE)
        self._hub, self._channel, self._group, self._whole = hub, channel, group, whole_group
        self._staff, self._memory, self._now = staff or Staff(), memory, now
        self._place: parse.Place | None = None
        self._intake: Intake | None = None
        self._order = asyncio.Lock()
        self._lost: asyncio.Future[None] | None = None
        self._started = time.monotonic()
        hub.register(f"page {page_id}", self)

    @classmethod
    def build(
        cls, page_id: str, options: Mapping[str, Any], home: Path, memory: PageMemory | None = None
    ) -> TelegramPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only(*LINK_OPTIONS, "channel", "group", "whole_group", "staff")
        link = link_from(read)
        named = str(options.get("channel", "")).strip()
        if not (named.startswith("@") and len(named) > 1) and not named.removeprefix("-").isdecimal():
            raise read.wrong("channel", 'must be the channel\'s public name ("@bakery") or its id (-1001234567890)')
        group = str(options.get("group", 0)).strip()
        if not group.removeprefix("-").isdecimal():
            raise read.wrong("group", "must be the discussion group's id, or be left out")
        return cls(
            page_id,
            hub_of(link),
            named if named.startswith("@") else int(named),
            group=int(group),
            whole_group=read.flag("whole_group", False),
            staff=staff_from(read),
            memory=memory,
        )

    # ------------------------------------------------------------ in

    def routes(self, intake: Intake) -> Sequence[BaseRoute]:
        """What the web application mounts: the webhook, if there is one; taken on every replica."""
        self._intake = intake
        return self._hub.routes()

    async def run(self, intake: Intake) -> None:
        """Listen. Ends only with `AccountDisconnected` or when cancelled."""
        self._intake = intake
        await self._patiently()
        await intake.page_state(self.page_id, connected=True)
        lost = self._lost = asyncio.get_running_loop().create_future()
        listening = asyncio.create_task(self._hub.listen())
        try:
            await asyncio.wait({listening, lost}, return_when=asyncio.FIRST_COMPLETED)
            for one in (lost, listening):
                if one.done():
                    one.result()
        except AccountDisconnected as error:
            raise AccountDisconnected(_why(error)) from error
        finally:
            self._lost = None
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _patiently(self) -> None:
        tries = 0
        while True:
            try:
                await self._learn(fresh=True)
                return
            except (AccountDisconnected, PermanentRefusal) as error:
                raise AccountDisconnected(_why(error)) from error
            except Barred as error:
                raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, str(error))) from error
            except TertuliaError as error:
                pause = self._hub.pauses[min(tries, len(self._hub.pauses) - 1)]
                after = error.after.total_seconds() if isinstance(error, RetryLater) else 0.0
                await asyncio.sleep(max(pause, after))
                tries += 1

    async def _learn(self, *, fresh: bool = False) -> parse.Place:
        """Channel, group and bot, as Telegram has them."""
        if self._place is not None and not fresh:
            return self._place
        me = await self._hub.me(fresh=fresh)
        chat = await self._hub.client.call("getChat", chat_id=self._channel)
        group = self._group or wire.number(chat, "linked_chat_id")
        if not group:
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, "the channel has no discussion group"))
        member = await self._hub.client.call("getChatMember", chat_id=group, user_id=wire.number(me, "id"))
        if wire.text(member, "status") not in (*_INSIDE, "restricted"):
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, "the bot is not in the discussion group"))
        self._place = parse.Place(
            channel=wire.text(chat, "id"),
            group=str(group),
            username=wire.text(chat, "username"),
            bot=wire.text(me, "id"),
            whole_group=self._whole,
        )
        return self._place

    async def claims(self, update: Mapping[str, Any]) -> int:
        """Whatever happens in the discussion group."""
        if self._intake is None:
            if self._started + STARTING > time.monotonic():
                raise NotReady("the page is starting")  # else its comments would be counted as had
            return 0
        try:
            place = await self._learn()
        except (AccountDisconnected, Barred):
            return 0  # `run` says so; the other roles of the bot go on
        return 2 if parse.chat_in(update) == place.group else 0

    async def take(self, update: Mapping[str, Any]) -> None:
        """Into the store, in the order in which it came."""
        if self._intake is None:
            raise NotReady("the page is starting")
        place = await self._learn()
        if parse.status_in(update) in ("left", "kicked") and self._lost is not None and not self._lost.done():
            said = trouble(Trouble.PERMISSION_MISSING, "the bot was removed from the discussion group")
            self._lost.set_exception(AccountDisconnected(said))
            return
        found = parse.found_in(update, self.page_id, place)
        if found is None:
            return
        async with self._order:
            if found.post is not None:
                await self._keep_post(found.root, found.post)
            if found.comment is not None:
                await self._accept(self._intake, found, found.comment)

    async def _accept(self, intake: Intake, found: parse.Found, comment: Comment) -> None:
        post = comment.post or await self._post(found.root)
        thread = await self._thread_of(comment)
        whole = self._staff.marked(replace(comment, post=post, thread_ext_id=thread))
        await intake.accept([whole])
        if comment.parent_ext_id and self._memory is not None:
            await self._memory.save_note(self.page_id, f"thread {comment.ext_id}", thread)

    async def _thread_of(self, comment: Comment) -> str:
        """The first comment of its thread: that of its parent, where the parent is an answer itself."""
        if not comment.parent_ext_id:
            return comment.ext_id
        if self._memory is None:
            return comment.parent_ext_id
        return await self._memory.note(self.page_id, f"thread {comment.parent_ext_id}") or comment.parent_ext_id

    async def _keep_post(self, root: str, post: Post) -> None:
        if self._memory is not None and root:
            kept = {
                "id": post.ext_id,
                "text": post.text,
                "name": post.author.name,
                "url": post.url,
                "at": post.created_at.isoformat() if post.created_at else "",
            }
            await self._memory.save_note(self.page_id, f"post {root}", json.dumps(kept, ensure_ascii=False))

    async def _post(self, root: str) -> Post | None:
        """The post that was forwarded into the group as `root`."""
        text = await self._memory.note(self.page_id, f"post {root}") if self._memory is not None and root else ""
        if not text:
            return None
        kept = json.loads(text)
        author = Author(ext_id=kept["id"].partition(":")[0], name=kept["name"], is_page=True)
        return Post(
            ext_id=kept["id"], text=kept["text"], author=author, created_at=wire.moment(kept["at"]), url=kept["url"]
        )

    # ------------------------------------------------------------ out

    async def publish(self, order: PublishOrder) -> Published:
        """Answer the comment in the group. Once: after a lost answer a person has to look."""
        try:
            place = await self._learn()
        except MaybeSent as error:  # nothing was sent yet, whatever became of the question
            raise RetryLater(str(error), after=timedelta(seconds=5)) from error
        except Barred as error:
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, str(error))) from error
        except AccountDisconnected as error:
            raise AccountDisconnected(_why(error)) from error
        await self._hub.budget.turn(int(place.group), most=LONGEST_WAIT)
        try:
            sent = await self._hub.client.call("sendMessage", **render.message_of(order, int(place.group)))
        except Gone as error:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE, error.reason)) from error
        except Moved as moved:
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, str(moved))) from moved
        except Barred as error:
            raise AccountDisconnected(trouble(Trouble.PERMISSION_MISSING, str(error))) from error
        except AccountDisconnected as error:
            raise AccountDisconnected(_why(error)) from error
        except PermanentRefusal as error:
            raise PermanentRefusal(trouble(Trouble.TEXT_REFUSED, error.reason)) from error
        except RetryLater as error:
            self._hub.budget.shut(int(place.group), error.after)
            raise
        return await self._published(sent, order, place)

    async def _published(self, sent: object, order: PublishOrder, place: parse.Place) -> Published:
        number = wire.text(sent, "message_id")
        if not number:
            raise MaybeSent("Telegram's answer has no message id")
        own = parse.ident(place.group, number)
        if self._memory is not None:  # bots are not told of their own messages; answers to this one need its thread
            thread = order.thread_ext_id or order.parent_ext_id
            await self._memory.save_note(self.page_id, f"thread {own}", thread)
        root = wire.text(sent, "message_thread_id")
        at = wire.moment(wire.table(sent).get("date"))
        return Published(ext_id=own, url=parse.url_of(number, root, place), at=at)

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """A bot cannot list what it wrote."""
        return ()

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post; the turns above are those that were stored."""
        return comment.post, ()

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Telegram can only delete, and what is deleted cannot be shown again."""
        raise PermanentRefusal(trouble(Trouble.CANNOT_HIDE))

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """Answers come by themselves, like every comment."""
        return ()

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """A bot cannot read what was written before it listened."""
        raise PermanentRefusal("a bot cannot ask Telegram for past comments; use tertulia import")

    async def check(self) -> Sequence[str]:
        """Token, channel, group, membership, and whether the bot hears the comments."""
        try:
            found = await link_problems(self._hub)
            return found if not self._hub.known else [*found, *await self._place_problems()]
        finally:
            if not self._hub.listening:
                await self._hub.client.close()

    async def _place_problems(self) -> Sequence[str]:
        me = await self._hub.me()
        try:
            place = await self._learn(fresh=True)
            member = await self._hub.client.call("getChatMember", chat_id=int(place.group), user_id=int(place.bot))
        except TertuliaError as error:
            return [
                f"channel {self._channel}: {str(error).rpartition('|')[2]}; link a discussion group to the channel, "
                "add the bot to both, or name the group's id in options.group"
            ]
        status = wire.text(member, "status")
        if status == "restricted":
            return ["the bot may not write in the discussion group: an admin of the group can let it"]
        if status != "administrator" and wire.table(me).get("can_read_all_group_messages") is not True:
            return [
                "the bot does not hear the comments: in BotFather /setprivacy, Disable, then add it to the discussion "
                "group again; or make it an admin of the group"
            ]
        return []


def _why(error: Exception) -> str:
    said = str(error)
    return said if "|" in said else trouble(Trouble.ACCESS_REVOKED, said)

"""The simulated page as a page adapter: a stream of comments, and people who answer back when invited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.manifest import page_capabilities
from bot.adapters.options import Options
from bot.adapters.pages.simulated.answering import chance, invitation
from bot.adapters.pages.simulated.faults import Fault, Faults, faults_from
from bot.adapters.pages.simulated.record import Owed, Record, Said
from bot.adapters.pages.simulated.script import Line, Script, load_script
from bot.domain.comment import Author, Comment, Portion, Post, Turn, Who
from bot.domain.decision import HideReason
from bot.domain.errors import MaybeSent, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import FollowedReply, OwnReply, Published, PublishOrder
from bot.domain.troubles import Trouble, trouble
from bot.ports import Intake

HERE = Path(__file__).parent
OWN_NAME = "page"


class SimulatedPage:
    """One simulated page. `pace` divides every wait: 1 is the pace of the demo, 100 for tests."""

    def __init__(
        self,
        page_id: str,
        state: Path,
        *,
        seed: int = 7,
        minutes: float = 6.0,
        pace: float = 1.0,
        faults: Faults | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.page_id = page_id
        self.capabilities = page_capabilities(HERE)
        self._seed, self._pace, self._now = seed, pace, now
        self._faults = faults if faults is not None else Faults()
        self._script: Script = load_script(seed, minutes)
        self._lines: dict[str, Line] = {line.id: line for line in self._script.lines}
        self._record = Record(state)
        self._record.load()
        self._lock = asyncio.Lock()
        self._stir = asyncio.Event()

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> SimulatedPage:
        """From settings: `seed`, `minutes` (of the stream), `pace`, `state` (a file), `faults` (a table)."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only("seed", "minutes", "pace", "state", "faults")
        return cls(
            page_id,
            read.path("state", f"simulated-{page_id}.jsonl"),
            seed=int(read.number("seed", 7, least=0, most=2**31)),
            minutes=read.number("minutes", 6.0, least=0, most=600),
            pace=read.number("pace", 1.0, least=0.01, most=10_000),
            faults=faults_from(Options(read.table("faults"), where=f"page {page_id}, faults", home=home)),
        )

    async def run(self, intake: Intake) -> None:
        """Let people write until cancelled; goes on where it stopped."""
        await intake.page_state(self.page_id, connected=True)
        earlier = [self._comment(each) for each in self._record.said.values() if not each.own]
        if earlier:
            await intake.accept(earlier)
        await asyncio.gather(self._stream(intake), self._answers(intake))

    async def publish(self, order: PublishOrder) -> Published:
        """Put the reply under its comment, unless a fault was asked for; its author then reads it."""
        if order.parent_ext_id not in self._record.said:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        fault = self._faults.pick(self._seed, order.idem_key, order.attempt)
        if fault is Fault.FAIL:
            raise NotSent("the simulated platform refused the connection")
        if fault is Fault.BUSY:
            raise RetryLater("the simulated platform is busy", after=timedelta(seconds=1 / self._pace))
        if fault is Fault.LOST:
            raise MaybeSent("the simulated platform did not answer")
        async with self._lock:
            said = await asyncio.to_thread(self._put, order, fault)
        self._stir.set()
        if fault in (Fault.DROP, Fault.LATE):
            raise MaybeSent("the connection broke before the simulated platform answered")
        return Published(ext_id=said.ext_id, url=f"simulated:{said.ext_id}", at=datetime.fromisoformat(said.at))

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The page's replies under a comment that can be seen now."""
        return tuple(
            OwnReply(
                ext_id=each.ext_id,
                text=each.text,
                parent_ext_id=each.parent,
                author=Author(name=OWN_NAME, is_page=True),
                created_at=datetime.fromisoformat(each.at),
                idem_key=each.idem_key,
            )
            for each in self._record.visible(self._now())
            if each.own and each.parent == parent_ext_id and datetime.fromisoformat(each.at) >= since
        )

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post and what stands above the comment in its thread."""
        turns = [
            Turn(
                who=Who.BRAND if each.own else Who.CUSTOMER if each.author == comment.author.name else Who.OTHER,
                text=each.text,
                name=each.author,
                at=datetime.fromisoformat(each.at),
            )
            for each in self._record.visible(self._now())
            if comment.thread_ext_id
            and comment.thread_ext_id in (each.thread, each.ext_id)
            and each.ext_id != comment.ext_id
            and datetime.fromisoformat(each.at) <= comment.created_at
        ]
        post = self._script.posts.get(comment.post.ext_id) if comment.post else None
        return post, turns

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Hide or show a comment; nobody else on this page notices."""
        if ext_id not in self._record.said:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        await asyncio.to_thread(self._record.hide, ext_id, hidden=hidden)

    async def like(self, ext_id: str, *, liked: bool) -> None:
        """Like a comment, or take that back; nobody else on this page notices."""
        if ext_id not in self._record.said:
            raise PermanentRefusal(trouble(Trouble.COMMENT_GONE))
        await asyncio.to_thread(self._record.like, ext_id, liked=liked)

    async def answers(self, followed: FollowedReply, since: datetime) -> Sequence[Comment]:
        """Answers come by themselves, like every comment."""
        return ()

    def history(self, since: datetime, resume: str = "") -> AsyncIterator[Portion]:
        """The simulated page's record begins with the demo."""
        raise PermanentRefusal("the simulated page has no past")

    async def check(self) -> Sequence[str]:
        """Whether the page can keep its memory."""
        folder = self._record.path.parent
        return () if folder.is_dir() else (f"the folder {folder} does not exist; create it",)

    # ------------------------------------------------------------ what people do

    async def _stream(self, intake: Intake) -> None:
        before = 0.0
        for line in self._script.lines:
            ext_id = self._ext_id(line.id)
            if ext_id in self._record.said:
                before = line.at
                continue
            await asyncio.sleep((line.at - before) / self._pace)
            before = line.at
            thread = self._ext_id(line.under) if line.under else ext_id
            await self._say(
                intake,
                Said(
                    ext_id=ext_id,
                    author=line.author,
                    text=line.text,
                    at=self._now().isoformat(),
                    post_id=line.post_id,
                    parent=self._ext_id(line.under) if line.under else "",
                    thread=thread,
                    lang=line.lang,
                    root=line.id,
                ),
            )

    async def _answers(self, intake: Intake) -> None:
        while True:
            self._stir.clear()
            due = sorted(self._record.owed.values(), key=lambda each: each.due)
            now = self._now()
            for owed in due:
                if datetime.fromisoformat(owed.due) <= now:
                    await self._say(intake, replace(owed.said, at=now.isoformat()))
            waiting = [each for each in due if datetime.fromisoformat(each.due) > now]
            seconds = (datetime.fromisoformat(waiting[0].due) - now).total_seconds() if waiting else 3600.0
            try:
                await asyncio.wait_for(self._stir.wait(), max(0.005, seconds))
            except TimeoutError:
                continue

    async def _say(self, intake: Intake, said: Said) -> None:
        """On the page first, as people write; what a crash kept from intake is caught up at the next start."""
        async with self._lock:
            await asyncio.to_thread(self._record.say, said)
        await intake.accept([self._comment(said)])

    def _comment(self, said: Said) -> Comment:
        return Comment(
            page_id=self.page_id,
            ext_id=said.ext_id,
            text=said.text,
            author=Author(ext_id=_slug(said.author), name=said.author, handle=_slug(said.author)),
            created_at=datetime.fromisoformat(said.at),
            post=self._script.posts.get(said.post_id),
            parent_ext_id=said.parent,
            thread_ext_id=said.thread,
        )

    def _put(self, order: PublishOrder, fault: Fault) -> Said:
        now = self._now()
        parent = self._record.said[order.parent_ext_id]
        shown = now + timedelta(seconds=self._faults.late_seconds) if fault is Fault.LATE else now
        said = Said(
            ext_id=f"{self._seed}-r{len(self._record.said) + 1}",
            author=OWN_NAME,
            text=order.text,
            at=now.isoformat(),
            post_id=parent.post_id,
            parent=parent.ext_id,
            thread=parent.thread,
            lang=order.lang,
            own=True,
            root=parent.root,
            idem_key=order.idem_key,
            visible_at=shown.isoformat() if fault is Fault.LATE else "",
        )
        self._record.say(said)
        if answer := self._answer(said, parent, now):
            self._record.owe(answer)
        return said

    def _answer(self, reply: Said, parent: Said, now: datetime) -> Owed | None:
        """What the author of `parent` is going to say to `reply`, if anything."""
        line = self._lines.get(parent.root)
        if line is None or not (line.back or line.thanks):
            return None
        pull = invitation(reply.text, parent.text)
        draw = chance(self._seed, line.id, parent.turn)
        if draw < pull.pull and pull.by != "nothing" and parent.turn < len(line.back):
            text = line.back[parent.turn]
        elif (parent.turn > 0 and draw < 0.6 and line.thanks) or (draw < 0.16 and line.thanks):
            text = line.thanks[0]
        else:
            return None
        if parent.turn > len(line.back):
            return None
        late = chance(self._seed, line.id, parent.turn, "late") < 0.15
        wait = 4 + 16 * chance(self._seed, line.id, parent.turn, "wait") + (60 if late else 0)
        said = Said(
            ext_id=f"{reply.ext_id}-a",
            author=parent.author,
            text=text,
            at=now.isoformat(),
            post_id=parent.post_id,
            parent=reply.ext_id,
            thread=parent.thread,
            lang=parent.lang,
            root=parent.root,
            turn=parent.turn + 1,
        )
        return Owed(due=(now + timedelta(seconds=wait / self._pace)).isoformat(), said=said)

    def _ext_id(self, line_id: str) -> str:
        return f"{self._seed}-{line_id}"


def _slug(name: str) -> str:
    return "".join(char if char.isalnum() else "." for char in name.lower()).strip(".")

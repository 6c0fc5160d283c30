"""The Reddit page: comments are looked for in the brand's own subreddits and where it is named, replies go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot import __version__
from bot.adapters.options import Options
from bot.adapters.pages.reddit import parse, render
from bot.adapters.pages.reddit.client import RedditClient
from bot.adapters.pages.reddit.source import RedditSource
from bot.adapters.pages.shared import wire
from bot.adapters.pages.shared.tree_page import PACE_KEYS, Looking, TreePage, looking_from, own_reply
from bot.domain.comment import Comment, Post, Turn
from bot.domain.decision import HideReason
from bot.domain.errors import AccountDisconnected, MaybeSent, TertuliaError
from bot.domain.publication import OwnReply, Published, PublishOrder

HERE = Path(__file__).parent
ABOVE = 8


class RedditPage(TreePage):
    """One account."""

    def __init__(
        self,
        page_id: str,
        client: RedditClient,
        subreddits: Sequence[str],
        *,
        looking: Looking,
        submissions: bool = True,
    ) -> None:
        source = RedditSource(page_id, client, subreddits, now=looking.now, submissions=submissions)
        super().__init__(page_id, HERE, source, looking)
        self._client, self._reddit = client, source

    @classmethod
    def build(cls, page_id: str, options: Mapping[str, Any], home: Path) -> RedditPage:
        """From settings; raises `Misconfigured` naming the key."""
        read = Options(options, where=f"page {page_id}", home=home)
        read.only(
            "subreddits", "client_id", "client_secret_env", "client_secret_file", "refresh_token_env",
            "refresh_token_file", "contact", "oauth_url", "reddit_url", "posts", *PACE_KEYS,
        )  # fmt: skip
        secrets = read.secrets("client_secret_env", "client_secret_file")
        tokens = read.secrets("refresh_token_env", "refresh_token_file")
        if not secrets:
            raise read.wrong("client_secret_file", "the app's secret is needed: name a file with it, or a variable")
        if not tokens:
            raise read.wrong("refresh_token_file", "a permanent token is needed: name a file with it, or a variable")
        contact = read.text("contact")
        credentials = {
            "client_id": read.text("client_id"),
            "client_secret": secrets[0],
            "refresh_token": tokens[0],
            "user_agent": f"python:tertulia:v{__version__} (by {contact})",
            "oauth_url": read.address("oauth_url", "https://oauth.reddit.com"),
            "reddit_url": read.address("reddit_url", parse.SITE),
        }
        names = [one.removeprefix("/").removeprefix("r/").strip("/") for one in read.texts("subreddits")]
        looking, submissions = looking_from(read, every=60), read.flag("posts", True)
        return cls(page_id, RedditClient(credentials), names, looking=looking, submissions=submissions)

    async def publish(self, order: PublishOrder) -> Published:
        """Write the reply below its comment, or below what somebody posted."""
        answer = await self._client.post("api/comment", render.reply_of(order))
        error = render.refusal(answer)
        if error is not None:
            raise error
        row = next(wire.rows(answer, "json", "data", "things"), None)
        ext_id = parse.fullname(parse.data_of(row)) if row is not None else ""
        if not ext_id:
            raise MaybeSent("Reddit's answer has no id")
        permalink = wire.text(parse.data_of(row), "permalink")
        return Published(ext_id=ext_id, url=f"{parse.SITE}{permalink}" if permalink else "", at=self._now())

    async def own_replies(self, parent_ext_id: str, since: datetime) -> Sequence[OwnReply]:
        """The account's latest comments that answer this one."""
        least = since - timedelta(seconds=2)
        return [
            own_reply(one, parent_ext_id)
            for one in await self._reddit.own_recent()
            if (one.parent_ext_id or _post_of(one)) == parent_ext_id and one.created_at >= least
        ]

    async def thread(self, comment: Comment) -> tuple[Post | None, Sequence[Turn]]:
        """The post, and the comments that lead to this one."""
        post = comment.post
        if post is not None:
            post = await self._reddit.post(post.ext_id) or post
        if not comment.parent_ext_id:
            return post, ()
        around = {one.ext_id: one for one in await self._reddit.around(comment, context=ABOVE)}
        above: list[Comment] = []
        parent = around.pop(comment.parent_ext_id, None)
        while parent is not None:
            above.append(parent)
            parent = around.pop(parent.parent_ext_id, None)
        return post, [self._turn(self._tree.marked(one), comment) for one in reversed(above)]

    async def hide(self, ext_id: str, *, hidden: bool, reason: HideReason) -> None:
        """Remove or approve, as a moderator of the subreddit."""
        if hidden:
            await self._client.post("api/remove", {"id": ext_id, "spam": "false"})
        else:
            await self._client.post("api/approve", {"id": ext_id})

    async def check(self) -> Sequence[str]:
        """Whether the account lets us in, and which subreddits it cannot see."""
        try:
            await self._reddit.prove()
        except AccountDisconnected as error:
            return (
                f"Reddit does not accept the account's token ({error}): authorise the app again with the scopes "
                "identity, read, submit, privatemessages, history and modposts, permanently, and put the new token in "
                "place",
            )
        except TertuliaError as error:
            return (f"Reddit cannot be asked now: {error}",)
        found: list[str] = []
        async for listed in self._reddit.posts(self._now()):
            try:
                async for _ in self._reddit.below(listed, self._now()):
                    break
            except TertuliaError as error:
                found.append(f"{listed.post.ext_id} cannot be read: {error}")
        return found


def _post_of(comment: Comment) -> str:
    """What a comment without a parent answers: the post itself."""
    return comment.post.ext_id if comment.post is not None else ""

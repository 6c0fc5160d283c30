"""Every parser of what platforms send, with its published samples; and what each has to keep whatever comes in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.adapters.pages.bluesky import parse as bluesky
from bot.adapters.pages.discord import parse as discord
from bot.adapters.pages.facebook import parse as facebook
from bot.adapters.pages.google_business import parse as google_business
from bot.adapters.pages.instagram import parse as instagram
from bot.adapters.pages.linkedin import parse as linkedin
from bot.adapters.pages.mastodon import parse as mastodon
from bot.adapters.pages.reddit import parse as reddit
from bot.adapters.pages.shared.graph_delivery import Delivered
from bot.adapters.pages.telegram import parse as telegram
from bot.adapters.pages.webhook import parse as webhook
from bot.adapters.pages.youtube import parse as youtube
from bot.domain.capabilities import TextLimit
from bot.domain.comment import Comment, Post

FOLDER = Path(__file__).parents[1]
FOUND = Path(__file__).parent / "found"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAGE = "page"
DID = "did:plc:bakery00000000000000000"
ORGANIZATION = "urn:li:organization:2001"
CHANNEL = telegram.Place(channel="-1001000000002", group="-1001000000003", username="bakery", bot="7001")
TALK = discord.Place(post=Post(ext_id="4001", text="talk"), guild="2001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a parser made of something: comments, and how many refusals it counted or said."""

    comments: Sequence[Comment]
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """One platform's. `read` raises nothing, whatever it is given."""

    read: Callable[[Any], Read]
    samples: tuple[Path, ...]

    def wires(self) -> list[tuple[str, Any]]:
        """The samples, and what was found to be hard, each with its name."""
        return [(path.name.split(".")[0], json.loads(path.read_text(encoding="utf-8"))) for path in self.samples]


def _listed(*made: Comment | None) -> Read:
    """A parser of rows refuses with None."""
    comments = [one for one in made if one is not None]
    return Read(comments=comments, refused=0 if comments else 1)


def _facebook(data: Any) -> Read:
    facebook.post_of(data, "1010")
    return _graph(facebook.delivery(data, PAGE, "1010", NOW), [facebook.comment_of(data, PAGE, "1010")])


def _instagram(data: Any) -> Read:
    instagram.post_of(data, "1784")
    return _graph(instagram.delivery(data, PAGE, "1784", NOW), instagram.tree_of(data, PAGE, "1784"))


def _graph(delivered: Delivered, rows: Sequence[Comment | None]) -> Read:
    comments = [*delivered.comments, *(one for one in rows if one is not None)]
    return Read(comments=comments, refused=sum(delivered.ignored.values()))


def _mastodon(data: Any) -> Read:
    mastodon.post_of(data, "1")
    mastodon.turn_of(data, "1", "2")
    mastodon.limit_of(data, TextLimit(most=500))
    mastodon.edited_at(data)
    statuses = [*mastodon.statuses_in(data), *mastodon.mentioned_in(data)]
    place = mastodon.place_below(data, statuses, "1")
    return _listed(*(mastodon.comment_of(one, PAGE, "1", place) for one in (data, *statuses)))


def _bluesky(data: Any) -> Read:
    bluesky.post_of(data, DID)
    bluesky.turn_of(data, DID, "did:plc:x")
    above, below = bluesky.above(data), [view for view, _ in bluesky.below(data)]
    place = bluesky.place_below(data, above, DID)
    return _listed(*(bluesky.comment_of(one, PAGE, DID, place) for one in (data, *below)))


def _youtube(data: Any) -> Read:
    youtube.post_of(data, "UCbakery")
    comments, _ = youtube.thread_of(data, PAGE, "UCbakery")
    return _listed(*comments, youtube.comment_of(data, PAGE, "UCbakery"))


def _reddit(data: Any) -> Read:
    reddit.post_of(data)
    own = "Mirlo_Bakery"
    made = (reddit.comment_of(data, PAGE, own), reddit.submission_of(data, PAGE, own))
    return _listed(*reddit.tree_of(data, PAGE, own), *made)


def _google(data: Any) -> Read:
    google_business.rejected_of(data)
    return _listed(*google_business.both_of(data, PAGE))


def _linkedin(data: Any) -> Read:
    linkedin.post_of(data)
    linkedin.more_follow(data, 0, 10)
    linkedin.replies_of(data)
    return _listed(linkedin.comment_of(data, PAGE, ORGANIZATION))


def _discord(data: Any) -> Read:
    discord.place_of(data, {"4002"})
    made = discord.comment_of(data, PAGE, "1001", TALK, ours={"503"})
    return _listed(made, *discord.gone_of(data, PAGE, NOW))


def _telegram(data: Any) -> Read:
    telegram.chat_in(data)
    telegram.status_in(data)
    found = telegram.found_in(data, PAGE, CHANNEL)
    return _listed(found.comment if found is not None else None)


def _webhook(data: Any) -> Read:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    try:
        return Read(comments=webhook.parse(body, PAGE, NOW).comments)
    except webhook.Unacceptable as refusal:
        if refusal.status not in (400, 413, 422) or not refusal.args[0].endswith("."):
            raise ValueError("a refusal that says nothing") from refusal
        return Read(comments=(), refused=1)


def _samples(folder: str, ending: str = ".wire.json") -> tuple[Path, ...]:
    return tuple(sorted((FOLDER / folder / "golden").glob(f"*{ending}")))


PARSERS = {
    "bluesky": Parser(read=_bluesky, samples=_samples("bluesky")),
    "discord": Parser(read=_discord, samples=_samples("discord_page")),
    "facebook": Parser(read=_facebook, samples=_samples("facebook")),
    "google_business": Parser(read=_google, samples=_samples("google_business")),
    "instagram": Parser(read=_instagram, samples=_samples("instagram")),
    "linkedin": Parser(read=_linkedin, samples=_samples("linkedin")),
    "mastodon": Parser(read=_mastodon, samples=_samples("mastodon")),
    "reddit": Parser(read=_reddit, samples=_samples("reddit")),
    "telegram": Parser(read=_telegram, samples=_samples("pages/telegram", ".in.json")),
    "webhook": Parser(read=_webhook, samples=_samples("webhook")),
    "youtube": Parser(read=_youtube, samples=_samples("youtube")),
}
PUSHED = ("facebook", "instagram", "webhook")
"""What these are sent they have to account for: a comment, or a refusal that was counted or said."""


def verify(name: str, data: Any) -> Read:
    """Read it, and hold what came of it to what every parser keeps. Raises `AssertionError`, or whatever escaped."""
    read = PARSERS[name].read(data)
    assert read.comments or read.refused or name not in PUSHED, "passed over without being counted"
    for comment in read.comments:
        assert comment.ext_id.strip(), "a comment without an id"
        assert comment.created_at.tzinfo is not None
        for text in _texts(comment):
            assert isinstance(text, str), f"{text!r} is no text"
            text.encode()
        assert isinstance(comment.author.is_page, bool)
    return read


def _texts(value: Any) -> Iterator[Any]:
    """Everything in a comment that is kept as text."""
    for one in fields(value):
        found = getattr(value, one.name)
        if is_dataclass(found):
            yield from _texts(found)
        elif isinstance(found, tuple):
            yield from (part for pair in found for part in pair)
        elif found is not None and not isinstance(found, (bool, datetime)):
            yield found

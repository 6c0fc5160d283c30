"""Names of adapters and where they live. Modules are loaded only when configured, so that extras stay optional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any, cast

from bot.domain.errors import BadInput, Misconfigured
from bot.ports import ChatAdapter, PageAdapter

PAGES: dict[str, str] = {
    "bluesky": "bot.adapters.pages.bluesky.adapter:BlueskyPage",
    "discord": "bot.adapters.pages.discord.adapter:DiscordPage",
    "facebook": "bot.adapters.pages.facebook.adapter:FacebookPage",
    "file": "bot.adapters.pages.file.adapter:FilePage",
    "google_business": "bot.adapters.pages.google_business.adapter:ReviewPage",
    "instagram": "bot.adapters.pages.instagram.adapter:InstagramPage",
    "linkedin": "bot.adapters.pages.linkedin.adapter:LinkedInPage",
    "mastodon": "bot.adapters.pages.mastodon.adapter:MastodonPage",
    "reddit": "bot.adapters.pages.reddit.adapter:RedditPage",
    "simulated": "bot.adapters.pages.simulated.adapter:SimulatedPage",
    "telegram": "bot.adapters.pages.telegram.adapter:TelegramPage",
    "webhook": "bot.adapters.pages.webhook.adapter:WebhookPage",
    "youtube": "bot.adapters.pages.youtube.adapter:YouTubePage",
}
CHATS: dict[str, str] = {
    "discord": "bot.adapters.chat.discord.adapter:DiscordChannel",
    "matrix": "bot.adapters.chat.matrix.adapter:MatrixChannel",
    "mattermost": "bot.adapters.chat.mattermost.adapter:MattermostChannel",
    "slack": "bot.adapters.chat.slack.adapter:SlackChannel",
    "zulip": "bot.adapters.chat.zulip.adapter:ZulipChannel",
    "telegram": "bot.adapters.chat.telegram.adapter:TelegramChannel",
    "terminal": "bot.adapters.chat.terminal.adapter:TerminalChannel",
}


def build_page(
    adapter: str, page_id: str, options: Mapping[str, Any], home: Path, **services: object | None
) -> PageAdapter:
    """The page adapter called `adapter`, from its options. Raises `Misconfigured` for an unknown name.

    `services` are what the installation offers: `replays` remembers used signatures durably, `memory` is a
    `PageMemory`. Each is handed to adapters whose `build` asks for it by that name.
    """
    found = _class(PAGES, adapter, f"pages.{page_id}.adapter")
    wanted = signature(found.build).parameters
    given = {name: service for name, service in services.items() if service is not None and name in wanted}
    return cast(PageAdapter, found.build(page_id, options, home, **given))


def build_chat(
    adapter: str,
    channel_id: str,
    options: Mapping[str, Any],
    home: Path,
    *,
    lang: str = "en",
    brands: Sequence[str] = (),
    secret: bytes = b"",
) -> ChatAdapter:
    """The chat adapter called `adapter`, from its options. Raises `Misconfigured` for an unknown name.

    What the channel's own settings say (`lang`, `brands`) and the installation's `secret` for button ids are handed
    to adapters whose `build` asks for them.
    """
    found = _class(CHATS, adapter, f"channels.{channel_id}.adapter")
    asked = signature(found.build).parameters
    more = {name: value for name, value in (("lang", lang), ("brands", brands), ("secret", secret)) if name in asked}
    return cast(ChatAdapter, found.build(channel_id, options, home, **more))


def guide(platform: str, lang: str) -> str:
    """How to set a platform up, from the `setup.py` in its folders (a platform may be a page, a channel or both).

    Raises `BadInput` naming those there are.
    """
    found = []
    for table in (CHATS, PAGES):
        module = table.get(platform, "").rpartition(".")[0] + ".setup"
        if platform in table and find_spec(module) is not None:
            found.append(str(import_module(module).setup(lang)).strip())
    if not found:
        known = ", ".join(_guided())
        if lang == "es":
            raise BadInput(f"no hay guía para {platform!r}; las hay para {known}")
        raise BadInput(f"there is no guide for {platform!r}; there is one for {known}")
    return "\n\n".join(found)


def _guided() -> list[str]:
    places = [(name, where.rpartition(".")[0]) for table in (CHATS, PAGES) for name, where in table.items()]
    return sorted({name for name, folder in places if find_spec(f"{folder}.setup") is not None})


def _class(table: Mapping[str, str], name: str, key: str) -> Any:
    if name not in table:
        raise Misconfigured(
            key=key,
            where="tertulia.toml",
            mend=f"unknown: {name!r}; known are {', '.join(table)}",
            es=f"desconocido: {name!r}; hay {', '.join(table)}",
        )
    module, _, attribute = table[name].partition(":")
    return getattr(import_module(module), attribute)

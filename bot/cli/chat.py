"""`tertulia chat`: the review channel in this terminal."""

from __future__ import annotations

import asyncio
import getpass
import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.adapters.chat.terminal.adapter import TerminalChannel
from bot.cli.common import err, reader_lang
from bot.cli.demo import demo_home, demo_settings
from bot.cli.running import AlreadyRunning, alone
from bot.cli.texts import say
from bot.domain.people import Person, Role
from bot.observability.logs import configure_logging
from bot.pipeline.work import Channel
from bot.settings import Settings, load_settings
from bot.store import Tx
from bot.wiring import App, build_app

LOOK_EVERY = 1.5
"""Seconds between looks at a store that another process works on."""


def chat(
    demo: Annotated[bool, typer.Option("--demo", help="With the demo's brand and page.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language to speak with you: en or es.")] = "",
    name: Annotated[str, typer.Option("--name", help="Who you are; your login name by default.")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Work through the queue with the coach, here in the terminal.

    Whoever can run this can read the store's files, and is an admin here. With nothing set up yet it is the demo.
    """
    settings = None if demo else load_settings(home)
    if settings is None or not settings.pages:
        settings, demo = demo_settings(demo_home(home)), True
    spoken = reader_lang(lang)
    account = name or getpass.getuser()
    configure_logging(level="error", format=settings.log.format)
    logging.getLogger("bot").setLevel(logging.ERROR)
    with ExitStack() as stack:
        beside = False
        if not settings.store.url:
            try:
                stack.enter_context(alone(settings.home))
            except AlreadyRunning:
                beside = True
        asyncio.run(_talk(settings, demo, account, spoken, beside))


async def _talk(settings: Settings, demo: bool, account: str, lang: str, beside: bool) -> None:
    app = build_app(settings, demo=demo)
    try:
        await app.store.write(lambda tx: _let_in(tx, account, lang))
        channel = TerminalChannel("terminal", account, lang=lang)
        if beside:
            err().print(say("beside"), style="dim")
            watcher = asyncio.create_task(_watch(app, channel, account))
            await channel.run(app.office)
            watcher.cancel()
            return
        # A terminal comes and goes, and begins with the inbox anyway.
        app.add_channel(channel.channel_id, Channel(adapter=_Waiting(channel), lang=lang, catches_up=False))
        async with app.running():
            await channel.run(app.office)
    finally:
        app.close()


class _Waiting(TerminalChannel):
    """Shows what the runtime announces; the talking itself is run by the command, which ends with it."""

    def __init__(self, channel: TerminalChannel) -> None:
        self.channel_id, self.capabilities = channel.channel_id, channel.capabilities
        self.show = channel.show  # type: ignore[method-assign]
        self.say = channel.say  # type: ignore[method-assign]

    async def run(self, office: object) -> None:
        """Nothing to listen to beside the conversation."""
        await asyncio.Event().wait()


async def _watch(app: App, channel: TerminalChannel, account: str) -> None:
    """Show what another process changed: its announcements do not reach this one."""
    seen: dict[int, int] = {}
    first = True
    while True:
        person = await app.desk.person("terminal", account)
        if person is not None:
            page = await app.desk.queue(person, view="all", most=60)
            for row in page.rows:
                if seen.get(row.item_id) != row.version:
                    seen[row.item_id] = row.version
                    card = None if first else await app.desk.card(row.item_id, person)
                    if card is not None:
                        await channel.show(card)
            first = False
        await asyncio.sleep(LOOK_EVERY)


def _let_in(tx: Tx, account: str, lang: str) -> Person:
    """The person behind this terminal; made an admin the first time, since they have the store's files anyway."""
    found = tx.team.by_identity("terminal", account)
    if found is not None:
        return found
    person_id = f"terminal-{account}"
    if tx.team.row(person_id) is None:
        tx.team.create(person_id, name=account, lang=lang)
        tx.team.set_roles(person_id, (("*", Role.ADMIN),))
    tx.team.link(person_id, "terminal", account)
    tx.audit.add("program", "linked", platform="terminal", account=account)
    made = tx.team.get(person_id)
    assert made is not None
    return made

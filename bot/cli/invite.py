"""`tertulia invite`: a one-time link into the console, made by whoever has the store's files."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import err, out
from bot.cli.demo import demo_home, demo_settings
from bot.cli.running import address_of
from bot.cli.texts import say
from bot.domain.errors import BadInput
from bot.domain.people import Person, Role
from bot.settings import Settings, load_settings
from bot.wiring import build_app

PROGRAM = Person(id="program", name="Tertulia", roles=(("*", Role.ADMIN),))


def invite(
    name: Annotated[str, typer.Argument(help="Whom the link is for.")],
    role: Annotated[str, typer.Option("--role", help="manager, moderator, client or admin.")] = "moderator",
    brand: Annotated[str, typer.Option("--brand", help="For one brand; for all by default.")] = "*",
    demo: Annotated[bool, typer.Option("--demo", help="For the demo.")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="The installation's folder.")] = None,
) -> None:
    """Make a one-time link that lets somebody into the console; it is good for three days."""
    if role not in Role.__members__.values():
        raise BadInput(say("no_role", role=role, known=", ".join(Role)))
    if not name.strip():
        raise BadInput(say("for_whom"))
    settings = demo_settings(demo_home(home)) if demo else load_settings(home)
    token = asyncio.run(_token(settings, demo, name.strip(), brand, Role(role)))
    console = settings.console
    running = "" if settings.store.url else address_of(settings.home)
    base = console.public_url.rstrip("/") or running or f"http://{console.host}:{console.port or 'PORT'}"
    brands = say("all_brands") if brand == "*" else brand
    err().print(say("invited", name=name.strip(), role=role, brands=brands), markup=False)
    out().print(f"{base}/welcome?token={token}", markup=False, soft_wrap=True)


async def _token(settings: Settings, demo: bool, name: str, brand: str, role: Role) -> str:
    app = build_app(settings, demo=demo)
    try:
        known = {each.id for each in await app.admin.brands(PROGRAM)}
        if brand != "*" and brand not in known:
            raise BadInput(say("no_such_brand", brand=brand, known=", ".join(sorted(known))))
        return await app.people.invite(name=name, roles=((brand, role),), by=PROGRAM)
    finally:
        app.close()

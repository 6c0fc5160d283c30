"""The table of commands, and a typer group that loads a command's module only when that command is run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
import typer.core
import typer.main

from bot import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("bot.cli.demo:demo", "Try it: a sample brand, a simulated page and the console, offline."),
    "serve": ("bot.cli.serve:serve", "Run with your own settings until Ctrl-C."),
    "init": ("bot.cli.init:init", "Write a settings file by asking a few questions."),
    "doctor": ("bot.cli.doctor:doctor", "Check everything and say how to mend what is wrong."),
    "import": ("bot.cli.importing:import_file", "Bring in comments from a CSV, TSV or JSON export."),
    "backfill": ("bot.cli.backfill:backfill_page", "Bring in a page's past comments and replies, as a record."),
    "coach": ("bot.cli.coach:coach", "Read one comment; suggest replies, or critique a draft."),
    "chat": ("bot.cli.chat:chat", "Work through the queue with the coach, here in the terminal."),
    "read": ("bot.cli.batch:read", "Read comments: one JSON object a line in, one out."),
    "score": ("bot.cli.batch:score", "Score replies: one JSON object a line in, one out."),
    "suggest": ("bot.cli.batch:suggest", "Suggest replies: one JSON object a line in, one out."),
    "adapt": ("bot.cli.adapt:adapt", "Fit the engine to your own labelled rows; kept only if better."),
    "evaluate": ("bot.cli.evaluate:evaluate", "Measure the engine on labelled data, baselines beside it."),
    "backup": ("bot.cli.backup:backup", "Copy the store into one file while it runs."),
    "restore": ("bot.cli.backup:restore", "Put a backup in the place of the store."),
    "report": ("bot.cli.report:report", "Show what came in, what was decided and what people did next."),
    "brief": ("bot.cli.report:brief", "Make the client's page: one page as PDF and PNG."),
    "person": ("bot.cli.person:person", "Give out or forget what is stored of somebody who wrote on a page."),
    "audit": ("bot.cli.person:audit", "Write the log of who did what, one JSON object a line."),
    "invite": ("bot.cli.invite:invite", "Make a one-time link that lets somebody into the console."),
}


class LazyGroup(typer.core.TyperGroup):
    """Lists commands from the table; loads the one that is run."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in that carries the name and the help line, for listings."""
        return _stand_in(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command, its module loaded now."""
        if args and args[0] in COMMANDS:
            return args[0], _load(args[0]), args[1:]
        return super().resolve_command(ctx, args)


def program() -> Any:
    """The whole command line as one typer command."""
    app = typer.Typer(
        cls=LazyGroup,
        help="Coaches brand-page replies so that people answer back.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_top)
    return typer.main.get_command(app)


def _tell_version(asked: bool) -> None:
    """Before anything else is looked at, so that no command is missed."""
    if asked:
        typer.echo(f"tertulia {__version__}")
        raise typer.Exit


def _top(
    version: bool = typer.Option(
        False,
        "--version",
        help="Print the version and end.",
        is_eager=True,
        callback=_tell_version,
    ),
) -> None:
    """Nothing but the options of the program itself."""


def _load(name: str) -> Any:
    module, _, attribute = COMMANDS[name][0].partition(":")
    return _command(name, getattr(import_module(module), attribute))


def _stand_in(name: str) -> Any:
    def nothing() -> None:
        return None

    nothing.__doc__ = COMMANDS[name][1]
    return _command(name, nothing)


def _command(name: str, function: Callable[..., Any]) -> Any:
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(name)(function)
    return typer.main.get_command(app)

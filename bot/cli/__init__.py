"""The command line. Each command's module is loaded only when it is asked for, so that start-up stays quick."""

from __future__ import annotations

import sys

from bot.cli.failures import guarded
from bot.cli.lazy import program
from bot.cli.speaking import speak


def main(arguments: list[str] | None = None) -> None:
    """The entry point of `tertulia` and `python -m bot`; ends the process with the command's exit code."""
    speak(None)
    sys.exit(guarded(program(), sys.argv[1:] if arguments is None else arguments))

"""What a person is told when something goes wrong: one sentence and an exit code, no traceback."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Protocol

from bot.cli.speaking import spoken
from bot.cli.texts import say
from bot.domain.errors import BadInput, TertuliaError

FAILED, BAD_USE, INTERRUPTED = 1, 2, 130
DEBUG = "TERTULIA_DEBUG"


class Program(Protocol):
    """A command of typer's."""

    def main(self, args: Sequence[str], *, prog_name: str) -> object:
        """Run and end with `SystemExit`."""
        ...


def guarded(program: Program, arguments: list[str]) -> int:
    """Run the program; its exit code. Every failure becomes one sentence on the error stream."""
    try:
        program.main(arguments, prog_name="tertulia")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED if end.code else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); keep Python's own last flush from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _tell(error)
    return 0


def _tell(error: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    print(f"tertulia: {sentence(error)}", file=sys.stderr)  # noqa: T201 - the command line's own voice
    return BAD_USE if isinstance(error, BadInput) else FAILED


def sentence(error: Exception) -> str:
    """What went wrong and what to do, in one line."""
    if isinstance(error, TertuliaError):
        return error.told(spoken())
    if isinstance(error, OSError):
        return _of_the_machine(error)
    name = type(error).__name__
    return say("unexpected", name=name, error=error, debug=DEBUG)


def _of_the_machine(error: OSError) -> str:
    where = f": {error.filename}" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return say("disk_full", where=where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("no_permission", where=where)
    if error.errno == errno.EADDRINUSE:
        return say("port_used")
    return f"{error.strerror or error}{where}"

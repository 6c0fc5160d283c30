"""Structured logs with one `comment` id that follows a comment from intake to outcome.

Everything goes one way: our own events and those of the libraries (uvicorn, the platforms' clients) pass the
same processors, so that each line has a time, a level, the comment it belongs to and no secret.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from bot.observability.redaction import Redactor

# Libraries that tell every request at INFO: of no use beside our own events, and full of addresses.
_CHATTY = (
    "httpx",
    "httpcore",
    "openai",
    "telegram",
    "apscheduler",
    "aiohttp.access",
    "uvicorn.access",
    "asyncio",
    "alembic",
)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger named after a part of the program ("publish"). Events are short past-tense names with values."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(name))


def configure_logging(
    *,
    level: str = "info",
    format: Literal["console", "json"] = "console",
    stream: TextIO | None = None,
    redactor: Redactor | None = None,
) -> Redactor:
    """Set up logging for the whole process; called once by the command line, never at import.

    Writes to `stream` (default: the error stream, so that a command's output stays clean). Returns the
    redactor in use, which can be told further secrets.
    """
    target = stream if stream is not None else sys.stderr
    hide = redactor if redactor is not None else Redactor()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_colours,
                structlog.processors.format_exc_info,  # before hiding: a traceback quotes values too
                hide,
                _renderer(format, target),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    return hide


def _without_colours(logger: object, method: str, event: EventDict) -> EventDict:
    """uvicorn gives its text a second time, with colours."""
    event.pop("color_message", None)
    return event


def _renderer(format: str, target: TextIO) -> Processor:
    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(colors=target.isatty(), exception_formatter=structlog.dev.plain_traceback)


@contextmanager
def comment_scope(comment_id: int | str, **values: Any) -> Iterator[None]:
    """Everything logged inside carries `comment` (and further values). Holds across awaits and in tasks started
    inside; nested scopes give the outer values back at their end."""
    with structlog.contextvars.bound_contextvars(comment=comment_id, **values):
        yield

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.observability.logs import comment_scope, configure_logging, get_logger


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Logging set up into a text buffer, and put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_has_time_level_logger_and_values(stream: io.StringIO) -> None:
    configure_logging(format="json", stream=stream)
    get_logger("publish").info("published", page="m1", text="¿Qué tal?")
    (line,) = lines(stream)
    assert line["event"] == "published"
    assert line["level"] == "info"
    assert line["logger"] == "publish"
    assert line["timestamp"].endswith("Z")
    assert line["text"] == "¿Qué tal?"
    assert "¿Qué tal?" in stream.getvalue()


async def test_one_id_follows_a_comment_through_tasks_and_libraries(stream: io.StringIO) -> None:
    configure_logging(format="json", stream=stream)

    async def stage(name: str) -> None:
        await asyncio.sleep(0)
        get_logger(name).info("done")
        logging.getLogger("somelibrary").warning("slow %s", name)

    async def follow(comment: int) -> None:
        with comment_scope(comment):
            await asyncio.gather(stage("read"), stage("draft"))

    await asyncio.gather(follow(1), follow(2))
    get_logger("end").info("outside")
    seen = lines(stream)
    assert sorted(line["comment"] for line in seen if "comment" in line) == [1, 1, 1, 1, 2, 2, 2, 2]
    assert "comment" not in seen[-1]


def test_scopes_nest_and_give_the_outer_value_back(stream: io.StringIO) -> None:
    configure_logging(format="json", stream=stream)
    with comment_scope(1):
        with comment_scope(2, page="p"):
            get_logger("a").info("in")
        get_logger("a").info("out")
    inner, outer = lines(stream)
    assert (inner["comment"], inner["page"]) == (2, "p")
    assert outer["comment"] == 1
    assert "page" not in outer


@pytest.mark.parametrize("format", ["json", "console"])
def test_no_secret_gets_into_the_log_by_any_way(stream: io.StringIO, format: str) -> None:
    redactor = configure_logging(format=format, stream=stream)  # type: ignore[arg-type]
    redactor.remember("very-secret-value")
    log = get_logger("hook")
    log.info("signed", signature="abc", body={"password": "hunter22"}, note="very-secret-value")
    try:
        raise ValueError("cannot use very-secret-value here")
    except ValueError:
        log.exception("failed")
    logging.getLogger("library").warning("calling %s", "postgresql://u:hunter22@h/db")
    said = stream.getvalue()
    for secret in ("abc", "hunter22", "very-secret-value"):
        assert secret not in said.replace("Traceback", "")
    assert "cannot use" in said


def test_levels_and_chatty_libraries(stream: io.StringIO) -> None:
    configure_logging(level="warning", format="json", stream=stream)
    get_logger("a").info("too quiet")
    logging.getLogger("httpx").info("HTTP Request")
    get_logger("a").warning("heard")
    assert [line["event"] for line in lines(stream)] == ["heard"]


def test_text_of_the_public_is_not_taken_for_a_format(stream: io.StringIO) -> None:
    configure_logging(format="json", stream=stream)
    get_logger("a").info("stored", text="%s {comment} \x1b[31m\n{}")
    (line,) = lines(stream)
    assert line["text"] == "%s {comment} \x1b[31m\n{}"
    assert len(stream.getvalue().splitlines()) == 1


def test_setting_up_twice_does_not_double_the_lines(stream: io.StringIO) -> None:
    configure_logging(format="json", stream=stream)
    configure_logging(format="json", stream=stream)
    get_logger("a").info("once")
    assert len(lines(stream)) == 1

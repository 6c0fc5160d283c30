"""The library's log is kept quiet; the program's own is left alone."""

from __future__ import annotations

import logging
from typing import cast

from bot.adapters.chat.slack.connection import Listener, bolt_app


async def test_bolt_does_not_silence_the_programs_own_log() -> None:
    async def nobody() -> object:
        raise AssertionError("not asked")

    logging.getLogger("tertulia").setLevel(logging.NOTSET)
    bolt_app("secret", nobody, cast(Listener, object()))  # type: ignore[arg-type]
    assert logging.getLogger("tertulia").level == logging.NOTSET

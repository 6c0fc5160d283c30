"""What counts as a promise, and when it is due. Said on Thursday 26 November 2026 at ten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.reports.promises import promise_in

SAID_AT = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reply", "sentence", "due"),
    [
        (
            "So sorry. I'll ask Inés tonight and write back here tomorrow.",
            "I'll ask Inés tonight and write back here tomorrow.",
            "2026-11-27T19:00",
        ),
        (
            "Lo miro con el equipo y os decimos algo el lunes.",
            "Lo miro con el equipo y os decimos algo el lunes.",
            "2026-11-30T19:00",
        ),
        ("Te escribo mañana con la respuesta.", "Te escribo mañana con la respuesta.", "2026-11-27T19:00"),
        ("Esta mañana lo miramos.", "Esta mañana lo miramos.", "2026-11-26T19:00"),
        (
            "Let me check and get back within two days.",
            "Let me check and get back within two days.",
            "2026-11-28T10:00",
        ),
        ("Voy a preguntarlo en cocina.", "Voy a preguntarlo en cocina.", "2026-11-28T10:00"),
        ("We're going to fix the door next week.", "We're going to fix the door next week.", "2026-12-04T19:00"),
    ],
)
def test_a_promise_is_found_with_its_day(reply: str, sentence: str, due: str) -> None:
    found = promise_in(reply, SAID_AT)
    assert found is not None
    assert found[0] == sentence
    assert found[1] == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "reply",
    [
        "We will always be here for you!",
        "Gracias por venir. ¿Qué tal el bizcocho?",
        "Shall we keep one for you tomorrow?",
        "On Sundays we open from 10 to 17.",
        "Los domingos abrimos de 10 a 14.",
        "",
    ],
)
def test_what_is_no_promise_is_none(reply: str) -> None:
    assert promise_in(reply, SAID_AT) is None

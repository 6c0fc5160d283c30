"""A reply shows by a thing of the comment that it was read; it names none where a word only looks like one."""

from __future__ import annotations

import pytest

from bot.coaching.composing.particulars import particular


@pytest.mark.parametrize(
    ("comment", "lang", "thing"),
    [
        ("Somebody had left a towel and a bowl of water out for the dog.", "en", "the dog"),
        ("He remembered the name of my parrot", "en", "your parrot"),
        ("My aunt's kettle came back the same afternoon.", "en", "the kettle"),
        ("We waited by the old bus stop till dark", "en", "the bus stop"),
        ("The window cleaner was early", "en", ""),
        ("Great, again next week", "en", ""),
        ("Me dibujó el camino en una servilleta.", "es", "la servilleta"),
        ("Nos guardaron las tijeras de la abuela", "es", "las tijeras de la abuela"),
        ("Trajeron un sillón para mi tía", "es", "el sillón"),
        ("Volvimos contentos", "es", ""),
    ],
)
def test_the_last_thing_named_is_taken(comment: str, lang: str, thing: str) -> None:
    assert particular(comment, lang) == thing

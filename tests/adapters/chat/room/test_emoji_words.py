"""Emoji that come as words."""

from __future__ import annotations

import pytest

from bot.adapters.chat.room.emoji_words import after_call, with_emoji


@pytest.mark.parametrize(
    ("wire", "seen"),
    [
        ("We open at nine :smile: :+1:", "We open at nine 😄 👍"),
        (":wave::skin-tone-4: hola", "👋🏽 hola"),
        (":wave_medium_light_skin_tone: hola", "👋🏼 hola"),
        (":flag-es: :100:", "🇪🇸 💯"),
        ("at 10:30:00, note: this: stays", "at 10:30:00, note: this: stays"),
        (":our_own_logo:", ":our_own_logo:"),
    ],
)
def test_words_become_signs(wire: str, seen: str) -> None:
    assert with_emoji(wire) == seen


def test_what_the_platform_told_goes_first() -> None:
    assert with_emoji(":smile: :ours:", {"smile": "🙃", "ours": "🦊"}) == "🙃 🦊"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (": queue", "queue"),
        (", queue", "queue"),
        (" queue", "queue"),
        (" :tada: yes", ":tada: yes"),
        (": :tada:", ":tada:"),
    ],
)
def test_the_colon_of_an_emoji_is_not_the_end_of_a_call(rest: str, said: str) -> None:
    assert after_call(rest) == said

"""What every chat adapter keeps, told from its folder alone: manifest, options, guide, and that a card fits.

What it does with a live server is told by the scenarios (`tests/scenarios/chat`), which it runs with its driver.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.adapters.chat.room.actions import MOST_BYTES
from bot.adapters.chat.room.room import Room
from bot.adapters.chat.text_card import length
from bot.adapters.manifest import chat_capabilities
from bot.adapters.registry import CHATS, guide
from bot.domain.capabilities import ChatCapabilities
from bot.domain.card import Card, OfferedSuggestion
from bot.domain.comment import Author, Turn, Who
from bot.domain.decision import DecisionKind
from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.score import Dimension, Score
from bot.domain.suggestion import Need, Suggestion
from bot.domain.transitions import ItemState

PLATFORMS = sorted(name for name in CHATS if name != "terminal")
"""The terminal is one person's, and no room."""
SECRET = b"of the contract, and no other"
STATES = {"done", "todo", "exempt"}
EMOJI = "¡Qué maravilla de terraza! 👩‍👩‍👧‍👦🎉 «La mejor tarta» *de verdad* <b>y</b> _punto_ [ya](x). "


def folder(platform: str) -> Path:
    """Where the platform's adapter lives."""
    module = import_module(CHATS[platform].partition(":")[0])
    return Path(str(module.__file__)).parent


def a_card(**fields: Any) -> Card:
    """A card with everything that makes one long."""
    suggestions = []
    for number in range(1, 4):
        score = Score(
            total=80, dimensions=tuple((one, 0.8) for one in Dimension), findings=(), why="pregunta algo " * 8,
            situation="plain", moves=frozenset(),
        )  # fmt: skip
        text = EMOJI * 5
        needs = (Need(question="¿Desde cuándo hay catas?"),)
        suggestion = Suggestion(text=text, lang="es", score=score, needs=needs)
        suggestions.append(OfferedSuggestion(id=9_000_000 + number, number=number, suggestion=suggestion))
    reading = Reading(
        lang="es", lang_confidence=0.9, kinds=frozenset({Kind.QUESTION, Kind.PRAISE}), mood=Mood.POSITIVE,
        urgency=Urgency.NOW, needs_reply=True, why="pregunta",
    )  # fmt: skip
    turns = tuple(Turn(who=Who.OTHER, text=EMOJI * 4, name=f"Persona {number}") for number in range(8))
    made = Card(
        item_id=123_456_789, version=4_321, brand_id="acme", brand_name="Acme", page_id="page", page_name="Acme",
        platform="fake", state=ItemState.WAITING, author=Author(name="Bea " * 20), comment=EMOJI * 60,
        commented_at=datetime(2026, 3, 2, tzinfo=UTC), comment_url="", post_text=EMOJI * 10, context=turns,
        reading=reading, suggestions=tuple(suggestions), actions=tuple(DecisionKind), reply_limit=500,
    )  # fmt: skip
    return replace(made, **fields)


def check_manifest(platform: str) -> ChatCapabilities:
    """The manifest is read, names the platform, and says of each rule of quality how it stands."""
    found = chat_capabilities(folder(platform))
    assert found.platform == platform
    assert found.text_limit.most >= 500
    assert found.ack_within.total_seconds() > 0
    assert not found.buttons or found.callback_bytes >= MOST_BYTES
    data = tomllib.loads((folder(platform) / "manifest.toml").read_text(encoding="utf-8"))
    quality = data.get("quality", {})
    assert quality, "the manifest has no [quality]"
    for rule, state in quality.items():
        head, _, reason = str(state).partition(":")
        assert head.strip() in STATES, f"{rule}: {state}"
        assert head == "done" or reason.strip(), f"{rule} gives no reason"
    return found


def check_guide(platform: str) -> None:
    """The guide is there in both languages and ends in settings that name this adapter."""
    english, spanish = guide(platform, "en"), guide(platform, "es")
    assert english != spanish
    for text in (english, spanish):
        assert f'adapter = "{platform}"' in text
        assert "[channels." in text
        assert "doctor" in text


def check_card(platform: str, lang: str) -> None:
    """The longest card fits, with its buttons; what was folded says so and is whole in the overflow."""
    can = chat_capabilities(folder(platform))
    room = Room("room", can, secret=SECRET, lang=lang)
    card = a_card()
    view = room.card(card)
    total = sum(length(each.text, can.text_limit.unit) + 1 for each in view.lines)
    assert total <= can.text_limit.most
    assert view.overflow.count("👩‍👩‍👧‍👦") > 60
    assert any("…" in each.text for each in view.lines)
    buttons = [one for row in view.rows for one in row]
    assert len(buttons) <= (can.buttons_most or len(buttons))
    assert all(len(row) <= 5 for row in view.rows)
    assert all(len(one.action.encode()) <= MOST_BYTES for one in buttons)
    assert len({one.action for one in buttons}) == len(buttons)
    assert len(view.summary) <= 250
    locked = room.card(a_card(state=ItemState.PUBLISHED, actions=()))
    assert locked.locked
    assert locked.rows == () or not any("approve" in one.action for row in locked.rows for one in row)

"""What a moderator's own answer adds to the knowledge base, and what it does not."""

from __future__ import annotations

import pytest

from bot.reports.proposals import proposal


def asked(reply: str, *, known: tuple[str, ...] = (), lang: str = "en") -> str:
    made = proposal(question="Is it?", reply=reply, lang=lang, source="Mo, 2026-11-26", slug="reply-1", known=known)
    return made.answer if made else ""


def test_the_telling_sentences_are_kept_and_the_talk_around_them_is_not() -> None:
    reply = "Hi Ann! The lift is at the back door, next to the bakery. Shall we meet you there? I'll ask Inés tomorrow."
    assert asked(reply) == "The lift is at the back door, next to the bakery."


def test_what_is_known_already_is_not_proposed_again() -> None:
    known = ("The lift is at the back door next to the bakery.",)
    assert asked("The lift is at the back door, next to the bakery.", known=known) == ""


@pytest.mark.parametrize(
    "reply",
    ["Thanks so much for asking, Ann!", "¿Qué día pensabas venir?", "Te escribo mañana con la respuesta.", "Yes!", ""],
)
def test_greetings_questions_and_promises_are_no_knowledge(reply: str) -> None:
    assert asked(reply, lang="es") == ""

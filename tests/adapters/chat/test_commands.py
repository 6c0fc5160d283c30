"""What people type is understood in both languages, and nothing is published by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.commands import Ask, parse_command
from bot.domain.decision import DecisionKind, HideReason

D = DecisionKind


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("approve 1", 1),
        ("a1", 1),
        ("A 2", 2),
        ("approve the 2", 2),
        ("Approve number 3.", 3),
        ("approve 2, please", 2),
        ("send 1", 1),
        ("aprueba 1", 1),
        ("apruebo la 2", 2),
        ("publica la opción 3", 3),
        ("por favor, aprueba la 1", 1),
    ],
)
def test_approving_needs_a_word_and_a_number(said: str, number: int) -> None:
    command = parse_command(said)
    assert (command.ask, command.decision, command.number) == (Ask.DECIDE, D.APPROVE, number)


@pytest.mark.parametrize(
    "said",
    [
        "1",
        "2",
        "ok",
        "ok 1",
        "yes",
        "sí",
        "vale",
        "vale 1",
        "👍",
        "approve of the tone, but shorter",
        "a1b",
        "approve 1 or 2?",
        "I would approve 1 if it were shorter",
        "no apruebo la 1",
        "don't approve 1",
        "not a1",
        "publish 1 later",
        "publica algo sobre el café",
        "approve 123456",
        "approve the second half only",
        "el segundo",
        "aprueba la segunda mitad",
    ],
)
def test_nothing_is_published_by_accident(said: str) -> None:
    command = parse_command(said)
    assert command.decision not in (D.APPROVE, D.EDIT)
    assert command.ask is not Ask.SEND


@pytest.mark.parametrize(
    ("said", "decision", "text"),
    [
        ("reject: too long", D.REJECT, "too long"),
        ("reject too formal", D.REJECT, "too formal"),
        ("rechaza: suena a robot", D.REJECT, "suena a robot"),
        ("leave: they are answering each other", D.LEAVE, "they are answering each other"),
        ("leave it because it is a joke", D.LEAVE, "it is a joke"),
        ("deja: se lo han contestado", D.LEAVE, "se lo han contestado"),
        ("leave: the answer is below", D.LEAVE, "the answer is below"),
        ("escalate", D.ESCALATE, ""),
        ("escalate: legal should see this", D.ESCALATE, "legal should see this"),
        ("escala: que lo vea Lucía", D.ESCALATE, "que lo vea Lucía"),
        ("private", D.PRIVATE, ""),
        ("privado", D.PRIVATE, ""),
        ("another", D.ANOTHER, ""),
        ("otra", D.ANOTHER, ""),
        ("dame otra", D.ANOTHER, ""),
        ("say it differently: warmer, no discount", D.REWORD, "warmer, no discount"),
        ("dilo de otra manera: más cercano", D.REWORD, "más cercano"),
        ("say it differently", D.ANOTHER, ""),
        ("claim", D.CLAIM, ""),
        ("lo llevo yo", D.CLAIM, ""),
        ("release", D.RELEASE, ""),
        ("undo", D.UNDO, ""),
        ("deshacer", D.UNDO, ""),
        ("wait, no", D.UNDO, ""),
        ("undo that", D.UNDO, ""),
        ("deshazlo", D.UNDO, ""),
        ("mejor no, deshazlo", D.UNDO, ""),
        ("reopen", D.REOPEN, ""),
        ("assign Ana", D.ASSIGN, "Ana"),
        ("assign it to @ana", D.ASSIGN, "ana"),
        ("asigna a Pau", D.ASSIGN, "Pau"),
        ("visto bueno", D.APPROVE_SECOND, ""),
        ("it's there", D.RESOLVE_SENT, ""),
        ("no está", D.RESOLVE_UNSENT, ""),
    ],
)
def test_decisions(said: str, decision: DecisionKind, text: str) -> None:
    command = parse_command(said)
    assert (command.ask, command.decision, command.text) == (Ask.DECIDE, decision, text)
    assert not command.missing


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("hide spam", HideReason.SPAM),
        ("hide: abuse", HideReason.ABUSE),
        ("hide it for hate", HideReason.HATE),
        ("oculta insultos", HideReason.ABUSE),
        ("ocúltalo por odio", HideReason.HATE),
        ("hide private data", HideReason.PRIVATE_DATA),
        ("oculta datos", HideReason.PRIVATE_DATA),
        ("hide danger", HideReason.DANGER),
    ],
)
def test_hiding_names_a_reason_of_decency(said: str, reason: HideReason) -> None:
    assert parse_command(said).hide_reason is reason


@pytest.mark.parametrize("said", ["hide", "hide criticism", "hide it", "oculta", "oculta esta queja"])
def test_hiding_without_one_is_asked_about(said: str) -> None:
    command = parse_command(said)
    assert command.hide_reason is None
    assert command.missing == "reason" or command.ask is Ask.TALK


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("reject", "note"),
        ("leave", "note"),
        ("deja", "note"),
        ("approve", "number"),
        ("aprueba", "number"),
        ("apruébala", "number"),
        ("aprueba esa", "number"),
        ("approve that one", "number"),
        ("approve the second one", "number"),
        ("aprueba el segundo", "number"),
    ],
)
def test_what_is_missing_is_named(said: str, missing: str) -> None:
    assert parse_command(said).missing == missing


@pytest.mark.parametrize(
    "said",
    [
        "leave out the discount",
        "leave the last sentence in",
        "hide the price",
        "deja fuera el descuento",
        "deja más claro el horario",
        "warmer",
        "shorter please",
        "más corto",
        "in Spanish",
        "no discount",
        "don't apologise",
        "who is she?",
        "what did we tell her last time?",
        "why does this score so low, the question is real",
        "escaped",
        "privately I think so",
        "what do we say to this? “The bun was dry”",
        "¿qué le decimos a esto?",
        "edit the second one so that it is shorter",
        "rejection is hard",
    ],
)
def test_free_words_go_to_the_coach_as_typed(said: str) -> None:
    command = parse_command(said)
    assert (command.ask, command.text) == (Ask.TALK, said)


@pytest.mark.parametrize(
    ("said", "ask"),
    [
        ("", Ask.NOTHING),
        ("  ", Ask.NOTHING),
        ("queue", Ask.QUEUE),
        ("cola", Ask.QUEUE),
        ("mine", Ask.MINE),
        ("next", Ask.NEXT),
        ("siguiente", Ask.NEXT),
        ("help", Ask.HELP),
        ("ayuda", Ask.HELP),
        ("?", Ask.HELP),
        ("history", Ask.HISTORY),
        ("full", Ask.FULL),
        ("quit", Ask.QUIT),
        ("salir", Ask.QUIT),
        ("send", Ask.SEND),
        ("envíalo", Ask.SEND),
        ("why", Ask.WHY),
        ("¿por qué?", Ask.WHY),
        ("por qué", Ask.WHY),
        ("why 2?", Ask.WHY),
        ("2", Ask.WHY),
        ("el segundo", Ask.WHY),
        ("the first one", Ask.WHY),
        ("open 12", Ask.OPEN),
        ("#12", Ask.OPEN),
        ("abre 3", Ask.OPEN),
        ("flag wrong: boilerplate/value-feedback", Ask.FLAG),
        ("correct mood: negative", Ask.CORRECT),
        ("coach my draft: Thanks!", Ask.COACH),
        ("revisa: ¡Gracias!", Ask.COACH),
        ("edit 2", Ask.EDIT),
        ("use B", Ask.EDIT),
        ("reply: Hello you", Ask.EDIT),
        ("responde: Hola", Ask.EDIT),
        ("edit 2: Hello you", Ask.EDIT),
    ],
)
def test_other_commands(said: str, ask: Ask) -> None:
    assert parse_command(said).ask is ask


def test_an_ordinal_keeps_its_words_since_it_may_be_meant_of_facts() -> None:
    assert parse_command("the second one").text == "the second one"
    assert parse_command("la segunda").text == "la segunda"
    assert parse_command("2").text == parse_command("option 2").text == ""
    assert parse_command("segunda").decision is D.APPROVE_SECOND


@pytest.mark.parametrize("said", ["yes", "sí", "no", "neither", "ninguno", "that's right, use it", "use delivery-days"])
def test_a_word_on_facts_is_for_the_coach_and_decides_nothing(said: str) -> None:
    assert parse_command(said).ask is Ask.TALK


def test_a_command_may_name_its_card() -> None:
    command = parse_command("#12 approve 1")
    assert (command.item, command.decision, command.number) == (12, D.APPROVE, 1)
    assert parse_command("approve 2 #7").item == 7
    assert parse_command("#12: leave: we said so already").text == "we said so already"
    assert parse_command("reply: see #12 for more").item == 0


def test_own_words_are_kept_as_typed() -> None:
    assert parse_command("reply: Hi Ana:\nsee you at 18:00, please").text == "Hi Ana:\nsee you at 18:00, please"
    assert parse_command("edit 2: Sure — why not?").text == "Sure — why not?"


@given(st.text(max_size=120))
def test_any_text_is_a_command_or_words_for_the_coach(said: str) -> None:
    command = parse_command(said)
    assert isinstance(command.ask, Ask)
    assert command.ask is not Ask.DECIDE or command.decision is not None


@given(st.text(alphabet="0123456789 .,!?👍", max_size=12))
def test_numbers_and_signs_alone_never_decide(said: str) -> None:
    assert parse_command(said).ask not in (Ask.DECIDE, Ask.SEND)


@pytest.mark.parametrize("said", ["like", "like the comment", "Give it a like!", "dale me gusta", "dale un like"])
def test_a_like_is_asked_for_in_so_many_words(said: str) -> None:
    assert parse_command(said).decision is D.LIKE


@pytest.mark.parametrize("said", ["I like it", "like it", "me gusta", "I like the second", "me gusta la 2"])
def test_liking_a_suggestion_is_no_like(said: str) -> None:
    assert parse_command(said).decision is not D.LIKE

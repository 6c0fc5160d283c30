"""What the room decides by itself: whom it answers, which card is meant, what it never does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.chat.room.asks import COMMANDS, RoomAsk, parse_room
from bot.adapters.chat.room.events import Heard, Pressed
from bot.adapters.chat.room.typed import is_draft, meant_for_bot
from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.domain.report import Chart, ReportKind
from tests.coaching.cobbler import NAMES_ONE, Weighed
from tests.pipeline.conftest import MO, House, house
from tests.scenarios.chat.memory import WORDS, MemoryChannel, MemoryDriver
from tests.scenarios.chat.stage import Stage, staged
from tests.scenarios.knowing import moved_in

__all__ = ["house"]  # the fixture of the pipeline's tests, used here by its name


@pytest.fixture
async def stage(house: House) -> AsyncIterator[Stage]:
    async with staged(house, MemoryDriver()) as made:
        yield made


def room_of(stage: Stage) -> Any:
    channel = stage.driver.adapter
    assert isinstance(channel, MemoryChannel)
    return channel.room


def heard(text: str, **fields: Any) -> Heard:
    return Heard(**{"event_id": "", "account": "mo#1", "name": "Mo", "place": "here", "text": text, **fields})


@pytest.mark.parametrize(
    ("text", "ask", "rest", "brand"),
    [
        ("link AB12CD34", RoomAsk.LINK, "AB12CD34", ""),
        ("idioma es", RoomAsk.LANGUAGE, "es", ""),
        ("facts add Open? | Yes. | Mo", RoomAsk.FACTS_ADD, "Open? | Yes. | Mo", ""),
        ("datos añade ¿Abrís? | Sí. | Mo marca=mirlo", RoomAsk.FACTS_ADD, "¿Abrís? | Sí. | Mo", "mirlo"),
        ("datos lista horario", RoomAsk.FACTS_LIST, "horario", ""),
        ("voz", RoomAsk.VOICE, "", ""),
        ("brief Acme", RoomAsk.BRIEF, "", "Acme"),
        ("practicar", RoomAsk.PRACTICE, "", ""),
        ("suggest: Is it open?", RoomAsk.SUGGEST, "Is it open?", ""),
        ("propón: ¿Está abierto?", RoomAsk.SUGGEST, "¿Está abierto?", ""),
        ("cancela", RoomAsk.CANCEL, "", ""),
    ],
)
def test_commands_in_both_languages(text: str, ask: RoomAsk, rest: str, brand: str) -> None:
    found = parse_room(text)
    assert found is not None
    assert (found.ask, found.text, found.brand) == (ask, rest, brand)


@pytest.mark.parametrize(
    ("text", "kind", "brand"),
    [
        ("report", ReportKind.HEALTH, ""),
        ("report advice brand=acme", ReportKind.ADVICE, "acme"),
        ("informe contestado", ReportKind.ANSWERED, ""),
        ("resumen semanal", ReportKind.DIGEST, ""),
        ("digest acme", ReportKind.DIGEST, "acme"),
    ],
)
def test_reports_are_named(text: str, kind: ReportKind, brand: str) -> None:
    found = parse_room(text)
    assert found is not None
    assert (found.ask, found.kind, found.brand) == (RoomAsk.REPORT, kind, brand)


@pytest.mark.parametrize("text", ["approve 1", "warmer", "what about the voice?", "link", "#3 why", "suggestion 2"])
def test_other_words_are_no_room_commands(text: str) -> None:
    assert parse_room(text) is None


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
def test_every_native_command_says_what_the_room_understands(spec: Any) -> None:
    values = {one.name: one.choices[0][0] if one.choices else "12" for one in spec.options}
    assert spec.words({}).strip()
    said = spec.words(values)
    for value in values.values():
        assert value in said
    assert len(spec.about) <= 100
    assert len(spec.about_es) <= 100


@pytest.mark.parametrize(
    "text", ["approve 1", "aprueba 2", "edit 1: Yes", "reply: Yes", "reject: too stiff", "another", "undo"]
)
def test_plain_commands_in_a_thread_are_for_the_bot(text: str) -> None:
    assert meant_for_bot(text)


@pytest.mark.parametrize(
    "text",
    ["ok", "1", "yes", "send", "send it", "leave it", "approve", "more", "mine", "I'd approve 1, you?", "hide it",
     "take it private?", "next", "why?", "sí", "dale", "@Ana approve 1", "private", "r", "a"],
)  # fmt: skip
def test_what_people_say_to_each_other_is_not(text: str) -> None:
    assert not meant_for_bot(text)


@pytest.mark.parametrize(
    "text", ["Yes, until ten. Which day?", "Leave: it to us, we call you", "Sí, claro que abrimos hoy"]
)
def test_a_reply_to_a_draft_is_its_next_wording(text: str) -> None:
    assert is_draft(text)


@pytest.mark.parametrize("text", ["send", "envía", "why", "cancel", "a bit warmer", "edit 2", "another", "reply: Yes."])
def test_words_about_a_draft_are_not(text: str) -> None:
    assert not is_draft(text)


@pytest.mark.parametrize(
    ("text", "brand", "page", "days"),
    [
        ("report advice 30d", "", "", 30),
        ("report answered Acme on fake 12 weeks", "Acme on fake", "", 84),
        ("informe salud marca=acme La plaza 2 semanas", "acme", "La plaza", 14),
        ("brief acme 90 días", "acme", "", 90),
        ("report 12 questions we had", "12 questions we had", "", None),
    ],
)
def test_a_report_may_name_a_page_and_a_span(text: str, brand: str, page: str, days: int | None) -> None:
    found = parse_room(text)
    assert found is not None
    assert (found.brand, found.text) == (brand, page)
    assert found.span == (None if days is None else timedelta(days=days))


@pytest.mark.parametrize(
    ("text", "number", "kept"),
    [("promise 31 kept", 31, True), ("promise 31 dropped.", 31, False), ("promesa #31 anulada", 31, False),
     ("promesa 31 cumplida", 31, True)],
)  # fmt: skip
def test_a_promise_is_settled_by_its_number(text: str, number: int, kept: bool) -> None:
    found = parse_room(text)
    assert found is not None
    assert (found.ask, found.number, found.kept) == (RoomAsk.PROMISE, number, kept)


@pytest.mark.parametrize("text", ["post it", "promise me that", "promise 3", "I kept promise 3", "posted: ok"])
def test_words_near_to_a_command_are_none(text: str) -> None:
    assert parse_room(text) is None


async def test_a_planned_post_is_judged_in_the_room(stage: Stage) -> None:
    await stage.driver.say("Ana", "publicación: Ya está aquí la mezcla de otoño.")
    assert "Dos finales a los que se puede contestar" in stage.told("Ana")
    await stage.driver.say("Ana", "publicación")
    assert "Pega la publicación" in stage.told("Ana")


async def test_a_page_is_found_by_its_name(stage: Stage) -> None:
    await stage.driver.say("Mo", "report answered acme on FAKE 30d")
    assert "Too few to compare yet" in stage.told("Mo")
    await stage.driver.say("Mo", "report brand=acme Acme on fake 30d")
    assert "no comments to count" in stage.told("Mo")
    await stage.driver.say("Mo", "report on how we are doing")  # no such page: words for the coach
    assert "no comments to count" not in stage.told("Mo")


async def test_a_report_and_the_brief_come_with_pictures(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.comment()
    made = stage.office.evidence.report

    async def drawn(*args: Any, **fields: Any) -> Any:
        chart = Chart(key="weeks", title="Weeks", alt="two of three questions answered", svg="<svg/>", png=b"png")
        return replace(await made(*args, **fields), charts=(chart,))

    monkeypatch.setattr(stage.office.evidence, "report", drawn)
    await stage.driver.say("Mo", "report")
    (report,) = stage.driver.seen("Mo")
    assert report.text
    assert report.files == ("weeks.png",)
    await stage.driver.say("Mo", "brief")
    (brief,) = stage.driver.seen("Mo")
    assert {name.rpartition(".")[2] for name in brief.files} == {"png", "pdf"}


async def test_without_files_pictures_are_said_in_words(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged(house, MemoryDriver(WORDS)) as stage:
        made = stage.office.evidence.report

        async def drawn(*args: Any, **fields: Any) -> Any:
            chart = Chart(key="weeks", title="Weeks", alt="two of three questions answered", svg="<svg/>", png=b"png")
            return replace(await made(*args, **fields), charts=(chart,))

        monkeypatch.setattr(stage.office.evidence, "report", drawn)
        await stage.driver.say("Mo", "report")
        assert "two of three questions answered" in stage.told("Mo")


async def test_practice_is_private_and_ends(stage: Stage) -> None:
    await stage.driver.say("Mo", "practice")
    assert "direct message" in stage.told("Mo")
    await stage.driver.say("Mo", "practice", private=True)
    assert stage.told("Mo")
    await stage.driver.restart()
    await stage.driver.say("Mo", "approve 1", private=True)  # a try at the invented comment, not a decision
    assert stage.told("Mo")
    await stage.driver.say("Mo", "stop", private=True)
    assert stage.told("Mo")
    await stage.driver.say("Mo", "queue", private=True)
    assert "waiting" in stage.told("Mo").casefold()
    assert stage.replies() == []


async def test_a_channel_asks_about_its_own_brands_only(stage: Stage) -> None:
    await stage.house.store.write(lambda tx: tx.brands.seed(Brand(id="other", name="Other")))
    admin = Person(id="boss", name="Boss", roles=(("*", Role.ADMIN),))
    await stage.join(admin)
    await stage.house.store.write(lambda tx: tx.team.link("boss", "memory", "boss#1"))
    room = room_of(stage)
    answer = await room.heard(heard("facts list", account="boss#1"))
    assert "Which brand" in answer.lines[0].text or "other" in answer.lines[0].text
    room._brands = ("acme",)
    answer = await room.heard(heard("facts list brand=other", account="boss#1"))
    assert "Other" not in " ".join(each.text for each in answer.lines)
    answer = await room.heard(heard("facts list", account="boss#1"))
    assert "Nothing found" in answer.lines[0].text


async def test_a_forged_or_foreign_button_is_answered_and_does_nothing(stage: Stage) -> None:
    item = await stage.comment()
    room = room_of(stage)
    for action in ("approve:1", "t.1.1.approve.1.aaaaaaaaaaa", ""):
        pressed = Pressed(event_id="", account="mo#1", name="Mo", action=action, place="here")
        answer = await room.pressed(pressed)
        assert "not one of mine" in answer.lines[0].text
        assert answer.private
    await stage.settle()
    assert stage.replies() == []
    assert (await stage.card(item)).decision is None


async def test_an_error_is_said_and_the_event_may_come_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    item = await stage.comment()
    room = room_of(stage)

    async def broken(*args: Any, **fields: Any) -> Any:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(stage.office.desk, "decide", broken)
        answer = await room.heard(heard(f"#{item} approve 1", event_id="e1"))
    assert "Something went wrong" in answer.lines[0].text
    assert "disk" not in answer.lines[0].text
    answer = await room.heard(heard(f"#{item} approve 1", event_id="e1"))
    assert "Approved" in answer.lines[0].text
    assert not await room.heard(heard(f"#{item} approve 1", event_id="e1"))


async def test_a_crash_between_deciding_and_remembering_decides_once(stage: Stage) -> None:
    """The event comes again after a restart that lost the mark: the desk knows the request and answers the same."""
    item = await stage.comment()
    room = room_of(stage)
    remembered = stage.office.messages.once

    async def lost(key: str) -> bool:
        return True

    stage.office.messages.once = lost  # type: ignore[method-assign]
    first = await room.heard(heard(f"#{item} approve 1", event_id="e1"))
    stage.office.messages.once = remembered  # type: ignore[method-assign]
    again = await room.heard(heard(f"#{item} approve 1", event_id="e1"))
    assert again.lines[0].text == first.lines[0].text
    await stage.settle()
    assert len(stage.replies()) == 1


async def test_a_draft_of_yesterday_is_not_published_by_its_old_button(stage: Stage) -> None:
    item = await stage.comment()
    await stage.driver.say("Mo", "reply: The first wording, which nobody should see.", item=item)
    old = stage.driver.seen("Mo")[-1]
    await stage.driver.say("Mo", "reply: The second wording, which is right.", item=item)
    stage.told("Mo")
    channel = stage.driver.adapter
    assert isinstance(channel, MemoryChannel)
    button = next(one for one in channel.server.messages[old.id].rows if one.label == "Publish it")
    answer = await room_of(stage).pressed(
        Pressed(event_id="", account="mo#1", name="Mo", action=button.action, place="here", message=old.id)
    )
    assert "changed since" in answer.lines[0].text
    await stage.settle()
    assert stage.replies() == []


async def test_a_thread_about_something_else_is_not_for_the_bot(stage: Stage) -> None:
    item = await stage.comment()
    await stage.driver.say("Mo", "why", item=item)
    answer = await room_of(stage).heard(heard("approve 1", reply_to="a message of somebody", direct=False))
    assert not answer
    await stage.settle()
    assert stage.replies() == []


async def test_a_yes_in_reply_to_a_card_takes_the_fact_and_to_a_colleague_nothing(house: House) -> None:
    await moved_in(house, Weighed("en", price=0.4))
    async with staged(house, MemoryDriver()) as stage:
        item = await stage.comment(NAMES_ONE["en"])
        await stage.driver.chatter("Mo", "yes", item=item)
        assert not stage.driver.seen("Mo")
        await stage.driver.say("Mo", "yes", item=item)
        told = str(stage.driver.seen("Mo"))
        assert "With “A repair of the sole is £35.” (price.en; House rules):" in told
        assert "A. [" in told
        await stage.settle()
        assert stage.replies() == []


async def test_reactions_of_people_to_each_other_are_ignored(stage: Stage) -> None:
    item = await stage.comment()
    message = (await stage.shown(item)).id
    for emoji in ("👍", "🎉", "❤️"):
        pressed = Pressed(event_id="", account="mo#1", name="Mo", action=emoji, place="here", message=message)
        assert not await room_of(stage).pressed(pressed)
    pressed = Pressed(event_id="", account="mo#1", name="Mo", action="1️⃣", place="here", message="another message")
    assert not await room_of(stage).pressed(pressed)


async def test_a_card_without_buttons_says_what_can_be_typed(house: House) -> None:
    async with staged(house, MemoryDriver(WORDS)) as stage:
        item = await stage.comment()
        text = (await stage.shown(item)).text
        assert "approve 1" in text
        assert "reject: …" in text


async def test_a_list_says_what_became_of_each_comment(stage: Stage) -> None:
    items = [await stage.house.comment(f"{'Very ' * 80}long question {number}?") for number in range(6)]
    await stage.settle()
    assert not any("published" in each for each in (await stage.shown(items[0])).text.split("\n"))
    await stage.driver.say("Mo", f"#{items[1]} approve 1")
    await stage.settle()
    shown = await stage.shown(items[0])
    assert shown.id == (await stage.shown(items[1])).id
    rows = {item: next(row for row in shown.text.split("\n") if f"#{item} " in row) for item in items}
    assert rows[items[1]].endswith("→ published (Mo)")
    assert not any("published" in row for item, row in rows.items() if item != items[1])


async def test_completions_are_for_the_team(stage: Stage) -> None:
    item = await stage.comment()
    room = room_of(stage)
    assert [value for value, _ in await room.completions("mo#1", "item")] == [str(item)]
    assert await room.completions("mo#1", "brand") == [("acme", "Acme")]
    assert await room.completions("nobody", "item") == []
    assert MO.name == "Mo"

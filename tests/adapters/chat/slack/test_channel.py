"""A team at work in Slack, through Slack's own client and bolt, over real sockets."""

from __future__ import annotations

from tests.adapters.chat.slack.conftest import ROOM, Floor, labels, shown


async def test_a_card_is_approved_by_its_button(floor: Floor) -> None:
    _, message = await floor.card()
    assert "When do you open?" in shown(message)
    pressed = floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    said = await floor.whispered("#1")
    assert said["user"] == "U0MO"
    assert pressed.took < 3
    await floor.house.settle()
    assert [reply.order.text for reply in floor.house.page.replies] == ["Which day suits you? [32.1]"]
    message = await floor.message_of(1)
    assert "Approve 1" not in labels(message)
    assert "Mo" in shown(message)


async def test_a_press_that_comes_twice_decides_once_and_a_second_person_is_told(floor: Floor) -> None:
    _, message = await floor.card()
    first = floor.slack.presses("U0MO", ROOM, message, "Approve 1")
    await floor.whispered("#1")
    await floor.slack.delivery.again(first)
    floor.slack.presses("U0ANA", ROOM, message, "Approve 2")
    told = await floor.whispered("Ya lo decidió Mo")
    assert told["user"] == "U0ANA"
    assert len(floor.slack.ephemerals) == 2
    await floor.house.settle()
    assert len(floor.house.page.replies) == 1


async def test_edit_opens_a_modal_and_publishes_what_was_sent(floor: Floor) -> None:
    _, message = await floor.card()
    floor.slack.presses("U0MO", ROOM, message, "Edit 1")
    view = await floor.slack.until(lambda: next(iter(floor.slack.views.values()), None))
    field = view["blocks"][0]
    assert field["element"]["initial_value"] == "Which day suits you? [32.1]"
    floor.slack.submits("U0MO", view["id"], {field["block_id"]: "We open at nine :+1: – which day suits you?"})
    await floor.whispered("#1")
    await floor.house.settle()
    assert [reply.order.text for reply in floor.house.page.replies] == ["We open at nine 👍 – which day suits you?"]


async def test_a_late_form_is_said_to_be_late(floor: Floor) -> None:
    _, message = await floor.card()
    floor.slack.fail("views.open", "expired_trigger_id")
    floor.slack.presses("U0ANA", ROOM, message, "Reject")
    told = await floor.whispered("Slack espera tres segundos")
    assert told["user"] == "U0ANA"


async def test_somebody_unknown_is_told_how_to_link(floor: Floor) -> None:
    _, message = await floor.card()
    floor.slack.presses("U0EVE", ROOM, message, "Approve 1")
    told = await floor.whispered("link CODE")
    assert told["user"] == "U0EVE"
    await floor.house.settle()
    assert floor.house.page.replies == []


async def test_a_mention_is_answered_once_in_its_thread(floor: Floor) -> None:
    said = floor.slack.says("U0MO", ROOM, "<@U0BOT> coach: We open at nine. Which day suits you?")
    answers = await floor.slack.until(lambda: floor.thread(said["ts"]))
    await floor.slack.until(lambda: all(one.acked.is_set() for one in floor.slack.delivery.sent))
    assert "You say: coach: We open at nine" in shown(answers[0])
    assert len(floor.thread(said["ts"])) == 1


async def test_a_reply_in_a_cards_thread_is_about_the_card(floor: Floor) -> None:
    _, message = await floor.card()
    floor.slack.says("U0MO", ROOM, "approve 2", thread_ts=message["ts"])
    await floor.slack.until(lambda: floor.thread(message["ts"]))
    await floor.house.settle()
    assert [reply.order.text for reply in floor.house.page.replies] == ["Which day suits you? [32.2]"]


async def test_what_people_say_to_each_other_is_left_alone(floor: Floor) -> None:
    _, message = await floor.card()
    calls = len(floor.slack.calls)
    floor.slack.says("U0MO", ROOM, "approve 1")
    floor.slack.says("U0MO", ROOM, "<@U0ANA> approve 1?", thread_ts=message["ts"])
    floor.slack.says("U0MO", ROOM, "I would take the first one, what do you think", thread_ts=message["ts"])
    await floor.slack.until(lambda: all(one.acked.is_set() for one in floor.slack.delivery.sent))
    last = floor.slack.commands("U0MO", ROOM, "queue")
    await floor.slack.until(lambda: floor.slack.ephemerals and last.acked.is_set())
    assert floor.thread(message["ts"]) == []
    assert [name for name, _ in floor.slack.calls[calls:] if name == "chat.postMessage"] == []
    assert floor.house.page.replies == []


async def test_a_question_that_is_changed_gets_its_answer_changed(floor: Floor) -> None:
    said = floor.slack.says("U0MO", ROOM, "<@U0BOT> coach: We open.")
    before = (await floor.slack.until(lambda: floor.thread(said["ts"])))[0]
    first = shown(before)
    floor.slack.edits(ROOM, said["ts"], "<@U0BOT> coach: We open at nine. Which day suits you best?")
    await floor.slack.until(lambda: shown(floor.thread(said["ts"])[0]) != first)
    assert len(floor.thread(said["ts"])) == 1
    floor.slack.deletes(ROOM, said["ts"])
    await floor.slack.until(lambda: not floor.thread(said["ts"]))


async def test_the_command_answers_one_person(floor: Floor) -> None:
    await floor.card()
    floor.slack.commands("U0ANA", ROOM, "cola")
    told = await floor.whispered("#1")
    assert told["user"] == "U0ANA"


async def test_the_command_works_where_the_bot_is_no_member(floor: Floor) -> None:
    floor.slack.open_room("C0OTHER", "other", members=("U0MO",)).members.discard("U0BOT")
    floor.slack.commands("U0MO", "C0OTHER", "help")
    told = await floor.whispered("approve 1")
    assert told["by"] == "response_url"


async def test_a_direct_message_is_a_conversation(floor: Floor) -> None:
    room = floor.slack.direct("U0ANA")
    floor.slack.says("U0ANA", room.id, "ayuda")
    await floor.slack.until(lambda: [one for one in room.messages.values() if "bot_id" in one])
    answer = next(one for one in room.messages.values() if "bot_id" in one)
    assert "thread_ts" not in answer
    assert "cola" in shown(answer)


async def test_coach_this_on_a_message(floor: Floor) -> None:
    said = floor.slack.says("U0MAX", ROOM, "We value your feedback &amp; hope to see you soon :tada:")
    floor.slack.message_shortcut("U0MAX", ROOM, said["ts"], "tertulia_coach")
    told = await floor.whispered("You say: coach: We value your feedback &amp; hope to see you soon 🎉")
    assert told["user"] == "U0MAX"


async def test_the_global_shortcut_asks_and_answers_directly(floor: Floor) -> None:
    floor.slack.shortcut("U0ANA", "tertulia_ask")
    view = await floor.slack.until(lambda: next(iter(floor.slack.views.values()), None))
    assert view["title"]["text"] == "Preguntar a Tertulia"
    floor.slack.submits("U0ANA", view["id"], {"kind": "coach", "text": "Abrimos a las nueve."})
    room = floor.slack.direct("U0ANA")
    await floor.slack.until(lambda: [one for one in room.messages.values() if "Dices: coach: Abrimos" in shown(one)])


async def test_the_home_tab_shows_the_queue_and_opens_a_card(floor: Floor) -> None:
    await floor.card()
    floor.slack.opens_home("U0MO")
    home = await floor.slack.until(lambda: floor.slack.homes.get("U0MO"))
    assert "When do you open?" in shown(home)
    assert labels(home) == ["Open #1", "Refresh"]
    floor.slack.presses_at_home("U0MO", "Open")
    room = floor.slack.direct("U0MO")
    cards = await floor.slack.until(lambda: [one for one in room.messages.values() if "Approve 1" in labels(one)])
    floor.slack.presses("U0MO", room.id, cards[0], "Approve 1")
    await floor.slack.until(lambda: [one for one in room.messages.values() if "Approved" in shown(one)])
    await floor.house.settle()
    await floor.slack.until(lambda: "When do you open?" not in shown(floor.slack.homes["U0MO"]))
    before = floor.slack.homes["U0MO"]["id"]
    floor.slack.presses_at_home("U0MO", "Refresh")
    await floor.slack.until(lambda: floor.slack.homes["U0MO"]["id"] != before)


async def test_the_home_tab_tells_a_stranger_how_to_link(floor: Floor) -> None:
    await floor.card()
    floor.slack.opens_home("U0EVE")
    home = await floor.slack.until(lambda: floor.slack.homes.get("U0EVE"))
    assert "link CODE" in shown(home)
    assert "When do you open?" not in shown(home)


async def test_a_typed_decision_that_lacks_its_note_gets_a_button_for_the_form(floor: Floor) -> None:
    _, message = await floor.card()
    floor.slack.says("U0MO", ROOM, "<@U0BOT> reject", thread_ts=message["ts"])
    asked = (await floor.slack.until(lambda: floor.thread(message["ts"])))[0]
    assert "What is wrong" in shown(asked)
    floor.slack.presses("U0MO", ROOM, asked, "Write it")
    view = await floor.slack.until(lambda: next(iter(floor.slack.views.values()), None))
    floor.slack.submits("U0MO", view["id"], {view["blocks"][0]["block_id"]: "too cool"})
    await floor.whispered("#1")
    await floor.house.settle()
    assert "too cool" in shown(await floor.message_of(1))

"""The simulated page: its people, its memory and its faults."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.pages.simulated.adapter import SimulatedPage
from bot.adapters.pages.simulated.answering import invitation
from bot.adapters.pages.simulated.faults import Faults
from bot.adapters.pages.simulated.script import load_script
from bot.domain.comment import Comment
from bot.domain.errors import MaybeSent, Misconfigured, NotSent, PermanentRefusal, RetryLater
from bot.domain.publication import PublishOrder

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Inbox:
    """An intake that keeps what it is given."""

    def __init__(self) -> None:
        self.comments: dict[str, Comment] = {}
        self.connected = False

    async def accept(self, comments: Sequence[Comment]) -> Sequence[bool]:
        new = [each.ext_id not in self.comments for each in comments]
        self.comments.update({each.ext_id: each for each in comments})
        return new

    async def cursor(self, page_id: str) -> str:
        return ""

    async def save_cursor(self, page_id: str, cursor: str) -> None:
        raise AssertionError("the simulated page keeps its own place")

    async def page_state(self, page_id: str, *, connected: bool, why: str = "") -> None:
        self.connected = connected


def _page(folder: Path, **more: object) -> SimulatedPage:
    return SimulatedPage("demo", folder / "page.jsonl", minutes=0.01, pace=1000, **more)  # type: ignore[arg-type]


def _order(parent: str, text: str, key: str = "k1", attempt: int = 1) -> PublishOrder:
    return PublishOrder(
        page_id="demo", item_id=1, publication_id=1, idem_key=key, text=text, lang="en",
        parent_ext_id=parent, thread_ext_id=parent, post_ext_id="table", attempt=attempt,
    )  # fmt: skip


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def _run(page: SimulatedPage, inbox: Inbox, until: int) -> None:
    task = asyncio.create_task(page.run(inbox))
    await _until(lambda: len(inbox.comments) >= until)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_at_least_sixty_comments_in_both_languages_arrive_once(tmp_path: Path) -> None:
    inbox = Inbox()
    await _run(_page(tmp_path), inbox, 66)
    assert len(inbox.comments) >= 60
    assert inbox.connected
    assert all(each.post is not None and each.post.text for each in inbox.comments.values())
    assert not any("{" in each.text for each in inbox.comments.values())


async def test_goes_on_after_a_restart_and_repeats_nothing_on_the_page(tmp_path: Path) -> None:
    first, second = Inbox(), Inbox()
    await _run(_page(tmp_path), first, 10)
    await _run(_page(tmp_path), second, 66)
    assert len(second.comments) == 66
    lines = (tmp_path / "page.jsonl").read_text().splitlines()
    assert len(lines) == len(set(lines)) == 66


def test_the_script_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert load_script(1, 5).lines == load_script(1, 5).lines
    assert [line.text for line in load_script(1, 5).lines] != [line.text for line in load_script(2, 5).lines]
    times = [line.at for line in load_script(3, 5).lines]
    assert times == sorted(times)
    assert 250 < times[-1] < 320


def _answers(inbox: Inbox) -> list[Comment]:
    return [each for each in inbox.comments.values() if re.fullmatch(r"7-r\d+-a", each.ext_id)]


async def test_the_author_answers_an_invitation_and_is_silent_to_a_broadcast(tmp_path: Path) -> None:
    inbox, page = Inbox(), _page(tmp_path)
    task = asyncio.create_task(page.run(inbox))
    await _until(lambda: len(inbox.comments) == 66)
    for line in load_script(7, 0.01).lines:
        warm = "Which one do you have in mind, the small one or the big one? I'll look today and tell you."
        await page.publish(_order(f"7-{line.id}", warm, key=line.id))
    able = [line for line in load_script(7, 0.01).lines if line.back]
    await _until(lambda: len(_answers(inbox)) > 0.7 * len(able))
    answers = _answers(inbox)
    assert all(each.parent_ext_id + "-a" == each.ext_id for each in answers)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("reply", "by"),
    [
        ("Was it the almond one or the banana bread?", "choice"),
        ("¿Era el de la tarde o el de la mañana?", "choice"),
        ("Which shop were you in when it happened?", "question"),
        ("¿Con quién te gustaría venir a la cata?", "question"),
        ("I'll ask Inés today and write back here.", "next-step"),
        ("Lo pregunto hoy y te digo algo aquí mismo.", "next-step"),
        ("Tell us which table you were sitting at that day.", "detail"),
        ("Thanks for your feedback! We value every customer.", "nothing"),
        ("Any questions? DM us!", "nothing"),
        ("¿En qué podemos ayudarte?", "nothing"),
        ("Who doesn't love a good coffee? ☕", "nothing"),
    ],
)
def test_what_a_reply_does_counts_and_not_its_question_mark(reply: str, by: str) -> None:
    assert invitation(reply, "the cake was dry").by == by


async def test_own_replies_survive_a_restart(tmp_path: Path) -> None:
    inbox, page = Inbox(), _page(tmp_path)
    await _run(page, inbox, 66)
    sent = await page.publish(_order("7-grind", "Coarser than espresso."))
    found = await _page(tmp_path).own_replies("7-grind", LONG_AGO)
    assert [(each.ext_id, each.text, each.idem_key) for each in found] == [
        (sent.ext_id, "Coarser than espresso.", "k1")
    ]
    _, turns = await page.thread(inbox.comments["7-thread-b"])
    assert [turn.name for turn in turns] == ["Becky Stone"]


async def test_a_torn_last_line_is_dropped(tmp_path: Path) -> None:
    inbox = Inbox()
    await _run(_page(tmp_path), inbox, 66)
    with (tmp_path / "page.jsonl").open("ab") as file:
        file.write(b'{"said": {"ext_id": "x", "te')
    again = _page(tmp_path)
    assert await again.own_replies("x", LONG_AGO) == ()
    assert (tmp_path / "page.jsonl").read_bytes().endswith(b"\n")


@pytest.mark.parametrize(
    ("share", "error", "stands"),
    [
        ("fail", NotSent, 0),
        ("busy", RetryLater, 0),
        ("drop", MaybeSent, 1),
        ("late", MaybeSent, 0),
        ("lost", MaybeSent, 0),
    ],
)
async def test_faults_do_what_they_say(tmp_path: Path, share: str, error: type[Exception], stands: int) -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    await _run(_page(tmp_path), Inbox(), 66)
    page = _page(tmp_path, faults=Faults(**{share: 1.0}), now=lambda: moment)
    with pytest.raises(error):
        await page.publish(_order("7-grind", "Hello"))
    assert len(await page.own_replies("7-grind", LONG_AGO)) == stands
    moment += timedelta(seconds=2)
    assert len(await page.own_replies("7-grind", LONG_AGO)) == (1 if share in ("late", "drop") else 0)


async def test_a_reply_to_nothing_is_refused_for_good(tmp_path: Path) -> None:
    with pytest.raises(PermanentRefusal):
        await _page(tmp_path).publish(_order("7-never", "Hello"))


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"options\.sed"):
        SimulatedPage.build("demo", {"sed": 1}, tmp_path)
    with pytest.raises(Misconfigured, match="more than 1"):
        SimulatedPage.build("demo", {"faults": {"fail": 0.6, "drop": 0.6}}, tmp_path)

"""The engine refits itself to what people corrected and to what replies drew: quietly, on record, reversibly."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.coaching.adapting.rows import OUTCOME
from bot.coaching.adapting.task import FitAnswer, FitTask
from bot.coaching.in_force import BrandReader, InForce
from bot.domain.brand import Brand, Policy
from bot.domain.decision import DecisionKind
from bot.domain.reading import Kind
from bot.domain.situation import Situation
from bot.pipeline.adapting import AT_ONCE, EVERY, FIRST, KIND, Progress, adapt, key_of, plan, roll_back
from bot.pipeline.fitting import FitFailed, Fitter, fit_apart
from bot.pipeline.shelves import StoreShelf
from bot.store.rows import JobRow
from tests.pipeline.conftest import MO, QUICK, House, comment

GOOD = {"label": "complaint", "rows": 60, "counts": [30, 30], "groups": 9, "before": 0.5, "after": 0.9, "refused": ""}
BAD = {**GOOD, "after": 0.4, "refused": "no better than before by cross-validation (0.400; before 0.500)"}


class Fits:
    """A fit that answers as told and remembers what it was asked."""

    def __init__(self, *answers: FitAnswer | Exception) -> None:
        self.answers = list(answers)
        self.tasks: list[FitTask] = []

    async def __call__(self, task: FitTask) -> FitAnswer:
        self.tasks.append(task)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def better(blob: bytes = b"heads") -> FitAnswer:
    return FitAnswer(heads_report={"labels": [GOOD]}, heads=blob)


async def arrive(house: House, texts: Sequence[str]) -> list[int]:
    """Comments by nine people, read and waiting; their items."""
    made = [comment(text, at=house.clock.now(), who=f"p{number % 9}") for number, text in enumerate(texts)]
    await house.intake.accept(made)
    await house.settle(rounds=40)
    return [await house.item_of(one.ext_id) for one in made]


async def corrected(house: House, count: int) -> list[int]:
    """So many comments whose kinds a moderator corrected."""
    items = await arrive(house, [f"la hogaza floja {number}?" for number in range(count)])
    for item_id in items:
        assert (await house.desk.correct(item_id, "kinds", "complaint", MO)).ok
    return items


async def job_of(house: House) -> JobRow:
    found = await house.store.read(lambda tx: tx.jobs.by_key(key_of("acme")))
    assert found is not None
    return found


async def turn(house: House, fit: Fitter | None) -> dict[str, Any]:
    """Let the job's day come; what it remembers of its last fit."""
    house.clock.tick(EVERY)
    jobs = await house.store.write(lambda tx: tx.jobs.claim(KIND, most=1, worker="me", lease=60_000_000))
    assert len(jobs) == 1
    await adapt(replace(house.work, fit=fit), jobs[0])
    return Progress.of((await job_of(house)).payload).last


async def actions(house: House) -> list[str]:
    lines = await house.store.read(lambda tx: tx.audit.page(brand_ids=None, before=0, most=1000))
    return [line.action for line in lines if line.action.startswith("adapt")]


@pytest.fixture
async def planned(house: House) -> House:
    await house.store.write(plan)
    house.store.announce = False  # what the cards look like is no matter here
    return house


async def test_enough_corrections_become_a_version_in_force(planned: House) -> None:
    await corrected(planned, 12)
    fits = Fits(better())
    last = await turn(planned, fits)
    assert last["kept"] == {"heads@acme": 1}
    assert last["labels"] == [GOOD]
    assert StoreShelf(planned.store).active("heads@acme") == b"heads"
    assert await actions(planned) == ["adapted"]
    assert StoreShelf(planned.store).versions("heads@acme")[0].report["by"] == "job"
    row = fits.tasks[0].rows[0]
    assert row.label("complaint") is True
    assert row.label("question") is False


async def test_what_was_decided_without_correcting_counts_as_it_was(planned: House) -> None:
    await corrected(planned, 10)
    kept, undecided = await arrive(planned, ["When do you open?", "And on Sunday?"])
    assert (await planned.approve(kept)).ok
    fits = Fits(better())
    await turn(planned, fits)
    rows = {row.id: row for row in fits.tasks[0].rows}
    assert rows[str(kept)].label("question") is True
    assert str(undecided) not in rows


async def test_a_correction_of_an_earlier_wording_does_not_count(planned: House) -> None:
    items = await corrected(planned, 10)
    planned.clock.tick(timedelta(minutes=1))

    def edit(tx: Any) -> None:
        tx.comments.change(tx.items.get(items[0]).comment_id, edited_at=tx.now)

    await planned.store.write(edit)
    last = await turn(planned, fits := Fits(better()))
    assert last["corrected"] == 9
    assert not fits.tasks


async def test_too_little_starts_no_process_and_says_why(planned: House) -> None:
    await corrected(planned, 3)
    fits = Fits(better())
    last = await turn(planned, fits)
    assert not fits.tasks
    assert (last["corrected"], last["kept"]) == (3, {})
    assert await actions(planned) == ["adapt_refused"]


async def test_a_fit_that_is_no_better_is_refused_on_record(planned: House) -> None:
    await corrected(planned, 12)
    last = await turn(planned, Fits(FitAnswer(heads_report={"labels": [BAD]})))
    assert last["labels"][0]["refused"]
    assert StoreShelf(planned.store).in_force() == {}
    assert await actions(planned) == ["adapt_refused"]


async def test_the_same_evidence_is_not_fitted_twice(planned: House) -> None:
    await corrected(planned, 12)
    fits = Fits(better())
    await turn(planned, fits)
    await turn(planned, fits)
    assert len(fits.tasks) == 1
    item_id = (await corrected(planned, 1))[0]
    await turn(planned, fits)
    assert len(fits.tasks) == 2
    assert str(item_id) in {row.id for row in fits.tasks[1].rows}


async def test_many_corrections_do_not_wait_for_the_day(planned: House) -> None:
    planned.clock.tick(FIRST)
    jobs = await planned.store.write(lambda tx: tx.jobs.claim(KIND, most=1, worker="me", lease=60_000_000))
    await adapt(replace(planned.work, fit=None), jobs[0])
    await corrected(planned, AT_ONCE - 1)
    assert (await job_of(planned)).run_at > planned.store.clock.now().timestamp() * 1e6
    await corrected(planned, 1)
    assert (await job_of(planned)).run_at <= planned.store.clock.now().timestamp() * 1e6


async def test_a_brand_that_switched_it_off_is_left_alone(planned: House) -> None:
    await planned.policy(replace(QUICK, adapt=False))
    await corrected(planned, 12)
    fits = Fits(better())
    assert await turn(planned, fits) == {}
    assert not fits.tasks


async def test_a_failed_fit_is_said_and_tried_again(planned: House) -> None:
    await corrected(planned, 12)
    fits = Fits(FitFailed("the fit ended with code -9"), better())
    assert (await turn(planned, fits))["failed"] == "the fit ended with code -9"
    assert await actions(planned) == ["adapt_failed"]
    assert (await turn(planned, fits))["kept"] == {"heads@acme": 1}


async def test_after_a_rollback_only_many_new_corrections_fit_again(planned: House) -> None:
    await corrected(planned, 12)
    fits = Fits(better(b"one"), better(b"two"), better(b"three"))
    await turn(planned, fits)
    await corrected(planned, 1)
    await turn(planned, fits)
    shelf = StoreShelf(planned.store)
    assert await planned.store.write(lambda tx: roll_back(tx, "acme", "boss")) == {"heads@acme": 1}
    assert shelf.active("heads@acme") == b"one"
    assert await planned.store.write(lambda tx: roll_back(tx, "acme", "boss")) == {"heads@acme": None}
    assert shelf.active("heads@acme") is None
    await corrected(planned, AT_ONCE - 1)
    await turn(planned, fits)
    assert shelf.active("heads@acme") is None
    await corrected(planned, 1)
    await turn(planned, fits)
    assert shelf.active("heads@acme") == b"three"
    assert (await actions(planned)).count("adapt_rolled_back") == 2


async def test_a_person_who_chooses_a_version_during_a_fit_has_the_last_word(planned: House) -> None:
    await corrected(planned, 12)
    await turn(planned, Fits(better(b"one")))
    await corrected(planned, 1)

    async def slow(task: FitTask) -> FitAnswer:
        await planned.store.write(lambda tx: roll_back(tx, "acme", "boss"))
        return better(b"two")

    await turn(planned, slow)
    assert StoreShelf(planned.store).active("heads@acme") is None
    assert Progress.of((await job_of(planned)).payload).held


async def test_the_rival_is_what_people_fitted_never_the_jobs_own(planned: House) -> None:
    shelf = StoreShelf(planned.store)
    shelf.save("heads", b"of the installation", {"by": "file"})
    await corrected(planned, 12)
    fits = Fits(better(b"one"))
    await turn(planned, fits)
    await corrected(planned, 1)
    await turn(planned, fits)
    assert [task.heads for task in fits.tasks] == [b"of the installation"] * 2
    shelf.save("heads@acme", b"of files", {"by": "file"})
    await corrected(planned, 1)
    await turn(planned, fits)
    assert fits.tasks[2].heads == b"of files"


async def test_outcomes_are_rows_for_the_score(planned: House) -> None:
    items = await arrive(planned, [f"Where are you, number {number}?" for number in range(64)])
    for item_id in items:
        assert (await planned.approve(item_id)).ok
    await planned.settle(rounds=80)

    def tell(tx: Any) -> None:
        for number, item_id in enumerate(items[:-1]):  # the last one's time is not over: not known
            tx.outcomes.save(item_id, answered_back=number % 2 == 0, closed=number % 2 == 1)

    await planned.store.write(tell)
    fits = Fits(FitAnswer(heads_report={"labels": []}, score_report={"refused": ""}, score=b"score"))
    last = await turn(planned, fits)
    assert last["answered"] == [31, 32]
    assert last["kept"] == {"score@acme": 1}
    rows = fits.tasks[0].rows
    assert len(rows) == 63
    assert all(row.reply and row.label(OUTCOME) is not None for row in rows)
    assert len({row.group for row in rows}) == 9


async def test_flags_are_counted_for_the_admin(planned: House) -> None:
    item_id = (await corrected(planned, 1))[0]
    await planned.desk.flag(item_id, "to-dm", MO)
    assert (await turn(planned, Fits(better())))["flags"] == [["to-dm", 1, 1]]


async def test_a_task_and_an_answer_survive_the_pipe(planned: House) -> None:
    await corrected(planned, 10)
    fits = Fits(better())
    await turn(planned, fits)
    task = replace(fits.tasks[0], heads=b"\x00\xff")
    assert FitTask.from_json(task.to_json()) == task
    assert FitAnswer.from_json(better().to_json()) == better()


async def test_slang_corrected_by_the_team_is_understood_afterwards(planned: House) -> None:
    """The whole way, with a real fit in its own process."""
    chance = random.Random(4)
    things = ["la hogaza", "la barra", "el bollo", "la chapata"]
    texts = [f"{chance.choice(things)} {'floja' if n % 2 else 'crujiente'}, {n}" for n in range(80)]
    items = await arrive(planned, texts)
    for number, item_id in enumerate(items):
        if number % 2:
            assert (await planned.desk.correct(item_id, "kinds", "complaint", MO)).ok
        else:
            assert (await planned.press(item_id, DecisionKind.LEAVE, note="nothing to say")).ok
    planned.work = replace(planned.work, encoder=False)
    last = await turn(planned, fit_apart)
    assert last["kept"] == {"heads@acme": 1}
    complaint = next(label for label in last["labels"] if label["label"] == "complaint")
    assert complaint["after"] > complaint["before"]
    reader = BrandReader(InForce(StoreShelf(planned.store), encoder=False))
    for brand_id, told in (("acme", True), ("other", False)):
        situation = Situation(brand=Brand(id=brand_id, name=brand_id), comment="la hogaza, floja")
        assert (Kind.COMPLAINT in reader.read(situation).kinds) is told


async def test_a_fit_that_ends_badly_or_never_is_a_failure_in_words() -> None:
    task = FitTask(brand_id="b", brand_name="b", rows=(), heads=b"no model")
    with pytest.raises(FitFailed, match=r"code 1: .*adapted model"):
        await fit_apart(task)
    with pytest.raises(FitFailed, match="took longer"):
        await fit_apart(task, timedelta(milliseconds=10))


def test_the_policy_says_yes_unless_told_otherwise() -> None:
    assert Policy().adapt
    assert json.loads(Progress().to_json())["held"] is False

"""A test that does not end fails with a sentence, and those after it are run."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests import limits

pytest_plugins = ("pytester",)

HANGING = """
    import asyncio, threading, time
    import pytest

    async def test_waits_for_an_event_that_does_not_come():
        await asyncio.Event().wait()

    async def test_goes_on_in_the_background_for_ever():
        async def busy():
            while True:
                await asyncio.sleep(0)
        await asyncio.create_task(busy())

    def test_waits_for_a_lock():
        lock = threading.Lock()
        lock.acquire()
        lock.acquire()

    def test_catches_everything():
        while True:
            try:
                time.sleep(60)
                break
            except Exception:
                pass

    @pytest.fixture
    def stuck():
        time.sleep(60)

    @pytest.fixture
    def stuck_at_the_end():
        yield
        time.sleep(60)

    def test_has_a_set_up_that_hangs(stuck): ...

    def test_has_a_tear_down_that_hangs(stuck_at_the_end): ...

    @pytest.mark.limit(0)
    def test_may_take_its_time():
        time.sleep(0.6)

    def test_comes_after_them(): ...
"""
STUBBORN = """
    import signal

    def test_hears_no_signal():
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        signal.sigwait({signal.SIGUSR1})

    def test_comes_after_it(): ...
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own with a limit of half a second. The last resort stays far off in this process: on a machine
    that stands still for a moment it would end the run of everything else."""
    monkeypatch.delenv("SOAK_CARDS", raising=False)
    monkeypatch.setattr("tests.limits.EXHAUSTIVE", False)
    monkeypatch.setenv("PYTHONPATH", str(Path(limits.__file__).parents[1]))
    pytester.makeini("[pytest]\nlimit = 0.5\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    return pytester


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system ends the process, not the test")
def test_what_does_not_end_fails_where_it_stood_and_the_rest_is_run(inner: pytest.Pytester) -> None:
    inner.makepyfile(HANGING)
    result = inner.runpytest_inprocess("-p", "tests.limits", "-p", "no:cacheprovider", "-p", "no:xdist")
    outcomes = result.parseoutcomes()
    assert (outcomes["passed"], outcomes["failed"]) == (3, 4)
    # on a busy machine clearing up behind the task in the background may take longer than half a second, too
    assert outcomes["errors"] in (2, 3)
    result.stdout.fnmatch_lines(
        [
            "*TookTooLong: test_waits_for_an_event_that_does_not_come: the test was not over after 0.5 s*",
            "*Task* waits at",
            "*.py:* test_waits_for_an_event_that_does_not_come",
        ]
    )
    told = result.stdout.str()
    assert "test_has_a_set_up_that_hangs: its set-up was not over" in told
    assert "test_has_a_tear_down_that_hangs: its tear-down was not over" in told


@pytest.mark.skipif(not hasattr(signal, "sigwait"), reason="needs POSIX signals")
def test_what_hears_no_signal_is_ended_with_its_worker_and_the_rest_is_run(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner.makeconftest("import tests.limits\ntests.limits.LAST = 0.5\ntests.limits.EXHAUSTIVE = False\n")
    inner.makepyfile(STUBBORN)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # two more processes that load them all take seconds
    result = inner.runpytest_subprocess("-p", "tests.limits", "-p", "xdist", "-n", "1")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*crashed while running*test_hears_no_signal*"])
    result.stderr.fnmatch_lines(["*in test_hears_no_signal"])


def test_the_last_test_of_a_worker_that_died_is_run_by_another(inner: pytest.Pytester) -> None:
    inner.makeconftest(
        "from tests.conftest import ByServer\n"
        "def pytest_xdist_make_scheduler(config, log):\n"
        "    return ByServer(config, log)\n"
    )
    inner.makepyfile("import os\ndef test_dies(): os._exit(3)\ndef test_is_left_alone(): ...\n")
    result = inner.runpytest_subprocess("-p", "xdist", "-n", "1", timeout=60)
    result.assert_outcomes(passed=1, failed=1)

"""`tertulia backfill` as a person runs it, against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mastodon_mock.testing.server import MockServer

from bot.cli import main
from bot.store import open_store
from bot.testing.clock import FrozenClock
from tests.adapters.mastodon.rig import SEED


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(seed=SEED, log_level="error") as made:
        yield made


@pytest.fixture
def home(tmp_path: Path, server: MockServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    (home / "token").write_text("token-bakery", encoding="utf-8")
    (home / "tertulia.toml").write_text(
        'brands = ["mirlo"]\n[pages.fedi]\nadapter = "mastodon"\nbrand = "mirlo"\n[pages.fedi.options]\n'
        f'server = "{server.base_url}"\ntoken_file = "token"\n[pages.box]\nadapter = "file"\nbrand = "mirlo"\n',
        encoding="utf-8",
    )
    return home


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


def test_the_past_comes_in_once_and_is_told_in_words(
    home: Path, server: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    bakery, ana = server.client("bakery"), server.client("ana")
    post = bakery.status_post("Rye on Saturday")
    asked = ana.status_post("@bakery from when on?", in_reply_to_id=post["id"])
    answered = bakery.status_post("@ana From nine on!", in_reply_to_id=asked["id"])
    assert run("backfill", "fedi", "--since", "2020-01-01", "--home", str(home)) == 0
    assert "2 new, 1 of them the page's own replies" in capsys.readouterr().out
    assert run("backfill", "fedi", "--since", "2020-01-01", "--home", str(home), "--lang", "es") == 0
    assert "0 nuevos" in capsys.readouterr().out
    store = open_store(f"sqlite:///{home}/tertulia.db", FrozenClock())
    rows = store.read_sync(lambda tx: tx.comments.by_ext("fedi", [str(asked["id"]), str(answered["id"])]))
    store.close()
    question, answer = rows[str(asked["id"])], rows[str(answered["id"])]
    assert (question.text, answer.text) == ("@bakery from when on?", "@ana From nine on!")
    assert (answer.own, answer.parent_ext_id, answer.thread_ext_id) == (True, question.ext_id, question.thread_ext_id)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "--since", "2026-01-01"), "known are"),
        (("fedi", "--since", "yesterday"), "2026-01-31"),
        (("fedi", "--since", "2999-01-01"), "has not come yet"),
        (("box", "--since", "2026-01-01"), "tertulia import"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    home: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backfill", *arguments, "--home", str(home)) != 0
    said = " ".join(capsys.readouterr().err.split())
    assert words in said
    assert "Traceback" not in said

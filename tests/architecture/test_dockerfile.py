"""The Dockerfile by its text; `tools/check_dockerfile.py` runs its steps in CI."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.check_dockerfile import Build, Step, ignored, parse

ROOT = Path(__file__).resolve().parents[2]
STEPS = parse((ROOT / "Dockerfile").read_text(encoding="utf-8"))
RULES = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]


def words(word: str) -> list[str]:
    return [step.rest for step in STEPS if step.word == word]


def test_instructions_are_read_with_flags_and_continuations() -> None:
    text = "# note\nFROM a:1 AS b\nRUN one \\\n    && two\n# more\nCOPY --from=b --chown=1 /x /y\n"
    assert parse(text) == [
        Step(word="FROM", rest="a:1 AS b"),
        Step(word="RUN", rest="one  && two"),
        Step(word="COPY", rest="/x /y", flags=("--from=b", "--chown=1")),
    ]


def test_the_image_runs_the_program_as_nobody_special_and_is_watched() -> None:
    assert words("USER")[-1].split(":")[0] not in ("0", "root")
    assert words("ENTRYPOINT") == ['["python", "-m", "bot"]']
    assert words("CMD") == ['["serve"]']
    assert "/healthz" in words("HEALTHCHECK")[0]
    assert words("STOPSIGNAL") == ["SIGTERM"]


def test_everything_installed_is_locked_and_the_source_comes_last() -> None:
    first_stage = STEPS[: [n for n, step in enumerate(STEPS) if step.word == "FROM"][1]]
    installs = [step.rest for step in first_stage if "pip install" in step.rest]
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)
    copies = [step.rest for step in first_stage if step.word == "COPY"]
    assert copies[0].startswith("requirements/")
    assert copies[-1].startswith("bot/")


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("bot/web/static/app.css", False),
        ("bot/__pycache__/x.pyc", True),
        ("prompts/draft/en.md", False),
        ("config/rules/en/pack/rule.yml", False),
        ("requirements/base.lock", False),
        ("requirements/dev.lock", True),
        (".env", True),
        (".git/config", True),
        ("tests/unit/test_run.py", True),
        ("var/tertulia.db", True),
    ],
)
def test_only_what_is_needed_and_no_secret_gets_into_the_build(name: str, left_out: bool) -> None:
    assert ignored(name, RULES) is left_out


def test_paths_of_the_image_are_moved_and_those_of_addresses_are_not(tmp_path: Path) -> None:
    build = Build(tmp_path)
    build.do_from(Step(word="FROM", rest="python:3.13 AS final"))
    moved = build.moved("cp /opt/x http://127.0.0.1/opt/y && ls ./opt /var/lib")
    assert moved == f"cp {tmp_path}/final/opt/x http://127.0.0.1/opt/y && ls ./opt {tmp_path}/final/var/lib"


def test_a_base_image_without_a_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="names no version"):
        Build(tmp_path).do_from(Step(word="FROM", rest="python:latest"))

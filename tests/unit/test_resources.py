"""Resources are found in a checkout, in a wheel and in a folder that is put in front."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import Misconfigured
from bot.resources import SETTING, resource_files, resource_path, resource_roots


def test_the_programs_own_rules_are_found() -> None:
    assert resource_path("config/rules", environ={}).is_dir()


def test_a_folder_in_front_wins_file_by_file(tmp_path: Path) -> None:
    mine = tmp_path / "config" / "rules" / "en" / "mine"
    mine.mkdir(parents=True)
    (mine / "extra.yml").write_text("x", encoding="utf-8")
    environ = {SETTING: str(tmp_path)}
    assert resource_path("config/rules/en/mine/extra.yml", environ=environ) == mine / "extra.yml"
    files = resource_files("config/rules", [".yml"], environ=environ)
    assert files["en/mine/extra.yml"] == mine / "extra.yml"
    assert list(files) == sorted(files)
    assert resource_path("config", override=tmp_path, environ={}) == tmp_path / "config"


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(Misconfigured, match="TERTULIA_RESOURCES"):
        resource_roots(environ={SETTING: "/no/such/folder"})


@pytest.mark.parametrize("name", ["", "/etc/passwd", "config/../../etc/passwd"])
def test_names_outside_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        resource_path(name, environ={})


def test_a_missing_file_says_where_it_was_looked_for() -> None:
    with pytest.raises(FileNotFoundError, match=r"config/none\.toml"):
        resource_path("config/none.toml", environ={})


def test_a_missing_folder_holds_no_files() -> None:
    assert resource_files("config/none", [".yml"], environ={}) == {}

"""Every page adapter answers every rule of the quality list, and what it says it can do it has."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import bot.adapters.pages.shared as shared
from bot.adapters.manifest import page_capabilities
from bot.adapters.registry import PAGES
from bot.domain.capabilities import Idempotency

RULES = tomllib.loads((Path(shared.__file__).parent / "quality.toml").read_text(encoding="utf-8"))
_ANSWER = re.compile(r"done|(todo|exempt): \S.{8,}", re.DOTALL)
FOLDERS = {name: Path(import_module(address.split(":")[0]).__file__ or "").parent for name, address in PAGES.items()}


@pytest.mark.parametrize("name", PAGES)
def test_each_rule_is_done_to_do_or_exempt_with_its_reason(name: str) -> None:
    manifest = tomllib.loads((FOLDERS[name] / "manifest.toml").read_text(encoding="utf-8"))
    answers = manifest.get("quality", {})
    assert set(answers) == set(RULES)
    assert not [rule for rule, answer in answers.items() if not _ANSWER.fullmatch(answer)]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_claimed_agrees_with_what_the_manifest_can(name: str) -> None:
    manifest = tomllib.loads((FOLDERS[name] / "manifest.toml").read_text(encoding="utf-8"))
    can, quality = page_capabilities(FOLDERS[name]), manifest["quality"]
    pairs = {
        "hide-with-reason": can.can_hide,
        "private-reply": can.can_private_reply,
        "like": can.can_like,
        "thread-fetched": can.can_fetch_thread,
        "backfill": can.can_backfill,
    }
    assert not [rule for rule, able in pairs.items() if (quality[rule] == "done") != able]
    made = getattr(import_module(PAGES[name].split(":")[0]), PAGES[name].split(":")[1])
    assert hasattr(made, "like") == can.can_like
    if can.idempotency is Idempotency.LIST:
        assert can.can_list_own


def test_no_rule_is_left_to_do_where_it_could_hurt() -> None:
    """Publishing twice, losing comments and answering ourselves are never put off."""
    for name, folder in FOLDERS.items():
        quality = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["quality"]
        for rule in ("publish-once", "text-exact", "own-marked", "ids-are-strings", "errors-translated"):
            assert not quality[rule].startswith("todo"), (name, rule)

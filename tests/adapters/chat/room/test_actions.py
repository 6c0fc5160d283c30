"""Signed ids: short, safe against forging, the same for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.chat.room.actions import Action, ActionIds
from bot.domain.decision import DecisionKind

IDS = ActionIds(b"sixteen bytes at least")
VERBS = [kind.value for kind in DecisionKind] + ["full", "why", "open", "send-edit", "insist", "about", "history"]


@given(
    item=st.integers(0, 10**12),
    version=st.integers(0, 10**7),
    verb=st.sampled_from(VERBS),
    arg=st.from_regex(r"[A-Za-z0-9_-]{0,12}", fullmatch=True),
)
def test_what_is_made_is_read_and_fits_everywhere(item: int, version: int, verb: str, arg: str) -> None:
    made = IDS.make(item, version, verb, arg)
    assert len(made.encode("ascii")) <= 64
    assert IDS.read(made) == Action(item_id=item, version=version, verb=verb, arg=arg)


@given(at=st.integers(0, 40), sign=st.sampled_from("abcXYZ019._-"))
def test_a_changed_id_is_no_id(at: int, sign: str) -> None:
    made = IDS.make(17, 3, "approve", "52")
    forged = made[:at] + sign + made[at + 1 :]
    assert forged == made or IDS.read(forged) is None


def test_ids_of_another_installation_and_other_words_are_not_ours() -> None:
    assert ActionIds(b"another secret, as long").read(IDS.make(1, 1, "approve", "2")) is None
    for text in ("", "✅", "t.", "approve", "t.1.1.approve.1.aaaaaaaaaaa", "t." * 40):
        assert IDS.read(text) is None


def test_an_id_is_the_same_after_an_upgrade() -> None:
    """Buttons of last week were made by last week's program: this very text must stay readable."""
    assert ActionIds(b"0123456789abcdef").read("t.h.3.approve.1g.s5N0zuZMMQo") == Action(
        item_id=17, version=3, verb="approve", arg="1g"
    )


def test_what_does_not_fit_is_a_defect() -> None:
    with pytest.raises(ValueError, match="no button id"):
        IDS.make(1, 1, "approve", "x" * 30)
    with pytest.raises(ValueError, match="16 bytes"):
        ActionIds(b"short")

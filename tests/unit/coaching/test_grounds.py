"""What a brand's facts say is read once, and after a change only what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.coaching.scoring import grounding
from bot.coaching.scoring.grounding import Grounds
from bot.domain.brand import Fact

FACTS = tuple(
    Fact(id=f"f{n}", lang="en", question=f"How much is thing{n}?", answer=f"It costs {n},50 € in May.", source="x")
    for n in range(10, 40)
)


def test_a_changed_fact_is_read_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plain = grounding._ground
    monkeypatch.setattr(grounding, "_ground", lambda text: read.append(text) or plain(text))
    grounds = Grounds()
    grounds.of(FACTS)
    assert grounds.of(FACTS) is grounds.of(FACTS)
    assert len(read) == len(FACTS)
    later = (*FACTS[:5], replace(FACTS[5], answer="It costs 999 € in June."), *FACTS[6:20])
    found = grounds.of(later)
    assert len(read) == len(FACTS) + 12  # one came, eleven went
    afresh = Grounds().of(later)
    assert (found.stems, found.numbers) == (afresh.stems, afresh.numbers)
    assert sorted(found.text.split(" \n")) == sorted(afresh.text.split(" \n"))
    assert "999" in found.numbers
    assert "15.5" not in found.numbers
    assert "39.5" not in found.numbers


def test_brands_are_not_mixed_up() -> None:
    grounds = Grounds()
    grounds.of(FACTS[:10])
    other = grounds.of(FACTS[20:])
    assert "10.5" not in other.numbers
    assert "10.5" in grounds.of(FACTS[:10]).numbers

"""Adapting the heads to an installation's own rows."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.coaching.adapting.adapt import adapt_heads
from bot.coaching.adapting.bars import no_better
from bot.coaching.adapting.both import BothReports, keep
from bot.coaching.adapting.fit import Examples, fit_heads
from bot.coaching.adapting.heads import LABELS, MOODS, AdaptedHeads
from bot.coaching.adapting.installation import gather, situation_of
from bot.coaching.adapting.ngrams import BUCKETS, hashed, unit_blocks
from bot.coaching.adapting.rows import AdaptRow, BadRow, read_rows
from bot.coaching.adapting.shelved import adapted_heads
from bot.domain.brand import Brand
from bot.domain.errors import BadInput
from bot.domain.situation import Situation
from bot.testing.shelf import MemoryShelf

BRAND = Brand(id="b", name="B")


class GuessingReader:
    """Knows nothing: a half for every label, and no encoder."""

    def shipped_scores(self, situations: Sequence[Situation]) -> list[dict[str, float]]:
        return [dict.fromkeys((*LABELS, *MOODS), 0.4) for _ in situations]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        return None


def bakery_rows(count: int = 120) -> list[AdaptRow]:
    """Comments in a team's own slang, where "floja" and "soggy" are the complaint."""
    chance = random.Random(3)
    things = ["the loaf", "my bun", "la barra", "el cruasán", "this rye", "la hogaza"]
    bad = ["was soggy again", "came soggy", "floja otra vez", "está floja"]
    good = ["was crisp today", "came crisp", "crujiente otra vez", "está crujiente"]
    rows = []
    for index in range(count):
        wrong = index % 2 == 0
        text = f"{chance.choice(things)} {chance.choice(bad if wrong else good)} {index}"
        mood = "negative" if wrong else ("positive" if index % 4 == 1 else "neutral")
        rows.append(
            AdaptRow(id=str(index), comment=text, group=str(index % 10), labels=(("complaint", wrong), ("mood", mood)))
        )
    return rows


def adapt(rows: list[AdaptRow]) -> Any:
    return adapt_heads(rows, GuessingReader(), [situation_of(row, BRAND) for row in rows])


def test_the_teams_own_words_are_learned_and_measured() -> None:
    report = adapt(bakery_rows())
    complaint = next(label for label in report.labels if label.label == "complaint")
    assert not complaint.refused
    assert complaint.after > 0.9 > complaint.before
    assert report.heads.scores("la barra floja", None, {})["complaint"] > 0.5
    assert report.heads.scores("the loaf was crisp", None, {})["complaint"] < 0.5


def test_moods_are_a_distribution() -> None:
    scores = adapt(bakery_rows()).heads.scores("my bun came soggy", None, {})
    assert sum(scores[mood] for mood in MOODS) == pytest.approx(1.0)
    assert max(MOODS, key=scores.__getitem__) == "mood:negative"


def test_too_few_rows_are_refused_with_the_numbers() -> None:
    report = adapt(bakery_rows(12))
    assert report.heads is None
    assert all("too few rows: 12" in label.refused for label in report.labels)


def test_a_fit_that_does_worse_than_before_is_refused() -> None:
    # In each half the same words mean the opposite, so what one half teaches is wrong about the other.
    rows = [
        AdaptRow(
            id=str(n),
            comment=f"{'ha' if n % 2 else 'hm'} {n}",
            group="left" if n < 60 else "right",
            labels=(("joke", (n % 2 == 1) == (n < 60)),),
        )
        for n in range(120)
    ]

    class FaintlyRight(GuessingReader):
        """Right each time, but so faintly that the words outweigh it."""

        def shipped_scores(self, situations: Sequence[Situation]) -> list[dict[str, float]]:
            return [{"joke": 0.5 if bool(row.label("joke")) else 0.499} for row in rows]

    report = adapt_heads(rows, FaintlyRight(), [situation_of(row, BRAND) for row in rows])
    joke = report.labels[0]
    assert joke.before == pytest.approx(1.0)
    assert joke.after < joke.before
    assert "no better than before" in joke.refused
    assert report.heads is None


def test_a_fit_has_to_beat_what_is_in_force() -> None:
    rows = bakery_rows()
    strong = adapt(rows).heads
    report = adapt_heads(rows, GuessingReader(), [situation_of(row, BRAND) for row in rows], in_force=strong)
    complaint = next(label for label in report.labels if label.label == "complaint")
    assert complaint.before is not None
    assert complaint.after is not None
    assert complaint.before > 0.9
    assert complaint.refused == no_better(complaint.before, complaint.after)


def test_a_kept_version_can_be_left_again() -> None:
    shelf = MemoryShelf()
    assert keep(BothReports(heads=adapt(bakery_rows()), score=None), shelf)
    assert shelf.in_force() == {"heads": 1}
    heads = adapted_heads(shelf)
    assert heads is not None
    assert heads.scores("floja", None, {})["complaint"] > 0.5
    shelf.activate("heads", None)
    assert adapted_heads(shelf) is None


def test_heads_survive_the_shelf_unchanged() -> None:
    heads = adapt(bakery_rows()).heads
    again = AdaptedHeads.from_bytes(heads.to_bytes())
    for text in ("la hogaza está floja", "crisp", "", "🙂", "x" * 6000):
        before, after = heads.scores(text, None, {}), again.scores(text, None, {})
        assert after == pytest.approx(before, abs=2e-3)


@pytest.mark.parametrize("blob", [b"", b"PK\x03\x04 not an archive", b"\x80\x04K\x01."])
def test_anything_else_on_the_shelf_is_refused_in_words(blob: bytes) -> None:
    with pytest.raises(BadInput, match="tertulia adapt"):
        AdaptedHeads.from_bytes(blob)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON"),
        ("[1]", "must be a JSON object"),
        ('{"comment": "hi"}', '"labels"'),
        ('{"comment": " ", "labels": {"spam": true}}', '"comment" is empty'),
        ('{"comment": "hi", "labels": {"nice": true}}', 'unknown label "nice"'),
        ('{"comment": "hi", "labels": {"mood": "sad"}}', "negative, neutral or positive"),
        ('{"comment": "hi", "labels": {"spam": "yes"}}', "true or false"),
        ('{"comment": "hi", "labels": {"spam": 1}, "history": [{"who": "me"}]}', '"history"'),
        ("[" * 100_000, "recursion"),
    ],
)
def test_bad_rows_say_what_is_wrong(line: str, why: str) -> None:
    [row] = list(read_rows([line]))
    assert isinstance(row, BadRow)
    assert why.lower() in row.why.lower()


def test_files_are_gathered_with_their_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    good = {"id": "1", "comment": "¿Abren hoy?", "labels": {"question": True, "mood": "neutral", "spam": None}}
    file.write_text(json.dumps(good) + "\n\nnope\n", encoding="utf-8")
    gathered = gather([file])
    assert gathered.rows[0].label("question") is True
    assert gathered.rows[0].label("spam") is None
    assert gathered.bad[0][1].line == 3
    with pytest.raises(BadInput, match=r"missing\.jsonl"):
        gather([tmp_path / "missing.jsonl"])


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_hashes_into_unique_buckets_of_unit_blocks(text: str) -> None:
    buckets, values, blocks = hashed(text)
    assert len(set(buckets.tolist())) == len(buckets)
    assert all(0 <= bucket < BUCKETS for bucket in buckets.tolist())
    scaled = unit_blocks(values, blocks)
    for block in (0, 1):
        length = float(np.square(scaled[blocks == block]).sum())
        assert length == pytest.approx(1.0, abs=1e-4) or length == 0.0


def test_counts_of_cues_are_weighed_and_survive_storing() -> None:
    texts = [f"row {number} {'you absolute clown' if number % 2 else 'see you there'}" for number in range(60)]
    shipped = [{"cue:insult": float(number % 2)} for number in range(60)]
    examples = Examples.of(texts, None, shipped)
    heads = fit_heads(examples, {"abuse": np.array([float(number % 2) for number in range(60)])})
    again = AdaptedHeads.from_bytes(heads.to_bytes())
    assert "cue:insult" in again.shipped_labels
    calm, rough = (again.scores("a new row", None, {"cue:insult": count})["abuse"] for count in (0.0, 1.0))
    assert rough > calm + 0.2

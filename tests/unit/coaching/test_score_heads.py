"""The fitted heads that ship: there, named in their provenance, and pulling the right way."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.coaching.parts import build_parts
from bot.coaching.scoring import Scorer
from bot.coaching.scoring.grams import SIZE, buckets, press
from bot.coaching.scoring.heads import FILE, HEADS, shipped_heads
from bot.coaching.scoring.language import guess, language_of
from bot.coaching.scoring.situation import Moment
from bot.coaching.scoring.weights import standing
from bot.domain.brand import Brand
from bot.domain.score import Dimension
from bot.domain.situation import Situation
from bot.rules.text import analyse

PAIRS = Path(__file__).resolve().parents[2] / "pairs"


def test_every_head_ships_with_its_sets_and_figures() -> None:
    heads = shipped_heads()
    assert heads is not None
    assert set(heads.heads) == set(HEADS)
    told = json.loads(FILE.with_name("score_provenance.json").read_text(encoding="utf-8"))
    assert set(told["heads"]) == {*HEADS, "match"}
    assert all(head["sets"] for head in told["heads"].values())


def test_without_the_file_the_hand_set_parts_stand_alone(tmp_path: Path) -> None:
    assert shipped_heads(tmp_path / "none.npz") is None


def test_a_post_that_speaks_to_somebody_is_told_from_one_that_announces() -> None:
    scorer, brand = Scorer(), Brand(id="b", name="b")
    talk, news = (
        scorer.score(text, Situation(brand=brand)).part(Dimension.INVITES)
        for text in (
            "Thanks for coming by, Ruth! Which of the three loaves won at home?",
            "New study on bread consumption in Europe published. Learn more",
        )
    )
    assert talk is not None
    assert news is not None
    assert talk > news + 0.4


def test_buckets_are_stable_and_inside() -> None:
    row = buckets(analyse("Which of the two, café or té? www.x.com 12"))
    assert (row == buckets(analyse("which of the two, cafe or te? www.y.org 99"))).all()
    assert row.min() >= 0
    assert row.max() < SIZE
    assert press(buckets(analyse("")), np.ones(SIZE, dtype=np.float32)) == 0.0


@pytest.mark.parametrize(
    ("text", "hint", "lang"),
    [
        ("We will look at it today", "", "en"),
        ("Lo miramos hoy mismo", "", "es"),
        ("¿Cuál?", "", "es"),
        ("👍", "es", "es"),
        ("Merci beaucoup, nous allons regarder cela demain", "fr", "fr"),
        ("本当にありがとうございます", "", "und"),
    ],
)
def test_language_of_a_reply(text: str, hint: str, lang: str) -> None:
    assert guess(analyse(text), hint) == lang


def test_a_post_is_judged_without_handles_tags_and_links() -> None:
    scorer, brand = Scorer(), Brand(id="b", name="b")
    bare, dressed = (
        scorer.facets([(text, Situation(brand=brand))])[0].extra["post"]
        for text in (
            "Thanks for the photo, which bread is it?",
            "@ruth_b Thanks for the photo, which #bread is it? <url>",
        )
    )
    assert dressed == pytest.approx(bare, abs=1e-6)


def test_a_headline_without_everyday_words_is_still_judged_by_words() -> None:
    post = "Nestlé Waters receives sustainability certification, Buxton facility"
    assert guess(analyse(post)) not in {"en", "es"}
    assert language_of(analyse(post)) == "en"


def test_a_reply_to_somebody_else_fits_a_comment_less() -> None:
    scorer, brand = build_parts().scorer, Brand(id="b", name="b")
    lost = Situation(brand=brand, comment="My suitcase never arrived in Madrid, flight BA460, three days ago.")
    theirs, other = scorer.score_many(
        [
            ("Three days without a suitcase is too long. Which tag number stands on the BA460 stub?", lost),
            ("The lounge opens at five, and showers are free for members. Which gate do you fly from?", lost),
        ]
    )
    for dimension in (Dimension.PERSONAL, Dimension.ANSWERS):
        mine, stranger = theirs.part(dimension), other.part(dimension)
        assert mine is not None
        assert stranger is not None
        assert mine > stranger + 0.1
    assert theirs.ranked > other.ranked + 5


def test_where_the_talk_stands_moves_all_replies_to_a_comment_alike() -> None:
    assert standing(Moment.PLANNED, 5, 40) == 0
    talk = standing(Moment.TALK, 0, 13)
    assert standing(Moment.TALK, 4, 13) > standing(Moment.TALK, 1, 13) > talk
    assert standing(Moment.COMPLAINT, 0, 13) == pytest.approx(talk + 3)
    assert standing(Moment.ABUSE, 0, 13) < standing(Moment.PRAISE, 0, 13) < talk
    assert standing(Moment.COMPLAINT, 500, 5_000) < 20


@pytest.mark.parametrize(
    ("lang", "comment", "reply", "strange", "why"),
    [
        (
            "en",
            "My suitcase never arrived in Madrid, flight BA460, three days ago.",
            "The lounge opens at five, and showers are free for members.",
            "showers",
            "This seems to answer something else: it speaks of «showers»",
        ),
        (
            "es",
            "Mi maleta no llegó a Madrid en el vuelo IB3214 hace tres días.",
            "La sala abre a las cinco y las duchas son gratis para socios.",
            "duchas",
            "Parece contestar a otra cosa: habla de «duchas»",
        ),
    ],
)
def test_a_reply_that_answers_something_else_is_told_with_its_word(
    lang: str, comment: str, reply: str, strange: str, why: str
) -> None:
    situation = Situation(brand=Brand(id="b", name="b"), comment=comment, lang=lang, reader_lang=lang)
    score = build_parts().scorer.score(reply, situation)
    told = next(finding for finding in score.findings if finding.rule == "other-matter")
    assert reply[told.start : told.end] == strange
    assert told.why.startswith(why)
    assert "{" not in told.instead


def test_a_two_way_reply_is_seldom_said_to_answer_something_else() -> None:
    scorer, told, many = build_parts().scorer, 0, 0
    for lang in ("en", "es"):
        rows = [json.loads(line) for line in (PAIRS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
        pairs = [(r["two_way"], Situation(brand=Brand(id="b", name=""), comment=r["comment"], lang=lang)) for r in rows]
        found = [{finding.rule for finding in score.findings} for score in scorer.score_many(pairs)]
        told, many = told + sum("other-matter" in rules for rules in found), many + len(rows)
    assert told <= 0.04 * many

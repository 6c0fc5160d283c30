"""Whatever the text: a total between 0 and 100, spans inside the reply, the same answer twice, no crash."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.scoring import Scorer
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation
from bot.rules import default_book
from bot.rules.text import analyse, fold
from tests.effort import examples

SCORER = Scorer()
BRAND = Brand(id="b", name="b", facts=(Fact(id="1", lang="en", question="q", answer="open at 9:00", source="s"),))
SIGNS = "sorry DM us, we'll call by six. ¿cuál prefieres? FREE #now €5 www.x.com 12 June !!! 🎉🎉🎉🎉 İß é"
WORDS = st.sampled_from(SIGNS.split())
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))


@settings(max_examples=examples(150), deadline=None)
@given(reply=TEXTS, comment=st.one_of(st.none(), TEXTS), reader=st.sampled_from(["en", "es"]))
def test_any_text(reply: str, comment: str | None, reader: str) -> None:
    situation = Situation(brand=BRAND, comment=comment, reader_lang=reader)
    score = SCORER.score(reply, situation)
    assert 0 <= score.total <= 100
    for finding in score.findings:
        assert 0 <= finding.start <= finding.end <= len(reply)
        assert finding.why
        assert finding.instead
    assert all(part is None or 0 <= part <= 1 for _dimension, part in score.dimensions)
    assert Scorer().score(reply, situation) == score
    assert SCORER.score_many([("other", situation), (reply, situation)])[1] == score


@given(st.text(max_size=200))
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)
    folded = analyse(text)
    assert all(0 <= word.start < word.end <= len(text) for word in folded.words)
    ends = [0, *(place for sentence in folded.sentences for place in (sentence.start, sentence.end))]
    assert ends == sorted(ends)


@given(TEXTS, st.sampled_from(["en", "es", "fr", "und"]))
def test_rules_never_point_outside(text: str, lang: str) -> None:
    for hit in default_book().find(text, lang):
        assert 0 <= hit.start < hit.end <= len(text)

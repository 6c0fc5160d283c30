"""What must not go out is told first, wherever only the first few findings are told."""

from __future__ import annotations

from bot.adapters.chat.text_card import score_lines
from bot.coaching.suggesting import lack
from bot.domain.score import Dimension, Finding, Score, Severity
from bot.web.views import score_view


def _finding(severity: Severity, rule: str, instead: str = "") -> Finding:
    return Finding(
        rule=rule, severity=severity, start=0, end=0, why=f"why {rule}", instead=instead, dimension=Dimension.HUMAN
    )


SCORE = Score(
    total=30,
    dimensions=tuple((each, 0.3) for each in Dimension),
    findings=(
        _finding(Severity.HINT, "small", "a little"),
        _finding(Severity.WARNING, "first"),
        _finding(Severity.BLOCK, "invented", "check it"),
        _finding(Severity.WARNING, "second"),
    ),
    why="it tells",
    situation="plain",
)


def test_findings_come_by_weight_and_then_in_the_order_of_the_score() -> None:
    assert [each.rule for each in SCORE.gravest] == ["invented", "first", "second", "small"]


def test_cards_and_the_console_tell_the_gravest_first() -> None:
    told = [each.text for each in score_lines(SCORE, "text", "en") if "[" in each.text]
    assert told[0].startswith("⛔")
    assert score_view(SCORE, "text").findings[0].rule == "invented"


def test_what_a_weak_reply_lacks_is_the_mend_of_the_gravest_or_lifts_the_weakest_part() -> None:
    assert lack(SCORE, "en") == "To be better it needs: check it"
    parts = tuple((each, 0.2 if each is Dimension.INVITES else 0.9) for each in Dimension)
    bare = Score(total=30, dimensions=parts, findings=(), why="it tells", situation="plain")
    assert lack(bare, "en") == "To be better it needs: a turn for them, one question that's easy to take up."
    assert lack(bare, "es") == "Para mejorar le falta: darles un turno, una pregunta fácil."


def test_nothing_is_said_to_lack_where_nothing_could_be_judged() -> None:
    unjudged = tuple((each, None) for each in Dimension)
    assert lack(Score(total=0, dimensions=unjudged, findings=(), why="", situation="plain"), "en") == ""

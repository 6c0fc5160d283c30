"""Which moves a moment asks for, in which order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.composing.answers import Answers
from bot.coaching.composing.beside import beside
from bot.coaching.composing.kinds import CAREFUL
from bot.coaching.composing.moments import UPDATE
from bot.coaching.composing.notice import Noticed, plain_words
from bot.coaching.composing.set_apart import named
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.taken import telling
from bot.coaching.composing.warmth import praises
from bot.coaching.composing.wishes import Wishes

Plan = tuple[str, ...]
"""Names of moves; one with "?" in front is left out where there are no words for it."""

_SOBER = frozenset({"lost", "allergy", "jobs", "refund"})
"""Tags of facts about which nobody is asked whether it is for a special day."""
_PLANS: dict[str, tuple[Plan, ...]] = {
    "complaint": (
        ("sorry", "next", "?ask"),
        ("feel", "sorry", "next"),
        ("meet", "next", "?ask"),
        ("?hello", "sorry", "next", "?ask"),
        ("?hello", "feel", "meet", "next"),
        ("feel", "meet", "next", "?ask"),
        ("?hello", "meet", "next", "?ask"),
    ),
    "both": (
        ("both", "next", "?ask"),
        ("?hello", "both", "next"),
        ("feel", "both", "next"),
        ("both", "next"),
        ("?hello", "both", "next", "?ask"),
    ),
    "plain": (
        ("meet", "next", "?ask"),
        ("regret", "meet", "next"),
        ("meet", "next"),
        ("?hello", "meet", "next", "?ask"),
        ("feel", "meet", "next", "?ask"),
        ("?hello", "meet", "next"),
    ),
    "price": (
        ("meet", "next"),
        ("?hello", "meet", "next"),
        ("feel", "meet", "next"),
    ),
    "vague": (
        ("feel", "meet", "ask"),
        ("?hello", "meet", "ask"),
        ("meet", "ask"),
        ("feel", "ask"),
    ),
    "told": (
        ("mirror", "next", "?ask"),
        ("sorry", "next", "?ask"),
        ("feel", "echo", "next"),
        ("?hello", "feel", "sorry", "next"),
        ("?hello", "mirror", "next"),
        ("meet", "next", "?ask"),
        ("feel", "meet", "next", "?ask"),
        ("?hello", "meet", "next"),
    ),
    "complaint_fact": (
        ("feel", "meet", "fact", "?ask"),
        ("?hello", "feel", "fact", "follow"),
        ("sorry", "fact", "?ask"),
        ("meet", "fact"),
    ),
    "question_fact": (
        ("fact", "follow"),
        ("?hello", "fact", "follow"),
        ("good_question", "fact", "follow"),
        ("fact",),
    ),
    "question_near": (
        ("near", "unsure_near", "ask_near"),
        ("near", "unsure_near"),
        ("?hello", "near", "unsure_near"),
    ),
    "question": (
        ("take", "stand", "ask_need"),
        ("?hello", "take", "stand"),
        ("take", "stand"),
        ("?hello", "take", "stand", "ask_need"),
        ("take", "ask_need"),
    ),
    "request": (
        ("take", "private", "stand"),
        ("?hello", "take", "private"),
        ("take", "private"),
        ("?hello", "take", "private", "stand"),
    ),
    "request_open": (
        ("take", "stand", "ask_need"),
        ("?hello", "take", "ask_need"),
        ("take", "ask_need"),
        ("?hello", "take", "stand"),
    ),
    "suggestion": (
        ("meet", "pass"),
        ("?hello", "meet", "pass"),
    ),
    "tip": (
        ("meet", "ask"),
        ("meet", "next"),
        ("?hello", "meet", "ask"),
        ("meet", "next", "ask"),
    ),
    "praise": (("meet",), ("meet",), ("?hello", "meet"), ("meet",), ("meet",)),
    "praise_known": (("meet",), ("meet",), ("?hello", "meet"), ("meet",)),
    "praise_hero": (("meet",), ("feel", "meet"), ("?hello", "meet"), ("meet",)),
    "loss": (("meet",), ("?hello", "meet"), ("meet",)),
    "loss_hero": (("meet", "next"), ("?hello", "meet", "next"), ("meet", "next")),
    "correction": (("meet",), ("?hello", "meet")),
    "vote": (("meet",), ("?hello", "meet")),
    "heard": (
        ("meet", "next"),
        ("?hello", "meet", "next"),
        ("meet",),
        ("?hello", "meet"),
    ),
    "doubt": (("meet",), ("?hello", "meet"), ("meet",)),
    "courtesy": (("meet",), ("?hello", "meet")),
    "glad": (("meet",), ("?hello", "meet")),
    "theirs": (("meet",), ("?hello", "meet")),
    "joke": (("meet",), ("?hello", "meet")),
    "talk": (("meet",), ("?hello", "meet")),
    "sad": (("meet",), ("?hello", "meet")),
    "thanks": (("welcome", "?open"), ("?hello", "welcome"), ("welcome",)),
    "update": (("meet", "promise"), ("?hello", "meet", "promise", "?ask"), ("meet", "promise", "?ask")),
    "sent": (("meet", "promise"), ("?hello", "meet", "promise"), ("meet", "ask")),
    "left": (("meet", "next", "ask"), ("?hello", "meet", "next", "ask"), ("meet", "ask", "next")),
    "haggle": (("meet", "next"), ("meet", "ask"), ("?hello", "meet", "next")),
    "favour": (("meet", "next"), ("?hello", "meet", "next"), ("meet", "next", "ask")),
    "mixed": (("meet", "next", "?ask"), ("?hello", "meet", "next"), ("meet", "next")),
    "resolved": (("meet", "ask"), ("meet", "next"), ("?hello", "meet", "ask")),
    "abuse": (("boundary", "ask"), ("boundary",), ("boundary", "open")),
    "emoji": (("meet",),),
    "emoji_cross": (("ask",),),
    "danger": (
        ("meet", "ask", "safety", "?person"),
        ("?hello", "meet", "safety", "ask", "?person"),
        ("meet", "safety", "?next", "?person", "ask"),
        ("meet", "ask", "?next", "?person"),
    ),
    "danger_kin": (
        ("meet", "ask", "safety", "?person"),
        ("?hello", "meet", "ask", "?person", "next"),
        ("meet", "ask", "safety", "?person", "next"),
        ("meet", "?person", "next", "ask"),
    ),
    "danger_pet": (
        ("meet", "ask", "safety", "?person"),
        ("?hello", "meet", "safety", "ask", "?person"),
        ("meet", "ask", "next", "?person"),
    ),
    "danger_gone": (("meet", "?person", "ask"), ("meet", "ask")),
    "danger_lost": (("meet", "?person"), ("?hello", "meet", "?person")),
    "alarm": (
        ("meet", "safety", "?person", "ask"),
        ("?hello", "meet", "ask", "?person"),
        ("meet", "?person", "ask"),
    ),
    "story": (
        ("meet", "thanks"),
        ("?hello", "meet"),
        ("meet", "ask"),
        ("meet", "next"),
        ("?hello", "meet", "ask"),
        ("meet",),
    ),
    "selfharm": (("?hello", "meet", "safety", "ask"), ("meet", "safety"), ("meet", "ask", "safety")),
    "selfharm_quiet": (("?hello", "meet", "ask", "safety"), ("meet", "ask", "safety"), ("meet", "safety")),
    "selfharm_kin": (
        ("meet", "safety", "ask"),
        ("?hello", "meet", "safety"),
        ("meet", "safety", "?person"),
        ("meet", "ask", "safety"),
    ),
    "legal": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "press": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "leak": (("meet", "safety", "?person"), ("?hello", "meet", "safety", "ask"), ("safety", "?person")),
}

_HARMED = frozenset({"danger", "danger_kin"})
_IN_HANDS = re.compile(
    r"\b(?:in|at) (?:the )?(?:a ?& ?e|a and e|er|emergency room|emergency department|hospital|infirmary|clinic)\b|"
    r"\b(?:ambulance|paramedics?) (?:is|are|was|were|has|have|came|took|just)\b|"
    r"\ben (?:las )?urgencias\b|\ben (?:el|un) (?:hospital|ambulatorio|sanatorio)\b|\bingresad[oa]s?\b|"
    r"\b(?:ambulancia|paramedicos|samur)\b.{0,20}\b(?:llega|llego|vino|esta|estan|ha|han|se l[oa]s? llev\w+)\b|"
    r"\b(?:llego|vino|ha venido|esta|se l[oa]s? llevo) (?:ya |aqui )?(?:la ambulancia|el samur)\b"
)
"""They are with people who can help: nobody has to be told to go there."""
_ASKED_IN_GRIEF = frozenset({"question", "question_fact", "question_near", "request", "request_open", "left"})
"""Moments in which what is asked is answered behind a word for the loss."""
_LIGHTLY = frozenset(
    {"?hello", "hello", "glad", "good_question", "follow", "ask_need", "more", "offer", "ask", "ask_near", "feel"}
)
"""Moves that are too light, or too curious, beside a loss."""
_BACK: tuple[Plan, ...] = (("?hello", "mirror", "next_told", "?ask"), ("feel", "echo", "next_told"))
"""Plans in the person's own words for a matter that a theme knows: themes are wide, and their own words always fit."""
_BACK_BY_NAME: tuple[Plan, ...] = (("?hello", "mirror", "next", "?ask"), ("feel", "echo", "next"))
"""The same where one matter is named, and asked about as that."""
_BESIDE: dict[str, tuple[Plan, ...]] = {
    "question": (
        ("take", "also", "stand"),
        ("?hello", "take", "also"),
        ("?hello", "take", "also", "stand"),
        ("take", "also"),
    ),
    "request": (
        ("take", "also", "private"),
        ("?hello", "take", "also", "private"),
        ("?hello", "take", "also", "private", "stand"),
    ),
    "request_open": (
        ("take", "also", "stand"),
        ("?hello", "take", "also"),
        ("?hello", "take", "also", "stand"),
    ),
}
"""Plans where a second thing is asked beside the first."""
_QUOTING: tuple[Plan, ...] = (
    ("quote", "thanks"),
    ("feel", "quote"),
    ("quote",),
    ("?hello", "quote", "thanks"),
    ("?hello", "quote"),
)
"""Plans that quote a praise, between those that do not."""
_RHETORICAL = frozenset({"why", "how", ""})
"""Questions that a grievance is put in ("how hard can it be?")."""
_WAY_OUT = re.compile(r"\bhow (?:do|can|could) (?:i|we)\b|\bcomo (?:pido|puedo|podemos|hago|se pide|reclamo)\b")
"""How a cross person asks what they can do, and means it."""
_MEETS = frozenset({"feel", "meet", "sorry"})
_CASUAL = frozenset({"?hello", "hello", "feel", "good_question"})
"""What a reply that was asked to be more formal does without."""


def _grievance(plans: list[Plan], noticed: Noticed) -> list[Plan]:
    """The plans for a grievance: by the matters that themes have words for, some of them said back."""
    if named(noticed):
        plans = list(_PLANS["both" if len(noticed.matters) > 1 else "plain"])
    elif len(noticed.matters) > 1:
        plans = [*_PLANS["both"], *plans[:2]]
    if noticed.slots.get("telling"):
        first, second = _BACK_BY_NAME if named(noticed) else _BACK
        plans = [plans[0], first, *plans[1:4], second, *plans[4:]]
    return plans


def _at_first(kind: str, noticed: Noticed, *, known: bool) -> list[Plan]:
    """The plans for a moment; finer where somebody is praised by name, or a theme knows what is praised (`known`)."""
    if noticed.slots.get("hero") and kind in ("praise", "loss"):
        return list(_PLANS[f"{kind}_hero"])
    return list(_PLANS["praise_known" if known and kind == "praise" else kind])


def plans_for(kind: str, noticed: Noticed, answers: Answers, wishes: Wishes, *, known: bool = False) -> list[Plan]:
    """The plans for a moment, changed as the manager wished. `known`: whether a theme speaks of what is praised."""
    plans = _at_first(kind, noticed, known=known)
    if kind == "suggestion" and not noticed.slots.get("wish"):
        plans = [("meet", "ask"), ("?hello", "meet", "pass", "ask"), ("meet", "pass", "ask"), ("meet", "pass")]
    if kind in _BESIDE and beside(answers):
        plans = list(_BESIDE[kind])
    if kind == "praise" and not known and not any(noticed.slots.get(name) for name in _MET_BY):
        plans = _with_their_words(plans, noticed)
    if kind == "complaint":
        plans = _grievance(plans, noticed)
    if kind in ("complaint", "told") and answers.needs and not answers.facts:
        plans = [plan for plan in _both_halves(answers, noticed, plans) if kind != "told" or plan[0] != "meet"]
    elif kind == "update" and _asks_more(answers):
        plans = [("meet", "take", "stand"), ("?hello", "meet", "take", "stand"), ("meet", "take")]
    elif kind in ("request", "request_open") and noticed.cross:
        plans = [("sorry", *(move for move in plan if move != "?hello")) for plan in plans]
    elif kind in ("question", "question_fact", "request", "request_open") and noticed.pleased:
        plans = [("glad", *(move for move in plan if move != "?hello")) for plan in plans]
    if answers.taken and kind == "complaint_fact":
        plans = [_regretting(plan, rest=bool(answers.needs)) for plan in plans]
    elif kind in ("question_fact", "complaint_fact") and answers.needs:
        plans = [("fact", "rest", "follow"), ("fact", "rest"), ("?hello", "fact", "rest")]
    elif kind == "question_fact" and any(_SOBER & set(fact.tags) for fact in answers.facts):
        plans = [("fact", "follow"), ("?hello", "fact", "follow"), ("fact", "more")]
    elif kind == "complaint_fact" and not noticed.upset:
        plans = list(_PLANS["question_fact"])
    elif kind == "left" and answers.facts:
        plans = [("?hello", "meet", "fact", "ask"), ("meet", "fact", "next"), ("fact", "next", "ask")]
    elif kind == "haggle" and answers.facts:
        plans = [("fact", "meet"), ("meet", "fact"), ("?hello", "fact", "meet")]
    if kind in _HARMED and _IN_HANDS.search(plain_words(noticed.text)):
        plans = [tuple(move for move in plan if move != "safety") for plan in plans]
    if noticed.slots.get("grief") and kind in _ASKED_IN_GRIEF:
        plans = [("condole", *(move for move in plan if move not in _LIGHTLY)) for plan in plans]
    if answers.taken:
        plans = telling([*plans, *_AT_LAST] if kind == "question_fact" else plans, kind)
    if wishes.shorter:
        plans = sorted({_core(plan) for plan in plans}, key=lambda plan: (len(plan), plan))
    if wishes.plainer:
        plans = [(*(move for move in plan if move not in _CASUAL), "?formal") for plan in plans]
    if wishes.warmer:
        warm = "comfort" if kind in CAREFUL else "warm"
        plans = [plan if warm in plan else _with_warmth(plan, warm) for plan in plans]
    if wishes.no_question:
        plans = [tuple(move for move in plan if "ask" not in move and move != "follow") for plan in plans]
    return [plan for plan in plans if plan]


_MET_BY = ("hero", "praised", "bit")
"""What a praise is met by better than by its own words."""
_GRANTED = re.compile(r"\b(?:i.?ll give|granted|fair enough|admit\w*|to be fair|eso si|lo reconozco|hay que decirlo)\b")
"""What is granted before the rest is told."""


def _with_their_words(plans: list[Plan], noticed: Noticed) -> list[Plan]:
    """Plans for a praise that no theme has words for, with some that take up its own."""
    whole = "," not in noticed.slots.get("telling", ",")
    span = noticed.slots.get("span", "")
    good = bool(span) and praises(plain_words(span)) and not _GRANTED.search(plain_words(span))
    back = "quote" if good else "retell" if whole and not span else ""
    if not back:
        return plans
    theirs = [tuple(back if move == "quote" else move for move in plan) for plan in _QUOTING]
    return [each for pair in zip(theirs, plans, strict=True) for each in pair] + plans[2:]


_AT_LAST: tuple[Plan, ...] = (("fact", "more"), ("fact", "offer"))
"""Plans for a fact that somebody takes, so that there is a choice where one question alone is left to end on."""


def _regretting(plan: Plan, *, rest: bool) -> Plan:
    """The plan with a word of regret before its fact, and behind it what stays open, where anything does (`rest`)."""
    at = plan.index("fact")
    sorry = () if "sorry" in plan else ("sorry",)
    return (*plan[:at], *sorry, "fact", *(("rest",) if rest else plan[at + 1 :]))


def _asks_more(answers: Answers) -> bool:
    """Whether somebody who waits for news asks something besides."""
    about = plain_words(answers.needs[0].about) if answers.needs and not answers.facts else ""
    return bool(about) and not UPDATE.search(about) and sort_of(about) not in _RHETORICAL


def _part_of_it(about: str, noticed: Noticed) -> bool:
    """Whether a question is only how the grievance is put, and not asked for itself after it has been told."""
    sort = sort_of(about)
    if sort not in _RHETORICAL or _WAY_OUT.search(about):
        return False
    return sort != "" or len(about) * 4 > len(noticed.text) * 3


def _both_halves(answers: Answers, noticed: Noticed, plans: list[Plan]) -> list[Plan]:
    """For a grievance with a question in it: both are taken up, unless the question is part of the grievance."""
    asked = [plain_words(need.about) for need in answers.needs]
    if all(_part_of_it(about, noticed) for about in asked):
        return [("feel", "meet", "unsure", "promise"), ("?hello", "feel", "unsure", "promise"), *plans[:5]]
    if named(noticed):
        met = "both" if len(noticed.matters) > 1 else "meet"
        return [
            ("feel", met, "take"),
            ("sorry", met, "take"),
            ("?hello", "feel", met, "take"),
            ("feel", met, "take", "stand"),
            ("sorry", met, "take", "stand"),
        ]
    return [
        ("meet", "take", "stand"),
        ("feel", "take", "stand"),
        ("sorry", "take", "stand"),
        ("?hello", "feel", "take", "stand"),
        ("feel", "sorry", "take", "stand"),
    ]


def _core(plan: Plan) -> Plan:
    """The two moves of a plan that a reply cannot do without; an answer stays whatever else goes."""
    moves = [move for move in plan if not move.startswith("?")]
    if "fact" in moves or "near" in moves:
        return tuple(move for move in moves if move in ("fact", "near", "rest", "unsure_near"))
    turn = [
        move for move in moves if "ask" in move or move in ("next", "promise", "pass", "safety", "private", "stand")
    ]
    rest = [move for move in moves if move not in turn]
    rest = [move for move in rest if move in ("mirror", "echo", "quote", "retell")] or rest
    return (*rest[:1], *turn[:1]) if rest and turn else tuple(moves[:2])


def _with_warmth(plan: Plan, warm: str) -> Plan:
    """A greeting in front and a warm word before the last move, which is the person's turn."""
    moves = tuple(move for move in plan if move != "?hello")
    return ("?hello", *moves[:-1], warm, moves[-1]) if len(moves) > 1 else ("?hello", *moves, warm)


def _grown(plan: Plan, wanted: frozenset[str]) -> Plan:
    """The plan with the first move wanted where it belongs: the feeling in front, our step before their turn."""
    move = next(iter(sorted(wanted)), "")
    if move == "feel":
        rest = [each for each in plan if each not in ("sorry", "?hello")]
        return (*(("?hello",) if "?hello" in plan else ()), move, *rest)
    if move == "next" and plan and "ask" in plan[-1]:
        return (*plan[:-1], move, plan[-1])
    return (*plan, move) if move else plan


def _only_meeting(plan: Plan, move: str) -> bool:
    """Whether it is the first word for a grievance in a plan that takes up a question: what it is met with stays."""
    return "take" in plan and next((each for each in plan if each in _MEETS), "") == move


def favoured(plans: Sequence[Plan], wanted: frozenset[str], spare: frozenset[str]) -> list[Plan]:
    """The plans with most of the moves wanted and fewest of those to spare, first; a plan may gain one it lacks."""
    grown = [plan if wanted & {move.lstrip("?") for move in plan} else _grown(plan, wanted) for plan in plans]
    ranked = [
        tuple(move for move in plan if move.lstrip("?") not in spare or _only_meeting(plan, move)) for plan in grown
    ]
    return sorted((plan for plan in ranked if plan), key=lambda plan: (-len(wanted & set(plan)), len(plan)))

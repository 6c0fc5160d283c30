"""Which moves a moment asks for, in which order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.composing.answers import Answers, in_jest
from bot.coaching.composing.asked import left_behind
from bot.coaching.composing.contrast import warm
from bot.coaching.composing.matters import PLAIN
from bot.coaching.composing.moments import (
    AWAITED,
    CHARGED,
    DEAR,
    HAGGLES,
    KEEP,
    MISSED,
    NEWS,
    PROPOSES,
    RESOLVED,
    RHETORICAL,
    SENT,
    SOUR,
    THANKS,
    UPDATE,
    seeks_favour,
)
from bot.coaching.composing.notice import Noticed, plain_words
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.tips import advises_others
from bot.coaching.composing.warmth import courteous, gladdens, jests, thanks_for_an_answer, values
from bot.coaching.composing.wishes import Wishes
from bot.domain.reading import CrisisKind, Kind, Mood, Reading
from bot.domain.situation import Situation

Plan = tuple[str, ...]
"""Names of moves; one with "?" in front is left out where there are no words for it."""

_SOBER = frozenset({"lost", "allergy", "jobs", "refund"})
"""Tags of facts about which nobody is asked whether it is for a special day."""
_FOND = frozenset({"bargain", "botin", "crime"})
"""Themes of affection in rough words."""
_STORY_WORDS, _THEMED_WORDS = 12, 7
"""Words from which a comment read as a story is met as one; fewer where it is in the words of a story."""
_HEAVY = frozenset({"sad", "alone", "health", "tired", "study"})
"""Themes of small talk that weigh on a person."""
_SOLD = frozenset(
    {"the bike", "el pelo", "el vestido", "el pollo", "la película", "la canción", "las aceitunas", "la merienda"}
)
"""Things of people's own lives that some pages sell or look after."""
_PERSONAL = re.compile(r"\b(i|my|me|we|our|us|you|your|mi|mis|me|nos|nuestr[oa]s?|llevo|tengo|he|hemos|vuestr[oa]s?)\b")
_CRISIS = {
    CrisisKind.DANGER: "danger",
    CrisisKind.SELF_HARM: "selfharm",
    CrisisKind.LEGAL: "legal",
    CrisisKind.PRESS: "press",
    CrisisKind.DATA_LEAK: "leak",
}

_PLANS: dict[str, tuple[Plan, ...]] = {
    "complaint": (
        ("feel", "meet", "next", "ask"),
        ("sorry", "meet", "ask"),
        ("?hello", "feel", "meet", "sorry", "ask"),
        ("?hello", "sorry", "meet", "next", "ask"),
        ("meet", "sorry", "next", "ask"),
        ("?hello", "feel", "meet", "ask", "promise"),
        ("feel", "meet", "ask"),
        ("meet", "sorry", "ask"),
    ),
    "both": (
        ("both", "ask"),
        ("?hello", "both", "next"),
        ("feel", "both", "next", "ask"),
        ("both", "next", "ask"),
        ("?hello", "both", "ask"),
    ),
    "plain": (
        ("meet", "next", "ask"),
        ("regret", "meet", "next"),
        ("meet", "ask"),
        ("?hello", "meet", "next", "ask"),
        ("regret", "meet", "ask"),
        ("?hello", "meet", "ask"),
    ),
    "price": (
        ("meet", "ask"),
        ("?hello", "meet", "next"),
        ("meet", "next", "ask"),
        ("meet", "next"),
    ),
    "vague": (
        ("feel", "meet", "ask"),
        ("?hello", "meet", "ask"),
        ("meet", "ask"),
        ("feel", "ask"),
    ),
    "told": (
        ("mirror", "next", "ask"),
        ("sorry", "meet", "next", "ask"),
        ("feel", "echo", "ask"),
        ("?hello", "feel", "next", "ask"),
        ("?hello", "mirror", "ask"),
        ("meet", "next", "ask"),
        ("sorry", "echo", "next", "ask"),
        ("feel", "meet", "next", "ask"),
    ),
    "complaint_fact": (
        ("feel", "meet", "fact", "ask"),
        ("?hello", "feel", "fact", "follow"),
        ("sorry", "fact", "ask"),
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
        ("meet", "ask"),
        ("?hello", "meet", "pass", "ask"),
        ("meet", "pass", "ask"),
        ("?hello", "meet", "ask"),
    ),
    "tip": (
        ("meet", "ask"),
        ("meet", "next"),
        ("?hello", "meet", "ask"),
        ("meet", "next", "ask"),
    ),
    "praise": (
        ("feel", "meet", "ask"),
        ("thanks", "ask"),
        ("?hello", "feel", "thanks", "next", "ask"),
        ("feel", "thanks", "ask"),
        ("meet", "next", "ask"),
    ),
    "praise_known": (
        ("meet", "ask"),
        ("feel", "meet", "ask"),
        ("thanks", "next", "ask"),
        ("?hello", "meet", "ask"),
        ("feel", "next", "ask"),
    ),
    "courtesy": (("meet",), ("?hello", "meet")),
    "glad": (("meet",), ("?hello", "meet")),
    "joke": (("meet",), ("?hello", "meet")),
    "talk": (("meet", "ask"), ("meet",), ("?hello", "meet", "ask")),
    "sad": (("meet", "ask"), ("meet",), ("?hello", "meet")),
    "thanks": (("welcome", "?open"), ("?hello", "welcome"), ("welcome",)),
    "update": (("meet", "promise"), ("?hello", "meet", "ask"), ("meet", "ask")),
    "sent": (("meet", "promise"), ("?hello", "meet", "promise"), ("meet", "ask")),
    "left": (("meet", "next", "ask"), ("?hello", "meet", "next", "ask"), ("meet", "ask", "next")),
    "haggle": (("meet", "next"), ("meet", "ask"), ("?hello", "meet", "next")),
    "favour": (("meet", "next"), ("?hello", "meet", "next"), ("meet", "next", "ask")),
    "mixed": (("meet", "next", "ask"), ("meet", "ask"), ("?hello", "meet", "next", "ask"), ("meet", "next")),
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
    "story": (
        ("meet", "ask"),
        ("?hello", "meet", "ask"),
        ("meet", "thanks", "ask"),
        ("meet", "ask"),
        ("meet", "next"),
    ),
    "selfharm": (("?hello", "meet", "safety", "ask"), ("meet", "safety"), ("meet", "ask", "safety")),
    "legal": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "press": (("?hello", "meet", "?person"), ("meet", "?person", "ask"), ("meet", "ask")),
    "leak": (("meet", "safety", "?person"), ("?hello", "meet", "safety", "ask"), ("safety", "?person")),
}

_BACK: tuple[Plan, ...] = (("?hello", "mirror", "next_told", "ask_told"), ("feel", "echo", "ask_told"))
"""Plans in the person's own words for a matter that a theme knows: themes are wide, and their own words always fit."""
_QUOTING: tuple[Plan, ...] = (
    ("feel", "quote", "ask"),
    ("quote", "ask"),
    ("quote", "thanks", "ask"),
    ("?hello", "quote", "thanks"),
    ("quote", "next"),
)
"""Plans that quote a praise, between those that do not."""
_ANY_TIME = frozenset({"call", "status"})
"""What somebody who has waited asks for, and which is a way out of the waiting."""
OPEN_DEEDS = frozenset({"hold"})
"""What can be asked for without a word of the person's own."""
_RHETORICAL = frozenset({"why", "how", ""})
"""Questions that a grievance is put in ("how hard can it be?")."""
_WAY_OUT = re.compile(r"\bhow (?:do|can|could) (?:i|we)\b|\bcomo (?:pido|puedo|podemos|hago|se pide|reclamo)\b")
"""How a cross person asks what they can do, and means it."""
_CASUAL = frozenset({"?hello", "hello", "feel", "good_question"})
"""What a reply that was asked to be more formal does without."""

CAREFUL = frozenset({*_CRISIS.values(), "danger_kin", "danger_pet", "danger_gone"})
"""Kinds on the careful path."""

OWED = frozenset(
    {
        "complaint",
        "complaint_fact",
        "told",
        "price",
        "question",
        "question_fact",
        "question_near",
        "request",
        "request_open",
        "suggestion",
        "update",
        "left",
        "haggle",
        "favour",
        "mixed",
        "tip",
    }
)
"""Kinds that are owed an answer."""


def class_of(situation: Situation, reading: Reading, noticed: Noticed, answers: Answers) -> str:
    """The kind of moment, which picks plans and lines."""
    kinds = reading.kinds
    if reading.crisis is not None or Kind.CRISIS in kinds:
        crisis = _CRISIS[reading.crisis or CrisisKind.DANGER]
        return f"danger_{noticed.hurt.part}" if crisis == "danger" and noticed.hurt.part else crisis
    if Kind.ABUSE in kinds:
        return "abuse"
    if seeks_favour(situation.comment or ""):
        return "favour"
    if not noticed.words:
        return "emoji_cross" if reading.mood is Mood.NEGATIVE else "emoji"
    if advises_others(noticed.text) and not answers.facts and not answers.deed:
        return "tip"
    if (special := _special(noticed, reading, answers)) and not (special == "update" and answers.deed in _ANY_TIME):
        return special
    if in_jest(situation.comment or "", reading):
        return "joke"
    if not answers.facts and not answers.needs and (kind := _warm(noticed, reading)):
        return kind
    if answers.deed and not answers.facts:
        return "request_open" if answers.deed in OPEN_DEEDS else "request"
    grieves = _grieves(noticed, reading)
    proposes = PROPOSES.search(noticed.text) is not None and not _named(noticed)
    if _tells(noticed, reading) and not answers.facts and not answers.needs and not (proposes or grieves):
        return "story"
    if any(theme.id in _FOND for theme in noticed.themes) and not kinds & {Kind.QUESTION, Kind.REQUEST}:
        return "praise"
    if KEEP.search(noticed.text):
        return "praise"
    if MISSED.search(noticed.text) and not answers.facts:
        return "suggestion"
    if (Kind.PRAISE in kinds and SOUR.search(noticed.text)) or grieves:
        kinds = (kinds | {Kind.COMPLAINT}) - {Kind.PRAISE}
    if "torn" in noticed.slots and not answers.facts and not kinds & {Kind.QUESTION, Kind.REQUEST}:
        return "mixed"
    complaint = Kind.COMPLAINT in kinds and (Kind.SUGGESTION not in kinds or reading.mood is Mood.NEGATIVE)
    if complaint and not answers.facts and DEAR.search(noticed.text) and not CHARGED.search(noticed.text):
        return "price"
    if complaint and not noticed.upset and answers.needs and not answers.facts and not _aired(noticed):
        return "question"
    if Kind.JOKE in kinds and not _ours(noticed) and not answers.facts:
        return "joke"
    if not answers.facts and proposes and not noticed.slots["fault"]:
        return "suggestion"
    if complaint and not answers.facts and not _ours(noticed):
        return _grumbling(noticed)
    if answers.facts:
        return "complaint_fact" if complaint else "question_fact"
    if complaint:
        return "complaint" if _aired(noticed) or not noticed.slots.get("telling") else "told"
    if kinds & {Kind.QUESTION, Kind.REQUEST} and (answers.needs or answers.near):
        return "question_near" if answers.near else "question"
    return _gentle(reading, noticed)


def _tells(noticed: Noticed, reading: Reading) -> bool:
    """Whether it is a story told for its own sake: read as one, or in the words of one and without a grievance."""
    themed = any(theme.purpose == "story" for theme in noticed.themes)
    other = {Kind.COMPLAINT, Kind.SPAM, Kind.REQUEST}
    if not (themed and reading.mood is Mood.POSITIVE):
        other.add(Kind.SUGGESTION)
    if reading.kinds & other:
        return False
    told = noticed.words >= _STORY_WORDS and not any(theme.purpose == "talk" for theme in noticed.themes)
    odd = bool(noticed.slots["odd"]) and not reading.kinds and not values(noticed, reading)
    return (themed and noticed.words >= _THEMED_WORDS) or ((Kind.STORY in reading.kinds or odd) and told)


def _certain(noticed: Noticed) -> bool:
    """Whether a grievance is named that is one even where it is put as a question."""
    return any(theme.rank > PLAIN for theme in noticed.matters)


def _named(noticed: Noticed) -> bool:
    """Whether a grievance is named that is met in words of its own."""
    return any(theme.rank >= PLAIN for theme in noticed.matters)


def _grieves(noticed: Noticed, reading: Reading) -> bool:
    """Whether it can only be a grievance, though it was read as none: a matter named, and not a warm word."""
    if _certain(noticed):
        return True
    other = {Kind.REQUEST, Kind.SUGGESTION, Kind.JOKE}
    if RHETORICAL.search(noticed.text) is None:
        other.add(Kind.QUESTION)
    if not _named(noticed) or reading.kinds & other:
        return False
    return not warm(noticed.text) and (Kind.PRAISE in reading.kinds or reading.mood is not Mood.POSITIVE)


def _aired(noticed: Noticed) -> bool:
    """Whether a theme of complaints is touched."""
    return any(theme.purpose == "complaint" for theme in noticed.themes)


def _ours(noticed: Noticed) -> bool:
    """Whether a complaint names anything that a page can answer for."""
    return bool(noticed.slots["ours"]) or _aired(noticed)


def _grumbling(noticed: Noticed) -> str:
    """A complaint that names nothing of the page's: about the person's own life, told, or neither."""
    told = bool(noticed.slots.get("telling"))
    if _private(noticed):
        sold = noticed.slots.get("the") in _SOLD and not _heavy(noticed)
        return "told" if told and (sold or _of_a_place(noticed)) else "sad"
    return "told" if told else "vague"


def _of_a_place(noticed: Noticed) -> bool:
    """Whether nobody speaks of themselves in it, whatever talk it sounds like: the heating in classroom 4."""
    return not (_PERSONAL.search(noticed.text) or _heavy(noticed))


def _heavy(noticed: Noticed) -> bool:
    """Whether it touches what weighs on a person."""
    return any(theme.id in _HEAVY for theme in noticed.themes)


def _private(noticed: Noticed) -> bool:
    """Whether it is about the person's own life and speaks to nobody."""
    return "the" in noticed.slots or any(theme.purpose == "talk" for theme in noticed.themes)


def _special(noticed: Noticed, reading: Reading, answers: Answers) -> str:
    """Moments told by their words: a thanks, a call for news, a message sent, a matter settled."""
    named = _named(noticed) and NEWS.search(noticed.text) is None
    if not named and (AWAITED.search(noticed.text) or (UPDATE.search(noticed.text) and noticed.words <= 16)):
        return "update"
    if left_behind(noticed.text):
        return "left"
    if HAGGLES.search(noticed.text):
        return "haggle"
    told = named or bool(noticed.slots.get("telling"))
    if SENT.search(noticed.text) and noticed.words <= 14 and not told:
        return "sent"
    if RESOLVED.search(noticed.text):
        return "resolved"
    if THANKS.search(noticed.text) and noticed.words <= 5 and reading.mood is not Mood.NEGATIVE:
        return "thanks"
    return ""


def _warm(noticed: Noticed, reading: Reading) -> str:
    """Moments in which somebody is only being kind or funny."""
    if jests(noticed, reading):
        return "joke"
    if courteous(noticed, reading):
        return "courtesy"
    return "thanks" if thanks_for_an_answer(noticed, reading) else ""


def _gentle(reading: Reading, noticed: Noticed) -> str:
    for kind, name in ((Kind.SUGGESTION, "suggestion"), (Kind.PRAISE, "praise"), (Kind.JOKE, "joke")):
        if kind in reading.kinds:
            return name
    if values(noticed, reading):
        return "praise"
    if gladdens(noticed, reading):
        return "glad"
    complaints = any(theme.purpose == "complaint" for theme in noticed.themes)
    if reading.mood is Mood.NEGATIVE:
        sad = _heavy(noticed)
        talk = any(theme.purpose == "talk" for theme in noticed.themes)
        told = noticed.slots.get("telling") and (_ours(noticed) or (talk and _of_a_place(noticed)))
        return "complaint" if complaints else "sad" if sad else "told" if told else "talk"
    if complaints and reading.needs_reply and reading.mood is Mood.NEUTRAL and _PERSONAL.search(noticed.text):
        return "complaint"
    return "talk"


def purpose_of(kind: str) -> str:
    """The purpose of themes that suit a kind of moment; "" where themes would be out of place."""
    if kind in ("complaint", "complaint_fact", "vague", "told"):
        return "complaint"
    if kind == "mixed":
        return "complaint"
    if kind in ("praise", "suggestion", "tip", "courtesy"):
        return kind
    if kind == "joke":
        return "jest"
    if kind in ("danger", "danger_kin", "story"):
        return kind.partition("_")[0]
    return "talk" if kind in ("talk", "sad") else ""


def _grievance(plans: list[Plan], noticed: Noticed) -> list[Plan]:
    """The plans for a grievance: by the matters that themes have words for, some of them said back."""
    if _named(noticed):
        plans = list(_PLANS["both" if len(noticed.matters) > 1 else "plain"])
    elif len(noticed.matters) > 1:
        plans = [*_PLANS["both"], *plans[:2]]
    if noticed.slots.get("telling"):
        plans = [plans[0], _BACK[0], *plans[1:4], _BACK[1], *plans[4:]]
    return plans


def plans_for(kind: str, noticed: Noticed, answers: Answers, wishes: Wishes) -> list[Plan]:
    """The plans for a moment, changed as the manager wished."""
    known = kind == "praise" and any(theme.purpose == "praise" for theme in noticed.themes)
    plans = list(_PLANS["praise_known" if known else kind])
    if kind == "praise" and not known:
        plans = _with_their_words(plans, noticed)
    if kind == "complaint":
        plans = _grievance(plans, noticed)
    if kind == "complaint" and answers.needs and not answers.facts:
        plans = _both_halves(answers, plans)
    elif kind == "update" and _asks_more(answers):
        plans = [("meet", "take", "stand"), ("?hello", "meet", "take", "stand"), ("meet", "take")]
    elif kind in ("request", "request_open") and noticed.cross:
        plans = [("sorry", *(move for move in plan if move != "?hello")) for plan in plans]
    elif kind in ("question", "question_fact", "request", "request_open") and noticed.pleased:
        plans = [("glad", *(move for move in plan if move != "?hello")) for plan in plans]
    if kind in ("question_fact", "complaint_fact") and answers.needs:
        plans = [("fact", "rest"), ("?hello", "fact", "rest"), ("fact", "rest", "ask_need")]
    elif kind == "question_fact" and any(_SOBER & set(fact.tags) for fact in answers.facts):
        plans = [("fact", "follow"), ("?hello", "fact", "follow"), ("fact", "more")]
    elif kind == "complaint_fact" and not noticed.upset:
        plans = list(_PLANS["question_fact"])
    elif kind == "left" and answers.facts:
        plans = [("?hello", "meet", "fact", "ask"), ("meet", "fact", "next"), ("fact", "next", "ask")]
    elif kind == "haggle" and answers.facts:
        plans = [("fact", "meet"), ("meet", "fact"), ("?hello", "fact", "meet")]
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


def _with_their_words(plans: list[Plan], noticed: Noticed) -> list[Plan]:
    """Plans for a praise with some that take up its words: few where the composer has words for what is praised."""
    back = "quote" if noticed.slots.get("span") else "retell" if noticed.slots.get("telling") else ""
    if not back:
        return plans
    theirs = [tuple(back if move == "quote" else move for move in plan) for plan in _QUOTING]
    known = any(theme.purpose == "praise" for theme in noticed.themes)
    return [each for pair in zip(theirs[: 2 if known else 5], plans, strict=False) for each in pair] + plans[2:]


def _asks_more(answers: Answers) -> bool:
    """Whether somebody who waits for news asks something besides."""
    about = plain_words(answers.needs[0].about) if answers.needs and not answers.facts else ""
    return bool(about) and not UPDATE.search(about) and sort_of(about) not in _RHETORICAL


def _both_halves(answers: Answers, plans: list[Plan]) -> list[Plan]:
    """For a grievance with a question in it: both are taken up, unless the question is part of the grievance."""
    about = plain_words(answers.needs[0].about)
    if sort_of(about) in _RHETORICAL and not _WAY_OUT.search(about):
        return [("feel", "meet", "unsure", "promise"), ("?hello", "feel", "unsure", "ask"), *plans[:5]]
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


def favoured(plans: Sequence[Plan], wanted: frozenset[str], spare: frozenset[str]) -> list[Plan]:
    """The plans with most of the moves wanted and fewest of those to spare, first; a plan may gain one it lacks."""
    grown = [plan if wanted & {move.lstrip("?") for move in plan} else _grown(plan, wanted) for plan in plans]
    ranked = [tuple(move for move in plan if move.lstrip("?") not in spare) for plan in grown]
    return sorted((plan for plan in ranked if plan), key=lambda plan: (-len(wanted & set(plan)), len(plan)))

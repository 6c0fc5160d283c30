"""Which lines a move has for a comment, and one of them in words. Deterministic for a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from bot.coaching.composing.advice import NONE, Advice
from bot.coaching.composing.answers import Answers
from bot.coaching.composing.aptness import fits, speaking
from bot.coaching.composing.contrast import warm
from bot.coaching.composing.grief import CLOSE
from bot.coaching.composing.kinds import CAREFUL, purpose_of
from bot.coaching.composing.matters import PLAIN
from bot.coaching.composing.notice import Noticed, plain_words
from bot.coaching.composing.phrasebook import Phrasebook, Theme
from bot.coaching.composing.plans import Plan
from bot.coaching.composing.tidying import SAYS_BACK
from bot.coaching.composing.told import asked_by
from bot.coaching.composing.wanting import still_wanted
from bot.coaching.composing.warmth import MOURNING, THEMED
from bot.coaching.composing.wishes import Wishes
from bot.domain.situation import Situation

_NAMING = frozenset({"meet", "ask", "next", "unsure", "promise", "pass"})
_GRIEVED = frozenset({"complaint", "told", "mixed", "price", "update"})
"""Moments in which only what somebody who looks into it has to know is asked."""
_PRIVATE = frozenset({"emoji"})
"""Moments in which a matter of the person's own life may be named."""
_AGGRIEVED = frozenset({"complaint", "complaint_fact", "told", "vague"})
"""Moments in which only what went wrong is named, and not whatever stands in the comment."""
_OF_THEIR_OWN = frozenset({"mixed", "haggle", "favour", "tip"})
"""Moments with lines of their own, which name the matter where that is due."""
_NAMELESS = frozenset(
    {"bargain", "botin", "rude", "staff", "mixed up", "another place", "otro sitio", "an evening", "una tarde"}
)
"""Themes that are about people, places or plans: a thing that stands in the comment too is not the matter."""
_NEVER_BY_NAME = frozenset({"talk", "sad", "joke", "theirs"})
"""Moments in which a thing of the comment is hardly the matter."""
_NAMED_WORDS = 12
"""Words of a praise up to which the thing named in it is what is praised."""
_BY = {False: ("sum", "dur", "day"), True: ("called", "kin", "years", "day", "it")}
"""Slots that call for lines of their own, by whether something is praised; the first that is filled speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What composing one comment needs, gathered once."""

    book: Phrasebook
    noticed: Noticed
    answers: Answers
    kind: str
    wishes: Wishes
    situation: Situation
    of_topic: Mapping[str, tuple[str, ...]]
    """The moves for which what is asked about has lines of its own."""
    apt: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Groups of lines by their identity, without those that ask what was told: looked at once a comment."""
    worded: dict[str, str | None] = field(default_factory=dict)
    """Lines without a choice in them, as they read for this comment; None for those that it has no use for."""
    looked_up: dict[tuple[str, int, bool], list[tuple[str, ...]]] = field(default_factory=dict)
    """Groups of lines that may be said here, by move, by the theme's identity, by whether the matter is named."""
    advice: Advice = NONE
    theme: Theme | None = None
    """What the comment is about, where the kind of moment lets one theme alone speak."""


def said(work: Work, move: str, theme: Theme | None, rng: random.Random, spent: set[str], *, named: bool) -> str | None:
    """One move in words, None where there is nothing to say for it here."""
    if move == "fact":
        return " ".join(fact.answer for fact in work.answers.facts) or None
    if move == "near":
        return work.answers.near.answer if work.answers.near else None
    for apt in _groups(work, move, theme, named=named):
        fresh = _in_any_order([line for line in apt if line not in spent], rng)
        for line in chain(fresh, _in_any_order([line for line in apt if line in spent], rng)):
            text = _rendered(line, work, rng)
            if text and work.advice.allows(text):
                spent.add(line)
                return text
    return None


def _groups(work: Work, move: str, theme: Theme | None, *, named: bool) -> list[tuple[str, ...]]:
    """The lines for a move by group, without those that ask what was told."""
    key = (move, id(theme), named)
    found = work.looked_up.get(key)
    if found is None:
        found = work.looked_up[key] = [_apt(group, work) for group in groups_for(work, move, theme, named=named)]
    return found


def _in_any_order(lines: list[str], rng: random.Random) -> Iterator[str]:
    """Every line once, drawn as they are asked for: mostly the first one drawn will do. Uses `lines` up."""
    while lines:
        at = int(rng.random() * len(lines))
        lines[at], lines[-1] = lines[-1], lines[at]
        yield lines.pop()


def _rendered(line: str, work: Work, rng: random.Random) -> str | None:
    """A line for this comment, None where it cannot be said. One without a choice in it is worded once."""
    if line in work.worded:
        return work.worded[line]
    noticed = work.noticed
    text = work.book.render(line, rng, noticed.slots, noticed.address, noticed.region)
    if text and _shunned(text, work):
        text = None
    if "|" not in line:
        work.worded[line] = text
    return text


def _shunned(text: str, work: Work) -> bool:
    """Whether a line holds a word the brand never uses."""
    avoided = work.situation.brand.voice.avoid
    low = text.lower() if avoided else ""
    return any(word.lower() in low for word in avoided)


def _of_one_thing(noticed: Noticed) -> bool:
    """Whether a praise is short enough for the thing in it to be what is praised, and nobody is named as well."""
    return noticed.words <= _NAMED_WORDS and not noticed.slots.get("hero") and warm(noticed.text)


def named_move(plan: Plan, work: Work, theme: Theme | None, rng: random.Random) -> frozenset[str]:
    """The one move of a plan that names the person's own matter."""
    if work.kind in _NEVER_BY_NAME or (work.kind == "praise" and not _of_one_thing(work.noticed)):
        return frozenset()
    by_itself = theme is not None and theme.rank >= (PLAIN if theme.purpose == "complaint" else 1)
    if by_itself or (theme is not None and (work.kind in THEMED or theme.id in _NAMELESS)):
        return frozenset()
    if (
        work.kind in _OF_THEIR_OWN
        or (work.kind == "suggestion" and work.noticed.slots.get("wish"))
        or SAYS_BACK & set(plan)
        or not work.noticed.slots.get("about" if work.kind in _AGGRIEVED else "the")
        or (work.kind not in _AGGRIEVED | _PRIVATE and not work.noticed.slots["ours"])
    ):
        return frozenset()
    able = [name for move in plan if (name := move.removeprefix("?")) in _NAMING]
    if work.kind in _AGGRIEVED:
        able = [name for name in able if name != "ask" and (name == "next" or work.noticed.slots.get("wrong"))]
    if work.kind == "suggestion":
        return frozenset()  # what is wanted of the thing is not known, so that its name alone says too little
    if able and work.advice.name_it:
        return frozenset(able[:1])
    if theme is None and able and able[0] == "meet":
        return frozenset({"meet"})
    return frozenset({rng.choice(able)}) if able else frozenset()


def groups_for(work: Work, move: str, theme: Theme | None, *, named: bool) -> list[tuple[str, ...]]:
    """Where to look for a move's lines, most fitting first."""
    if (found := work.of_topic.get(move)) is not None:
        return [*_of_deed(work, move), found]
    if move == "ask" and theme is not None and theme.purpose == "praise" and theme.rank and "ask" not in theme.lines:
        return []
    if (own := _of_people(work, move, theme)) is not None:
        return own
    finer = speaking(work.book, work.noticed, "praise") if move == "glad" else None
    groups: list[tuple[str, ...]] = [finer.lines["meet"]] if finer is not None and finer.rank else []
    purpose = "" if work.kind in CAREFUL else purpose_of(work.kind)
    if named or (move == "rest" and work.noticed.slots["rest"]):
        names = (f"{move}_{work.kind}_thing", f"{move}_{purpose}_thing", f"{move}_thing")
        groups.extend(work.book.moves[name] for name in names if name in work.book.moves)
        if move == "next" and work.kind in _AGGRIEVED:
            groups.append(work.book.moves["next_about"])
    if move == "meet" and work.kind == "suggestion" and work.noticed.slots.get("wish"):
        groups.append(work.book.moves["meet_wish"])
    if theme is not None and move == "pass" and "next" in theme.lines:
        groups.append(theme.lines["next"])
    if work.kind == "mixed":
        purpose = "mixed_open"
    if theme is not None and move in ("meet", "ask", "next", "safety") and (work.kind, move) != ("mixed", "meet"):
        by = [name for name in _BY[theme.purpose in ("praise", "story")] if work.noticed.slots.get(name)]
        by = [name for name in by if f"{move}_{name}" in theme.lines]
        groups.extend(theme.lines[f"{move}_{name}"] for name in by)
        key = f"{move}_kin" if work.kind == "danger_kin" else move
        if key in theme.lines:
            groups.append(theme.lines[key])
    if move == "ask" and work.kind in _GRIEVED:
        wanted = still_wanted(work.noticed.text)
        return [*groups, work.book.moves[f"ask_{wanted}"]] if wanted else groups
    names = (f"{move}_{work.kind}", f"{move}_{purpose}", move)
    return [*groups, *(work.book.moves[name] for name in names if name in work.book.moves)]


_BY_ITS_KIND = frozenset({"call", "check", "details", "leave", "refund", "status", "takedown", "unlock"})
"""What has lines of its own that say more than the words of the request."""


def _of_deed(work: Work, move: str) -> list[tuple[str, ...]]:
    """Lines that take up a request in its own words."""
    told = move == "take" and work.answers.deed not in _BY_ITS_KIND and work.noticed.slots.get("deed")
    return [work.book.moves["take_deed"]] if told else []


_BREAK = re.compile(r"[,.;:!?]| (?:and|but|then|so|y|e|pero|que) ")


def _tells_of_it(theme: Theme, noticed: Noticed) -> bool:
    """Whether a theme is met in the clause that tells of the thing named as wrong, where one is."""
    head = plain_words(noticed.slots.get("wrong", "")).split()[-1:]
    parts = [part for part in _BREAK.split(noticed.text) if head and head[0] in part]
    return not parts or any(theme.pattern.search(part) for part in parts)


_UNASKED = frozenset(
    {"praise", "loss", "correction", "vote", "emoji", "glad", "theirs", "talk", "sad", "courtesy", "heard", "doubt"}
)
"""Moments in which a question back is one too many."""
_OF_ITSELF = MOURNING | {"couple", "pareja"}
"""Stories that are met by what happened in them, and asked nothing about."""
_TALES = (
    ("hero_named", "meet_story_hero"),
    ("keep", "meet_keep"),
    ("grief", "meet_dead_tale"),
    ("kin_first", "meet_kin_tale"),
    ("year", "meet_year_tale"),
)
"""What a tale is met by: somebody of the house in it by name, a thing, the author's own people, the year."""


def _long_ago(slots: Mapping[str, str], theme: Theme) -> bool:
    """Whether a tale of old times is of a death that need not be mourned any more."""
    return theme.id in MOURNING and bool(slots.get("old")) and slots.get("dead") not in CLOSE


def _by_the_thing(theme: Theme | None) -> bool:
    """Whether a praise is met by naming its thing: where no theme has words of its own for what was told."""
    return theme is None or not theme.rank or "meet_it" in theme.lines


def _of_people(work: Work, move: str, theme: Theme | None) -> list[tuple[str, ...]] | None:
    """The lines for who is praised by name, for who died, and for what a tale is remembered by; None where the moment
    has others."""
    slots, moves = work.noticed.slots, work.book.moves
    name = ""
    if move == "ask" and work.kind in _UNASKED:
        return []
    if move == "meet" and work.kind == "praise" and slots.get("hero"):
        name = "meet_hero"
    elif move == "meet" and work.kind == "praise" and slots.get("praised") and _by_the_thing(theme):
        name = "meet_praised"
    elif move == "meet" and work.kind in ("praise", "glad") and slots.get("bit") and theme is None:
        name = "meet_bit" if work.kind == "praise" else "doubt_bit"
    elif move == "meet" and work.kind == "doubt":
        return [moves[key] for key in _doubtful(slots)]
    elif move == "meet" and work.kind == "joke" and not work.noticed.pleased and theme is None:
        return [moves["meet_joke_dry"]]
    elif work.kind == "loss" and move == "meet":
        return [moves["meet_dead"], moves["meet_loss"]] if slots.get("dead") else [moves["meet_loss"]]
    elif work.kind == "story" and theme is not None and theme.id in _OF_ITSELF and not _long_ago(slots, theme):
        return [] if move == "ask" else None
    elif work.kind == "story":
        if move == "meet":
            name = next((name for slot, name in _TALES if slots.get(slot)), "")
        elif move == "ask" and (slots.get("grief") or not slots.get("old")):
            return []
    return [moves[name], moves[f"meet_{work.kind}"]] if name else None


def _doubtful(slots: Mapping[str, str]) -> list[str]:
    """The lines for what may be praise or a grievance: by who is named in it, by a thing, by nothing."""
    hero = slots.get("hero", "")
    named = ["doubt_hero"] if hero and hero != hero.lower() else []
    return [*named, *(["doubt_bit"] if slots.get("bit") else []), "doubt_plain"]


def _apt(group: tuple[str, ...], work: Work) -> tuple[str, ...]:
    found = work.apt.get(id(group))
    if found is None:
        found = tuple(line for line in group if not asked_by(line) & work.noticed.told)
        work.apt[id(group)] = found
    return found


def theme_of(work: Work, rng: random.Random) -> Theme | None:
    """A theme of the comment that suits the kind of reply: mostly the one named first."""
    if work.theme is not None:
        return work.theme
    if work.kind == "suggestion" and work.noticed.slots.get("wish"):
        return None
    purpose = purpose_of(work.kind)
    fitting = [theme for theme in work.noticed.themes if theme.purpose == purpose and fits(theme, work.noticed)]
    if not fitting:
        return None
    if work.kind == "mixed":
        theme = next(iter(work.noticed.matters), None)
        return theme if theme is not None and _tells_of_it(theme, work.noticed) else None
    best = max(fitting, key=lambda theme: theme.rank)
    if purpose == "complaint":
        best = next((theme for theme in work.noticed.matters if theme.rank == best.rank), best)
    if best.rank > 0:
        return best
    if purpose in ("suggestion", "tip"):
        return None  # a word of it is no matter: what suits any proposal or advice does
    return fitting[1] if len(fitting) > 1 and rng.random() < 0.3 else fitting[0]

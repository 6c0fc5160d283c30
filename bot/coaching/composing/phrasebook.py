"""What the composer can say, read from `config/composer/<lang>/`: themes, moves and forms of address.

A line may hold `[one|another]` (one is taken), `<form>` (a word that agrees with how the person is addressed)
and `{slot}` (a word of this situation). A line whose slot is empty is not used.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.composing.subjects import Subject, subjects
from bot.coaching.text.sought import Sought
from bot.domain.errors import Misconfigured
from bot.domain.reading import Address
from bot.resources import resource_files

LANGUAGES = ("en", "es")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_FORM = re.compile(r"<([^<>]+)>")
_SLOT = re.compile(r"\{(\w+)\}")
_JOINED = re.compile(r"\b([Dd]e|[Aa]) [Ee]l ")
_WHAT = re.compile(r"\b([Ll])o de lo que\b")
"""Spanish says "siento lo que faltaba", never "lo de lo que"."""
_TO_THEM = re.compile(r"\b([Ll])es? (?=l[oa]s?\b)")
"""Spanish says "se lo", never "le lo"."""
_THING_GROUPS = ("own", "fault", "any", "staff", "people", "pet", "other", "life")
_OF_THINGS = frozenset({"own", "any", "fault"})
_PURPOSES = ("complaint", "praise", "talk", "story", "danger", "suggestion", "tip", "topic", "courtesy", "jest")
_THEMES = frozenset(
    {
        "themes.yml",
        "stories.yml",
        "dangers.yml",
        "topics.yml",
        "troubles.yml",
        "letdowns.yml",
        "wishes.yml",
        "kindness.yml",
        "praise.yml",
        "courtesies.yml",
        "jests.yml",
    }
)
"""Lines of planned posts, which have a form of their own (`bot.coaching.posts`)."""
_FAMILIES = "families.yml"
_WIDE, _BEFORE_A_STOP = re.compile(r"\s{2,}"), re.compile(r"\s+([,.;:!?…])")
_SENTENCE_START = re.compile(r"(^|[.!?…]\s+[¿¡]?|^[¿¡])([a-záéíóúñ])")

_BESIDE = {
    "complaint": {"meet": "about_matter", "next": "about_next"},
    "suggestion": {"meet": "meet_suggestion", "ask": "ask_suggestion", "next": "pass"},
}
"""The moves whose lines suit any theme of a purpose."""
_SETTINGS = frozenset({"for", "match", "names", "rank", "matter", "say"})
"""Entries of a theme that are no lines."""
Slots = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Something people bring up. `lines` maps meet, meet_dur, meet_day, ask and next to their variants; those of a
    topic, which is what a fact tells of, map `follow` and `need`: questions behind its answer, and while the answer is
    open. `names` are what the thing may be called, each with the words that call for it.

    Of several themes in a comment the one with the higher `rank` is taken up; of a praise, `rank` tells that its words
    praise whatever they were read as (1), in an angry tone as well (2). `matter` names a grievance in a few words
    ("the late delivery")."""

    id: str
    purpose: str
    pattern: re.Pattern[str]
    lines: Mapping[str, tuple[str, ...]]
    names: tuple[tuple[str, re.Pattern[str]], ...] = ()
    rank: int = 0
    matter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What a comment may be about: `name` as a reply says it (in Spanish with its article); `group` is own (the
    person's), fault (goes wrong by nature), staff, people (close to them), pet, other (strangers), life (no matter
    of the page's) or any."""

    name: str
    group: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """Everything the composer can say in one language. `forms` maps a word to itself in each address."""

    lang: str
    themes: Sought[Theme]
    moves: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, Mapping[str, str]]
    names: frozenset[str]
    things: Sought[Thing]
    subjects: Sought[Subject]
    nouns: frozenset[str] = frozenset()
    """Nouns known to be things, without their articles."""
    signs: tuple[str, ...] = ("🙂", "😊", "🙌", "☕", "📚", "💛", "✨", "🤗", "😄", "🌻")
    """Emoji for brands that use them, in light moments only."""

    def render(self, line: str, rng: random.Random, slots: Slots, address: Address, region: str = "") -> str | None:
        """The line with choices made, forms agreeing and slots filled; None when a slot is empty."""
        text = line
        while "|" in text and _CHOICE.search(text):
            text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
        if any(not slots.get(slot) for slot in _SLOT.findall(text)):
            return None
        text = _FORM.sub(lambda found: self._form(found[1].lower(), address, region), text)
        text = _SLOT.sub(lambda found: slots[found[1]], text)
        if self.lang == "es":
            text = _JOINED.sub(lambda found: f"{found[1]}l ", text)
            text = _WHAT.sub(lambda found: f"{found[1]}o que", text)
            text = _TO_THEM.sub(lambda found: "Se " if found[1] == "L" else "se ", text)
        text = _BEFORE_A_STOP.sub(r"\1", _WIDE.sub(" ", text)).strip()
        return capitalised(text)

    def speaks_otherwise(self, text: str, address: Address) -> bool:
        """Whether a text addresses the person as "tú" where another form is due."""
        words = set(re.findall(r"\w+", text.lower()))
        return any(
            forms.get("tu") in words and forms.get(address.value, forms.get("tu")) != forms.get("tu")
            for forms in self.forms.values()
        )

    def _form(self, word: str, address: Address, region: str) -> str:
        forms = self.forms[word]
        return forms.get(region) or forms.get(address.value) or forms["tu"]


def capitalised(text: str) -> str:
    """The text with a capital at the start of each sentence."""
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)


def load_phrasebooks(override: str | None = None) -> dict[str, Phrasebook]:
    """All phrasebooks of the program, by language. Raises `Misconfigured` naming the file and the line."""
    return {lang: load_phrasebook(lang, override) for lang in LANGUAGES}


def load_phrasebook(lang: str, override: str | None = None) -> Phrasebook:
    """One language's phrasebook, all its files merged."""
    themes: list[Theme] = []
    moves: dict[str, tuple[str, ...]] = {}
    forms: dict[str, Mapping[str, str]] = {}
    names: set[str] = set()
    things: list[Thing] = []
    nouns: list[Subject] = []
    files = resource_files(f"config/composer/{lang}", (".yml", ".txt"), override)
    families = _families(files.pop(_FAMILIES), f"config/composer/{lang}/{_FAMILIES}") if _FAMILIES in files else {}
    for name, path in files.items():
        text, where = path.read_text(encoding="utf-8"), f"config/composer/{lang}/{name}"
        if name.endswith(".txt"):
            names.update(text.split())
            continue
        data = _yaml(text, where)
        if name in _THEMES:
            themes.extend(_theme(key, entry, where, families) for key, entry in data.items())
        elif name == "things.yml":
            things.extend(_things(data, where))
        elif name == "subjects.yml":
            nouns.extend(subjects(data, lang))
        elif name == "address.yml":
            forms.update(_forms(data, where))
        else:
            moves.update({key: _lines(value, f"{where}: {key}") for key, value in data.items()})
    book = Phrasebook(
        lang=lang,
        themes=Sought(_by_name(theme, moves) for theme in themes),
        moves=moves,
        forms=forms,
        names=frozenset(names),
        things=Sought(things),
        subjects=Sought(nouns),
        nouns=frozenset({each.name for each in nouns} | {each.name for each in things if each.group in _OF_THINGS}),
    )
    _check(book)
    return book


def _yaml(text: str, where: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)
    except yaml.YAMLError as error:
        raise Misconfigured(key="(whole file)", where=where, mend=f"is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise Misconfigured(key="(whole file)", where=where, mend="must map names to lines")
    return data


def _lines(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise Misconfigured(key=where, where=where, mend="must be lines of text under `name: |`")
    return tuple(line.strip() for line in value.splitlines() if line.strip())


def _families(path: Path, where: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Lines that several themes share, by the name that a theme's `say` gives."""
    data = _yaml(path.read_text(encoding="utf-8"), where)
    return {
        key: {name: _lines(text, f"{where}: {key}.{name}") for name, text in entry.items()}
        for key, entry in data.items()
    }


def _theme(key: str, entry: Any, where: str, families: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Theme:
    if not isinstance(entry, dict) or entry.get("for") not in _PURPOSES or "match" not in entry:
        raise Misconfigured(key=key, where=where, mend=f"needs `for` ({', '.join(_PURPOSES)}) and `match`")
    try:
        pattern, names = re.compile(str(entry["match"])), _names(str(entry.get("names", "")))
    except re.error as error:
        raise Misconfigured(key=f"{key}.match", where=where, mend=f"is no regular expression: {error}") from error
    said = str(entry.get("say", ""))
    if said and said not in families:
        raise Misconfigured(key=f"{key}.say", where=where, mend=f"names no family of {_FAMILIES}")
    lines = dict(families.get(said, {}))
    lines |= {name: _lines(text, f"{where}: {key}.{name}") for name, text in entry.items() if name not in _SETTINGS}
    if "meet" not in lines and entry["for"] != "topic":
        raise Misconfigured(key=f"{key}.meet", where=where, mend="is missing; give at least two lines")
    rank, matter = entry.get("rank", 0), str(entry.get("matter", ""))
    if not isinstance(rank, int):
        raise Misconfigured(key=f"{key}.rank", where=where, mend="must be a whole number")
    return Theme(id=key, purpose=entry["for"], pattern=pattern, lines=lines, rank=rank, matter=matter, names=names)


def _by_name(theme: Theme, moves: Mapping[str, tuple[str, ...]]) -> Theme:
    """A grievance that has a name or a proposal, with the lines beside its own that suit any of them."""
    beside = _BESIDE.get(theme.purpose if theme.purpose != "complaint" or theme.matter else "", {})
    more = {move: (*theme.lines.get(move, ()), *moves.get(name, ())) for move, name in beside.items()}
    return replace(theme, lines={**theme.lines, **{move: lines for move, lines in more.items() if lines}})


def _names(listed: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """ "quiz, gig, book=\\bbook\\b": names with the words that call for them, by default the name itself."""
    parts = [part.strip().partition("=") for part in listed.split(",") if part.strip()]
    return tuple((name, re.compile(rf"\b(?:{pattern or name})\b")) for name, _, pattern in parts)


def _things(data: Mapping[str, Any], where: str) -> list[Thing]:
    found: list[Thing] = []
    for group, entries in data.items():
        if group not in _THING_GROUPS or not isinstance(entries, dict):
            raise Misconfigured(
                key=str(group), where=where, mend=f"groups are {', '.join(_THING_GROUPS)}, each with names and patterns"
            )
        for name, pattern in entries.items():
            try:
                found.append(Thing(name=str(name), group=str(group), pattern=re.compile(str(pattern))))
            except re.error as error:
                raise Misconfigured(key=str(name), where=where, mend=f"is no regular expression: {error}") from error
    return found


def _forms(data: Mapping[str, Any], where: str) -> dict[str, Mapping[str, str]]:
    """Each entry is "usted vos vosotros ustedes" in this order, the key being tú; or a mapping by region."""
    forms: dict[str, Mapping[str, str]] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            forms[key] = {"tu": str(key), **{str(name): str(word) for name, word in value.items()}}
            continue
        words = [part.strip() for part in str(value).split("/")]
        if len(words) != 4:
            raise Misconfigured(key=str(key), where=where, mend="give usted / vos / vosotros / ustedes")
        forms[str(key)] = dict(zip(("tu", "usted", "vos", "vosotros", "ustedes"), (str(key), *words), strict=True))
    return forms


def _check(book: Phrasebook) -> None:
    """Every form used is known and every bracket closed, so that no defect waits for its turn to be drawn."""
    lines = [line for theme in book.themes for group in theme.lines.values() for line in group]
    lines += [line for group in book.moves.values() for line in group]
    for line in lines:
        for word in _FORM.findall(line):
            if word.lower() not in book.forms:
                raise Misconfigured(
                    key=line, where=f"config/composer/{book.lang}", mend=f"form <{word}> is not in address.yml"
                )
        if line.count("[") != line.count("]") or line.count("{") != line.count("}"):
            raise Misconfigured(key=line, where=f"config/composer/{book.lang}", mend="a bracket is not closed")

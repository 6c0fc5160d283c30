"""The simulated page's script: who writes what under which post, and when. Pure but for reading the file."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.adapters.pages.simulated.answering import chance
from bot.domain.comment import Post

SCRIPT = Path(__file__).with_name("script.toml")
OPENING = 6
"""So many comments arrive in the first seconds, so that the inbox is never empty at first sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One comment of the script, its slots filled. `at` in seconds since the stream began.
    `back` is what the author answers to an invitation, turn by turn; `thanks` to a reply that only helped."""

    id: str
    at: float
    post_id: str
    author: str
    lang: str
    text: str
    under: str = ""
    back: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Posts by id and lines in the order of their arrival."""

    posts: Mapping[str, Post]
    lines: tuple[Line, ...]


def load_script(seed: int, minutes: float, path: Path = SCRIPT) -> Script:
    """The script with its choices made by `seed` and spread over `minutes`; the same for the same arguments."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    raw: list[dict[str, Any]] = data["comment"]
    fill: dict[str, dict[str, list[str]]] = data["fill"]
    times = _times(len(raw), seed, minutes)
    lines = tuple(_line(each, at, seed, fill) for each, at in zip(raw, times, strict=True))
    posts = {each["id"]: Post(ext_id=each["id"], text=each["text"]) for each in data["post"]}
    return Script(posts=posts, lines=lines)


def _line(raw: dict[str, Any], at: float, seed: int, fill: dict[str, dict[str, list[str]]]) -> Line:
    chosen = raw["text"][int(chance(seed, raw["id"], "text") * len(raw["text"]))]
    words = {
        key: options[int(chance(seed, raw["id"], key) * len(options))]
        for key, options in fill.get(raw["lang"], {}).items()
    }

    def filled(text: str) -> str:
        for key, word in words.items():
            text = text.replace("{" + key + "}", word)
        return text

    return Line(
        id=raw["id"],
        at=at,
        post_id=raw["post"],
        author=raw["by"],
        lang=raw["lang"],
        text=filled(chosen),
        under=raw.get("under", ""),
        back=tuple(map(filled, raw.get("back", ()))),
        thanks=tuple(map(filled, raw.get("thanks", ()))),
    )


def _times(count: int, seed: int, minutes: float) -> list[float]:
    """Arrival times in order: a handful at once, then uneven gaps, as people write."""
    rng = random.Random(seed)
    opening = min(OPENING, count)
    gaps = [rng.expovariate(1.0) + 0.15 for _ in range(count - opening)]
    scale = minutes * 60 / max(sum(gaps), 1e-9)
    times = [0.2 + 0.5 * index for index in range(opening)]
    for gap in gaps:
        times.append(times[-1] + gap * scale)
    return times

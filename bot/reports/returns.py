"""The reply that goes back to somebody who was promised something: a draft with a gap, since only people know. Pure."""

from __future__ import annotations

import random

from bot.domain.texts import open_gap

GAP = {"en": "⟨what came of it⟩", "es": "⟨qué ha pasado⟩"}
_DRAFTS = {
    "en": (
        "{to}as promised: {gap}. Does that help?",
        "{to}back to you, as I said: {gap}. Tell me if something is still missing.",
        "{to}here is what came of it: {gap}. Is that what you needed?",
    ),
    "es": (
        "{to}lo prometido: {gap}. ¿Te sirve?",
        "{to}vuelvo a lo tuyo, como te dije: {gap}. Si falta algo, dime.",
        "{to}esto es lo que ha salido: {gap}. ¿Era lo que necesitabas?",
    ),
}
_NEEDS = {
    "en": "what came of “{said}”?",
    "es": "¿qué ha pasado con «{said}»?",
}
_ENDS = ".!?…"


def return_drafts(said: str, name: str, lang: str, *, seed: int, most: int = 2) -> list[str]:
    """Drafts in the language of the promise, each with its gap; the same ones for the same `seed`."""
    tongue = "es" if lang == "es" else "en"
    first = name.split()[0] if name.split() else ""
    texts = random.Random(f"{seed}:{said}").sample(_DRAFTS[tongue], most)
    filled = [text.format(to=f"{first}, " if first else "", gap=GAP[tongue]) for text in texts]
    return [text[0].upper() + text[1:] for text in filled]


def fill_gap(draft: str, told: str) -> str:
    """The draft with what a person told in place of its gap; unchanged where it has none."""
    gap = open_gap(draft)
    before, _, after = draft.partition(gap) if gap else (draft, "", "")
    words = told.strip()
    if not gap or not words:
        return draft
    if words[-1] in _ENDS:
        after = after.removeprefix(".")
    return f"{before}{words}{after}"


def need(said: str, lang: str) -> str:
    """What the team is asked for, in the reader's language."""
    return _NEEDS["es" if lang == "es" else "en"].format(said=said)

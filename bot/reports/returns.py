"""The reply that goes back to somebody who was promised something: a draft with a gap, since only people know. Pure."""

from __future__ import annotations

import random

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


def return_draft(said: str, name: str, lang: str, *, seed: int) -> str:
    """A draft in the language of the promise; the same one for the same `seed`."""
    tongue = "es" if lang == "es" else "en"
    text = random.Random(f"{seed}:{said}").choice(_DRAFTS[tongue])
    first = name.split()[0] if name.split() else ""
    filled = text.format(to=f"{first}, " if first else "", gap=GAP[tongue])
    return filled[0].upper() + filled[1:]

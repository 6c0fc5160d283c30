"""A person's word against the engine's reading: applied to the item and kept as an example."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import DecisionAnswer, HideReason, Refused
from bot.domain.people import Person, Right
from bot.domain.reading import Kind, Mood, Reading, Urgency
from bot.domain.transitions import ItemState
from bot.pipeline.adapting import hasten
from bot.review.messages import hide_reason, say
from bot.store import Store
from bot.store.codec import dump, load
from bot.store.moves import redraw
from bot.store.rows import ItemRow
from bot.store.tx import Tx

_URGENCY = {one.value: number for number, one in enumerate(Urgency)}
_YES = frozenset({"true", "yes", "sí", "si", "1"})
_NO = frozenset({"false", "no", "0"})


class Corrections:
    """Behind `Desk.correct`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def correct(self, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
        """Fields: kinds (names with spaces or commas), mood, urgency, lang; needs_reply, take_private and stay_out
        (yes or no); hide (no, or a decency reason)."""
        return await self._store.write(lambda tx: _correct(tx, item_id, field, value.strip(), person))


def _no(why: Refused, key: str, person: Person, item: ItemRow | None = None, **values: object) -> DecisionAnswer:
    state = item.state if item else None
    return DecisionAnswer(ok=False, message=say(key, person.lang, **values), refused=why, state=state)


def _correct(tx: Tx, item_id: int, field: str, value: str, person: Person) -> DecisionAnswer:
    item = tx.items.get(item_id, lock=True)
    if item is None or not person.may(Right.SEE, item.brand_id):
        return _no(Refused.NOT_FOUND, "not_found", person)
    if not person.may(Right.ASK, item.brand_id):
        return _no(Refused.NO_RIGHT, "no_right", person, item)
    if item.reading is None:
        return _no(Refused.NOT_ALLOWED, "not_found", person, item)
    try:
        reading = corrected(load(Reading, item.reading), field, value, person.lang)
    except KeyError:
        return _no(Refused.NOT_ALLOWED, "unknown_field", person, item, name=field)
    except ValueError:
        return _no(Refused.TEXT_INVALID, "bad_value", person, item, name=value)
    tx.notes.correct(item_id, field, value, person.id)
    hasten(tx, item.brand_id)
    tx.audit.add(person.id, "corrected", item_id=item_id, brand_id=item.brand_id, field=field, value=value)
    moved = tx.items.touch(
        item,
        reading=dump(Reading, reading),
        kinds=" ".join(sorted(kind.value for kind in reading.kinds)),
        mood=reading.mood.value,
        lang=reading.lang,
        urgency=_URGENCY[reading.urgency.value],
    )
    wanted = (reading.needs_reply and field == "needs_reply") or (not reading.stay_out and field == "stay_out")
    if wanted and moved.state is ItemState.LEFT:
        moved = redraw(tx, moved, quick=True)
    return DecisionAnswer(ok=True, message=say("corrected", person.lang), state=moved.state)


def corrected(reading: Reading, field: str, value: str, lang: str = "en") -> Reading:
    """The reading with one judgement replaced. `KeyError`: no such judgement; `ValueError`: no such value.

    A person's yes needs no reason but hiding, which is never a matter of taste: it takes one of the decency reasons.
    """
    if field == "kinds":
        return replace(_settled(reading), kinds=frozenset(Kind(word) for word in value.replace(",", " ").split()))
    if field == "mood":
        return replace(_settled(reading), mood=Mood(value))
    if field == "urgency":
        return replace(reading, urgency=Urgency(value))
    if field == "needs_reply":
        return replace(reading, needs_reply=_truth(value))
    if field == "take_private":
        return replace(reading, take_private=_truth(value), take_private_why="")
    if field == "stay_out":
        return replace(reading, stay_out=_truth(value), stay_out_why="")
    if field == "hide":
        reason = None if value.casefold() in _NO else HideReason(value)
        return replace(reading, hide=reason is not None, hide_why=hide_reason(reason, lang) if reason else "")
    if field == "lang":
        if not (value.isalpha() and 2 <= len(value) <= 3):
            raise ValueError(value)
        return replace(reading, lang=value.lower())
    raise KeyError(field)


def _settled(reading: Reading) -> Reading:
    """Without the doubt whether it is praise or a grievance: a person has read it."""
    return reading if reading.otherwise is None else replace(reading, otherwise=None, why="")


def _truth(value: str) -> bool:
    if value.casefold() in _YES:
        return True
    if value.casefold() in _NO:
        return False
    raise ValueError(value)

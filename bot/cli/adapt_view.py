"""What the engine learned by itself for a brand, or why it did not, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich.console import Console

from bot.coaching.adapting.bars import HEADS_BAR, SCORE_BAR, Bar, no_better, too_few, too_few_corrections
from bot.coaching.adapting.shelved import HEADS, SCORE, names_for
from bot.domain.brand import Brand
from bot.pipeline.adapting import AT_ONCE, Progress, key_of
from bot.store import Store
from bot.store.times import moment

_FLAGS_TO_TELL = 3
"""Replies on which a rule was called wrong before it is worth a line."""

_SAY: Mapping[str, tuple[str, str]] = {
    "off": ("does not refit itself (policy: adapt).", "no se ajusta solo (normas: adapt)."),
    "never": ("nothing was fitted by itself yet.", "todavía no se ha ajustado nada por sí solo."),
    "in_use": ("in use: {names}", "en uso: {names}"),
    "shipped": ("in use: the engine as shipped", "en uso: el motor tal como viene"),
    "next": ("next look: {at:%Y-%m-%d %H:%M} UTC", "próxima revisión: {at:%Y-%m-%d %H:%M} UTC"),
    "held": (
        "somebody chose a version: only {count} new corrections start another fit",
        "alguien eligió una versión: solo {count} correcciones nuevas inician otro ajuste",
    ),
    "last": (
        "last fit {at:%Y-%m-%d %H:%M} UTC: {corrected} corrected of {readings} judged comments, "
        "{known} replies whose outcome is known",
        "último ajuste {at:%Y-%m-%d %H:%M} UTC: {corrected} corregidos de {readings} comentarios juzgados, "
        "{known} respuestas con desenlace conocido",
    ),
    "failed": ("the fit failed: {why}", "el ajuste falló: {why}"),
    "kept": ("kept", "se queda"),
    "answered": ("answered back (AUC)", "contestaron (AUC)"),
    "reading": ("reading", "lectura"),
    "flag": (
        "{rule}: called wrong on {replies} replies by {people} of the team; a brand can switch it off (rules_off)",
        "{rule}: marcada como errónea en {replies} respuestas por {people} del equipo; se puede desactivar (rules_off)",
    ),
}


def show_status(console: Console, store: Store, brand: Brand, lang: str) -> None:
    """Print a brand's state: in use, last fit with its figures and reasons, next look, rules called wrong."""
    for line in status_lines(store, brand, lang):
        console.print(line, markup=False)


def status_lines(store: Store, brand: Brand, lang: str) -> list[str]:
    """The same as lines."""
    second = 1 if lang == "es" else 0

    def say(key: str, **values: object) -> str:
        return _SAY[key][second].format(**values)

    job = store.read_sync(lambda tx: tx.jobs.by_key(key_of(brand.id)))
    active = store.read_sync(lambda tx: tx.models.in_force())
    policy = store.read_sync(lambda tx: tx.brands.policy(brand.id))
    names = [next((name for name in names_for(what, brand.id) if name in active), "") for what in (HEADS, SCORE)]
    used = ", ".join(f"{name} {active[name]}" for name in names if name)
    lines = [say("in_use", names=used) if used else say("shipped")]
    progress = Progress.of(job.payload if job else "")
    if not policy.adapt:
        lines.append(say("off"))
    elif job is not None:
        lines.append(say("held", count=AT_ONCE) if progress.held else say("next", at=moment(job.run_at)))
    lines += _last(progress.last, say, lang) if progress.last else [say("never")]
    return [f"{brand.name}: {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _last(last: Mapping[str, Any], say: Any, lang: str) -> list[str]:
    known, at = last["answered"], datetime.fromisoformat(last["at"])
    lines = [say("last", at=at, corrected=last["corrected"], readings=last["readings"], known=sum(known))]
    if last["failed"]:
        lines.append(say("failed", why=last["failed"]))
    if why := too_few_corrections(last["corrected"], lang):
        lines.append(f"{say('reading')}: {why}")
    lines += [f"{label['label']}: {_outcome(label, HEADS_BAR, say, lang)}" for label in last["labels"]]
    score = last["score"] or {"counts": known, "groups": last["groups"]}
    lines.append(f"{say('answered')}: {_outcome(score, SCORE_BAR, say, lang)}")
    told = [row for row in last["flags"] if row[1] >= _FLAGS_TO_TELL]
    return [*lines, *(say("flag", rule=rule, replies=replies, people=people) for rule, replies, people in told)]


def _outcome(report: Mapping[str, Any], bar: Bar, say: Any, lang: str) -> str:
    before, after = report.get("before"), report.get("after")
    if before is None or after is None:
        return too_few(report["counts"], report["groups"], bar, lang)
    return no_better(before, after, lang) or f"{before:.3f} → {after:.3f}, {say('kept')}"

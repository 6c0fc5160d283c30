"""An item's life as lines of text, from intake to outcome, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.card import HistoryEntry
from bot.review.messages import reason_text, what
from bot.store.rows import CommentRow, DecisionRow, ItemRow
from bot.store.times import moment
from bot.store.tx import Tx

_ACTIONS: Mapping[str, tuple[str, str]] = {
    "received": ("came in", "llegó"),
    "left": ("left without a reply", "se dejó sin respuesta"),
    "suggested": ("suggestions made", "propuestas hechas"),
    "published": ("published", "publicada"),
    "refused": ("the platform refused it", "la plataforma la rechazó"),
    "unconfirmed": ("could not be confirmed", "no se pudo confirmar"),
    "not_on_page": ("not on the page; sent again", "no estaba en la página; se vuelve a enviar"),
    "disconnected": ("the page is disconnected", "la página está desconectada"),
    "superseded": ("overtaken", "superada"),
    "comment_edited": ("the author edited the comment", "se editó el comentario"),
    "comment_deleted": ("the comment was deleted", "se borró el comentario"),
    "comment_hidden": ("hidden on the page", "oculto en la página"),
    "comment_shown": ("shown again on the page", "visible de nuevo en la página"),
    "author_answered": ("the author answered back", "la persona contestó"),
    "other_joined": ("somebody else joined the talk", "otra persona se sumó a la conversación"),
    "answer_read": ("read the answer", "leyó la respuesta"),
    "not_followed": ("the thread can no longer be seen", "la conversación ya no se puede ver"),
    "promise_due": ("a promise is due", "vence una promesa"),
    "promise_kept": ("the promise is kept", "promesa cumplida"),
    "promise_dropped": ("the promise is off", "promesa anulada"),
    "wrote_again": ("the author wrote again", "la persona volvió a escribir"),
    "connected": ("the page is connected again", "la página vuelve a estar conectada"),
    "answered_by_others": ("somebody else answered the comment", "otra persona respondió al comentario"),
    "reminded": ("reminded the team", "recordatorio al equipo"),
    "escalated": ("escalated after waiting too long", "escalada por esperar demasiado"),
    "expired": ("expired", "caducada"),
    "followed_up": ("follow-up finished", "seguimiento terminado"),
    "corrected": ("reading corrected", "lectura corregida"),
    "hide_failed": ("hiding failed on the platform", "la plataforma no pudo ocultarlo"),
    "like_failed": ("the platform did not take the like", "la plataforma no aceptó el «me gusta»"),
    "engine_failed": ("drafting failed", "fallaron las propuestas"),
}
_OF_THE_HOUSE: Mapping[str, tuple[str, str]] = {
    "signed_in": ("signed in", "entró en la consola"),
    "joined": ("joined by a link", "se unió con un enlace"),
    "person_created": ("added a person", "añadió a una persona"),
    "invited": ("made a link for somebody", "creó un enlace para alguien"),
    "roles_changed": ("changed roles", "cambió papeles"),
    "let_in": ("let somebody in again", "volvió a dar acceso"),
    "shut_out": ("shut somebody out", "retiró el acceso"),
    "linked": ("linked an account", "vinculó una cuenta"),
    "unlinked": ("unlinked an account", "desvinculó una cuenta"),
    "fact_saved": ("saved a fact", "guardó un dato"),
    "fact_retired": ("took a fact out of use", "retiró un dato"),
    "voice_changed": ("changed the voice", "cambió la voz"),
    "policy_changed": ("changed the policy", "cambió las normas"),
    "rule_on": ("switched a rule on", "activó una regla"),
    "rule_off": ("switched a rule off", "desactivó una regla"),
    "flagged": ("called a flag wrong", "marcó un aviso como erróneo"),
    "model_kept": ("a fit of the engine is kept", "se guardó un ajuste del motor"),
    "model_activated": ("another version of the engine is in use", "se usa otra versión del motor"),
    "adapt_rolled_back": ("went back a version of the engine", "volvió a la versión anterior del motor"),
    "adapted": ("the engine was fitted", "se ajustó el motor"),
    "adapt_refused": ("no fit of the engine was better", "ningún ajuste del motor fue mejor"),
    "adapt_failed": ("fitting the engine failed", "falló el ajuste del motor"),
    "person_forgotten": ("forgot a person", "olvidó a una persona"),
    "old_forgotten": ("what was too old was forgotten", "se olvidó lo demasiado antiguo"),
}
"""What happens beside the items."""
_MOODS: Mapping[str, tuple[str, str]] = {
    "negative": ("in a bad mood", "de mal humor"),
    "neutral": ("in a neutral mood", "en tono neutro"),
    "positive": ("in a good mood", "de buen humor"),
}
_TALK = ("{turns} more turns, {others} others joined", "{turns} turnos más, se sumaron {others}")
_ACTORS: Mapping[str, tuple[str, str]] = {
    "engine": ("Tertulia", "Tertulia"),
    "page": ("the page", "la página"),
    "clock": ("Tertulia", "Tertulia"),
    "program": ("Tertulia", "Tertulia"),
}

_INSISTED = (" (insisted in spite of: {rules})", " (insistió a pesar de: {rules})")


def actor_name(tx: Tx, actor: str, lang: str) -> str:
    """Who did it, by name: a person, also one who left, or what acts by itself."""
    return _ACTORS[actor][lang == "es"] if actor in _ACTORS else tx.team.name(actor)


def action_name(action: str, lang: str) -> str:
    """What was done, in words; the action's own name where it has none."""
    both = _ACTIONS.get(action) or _OF_THE_HOUSE.get(action)
    return both[lang == "es"] if both else what(action, lang)


def history(tx: Tx, item: ItemRow, comment: CommentRow, lang: str) -> list[HistoryEntry]:
    """All entries, oldest first."""
    second = 1 if lang == "es" else 0
    author = comment.author_name or comment.author_handle or ("alguien" if second else "somebody")
    lines = [HistoryEntry(at=moment(comment.received_at), actor=author, action=_ACTIONS["received"][second])]
    decisions = {(one.at, one.kind): one for one in tx.decisions.of(item.id)}
    for row in tx.audit.of_item(item.id):
        both = _ACTIONS.get(row.action)
        made = decisions.get((row.at, row.action))
        lines.append(
            HistoryEntry(
                at=moment(row.at),
                actor=actor_name(tx, row.actor, lang),
                action=both[second] if both and made is None else what(row.action, lang),
                detail=_detail(row.detail, made, lang),
            )
        )
    return lines


def _detail(stored: str, made: DecisionRow | None, lang: str) -> str:
    fields: dict[str, Any] = json.loads(stored) if stored else {}
    if made is not None and (made.text or made.note):
        insisted = _INSISTED[1 if lang == "es" else 0].format(rules=", ".join(fields.get("overruled", ())))
        return (made.text or made.note) + (insisted if fields.get("overruled") else "")
    for key in ("reason", "why", "error", "url"):
        if fields.get(key):
            said = reason_text(str(fields[key]), lang)
            return f"{said} ({fields['who']})" if fields.get("who") else said
    if fields.get("who"):
        return str(fields["who"])
    if fields.get("mood"):
        mood = str(fields["mood"])
        return _MOODS.get(mood, (mood, mood))[1 if lang == "es" else 0]
    if "turns" in fields:
        return _TALK[1 if lang == "es" else 0].format(turns=fields["turns"], others=fields["others"])
    if fields.get("best") is not None:
        return f"{fields['offers']} · {fields['best']}/100"
    return ""

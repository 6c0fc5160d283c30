"""What the desk answers, in the language of the person who pressed. English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.troubles import parted

_EN: Mapping[str, str] = {
    "approved": "Approved. It goes out in {seconds} seconds; undo brings it back until then.",
    "approved_now": "Approved. It is going out.",
    "approved_first": "Approved by you. The client's approval is still needed before it goes out.",
    "approved_second": "Second approval given. It goes out in {seconds} seconds.",
    "proposed": "Kept as a suggestion. Somebody else has to approve it.",
    "drawing": "New suggestions are being written.",
    "rejected": "Rejected; nothing will be published.",
    "returned": "Sent back to the team; nothing will be published.",
    "claimed": "It is yours now.",
    "released": "It is free for others again.",
    "assigned": "Handed to {name}.",
    "escalated": "Escalated; it now stands above the others.",
    "left": "Left without a reply.",
    "hiding": "The comment is being hidden. It can be shown again at any time.",
    "showing": "The comment is being shown again.",
    "liking": "The page likes the comment. What to answer is still open.",
    "unliking": "The like is taken back.",
    "undone": "Taken back. Nothing was published.",
    "reopened": "Open again.",
    "resolved_sent": "Noted: the reply is on the page.",
    "resolved_unsent": "It will be sent again now.",
    "already_decided": "Already decided by {name}: {what}.",
    "already_claimed": "{name} is already on it.",
    "no_right": "Your role does not allow this for this brand.",
    "not_found": "There is no such item, or it is not yours to see.",
    "stale": "The suggestions or the comment changed meanwhile. Have a look at the new version first.",
    "too_late": "Too late to undo: it has gone out.",
    "nothing_to_undo": "There is nothing to undo here.",
    "no_suggestion": "That suggestion is no longer on offer. Choose one of those on the card.",
    "empty": "The text is empty. Write what should be published.",
    "gap": "{gap} is still open: say what came of it, in the text or as a change to it, and then approve.",
    "too_long": "Too long for {platform}: {count} of {most} {unit}, {over} too many.",
    "blocked": "Held back because of “{words}”: {because}",
    "blocked_more": "Held back because of “{words}”: {because} (And {more} more of this weight.)",
    "blocked_whole": "Held back: {because}",
    "blocked_whole_more": "Held back: {because} (And {more} more of this weight.)",
    "four_eyes": "You wrote or changed this text yourself, so somebody else has to approve it.",
    "second_by_other": "The second approval has to come from somebody other than the first.",
    "not_now": "This cannot be done while the item is {state}.",
    "hide_reason": "Hiding needs a decency reason: abuse, hate, spam, private data or danger. Criticism stays visible.",
    "cannot_hide": "{platform} cannot hide comments.",
    "cannot_like": "{platform} does not let programs like comments.",
    "cannot_private": "{platform} cannot answer privately. Write a public reply instead.",
    "private_late": "{platform} allows a private reply only within {days} days of the comment. Write a public one.",
    "one_reply": "{platform} takes one reply only, and it is published already.",
    "no_note": "Say what to change.",
    "no_assignee": "Nobody here is called “{name}” or may work on this brand.",
    "unknown_field": "“{name}” is no judgement that can be corrected.",
    "bad_value": "“{name}” is no possible value here.",
    "corrected": "Thank you, corrected. It is kept as an example.",
}

_ES: Mapping[str, str] = {
    "approved": "Aprobada. Sale en {seconds} segundos; hasta entonces puedes deshacerlo.",
    "approved_now": "Aprobada. Ya está saliendo.",
    "approved_first": "Aprobada por ti. Falta el visto bueno del cliente para que salga.",
    "approved_second": "Segundo visto bueno dado. Sale en {seconds} segundos.",
    "proposed": "Guardada como propuesta. Tiene que aprobarla otra persona.",
    "drawing": "Se están escribiendo otras propuestas.",
    "rejected": "Rechazada; no se publicará nada.",
    "returned": "Devuelta al equipo; no se publicará nada.",
    "claimed": "Ahora la llevas tú.",
    "released": "Queda libre para los demás.",
    "assigned": "Pasa a manos de {name}.",
    "escalated": "Escalada; ahora está por encima de las demás.",
    "left": "Se deja sin respuesta.",
    "hiding": "Se está ocultando el comentario. Se puede volver a mostrar cuando haga falta.",
    "showing": "El comentario vuelve a mostrarse.",
    "liking": "Le hemos dado «me gusta» como página. Queda por decidir qué se responde.",
    "unliking": "Se retira el «me gusta».",
    "undone": "Deshecho. No se ha publicado nada.",
    "reopened": "Abierta de nuevo.",
    "resolved_sent": "Anotado: la respuesta está en la página.",
    "resolved_unsent": "Se vuelve a enviar ahora.",
    "already_decided": "Ya lo decidió {name}: {what}.",
    "already_claimed": "Ya lo lleva {name}.",
    "no_right": "Tu función no te permite hacer esto con esta marca.",
    "not_found": "No existe, o no te corresponde verlo.",
    "stale": "Las propuestas o el comentario han cambiado. Mira antes la versión nueva.",
    "too_late": "Demasiado tarde para deshacerlo: ya ha salido.",
    "nothing_to_undo": "Aquí no hay nada que deshacer.",
    "no_suggestion": "Esa propuesta ya no está sobre la mesa. Elige una de las que ves en la tarjeta.",
    "empty": "El texto está vacío. Escribe lo que hay que publicar.",
    "gap": "Falta rellenar {gap}: cuenta qué ha pasado, en el texto o como cambio, y apruébala después.",
    "too_long": "Demasiado largo para {platform}: {count} de {most} {unit}; sobran {over}.",
    "blocked": "No sale todavía por «{words}»: {because}",
    "blocked_more": "No sale todavía por «{words}»: {because} (Y {more} más de este peso.)",
    "blocked_whole": "No sale todavía: {because}",
    "blocked_whole_more": "No sale todavía: {because} (Y {more} más de este peso.)",
    "four_eyes": "Este texto lo escribiste o lo cambiaste tú; tiene que aprobarlo otra persona.",
    "second_by_other": "El segundo visto bueno tiene que darlo otra persona.",
    "not_now": "No se puede hacer ahora: está en «{state}».",
    "hide_reason": "Para ocultar hace falta un motivo de decencia: insultos, odio, spam, datos privados o peligro. "
    "La crítica se queda a la vista.",
    "cannot_hide": "{platform} no permite ocultar comentarios.",
    "cannot_like": "{platform} no deja que un programa dé «me gusta» a los comentarios.",
    "cannot_private": "{platform} no permite responder en privado. Escribe una respuesta pública.",
    "private_late": "{platform} solo permite responder en privado en los {days} días siguientes al comentario. "
    "Escribe una respuesta pública.",
    "one_reply": "{platform} solo admite una respuesta, y ya está publicada.",
    "no_note": "Di qué hay que cambiar.",
    "no_assignee": "Aquí nadie se llama «{name}» o no puede trabajar con esta marca.",
    "unknown_field": "«{name}» no es un juicio que se pueda corregir.",
    "bad_value": "«{name}» no es un valor posible aquí.",
    "corrected": "Gracias, corregido. Se guarda como ejemplo.",
}

_WHAT_EN: Mapping[str, str] = {
    "approve": "approved", "edit": "approved with changes", "approve_second": "approved a second time",
    "reject": "rejected", "leave": "left without a reply", "hide": "hidden", "unhide": "shown again",
    "escalate": "escalated", "private": "taken private", "undo": "taken back", "reopen": "opened again",
    "another": "other suggestions asked for", "reword": "a change asked for", "claim": "claimed",
    "release": "released", "assign": "handed over", "resolve_sent": "found on the page",
    "resolve_unsent": "sent again", "like": "liked", "unlike": "like taken back",
}  # fmt: skip
_WHAT_ES: Mapping[str, str] = {
    "approve": "aprobada", "edit": "aprobada con cambios", "approve_second": "aprobada por segunda vez",
    "reject": "rechazada", "leave": "sin respuesta", "hide": "oculto", "unhide": "mostrado de nuevo",
    "escalate": "escalada", "private": "llevada a privado", "undo": "deshecha", "reopen": "abierta de nuevo",
    "another": "pidió otras propuestas", "reword": "pidió un cambio", "claim": "la lleva",
    "release": "la dejó libre", "assign": "la pasó a otra persona", "resolve_sent": "la vio en la página",
    "resolve_unsent": "la mandó de nuevo", "like": "dio «me gusta»", "unlike": "retiró el «me gusta»",
}  # fmt: skip
_STATES_ES: Mapping[str, str] = {
    "new": "recién llegado", "reading": "en lectura", "drafting": "escribiéndose", "waiting": "a la espera",
    "deciding": "a punto de salir", "publishing": "publicándose", "published": "publicada",
    "followed-up": "con seguimiento hecho", "left": "sin respuesta", "rejected": "rechazada", "hidden": "oculto",
    "escalated": "escalada", "expired": "caducada", "superseded": "superada", "failed": "fallida",
    "unknown": "sin confirmar",
}  # fmt: skip
_STATES_EN: Mapping[str, str] = {
    "drafting": "being drafted", "reading": "being read", "deciding": "about to go out",
    "publishing": "being published", "followed-up": "followed up", "left": "left without a reply",
    "superseded": "overtaken", "unknown": "unconfirmed",
}  # fmt: skip
_REASONS: Mapping[str, tuple[str, str]] = {
    "wrote_again": (
        "The author wrote again; the newer comment carries on.",
        "Ha vuelto a escribir; se sigue en el comentario más reciente.",
    ),
    "answered_by_hand": (
        "Somebody of the team answered on the page itself.",
        "Alguien del equipo respondió en la propia página.",
    ),
    "edited": (
        "The author edited the comment; it is read anew.",
        "Se editó el comentario; se vuelve a leer.",
    ),
    "deleted": (
        "The comment was deleted on the page.",
        "El comentario se borró en la página.",
    ),
    "hidden_on_page": (
        "The comment was hidden on the page.",
        "El comentario se ocultó en la página.",
    ),
    "expired": (
        "Nobody decided in time; nothing was published.",
        "Nadie decidió a tiempo; no se publicó nada.",
    ),
    "no_answer_in_time": (
        "Nobody decided within the promised time.",
        "Nadie decidió en el plazo previsto.",
    ),
    "crisis": (
        "This may be a crisis: a person should look first.",
        "Puede ser una crisis: que lo mire antes una persona.",
    ),
    "forgotten": (
        "What this person wrote is no longer kept here.",
        "Lo que escribió esta persona ya no se guarda aquí.",
    ),
    "promise_kept": (
        "The promise was kept otherwise.",
        "La promesa se cumplió por otra vía.",
    ),
    "promise_off": (
        "The promise is off.",
        "La promesa queda anulada.",
    ),
    "not_confirmed": (
        "The platform's answer was lost and the reply cannot be looked up. Please look on the page.",
        "Se perdió la respuesta de la plataforma y no se puede comprobar desde aquí. Míralo en la página, por favor.",
    ),
    "disconnected": (
        "The page is disconnected; the reply waits until it is connected again.",
        "La página está desconectada; la respuesta espera a que vuelva a conectarse.",
    ),
    "access_revoked": (
        "The platform no longer accepts this page's access. An admin has to make a new token and put it in.",
        "La plataforma ya no acepta el acceso de esta página. Hay que crear un token nuevo y ponerlo.",
    ),
    "access_expired": (
        "This page's access has expired. An admin has to renew it.",
        "El acceso de esta página ha caducado. Hay que renovarlo.",
    ),
    "account_suspended": (
        "The platform has suspended or restricted this page's account.",
        "La plataforma ha suspendido o limitado la cuenta de esta página.",
    ),
    "permission_missing": (
        "The platform says that this page's access lacks a permission.",
        "La plataforma dice que al acceso de esta página le falta un permiso.",
    ),
    "comment_gone": (
        "The comment is no longer there, so nothing can be put under it.",
        "El comentario ya no está, así que no se puede responder debajo.",
    ),
    "blocked_by_author": (
        "The author does not let this page reply to them.",
        "Esta persona no deja que la página le responda.",
    ),
    "not_allowed_there": (
        "Replies are closed or restricted there.",
        "Ahí las respuestas están cerradas o limitadas.",
    ),
    "text_refused": (
        "The platform does not accept this text as it stands.",
        "La plataforma no acepta este texto tal como está.",
    ),
    "private_too_late": (
        "The platform allows a private reply only for some days after the comment, and they are over.",
        "La plataforma solo permite responder en privado durante unos días tras el comentario, y ya han pasado.",
    ),
    "private_once": (
        "The platform allows one private reply to a comment, and it has been sent.",
        "La plataforma permite una sola respuesta privada por comentario, y ya se envió.",
    ),
    "cannot_hide_there": (
        "This comment cannot be hidden from here; please do it on the platform itself.",
        "Este comentario no se puede ocultar desde aquí; hazlo en la propia plataforma, por favor.",
    ),
    "not_publishable": (
        "Nothing can be published to this page from here.",
        "En esta página no se puede publicar desde aquí.",
    ),
    "engine_failed": (
        "No suggestion could be made; write the reply yourself.",
        "No se pudo preparar ninguna propuesta; escribe tú la respuesta.",
    ),
}
_HIDE_REASONS: Mapping[str, tuple[str, str]] = {
    "abuse": ("A person of the team found it abusive.", "Alguien del equipo vio insultos en él."),
    "hate": ("A person of the team found hate in it.", "Alguien del equipo vio odio en él."),
    "spam": ("A person of the team took it for spam.", "Alguien del equipo lo tomó por spam."),
    "private_data": (
        "A person of the team found somebody's private data in it.",
        "Alguien del equipo vio datos privados de alguien en él.",
    ),
    "danger": ("A person of the team found it dangerous to somebody.", "Alguien del equipo vio peligro para alguien."),
}
_UNITS_ES: Mapping[str, str] = {
    "characters": "caracteres", "utf16": "unidades UTF-16", "graphemes": "signos", "bytes": "bytes",
}  # fmt: skip
_UNITS_EN: Mapping[str, str] = {"utf16": "UTF-16 units"}


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` in `lang` (English for any language but Spanish)."""
    return (_ES if lang == "es" else _EN)[key].format(**values)


def what(kind: str, lang: str) -> str:
    """A decision in the past, to follow "already decided by …"."""
    return (_WHAT_ES if lang == "es" else _WHAT_EN).get(kind, kind)


def state_name(state: str, lang: str) -> str:
    """A state as people call it."""
    return (_STATES_ES if lang == "es" else _STATES_EN).get(state, state)


def unit_name(unit: str, lang: str) -> str:
    """A unit of length as people call it."""
    return (_UNITS_ES if lang == "es" else _UNITS_EN).get(unit, unit)


def reason_text(reason: str, lang: str) -> str:
    """A stored reason as a sentence: the product's own codes are translated, people's notes stay as written."""
    code, said = parted(reason)
    both = _REASONS.get(code)
    if both is None:
        return reason
    sentence = both[1 if lang == "es" else 0]
    return f"{sentence} ({said})" if said else sentence


def page_down(why: str, lang: str) -> str:
    """What a card of a disconnected page says."""
    reason = reason_text(why, lang).rstrip(".")
    if lang == "es":
        return f"Esta página está desconectada ({reason}). Nada se pierde: las respuestas salen cuando vuelva."
    return f"This page is disconnected ({reason}). Nothing is lost: replies go out when it is back."


def hide_reason(reason: str, lang: str) -> str:
    """Why hiding is called for, where a person said so."""
    return _HIDE_REASONS[reason][1 if lang == "es" else 0]

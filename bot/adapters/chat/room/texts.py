"""What the bot says in a room, beside what it says in a terminal, in English and Spanish. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.adapters.chat.dialogue_texts import Texts, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTexts:
    """Sentences with named gaps. Those with `what_` ask for a form's field."""

    stranger: str
    linked: str
    bad_code: str
    not_mine: str
    which_brand: str
    no_brand: str
    what_text: str
    what_note_reject: str
    what_note_leave: str
    what_note_escalate: str
    what_note_reword: str
    what_name: str
    reply_here: str
    cancelled: str
    hide_why: str
    draft_kept: str
    blocked: str
    draft_gone: str
    draft_other: str
    old_hand: str
    new_cards: str
    practice_private: str
    language_now: str
    language_which: str
    voice_of: str
    voice_none: str
    voice_avoid: str
    voice_examples: str
    facts_of: str
    facts_none: str
    facts_more: str
    fact_added: str
    fact_how: str
    trouble: str
    suggest_how: str
    coach_how: str
    post_how: str
    brief_elsewhere: str
    promise_kept: str
    promise_dropped: str
    promise_gone: str
    help: str
    you_can: str


_EN = RoomTexts(
    stranger="I don't know you here yet, so nothing was done. Ask an admin for a link code (console, People, or "
    "`tertulia invite`) and write to me “link CODE”.",
    linked="Hello {name}, this account is yours now. “queue” shows what waits, “help” what you can say.",
    bad_code="That code is wrong or older than ten minutes. Ask for a new one.",
    not_mine="This button is not one of mine, or it is from another installation. “queue” shows what waits.",
    which_brand="For which brand? Say “{command} …” with one of: {brands}.",
    no_brand="There is no brand here that you may see.",
    what_text="Reply text",
    what_note_reject="What is wrong with it?",
    what_note_leave="Why leave it without a reply?",
    what_note_escalate="What should they know?",
    what_note_reword="How should it sound?",
    what_name="Who takes it?",
    reply_here="Write it as a reply to this message (“cancel” drops it).",
    cancelled="Dropped. Nothing was published.",
    hide_why="Hiding is for decency only. Which is it? Criticism is not hidden; a good answer does more.",
    draft_kept="Your text is kept as a draft; nothing was published.",
    blocked="This should not go out as it stands; nothing was published:",
    draft_gone="There is no draft of yours for #{item} any more. Edit a suggestion, or write “reply: …”.",
    draft_other="Your draft has changed since; this is the present one. Nothing was published.",
    old_hand="Do you mean #{item}? It was a while ago. Reply to its card, or say “#{item} {said}”.",
    new_cards="{count} new comments",
    practice_private="Practice is between you and me: write “practice” to me in a direct message.",
    language_now="From now on I speak English with you. Replies stay in the commenter's language.",
    language_which="Which language? Say “language en” or “idioma es”.",
    voice_of="How {brand} speaks",
    voice_none="Nothing is set yet; the console has a page for it.",
    voice_avoid="Never says: {words}",
    voice_examples="Sounds like:",
    facts_of="What {brand} knows ({count})",
    facts_none="Nothing found. “facts add question | answer | source” teaches it.",
    facts_more="… and {count} more: “facts list WORD” narrows it down.",
    fact_added="Learned for {brand}: “{question}”. From now on replies can rest on it.",
    fact_how="Say “facts add question | answer | source”. Without a source it is no fact.",
    trouble="Something went wrong here and was logged; nothing was published by it. Try again in a moment.",
    suggest_how="Paste the comment: “suggest: …”, or say it in reply to a card.",
    coach_how="Paste your draft: “coach: …”.",
    post_how="Paste the post before it goes to the client: “post: …”.",
    brief_elsewhere="The page itself, as PDF and picture, is in the console under Reports, or from `tertulia brief`.",
    promise_kept="Noted: you said, you did.",
    promise_dropped="Noted: this one is off.",
    promise_gone="Somebody had settled this promise already.",
    help=(
        "In reply to a card, in its thread, or with its number first (#12 …):\n"
        "approve 1 · edit 1 · reply: your words · another · say it differently: warmer\n"
        "why · full · history · reject: note · leave: reason · hide spam (abuse, hate, private data, danger)\n"
        "claim · release · assign Ana · escalate: note · private · undo · reopen · like the comment\n"
        "Everywhere:\n"
        "queue · mine · next · open 12 · suggest: a comment · coach: a draft\n"
        "report health (answered, advice) PAGE 90d · digest · brief · post: a planned post · promise 7 kept (dropped)\n"
        "voice · facts list · facts add question | answer | source · practice\n"
        "language es · link CODE · or just talk: “warmer”, “in Spanish”, “who is she?”\n"
        "Only a decision on a card publishes. What you say to each other stays yours."
    ),
    you_can="You can say",
)
_ES = RoomTexts(
    stranger="Todavía no te conozco aquí, así que no se ha hecho nada. Pide a un administrador un código (consola, "
    "Personas, o `tertulia invite`) y escríbeme «link CÓDIGO».",
    linked="Hola, {name}: esta cuenta ya es tuya. «cola» enseña lo pendiente; «ayuda», lo que puedes decir.",
    bad_code="Ese código no es correcto o tiene más de diez minutos. Pide otro.",
    not_mine="Ese botón no es mío, o es de otra instalación. «cola» enseña lo pendiente.",
    which_brand="¿De qué marca? Di «{command} …» con una de estas: {brands}.",
    no_brand="Aquí no hay ninguna marca que puedas ver.",
    what_text="Texto de la respuesta",
    what_note_reject="¿Qué falla?",
    what_note_leave="¿Por qué se deja sin respuesta?",
    what_note_escalate="¿Qué deben saber?",
    what_note_reword="¿Cómo debería sonar?",
    what_name="¿Quién lo lleva?",
    reply_here="Escríbelo respondiendo a este mensaje («cancela» lo descarta).",
    cancelled="Descartado. No se ha publicado nada.",
    hide_why="Solo se oculta por respeto. ¿Cuál es el motivo? Las críticas no se ocultan; responder bien hace más.",
    draft_kept="Tu texto queda como borrador; no se ha publicado nada.",
    blocked="Así no debería salir; no se ha publicado nada:",
    draft_gone="Ya no hay ningún borrador tuyo para #{item}. Edita una propuesta o escribe «responde: …».",
    draft_other="Tu borrador ha cambiado; este es el de ahora. No se ha publicado nada.",
    old_hand="¿Te refieres a #{item}? Ha pasado un rato. Responde a su ficha, o di «#{item} {said}».",
    new_cards="{count} comentarios nuevos",
    practice_private="La práctica queda entre tú y yo: escríbeme «practicar» en un mensaje directo.",
    language_now="A partir de ahora te hablo en español. Las respuestas siguen en el idioma de quien comenta.",
    language_which="¿En qué idioma? Di «idioma es» o «language en».",
    voice_of="Cómo habla {brand}",
    voice_none="Todavía no hay nada puesto; la consola tiene una página para eso.",
    voice_avoid="Nunca dice: {words}",
    voice_examples="Suena así:",
    facts_of="Lo que sabe {brand} ({count})",
    facts_none="No se encontró nada. «datos añade pregunta | respuesta | fuente» lo enseña.",
    facts_more="… y {count} más: «datos lista PALABRA» lo acota.",
    fact_added="Aprendido para {brand}: «{question}». Desde ahora las respuestas pueden apoyarse en ello.",
    fact_how="Di «datos añade pregunta | respuesta | fuente». Sin fuente no es un dato.",
    trouble="Algo ha fallado y ha quedado registrado; no se ha publicado nada por ello. Prueba otra vez en un momento.",
    suggest_how="Pega el comentario: «propón: …», o dilo respondiendo a una ficha.",
    coach_how="Pega tu borrador: «revisa: …».",
    post_how="Pega la publicación antes de enseñársela al cliente: «publicación: …».",
    brief_elsewhere="La página, en PDF y en imagen, está en la consola, en Informes, o la hace `tertulia brief`.",
    promise_kept="Apuntado: dicho y hecho.",
    promise_dropped="Apuntado: esta ya no va.",
    promise_gone="Alguien ya había cerrado esa promesa.",
    help=(
        "Respondiendo a una ficha, en su hilo, o con su número delante (#12 …):\n"
        "aprueba 1 · edita 1 · responde: tus palabras · otra · dilo de otra manera: más cercano\n"
        "por qué · entero · historial · rechaza: motivo · deja: motivo · oculta spam (insultos, odio, datos, peligro)\n"
        "lo llevo yo · suelta · asigna a Ana · escala: nota · privado · deshacer · reabrir · dale me gusta\n"
        "En todas partes:\n"
        "cola · mis pendientes · siguiente · abre 12 · propón: un comentario · revisa: un borrador\n"
        "informe salud (respondido, consejos) PÁGINA 90d · resumen · dossier · publicación: una prevista\n"
        "promesa 7 cumplida (anulada) · voz · datos lista · datos añade pregunta | respuesta | fuente · practicar\n"
        "idioma en · link CÓDIGO · o habla sin más: «más corto», «en inglés», «¿quién es?»\n"
        "Solo publica una decisión sobre una ficha. Lo que habláis entre vosotros es vuestro."
    ),
    you_can="Puedes decir",
)

LABELS: Mapping[str, tuple[str, str]] = {
    "approve": ("Approve {n}", "Aprobar {n}"),
    "edit": ("Edit {n}", "Editar {n}"),
    "own": ("Write a reply", "Escribir respuesta"),
    "another": ("Another", "Otra"),
    "reword": ("Say it differently", "Dilo de otra manera"),
    "why": ("Why", "Por qué"),
    "full": ("Full text", "Texto entero"),
    "claim": ("Take it", "Lo llevo yo"),
    "release": ("Release", "Soltar"),
    "assign": ("Assign", "Asignar"),
    "escalate": ("Escalate", "Escalar"),
    "private": ("Take private", "A privado"),
    "reject": ("Reject", "Rechazar"),
    "leave": ("Leave", "Dejar"),
    "hide": ("Hide", "Ocultar"),
    "unhide": ("Show again", "Mostrar otra vez"),
    "like": ("Like", "Me gusta"),
    "unlike": ("Take the like back", "Quitar me gusta"),
    "undo": ("Undo", "Deshacer"),
    "reopen": ("Reopen", "Reabrir"),
    "approve_second": ("Second approval", "Dar el visto bueno"),
    "resolve_sent": ("It is there", "Sí está"),
    "resolve_unsent": ("It is not there", "No está"),
    "open": ("Open #{n}", "Abrir #{n}"),
    "send-edit": ("Publish it", "Publicar"),
    "insist": ("Publish it anyway", "Publicar de todos modos"),
    "edit-again": ("Change it", "Cambiar"),
    "send": ("Send", "Enviar"),
}
"""What stands on buttons and forms: English, Spanish."""

WORDS: Mapping[str, tuple[str, str]] = {
    "approve": ("approve {n}", "aprueba {n}"),
    "edit": ("edit {n}", "edita {n}"),
    "own": ("reply: …", "responde: …"),
    "another": ("another", "otra"),
    "reword": ("say it differently: …", "dilo de otra manera: …"),
    "why": ("why", "por qué"),
    "full": ("full", "entero"),
    "claim": ("claim", "lo llevo yo"),
    "release": ("release", "suelta"),
    "assign": ("assign NAME", "asigna a NOMBRE"),
    "escalate": ("escalate: …", "escala: …"),
    "private": ("private", "privado"),
    "reject": ("reject: …", "rechaza: …"),
    "leave": ("leave: …", "deja: …"),
    "hide": ("hide spam", "oculta spam"),
    "unhide": ("unhide", "mostrar otra vez"),
    "like": ("like the comment", "dale me gusta"),
    "unlike": ("unlike", "quitar me gusta"),
    "undo": ("undo", "deshacer"),
    "reopen": ("reopen", "reabrir"),
    "approve_second": ("second approval", "visto bueno"),
    "resolve_sent": ("it is there", "ya está ahí"),
    "resolve_unsent": ("it is not there", "no está"),
    "open": ("open {n}", "abre {n}"),
    "send-edit": ("send", "envía"),
    "insist": ("insist", "insisto"),
    "edit-again": ("reply: …", "responde: …"),
}
"""What to type where there are no buttons."""

EMOJI: Mapping[str, str] = {
    "edit": "✏️",
    "another": "🔁",
    "reword": "💬",
    "claim": "🙋",
    "release": "👋",
    "why": "🔎",
    "reject": "❌",
    "leave": "💤",
    "escalate": "⬆️",
    "undo": "↩️",
}
"""What to react with; only where the sign is clear: a heart is what people give each other, so a like is typed or
pressed. Approvals have the number's own emoji."""


def room_texts(lang: str) -> RoomTexts:
    """The sentences of a language, English for any but Spanish."""
    return _ES if lang == "es" else _EN


def dialogue_texts(lang: str) -> Texts:
    """The terminal's sentences where a room needs others: there is no Enter key, and help is longer."""
    room = room_texts(lang)
    if lang == "es":
        following = "Quedan {count}. «siguiente» enseña el próximo."
        send = "«envía» lo publica. Para cambiarlo, responde a este mensaje con tu texto; «por qué» detalla la nota."
    else:
        following = "{count} waiting. “next” shows the next one."
        send = "“send” publishes it. To change it, reply to this message with your text; “why” shows the score in full."
    return replace(texts(lang), help=room.help, next=following, draft_send=send)


def label(key: str, lang: str, **values: object) -> str:
    """What stands on a button."""
    return LABELS[key][1 if lang == "es" else 0].format(**values)


def word(key: str, lang: str, **values: object) -> str:
    """What to type instead."""
    return WORDS[key][1 if lang == "es" else 0].format(**values)


def lang_of(locale: str, otherwise: str) -> str:
    """The language of somebody not known yet, from the platform's word for it."""
    short = locale.casefold()[:2]
    return short if short in ("en", "es") else otherwise

"""What the bot says in its own words during a conversation about cards, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Sentences with named gaps."""

    welcome: str
    welcome_empty: str
    stranger: str
    help: str
    which_card: str
    no_card: str
    which_number: str
    one_number: str
    no_number: str
    no_suggestions: str
    note_reject: str
    note_leave: str
    hide_reason: str
    assign_name: str
    draft_shown: str
    draft_score: str
    draft_send: str
    no_draft: str
    no_letter: str
    no_card_for_it: str
    working: str
    next: str
    last: str
    nothing_next: str
    flagged: str
    new_card: str
    new_cards: str
    card_ready: str
    card_answered: str
    card_published: str
    card_problem: str
    card_moved: str
    actions: str
    offered_by_coach: str
    insist: str
    nothing_held: str
    bye: str


ENGLISH = Texts(
    welcome="Hello {name}. {count} waiting. “next” shows the first, “help” what you can say.",
    welcome_empty="Hello {name}. Nothing is waiting yet; what comes in is told here. “help” says what you can say.",
    stranger="I don't know you here yet. Ask an admin for a link code and say “link CODE”.",
    help=(
        "On the card before you:\n"
        "  approve 1 (a1)      publish suggestion 1 as it stands\n"
        "  edit 2              take suggestion 2 as your draft; edit 2: your words\n"
        "  reply: your words   write your own; you see its score, “send” publishes it\n"
        "  another             other suggestions; say it differently: warmer, no discount\n"
        "  why / why 2         the score in full; 2 shows suggestion 2 in full\n"
        "  reject: note · leave: reason · hide: spam, abuse, hate, private data or danger\n"
        "  claim · release · assign Ana · escalate: note · private · undo · reopen · like the comment\n"
        "Everywhere:\n"
        "  next (or Enter) · queue · open 12 (#12) · history · full\n"
        "  coach my draft: …   critique a text; or just talk: “warmer”, “in Spanish”, “who is she?”\n"
        "  report health (answered, advice) 90d · digest · brief · post: a planned post · practice\n"
        "  voice · facts list\n"
        "A command for another card begins with its number: #12 approve 1"
    ),
    which_card="Which card? “next” shows the first that waits, “queue” all of them.",
    no_card="There is no card #{item}, or it is not for you.",
    which_number="Which one? Say “approve 1” to “approve {most}”.",
    one_number="Say “approve 1” to publish it.",
    no_number="There is no suggestion {number} on this card; there {are} {most}.",
    no_suggestions="There is no suggestion on this card yet. Write your own with “reply: …”.",
    note_reject="Why? Say “reject: what is wrong with it”, so that the next drafts learn from it.",
    note_leave="Why leave it? Say “leave: they are answering each other”, say.",
    hide_reason="Hiding is for decency only: say “hide spam”, “hide abuse”, “hide hate”, “hide private data” or "
    "“hide danger”. Criticism is not hidden; a good answer does more.",
    assign_name="To whom? Say “assign Ana”.",
    draft_shown="Your draft:",
    draft_score="Score {score}.",
    draft_send="“send” publishes it, “reply: …” changes it, “why” shows the score in full.",
    no_draft="There is no draft in hand. “edit 1” takes a suggestion, “reply: …” your own words.",
    no_letter="There is nothing called {letter}.",
    no_card_for_it="What you pasted has no card, so it cannot go out from here: copy it. “queue” lists the cards.",
    working="The card comes back by itself.",
    next="{count} waiting. Enter or “next” shows the next one.",
    last="That was the last one.",
    nothing_next="Nothing else is waiting.",
    flagged="Noted: that flag was wrong here. Thank you, it is counted.",
    new_card="New: {row}",
    new_cards="{count} new since you last looked; “queue” lists them.",
    card_ready="#{item} has suggestions now.",
    card_answered="{name} answered your reply on #{item}: “{text}”",
    card_published="#{item} is published.",
    card_problem="#{item} could not be published: {problem}",
    card_moved="#{item} is now: {state}.",
    actions="a1 approve · edit 1 · another · why · reject: … · leave: … · help",
    offered_by_coach="“use A” takes it as your draft.",
    insist="“edit 1” or “reply: …” mends it. If you know better, “insist” publishes it all the same, "
    "and the log says so.",
    nothing_held="Nothing is held back that you could insist on.",
    bye="See you.",
)
SPANISH = Texts(
    welcome="Hola, {name}. Hay {count} pendientes. «siguiente» enseña el primero; «ayuda», lo que puedes decir.",
    welcome_empty="Hola, {name}. Aún no hay nada pendiente; lo que llegue se avisa aquí. «ayuda» dice qué decir.",
    stranger="Todavía no te conozco aquí. Pide a un administrador un código y di «link CÓDIGO».",
    help=(
        "Sobre la ficha que tienes delante:\n"
        "  aprueba 1 (a1)      publica la propuesta 1 tal cual\n"
        "  edita 2             toma la propuesta 2 como borrador; edita 2: tus palabras\n"
        "  responde: …         escribe tu respuesta; ves su nota y «envía» la publica\n"
        "  otra                otras propuestas; dilo de otra manera: más cercano, sin descuento\n"
        "  por qué / por qué 2 la nota con detalle; 2 enseña entera la propuesta 2\n"
        "  rechaza: motivo · deja: motivo · oculta: spam, insultos, odio, datos o peligro\n"
        "  lo llevo yo · suelta · asigna a Ana · escala: nota · privado · deshacer · reabrir · dale me gusta\n"
        "En todo momento:\n"
        "  siguiente (o Intro) · cola · abre 12 (#12) · historial · entero\n"
        "  revisa: …           comenta un texto; o habla sin más: «más corto», «en inglés», «¿quién es?»\n"
        "  informe salud (respondido, consejos) 90d · resumen · dossier · publicación: una prevista · practicar\n"
        "  voz · datos lista\n"
        "Para otra ficha, empieza por su número: #12 aprueba 1"
    ),
    which_card="¿Qué ficha? «siguiente» enseña la primera pendiente; «cola», todas.",
    no_card="No hay ninguna ficha #{item}, o no es para ti.",
    which_number="¿Cuál? Di de «aprueba 1» a «aprueba {most}».",
    one_number="Di «aprueba 1» para publicarla.",
    no_number="Esta ficha no tiene propuesta {number}; hay {most}.",
    no_suggestions="Esta ficha no tiene propuestas todavía. Escribe la tuya con «responde: …».",
    note_reject="¿Por qué? Di «rechaza: qué falla», y las siguientes lo tendrán en cuenta.",
    note_leave="¿Por qué lo dejamos? Di, por ejemplo, «deja: se están contestando entre ellos».",
    hide_reason="Solo se oculta por respeto: di «oculta spam», «oculta insultos», «oculta odio», «oculta datos» u "
    "«oculta peligro». Las críticas no se ocultan; una buena respuesta hace más.",
    assign_name="¿A quién? Di «asigna a Ana».",
    draft_shown="Tu borrador:",
    draft_score="Nota {score}.",
    draft_send="«envía» lo publica, «responde: …» lo cambia, «por qué» detalla la nota.",
    no_draft="No hay ningún borrador. «edita 1» toma una propuesta; «responde: …», tus palabras.",
    no_letter="No hay nada que se llame {letter}.",
    no_card_for_it="Lo que pegaste no tiene ficha, así que no sale de aquí: cópialo. «cola» enumera las fichas.",
    working="La ficha vuelve sola.",
    next="Quedan {count}. Intro o «siguiente» enseña el próximo.",
    last="Era el último.",
    nothing_next="No queda nada más pendiente.",
    flagged="Anotado: aquí ese aviso estaba equivocado. Gracias, queda contado.",
    new_card="Nuevo: {row}",
    new_cards="{count} nuevos desde la última vez; «cola» los enseña.",
    card_ready="#{item} ya tiene propuestas.",
    card_answered="{name} ha contestado a tu respuesta en #{item}: «{text}»",
    card_published="#{item} está publicado.",
    card_problem="#{item} no se pudo publicar: {problem}",
    card_moved="#{item} ahora está así: {state}.",
    actions="a1 aprueba · edita 1 · otra · por qué · rechaza: … · deja: … · ayuda",
    offered_by_coach="«usa A» la toma como borrador.",
    insist="Con «edita 1» o «responde: …» se arregla. Si te consta que es así, «insisto» la publica igualmente, "
    "y queda anotado.",
    nothing_held="No hay nada retenido sobre lo que insistir.",
    bye="Hasta luego.",
)


def texts(lang: str) -> Texts:
    """The sentences of a language, English for any but Spanish."""
    return SPANISH if lang == "es" else ENGLISH

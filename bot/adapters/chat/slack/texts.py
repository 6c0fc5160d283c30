"""What only the Slack channel says, in English and Spanish. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Sentences; `{…}` are filled by name with our own words only."""

    more_in_thread: str
    close: str
    too_long: str
    too_late: str
    trouble: str
    ask_title: str
    ask_send: str
    ask_label: str
    ask_kind: str
    ask_suggest: str
    ask_coach: str
    home_refresh: str
    home_hint: str
    nothing_to_coach: str
    upload_failed: str
    write: str


_EN = Texts(
    more_in_thread="Goes on in the thread of this message.",
    close="Cancel",
    too_long="The text is {length} characters long and Slack's forms take {most}. Write the whole reply here, or in "
    "the card's thread as “edit: …”.",
    too_late="Slack waits three seconds for a form and it took longer. Press again, please; nothing was decided.",
    trouble="Something went wrong here and this was not carried out. Try again in a moment; if it stays so, "
    "`tertulia doctor` says what is the matter.",
    ask_title="Ask Tertulia",
    ask_send="Ask",
    ask_label="The comment, or your draft",
    ask_kind="What is it?",
    ask_suggest="A comment: suggest replies",
    ask_coach="My draft: coach it",
    home_refresh="Refresh",
    home_hint="Open a comment to decide on it here. In a direct message you can also ask for help, a report "
    "or practice.",
    nothing_to_coach="There is no text in this message to coach.",
    upload_failed="A file could not be uploaded ({why}).",
    write="Write it…",
)
_ES = Texts(
    more_in_thread="Sigue en el hilo de este mensaje.",
    close="Cancelar",
    too_long="El texto tiene {length} caracteres y los formularios de Slack admiten {most}. Escribe aquí la respuesta "
    "entera, o en el hilo de la ficha como «editar: …».",
    too_late="Slack espera tres segundos por un formulario y hemos tardado más. Pulsa otra vez, por favor; no se ha "
    "decidido nada.",
    trouble="Algo ha fallado aquí y esto no se ha llevado a cabo. Inténtalo en un momento; si sigue igual, "
    "`tertulia doctor` dice qué pasa.",
    ask_title="Preguntar a Tertulia",
    ask_send="Preguntar",
    ask_label="El comentario, o tu borrador",
    ask_kind="¿Qué es?",
    ask_suggest="Un comentario: propón",
    ask_coach="Mi borrador: revísalo",
    home_refresh="Actualizar",
    home_hint="Abre un comentario para decidir aquí mismo. En un mensaje directo también puedes pedir ayuda, un "
    "informe o practicar.",
    nothing_to_coach="En este mensaje no hay texto que revisar.",
    upload_failed="No se pudo subir un archivo ({why}).",
    write="Escribirlo…",
)


def texts(lang: str) -> Texts:
    """The sentences in a language; English where there are none."""
    return _ES if lang.lower().startswith("es") else _EN

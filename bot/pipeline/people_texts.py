"""Sentences of the people and administration services, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

_TEXTS: Mapping[str, tuple[str, str]] = {
    "name": ("Give a name of up to 80 characters.", "Escribe un nombre de hasta 80 caracteres."),
    "login": (
        "Choose a login without spaces, at least two characters; an e-mail address is fine.",
        "Elige un usuario sin espacios, de dos caracteres como mínimo; vale una dirección de correo.",
    ),
    "password": (
        "Choose a password of at least {least} characters.",
        "Elige una contraseña de al menos {least} caracteres.",
    ),
    "token": (
        "This link has been used or is too old. Ask for a new one.",
        "Este enlace ya se usó o ha caducado. Pide uno nuevo.",
    ),
    "taken": ("This login is taken. Choose another.", "Ese usuario ya existe. Elige otro."),
    "nobody": ("There is no such person.", "Esa persona no existe."),
    "last_admin": (
        "This is the last admin. Make somebody else an admin first.",
        "Es la última persona administradora. Antes nombra a otra.",
    ),
    "lang": ("Choose English (en) or Spanish (es).", "Elige inglés (en) o español (es)."),
    "no_right": ("Your role does not allow this.", "Tu función no te permite hacer esto."),
    "no_brand": ("There is no such brand.", "Esa marca no existe."),
    "fact_question": ("Write the question as people ask it.", "Escribe la pregunta tal como la hace la gente."),
    "fact_answer": (
        "Write the answer as a sentence that can be said as it stands.",
        "Escribe la respuesta como una frase que se pueda decir tal cual.",
    ),
    "fact_source": (
        "Say where this comes from: a page, a person, a date.",
        "Di de dónde sale: una página, una persona, una fecha.",
    ),
    "fact_lang": ("Say the fact's language (en, es…).", "Indica el idioma del dato (en, es…)."),
    "fact_state": ("A fact is active, proposed or retired.", "Un dato está activo, propuesto o retirado."),
    "fact_unknown": ("There is no such fact.", "Ese dato no existe."),
    "span": ("Times in the policy must be positive.", "Los plazos tienen que ser positivos."),
    "post_empty": ("Paste the post that is planned.", "Pega la publicación prevista."),
    "report_span": ("A report begins before it ends.", "Un informe empieza antes de terminar."),
    "rule": ("There is no rule of that name.", "No hay ninguna regla con ese nombre."),
    "timeout": ("Choose remind, escalate or expire.", "Elige recordar, escalar o caducar."),
}


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` in `lang` (English for any language but Spanish)."""
    return _TEXTS[key][1 if lang == "es" else 0].format(**values)

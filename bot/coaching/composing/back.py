"""Whether a question back helps to answer what somebody asks: a day where a visit is meant, an age where it matters.

Most questions can be asked on without knowing more; asked back all the same, one shows that nobody read the comment.
"""

from __future__ import annotations

import re

_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow|weekends?|holidays?|christmas|easter|"
    r"boxing day|"
    r"new year\w*|half term|jan\w*|feb\w*|march|april|may|june|july|august|sept\w*|octo\w*|nov\w*|dec\w*|summer|winter|"
    r"spring|autumn|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|hoy|mañana|manana|esta (?:noche|tarde|"
    r"semana)|"
    r"festivos?|feriados?|findes?|fin de semana|puente|navidad|semana santa|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre|verano|invierno|primavera|otoño|otono|\d{1,2} de|the \d+\w*"
)
_TIMED = re.compile(rf"\b(?:{_DAY})\b")
_AGED = re.compile(r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|tiene \w+|de \w+ años)\b")
_HELPS: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {
    "when": (
        re.compile(
            r"\b(?:you|ye|u|they|shop|office|place|branch|pool|cafe|kitchen|desk|till) (?:\w+ )?(?:open|close|shut|"
            r"start)\w*|"
            r"\bopening (?:hours|times?)\b|\b(?:abr(?:is|en|es|e)|cierr(?:a|an|as)|cerrais)\b|\bhorarios?\b"
        ),
        _TIMED,
    ),
    "allowed": (
        re.compile(
            r"\b(?:(?:can|could|may) (?:i|we) (?:still )?(?:come|bring|park|camp|stay|sit|visit|eat)|"
            r"allowed in|"
            r"(?:traer|llevar|ir|entrar|pasar|venir|aparcar|acampar|meter|comer|quedar\w*))\b"
        ),
        _TIMED,
    ),
    "price": (
        re.compile(
            r"\b(?:tickets?|tours?|entry|admission|class(?:es)?|courses?|rooms?|tables?|part(?:y|ies)|groups?|hire|"
            r"rent|"
            r"each|per|lessons?|trips?|visits?|workshops?|menus?|entradas?|visitas?|recorridos?|clases?|cursos?|"
            r"taller(?:es)?|"
            r"salas?|habitacion(?:es)?|grupos?|alquil\w+|boletos?|pasajes?|excursion(?:es)?|menu)\b"
        ),
        re.compile(r"\b(?:student|senior|child|pensioner|discount|descuento|estudiantes?|jubilad\w+|niñ\w+|\d+)\b"),
    ),
    "long": (
        re.compile(
            r"\b(?:repairs?|mend\w*|fix\w*|order\w*|deliver\w*|ready|made|make|print\w*|alter\w*|turnaround|arregl\w+|"
            r"repar\w+|pedidos?|encargos?|envios?|enviar\w*|entreg\w+|list[oa]s?|imprim\w+|hacer\w*)\b"
        ),
        _TIMED,
    ),
    "fit": (
        re.compile(
            r"\b(?:kids?|child(?:ren)?|age|old|beginners?|toddlers?|bab(?:y|ies)|son|daughter|niñ\w+|nin[oa]s?|"
            r"nen[ea]s?|"
            r"bebes?|edad|principiantes?|mayores|menores|hij[oa]s?)\b"
        ),
        _AGED,
    ),
    "able": (
        re.compile(
            r"\b(?:repair|fix|mend|sharpen|alter|frame|print|engrave|cut|wrap|service|clean|restore|dye|shorten|"
            r"arregl\w+|"
            r"repar\w+|afil\w+|imprim\w+|grabar|encuadern\w+|cortar|envolver|teñir|acortar|limpiar|restaurar|"
            r"enmarcar)\b"
        ),
        None,
    ),
    "how": (
        re.compile(
            r"\b(?:app|web ?site|web|page|log ?in|sign in|account|online|form|phone|button|card|points|codes?|password|"
            r"updates?|download\w*|settings?|turn (?:on|off)|switch|install\w*|print\w*|aplicacion|cuenta|pagina|"
            r"formulario|"
            r"movil|celular|codigo|clave|contraseña|descarg\w+|instal\w+|activ\w+|cambia|ajustes|configur\w+)\b"
        ),
        None,
    ),
    "book": (None, _TIMED),
    "delivery": (None, re.compile(r"\b(?:what time|how (?:long|much)|until|hora|cuant\w+|hasta)\b")),
}
"""By sort: what must stand in a question for one back to make sense, and what must not."""


def helps(sort: str, plain: str) -> bool:
    """Whether it helps to ask more of somebody who asks for this sort of thing in these words."""
    needs, without = _HELPS.get(sort, (None, None))
    return (needs is None or needs.search(plain) is not None) and (without is None or without.search(plain) is None)

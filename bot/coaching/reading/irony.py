"""Praise that opens on a grievance: "Lovely, twenty minutes for an espresso." Pure."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"^\W*(?:(?:oh|ah|well|wow|so|pues|ay|uy|vaya|muy|anda)\W+)?(?:how )?(?:lovely|brilliant|great|fantastic|"
    r"wonderful|nice|perfect|amazing|superb|"
    r"excellent|charming|fab(?:ulous)?|awesome|love it|bravo|well done|congratulations|que bien|que bonito|"
    r"que maravilla|que "
    r"alegria|que lindo|que padre|genial|estupendo|fantastico|perfecto|maravilloso|fenomenal|barbaro|espectacular|"
    r"enhorabuena|"
    r"felicidades|olé|ole|buenisimo|excelente)(?:(?: \w+){1,4}(?=…|\.\.\.))?\W*[,.!:…]\W*"
)
_GRIEF = re.compile(
    r"\b(?:\d+|ten|fifteen|twenty|thirty|forty|fifty|ninety|an?|half an|another|diez|quince|veinte|treinta|cuarenta|"
    r"cincuenta|una|media|casi una) (?:\w+ )?(?:min(?:ute|uto)?s?|hours?|hrs?|horas?|dias?|days?|weeks?|"
    r"semanas?)\b(?! (?:walk|from|away|andando|de aqui))|"
    r"\banother\b.{0,30}\b(?:sign|queue|delay|wait|excuse|email|error|cancel\w*|closure|bill)|"
    r"\b(?:otra vez|de nuevo|otro|otra)\b.{0,30}\b(?:cartel\w*|cola|retraso|espera|excusa|error|cancel\w*|cerrad\w*|"
    r"averia|huelga|frio|fria)|"
    r"\b(?:closed|cold|late|cancelled|canceled|broken|ignored|out of order|nobody (?:answers|picks up)|cerrad[oa]|"
    r"cancelad[oa]|averiad[oa])\b.{0,20}\b(?:again|as (?:usual|always)|otra vez|de nuevo|como siempre)|"
    r"\b(?:second|third|fourth|fifth|segunda|tercera|cuarta|quinta) (?:\w+ )?(?:time|day|week|vez|dia|semana|mes) "
    r"(?:sin (?:luz|agua|gas|linea|internet|señal|wifi)|without|with no|no )|"
    r"\b(?:with|behind|con) (?:an? |una? )?(?:padlock|candado|llave)\b"
)
_MEANT = re.compile(
    r"\b(?:worth (?:the|every)|no (?:queue|wait)|without (?:a )?(?:queue|wait)|only|just|in under|thank|thanks|gracias|"
    r"sin (?:cola|esperas?)|solo|vale la pena|merece la pena|en menos de)\b"
)


def ironic(folded: str) -> bool:
    """Whether a folded comment opens with praise and goes on with a wait, a closed door or the same fault again."""
    opening = _OPENS.match(folded)
    if opening is None:
        return False
    rest = folded[opening.end() :]
    return _GRIEF.search(rest) is not None and _MEANT.search(rest) is None

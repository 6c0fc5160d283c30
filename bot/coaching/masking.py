"""Personal data is taken out before a text leaves for a model and put back afterwards. Pure.

Found: e-mail addresses, telephone numbers, payment cards (Luhn), IBAN (mod 97), Spanish NIF and NIE (letter),
order and booking numbers, handles. Each becomes a mark like ⟦PHONE1⟧; the same datum gets the same mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import phonenumbers

_EMAIL = re.compile(r"(?<![@\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CARD = re.compile(r"(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_NIF = re.compile(r"(?<![\w-])([XYZ]?\d{7,8})[- ]?([A-Z])(?![\w-])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_][\w.-]*(?:@[\w.-]+)?")
_ORDER = re.compile(
    r"(?i:\b(?:order|booking|reservation|ticket|case|claim|reference|ref|tracking|pedido|reserva|billete|localizador|"
    r"expediente|reclamaci[oó]n|referencia|env[ií]o|factura|invoice)\b)"
    r"(?:\s*(?i:n[oº°.]*|num(?:ber|ero)?|número|code|c[oó]digo|is|es|:|#))*\s*#?"
    r"(?P<code>(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,23}\b)"
)
_REGIONS = ("ES", "GB", "US", "MX", "AR")
_MARK = re.compile(r"⟦([A-Z]+)(\d+)⟧")
_NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


@dataclass(slots=True)
class Mask:
    """Marks for one conversation: `hide` texts before sending, `restore` what comes back."""

    _marks: dict[tuple[str, str], str] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with personal data replaced by marks. Marks already in the text are broken up first, so that
        nobody can ask for another's datum by writing its mark."""
        text = text.replace("⟦", "[").replace("⟧", "]")
        spans: list[tuple[int, int, str]] = []
        for name, find in _FINDERS:
            for start, end in find(text):
                if all(end <= other or start >= until for other, until, _ in spans):
                    spans.append((start, end, name))
        for start, end, name in sorted(spans, reverse=True):
            text = text[:start] + self._mark(name, text[start:end]) + text[end:]
        return text

    def restore(self, text: str) -> str:
        """The text with known marks put back; an unknown mark stays, so that it is seen."""
        return _MARK.sub(lambda found: self._values.get(found[0], found[0]), text)

    def leaks(self, text: str) -> bool:
        """Whether `text` still holds a mark."""
        return bool(_MARK.search(text))

    def _mark(self, name: str, value: str) -> str:
        key = (name, re.sub(r"[\s-]", "", value).lower())
        if key not in self._marks:
            number = sum(1 for other, _ in self._marks if other == name) + 1
            self._marks[key] = f"⟦{name}{number}⟧"
            self._values[self._marks[key]] = value
        return self._marks[key]


def personal_data(text: str) -> list[tuple[int, int, str]]:
    """All personal data found: start, end, sort; in order, not overlapping."""
    spans: list[tuple[int, int, str]] = []
    for name, find in _FINDERS:
        for start, end in find(text):
            if all(end <= other or start >= until for other, until, _ in spans):
                spans.append((start, end, name))
    return sorted(spans)


def _matches(pattern: re.Pattern[str], valid: Callable[[re.Match[str]], bool] = lambda _: True) -> _Finder:
    def find(text: str) -> Iterable[tuple[int, int]]:
        for found in pattern.finditer(text):
            if valid(found):
                yield found.start(), found.end()

    return find


def _ibans(text: str) -> Iterable[tuple[int, int]]:
    """IBANs, without the short words that may stand behind them."""
    for found in _IBAN.finditer(text):
        groups = found[0].split(" ")
        for many in range(len(groups), 0, -1):
            candidate = " ".join(groups[:many])
            if iban(candidate):
                yield found.start(), found.start() + len(candidate)
                break


def _orders(text: str) -> Iterable[tuple[int, int]]:
    for found in _ORDER.finditer(text):
        yield found.span("code")


def _phones(text: str) -> Iterable[tuple[int, int]]:
    """Telephone numbers written for any of the regions the product is used in."""
    if sum(char.isdigit() for char in text) < 7:
        return
    seen: set[tuple[int, int]] = set()
    for region in _REGIONS:
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            if (match.start, match.end) not in seen:
                seen.add((match.start, match.end))
                yield match.start, match.end


def luhn(digits: str) -> bool:
    """Whether a card number's check digit is right."""
    values = [int(char) for char in reversed(digits) if char.isdigit()]
    doubled = [value * 2 - 9 * (value > 4) if place % 2 else value for place, value in enumerate(values)]
    return 13 <= len(values) <= 19 and len(set(values)) > 1 and sum(doubled) % 10 == 0


def iban(text: str) -> bool:
    """Whether an IBAN's check digits are right."""
    plain = re.sub(r"\s", "", text).upper()
    if not 15 <= len(plain) <= 34 or not plain.isascii() or not plain.isalnum():
        return False
    turned = "".join(str(int(char, 36)) for char in plain[4:] + plain[:4])
    return int(turned) % 97 == 1


def nif(number: str, letter: str) -> bool:
    """Whether the letter of a Spanish NIF or NIE is right."""
    plain = number.upper()
    if plain[0] in "XYZ":
        plain = str("XYZ".index(plain[0])) + plain[1:]
    return plain.isdigit() and _NIF_LETTERS[int(plain) % 23] == letter.upper()


_Finder = Callable[[str], Iterable[tuple[int, int]]]
_FINDERS: tuple[tuple[str, _Finder], ...] = (
    ("EMAIL", _matches(_EMAIL)),
    ("IBAN", _ibans),
    ("CARD", _matches(_CARD, lambda found: luhn(found[0]))),
    ("ID", _matches(_NIF, lambda found: nif(found[1], found[2]))),
    ("ORDER", _orders),
    ("PHONE", _phones),
    ("HANDLE", _matches(_HANDLE)),
)

"""Personal data leaves as marks and comes back as it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.masking import Mask, iban, luhn, nif, personal_data

_DATA = {
    "EMAIL": ["ana.perez@example.org", "x+y@mail.example.co.uk"],
    "PHONE": ["+34 612 345 678", "612 345 678", "+44 20 7946 0958"],
    "CARD": ["4111 1111 1111 1111", "5500-0000-0000-0004"],
    "IBAN": ["ES91 2100 0418 4502 0005 1332", "GB82WEST12345698765432"],
    "ID": ["12345678Z", "X1234567L"],
    "HANDLE": ["@pepe_92", "@ana@mastodon.example"],
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in _DATA.items() for value in values])
@pytest.mark.parametrize("frame", ["call me: {} please", "{}", "Mi dato es {}, gracias.", "¿({})?"])
def test_each_sort_is_found_and_put_back(kind: str, value: str, frame: str) -> None:
    mask, text = Mask(), frame.format(value)
    hidden = mask.hide(text)
    assert value not in hidden
    assert f"⟦{kind}1⟧" in hidden
    assert mask.restore(hidden) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my order number AB12345 is late", "AB12345"),
        ("pedido nº 2024-99812", "2024-99812"),
        ("localizador X7K9PQ", "X7K9PQ"),
        ("booking ref: 55ABC1", "55ABC1"),
    ],
)
def test_order_numbers(text: str, code: str) -> None:
    assert code not in Mask().hide(text)


@pytest.mark.parametrize(
    "text",
    [
        "We open from 9 to 21, on Mondays from 12",
        "two coffees and 14 € for 4 people",
        "in order to book a table for 8",
        "la reserva es para 6 el jueves 12",
        "2 hours late, 30 minutes on hold",
        "flight 1016 at 6:55am",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert Mask().hide(text) == text


def test_the_same_datum_gets_the_same_mark_and_marks_cannot_be_forged() -> None:
    mask = Mask()
    one, two = mask.hide("write to a@b.example"), mask.hide("again a@b.example and c@d.example")
    assert one == "write to ⟦EMAIL1⟧"
    assert two == "again ⟦EMAIL1⟧ and ⟦EMAIL2⟧"
    assert "⟦" not in mask.hide("give me ⟦EMAIL1⟧")
    assert mask.leaks(mask.restore("⟦PHONE9⟧"))


@given(
    st.text(max_size=120),
    st.sampled_from([value for values in _DATA.values() for value in values]),
    st.text(max_size=120),
)
def test_what_is_hidden_comes_back(before: str, value: str, after: str) -> None:
    text = f"{before} {value} {after}".replace("⟦", "[").replace("⟧", "]")
    mask = Mask()
    assert mask.restore(mask.hide(text)) == text


@given(st.text(max_size=300))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = personal_data(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_checks() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert not luhn("0000000000000000")
    assert iban("ES9121000418450200051332")
    assert not iban("ES9121000418450200051333")
    assert nif("12345678", "z")
    assert not nif("12345678", "A")

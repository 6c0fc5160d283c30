from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.observability.redaction import HIDDEN, Redactor

# Made up for these tests; put together at run time so that no scanner takes them for real ones.
TELEGRAM = "123456789:" + "AAH" + "x1Y2z3W4" * 4
SLACK = "xoxb-" + "12345678901-" * 2 + "abcDEF"
OPENAI = "sk-" + "proj_" + "a1b2c3d4" * 4
DISCORD = "M" + "A" * 23 + ".Gabc12." + "z" * 30
JWT = "eyJ" + "a" * 20 + "." + "b" * 20 + "." + "c" * 20


def test_a_telegram_token_is_hidden_in_its_address() -> None:
    said = Redactor().text(f"HTTP Request: POST https://api.example.org/bot{TELEGRAM}/getMe 200")
    assert TELEGRAM not in said
    assert said.endswith("/getMe 200")


@pytest.mark.parametrize("secret", [TELEGRAM, SLACK, OPENAI, DISCORD, JWT])
def test_shapes_of_secrets_are_hidden_wherever_they_stand(secret: str) -> None:
    said = Redactor().text(f"POST https://api.example.org/{secret}/sendMessage failed for {secret}")
    assert secret not in said
    assert HIDDEN in said
    assert "sendMessage failed" in said


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("postgresql://team:s3cr3tpass@db/tertulia", "@db/tertulia", "s3cr3tpass"),
        ("Authorization: Bearer abcdefghijklmnopqrstuv", "Bearer", "abcdefghijklmnop"),
        ("GET /hook?page=7&access_token=abcd1234 200", "page=7", "abcd1234"),
        ("password='x' token=hunter22", "password='x'", "hunter22"),
    ],
)
def test_secrets_inside_addresses_and_headers(text: str, kept: str, gone: str) -> None:
    said = Redactor().text(text)
    assert kept in said
    assert gone not in said


def test_names_that_say_secret_hide_their_value_at_any_depth() -> None:
    event = {
        "api_key": "k",
        "headers": {"Cookie": "s=1", "accept": "x"},
        "list": [{"webhook_secret": "y"}],
        "tokens_in": 12,
    }
    said = Redactor().value(event)
    assert said == {
        "api_key": HIDDEN,
        "headers": {"Cookie": HIDDEN, "accept": "x"},
        "list": [{"webhook_secret": HIDDEN}],
        "tokens_in": 12,
    }


def test_ordinary_talk_is_left_alone() -> None:
    for text in (
        "¿A qué hora abrís? El bot administrador contesta",
        "the token is 12:30",
        "https://example.org/a:b",
        "",
    ):
        assert Redactor().text(text) == text


@given(secret=st.text(min_size=6, max_size=40), before=st.text(max_size=40), after=st.text(max_size=40))
def test_a_known_value_never_gets_through(secret: str, before: str, after: str) -> None:
    if secret in HIDDEN:
        return
    redactor = Redactor([secret])
    said = redactor.text(f"{before} {secret} {after}")
    assert secret not in said.replace(HIDDEN, "\0")


def test_short_values_are_not_remembered() -> None:
    assert Redactor(["ab"]).text("abracadabra") == "abracadabra"

"""Brand files: what is read, and what an error says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.coaching.brands import load_brand, load_brands, parse_brand
from bot.coaching.composing.answers import suspicious
from bot.domain.brand import Brand
from bot.domain.errors import Misconfigured
from bot.domain.reading import Address
from bot.resources import resource_path

_LEAST = 'id = "x"\nname = "X"\n'


def test_the_sample_brand_knows_the_same_things_in_both_languages(brand: Brand) -> None:
    by_lang = {lang: {fact.id.rpartition(".")[0] for fact in brand.facts if fact.lang == lang} for lang in ("en", "es")}
    assert by_lang["en"] == by_lang["es"]
    assert len(by_lang["en"]) >= 30
    assert all(fact.source and fact.tags and fact.answer.endswith(".") for fact in brand.facts)
    assert not any(suspicious(fact) for fact in brand.facts)


def test_all_brand_files_of_the_program_load() -> None:
    assert {"mirlo"} <= {brand.id for brand in load_brands(resource_path("config/brands"))}


def test_times_addresses_and_facts_are_read() -> None:
    brand = parse_brand(
        _LEAST + '[voice]\naddress = "tú"\n[policy]\nreply_within = "90m"\n[[facts]]\nid = "a"\nlang = "es"\n'
        'question = "¿q?"\nanswer = "r."\nsource = "s"\n',
        where="x.toml",
    )
    assert brand.voice.address is Address.TU
    assert brand.policy.reply_within == timedelta(minutes=90)
    assert [(fact.id, fact.lang) for fact in brand.facts] == [("a", "es")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id =", "whole file"),
        ('name = "X"', "id"),
        (_LEAST + "langauges = []", "langauges"),
        (_LEAST + 'languages = ["english"]', "languages"),
        ('id = "no spaces"\nname = "X"', "id"),
        (_LEAST + "[voice]\nwarmth = 7", "voice.warmth"),
        (_LEAST + '[voice]\nemoji = "yes"', "voice.emoji"),
        (_LEAST + '[voice]\naddress = "thou"', "voice.address"),
        (_LEAST + '[voice]\nregion = "uk"', "voice.region"),
        (_LEAST + '[policy]\nreply_within = "soon"', "policy.reply_within"),
        (_LEAST + '[policy]\non_timeout = "publish"', "policy.on_timeout"),
        (_LEAST + "[policy]\ngood_enough = 101", "policy.good_enough"),
        (_LEAST + '[policy]\nclient_approval = ["crisis", "cryses"]', "cryses"),
        (_LEAST + '[[facts]]\nid = "a"\nquestion = "q"\nanswer = "r"', "facts[1].source"),
        (_LEAST + '[[facts]]\nid = "a"\nquestion = "q"\nanswer.en = "r"\nsource = "s"', "facts[1].answer"),
        (_LEAST + ('[[facts]]\nid = "a"\nquestion = "q"\nanswer = "r"\nsource = "s"\n' * 2), "facts[2].id"),
        (_LEAST + 'facts = "none"', "facts"),
        (_LEAST + 'voice = "warm"', "voice"),
    ],
)
def test_an_error_names_key_and_file(text: str, key: str) -> None:
    with pytest.raises(Misconfigured) as error:
        parse_brand(text, where="config/brands/x.toml")
    assert key in str(error.value)
    assert "config/brands/x.toml" in str(error.value)


def test_a_mark_in_front_of_the_file_is_no_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(_LEAST, encoding="utf-8-sig")
    assert load_brand(file).id == parse_brand(_LEAST, where="x").id

"""The contract, for every registered platform."""

from __future__ import annotations

import pytest

from tests.adapters.chat import contract


@pytest.mark.parametrize("platform", contract.PLATFORMS)
def test_the_manifest_is_whole(platform: str) -> None:
    contract.check_manifest(platform)


@pytest.mark.parametrize("platform", contract.PLATFORMS)
def test_the_guide_is_there_in_both_languages(platform: str) -> None:
    contract.check_guide(platform)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("platform", contract.PLATFORMS)
def test_the_longest_card_fits(platform: str, lang: str) -> None:
    contract.check_card(platform, lang)

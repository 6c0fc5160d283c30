"""Each frame finds what it says it finds, and leaves alone what it says it leaves."""

from __future__ import annotations

import pytest

from bot.coaching.reading.crisis_frames import Frame, folded_text, frames_of

_FRAMES = [(lang, frame) for lang in ("en", "es") for frame in frames_of(lang).frames]
_HITS = [(lang, frame, text) for lang, frame in _FRAMES for text in frame.hit]
_MISSES = [(lang, frame, text) for lang, frame in _FRAMES for text in frame.miss]


@pytest.mark.parametrize(("lang", "frame", "text"), _HITS, ids=lambda each: str(each)[:40])
def test_a_frame_finds_its_examples(lang: str, frame: Frame, text: str) -> None:
    assert frame.kind in frames_of(lang).find(folded_text(text))


@pytest.mark.parametrize(("lang", "frame", "text"), _MISSES, ids=lambda each: str(each)[:40])
def test_a_frame_leaves_its_near_misses_alone(lang: str, frame: Frame, text: str) -> None:
    assert frame.kind not in frames_of(lang).find(folded_text(text))


@pytest.mark.parametrize(("lang", "frame"), _FRAMES, ids=lambda each: str(each)[:30])
def test_every_frame_has_both_kinds_of_examples(lang: str, frame: Frame) -> None:
    assert frame.hit
    assert frame.miss

"""Questions, requests and proposals as people type them: each is taken for what it is, and nothing asked is dropped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coaching.brand_files import load_brands
from bot.coaching.composing.asked import left_behind, opens_plainly, several
from bot.coaching.composing.deeds import deed_in, pleads, surely_pleads
from bot.coaching.composing.moments import proposes
from bot.coaching.composing.notice import plain_words
from bot.coaching.composing.phrasebook import load_phrasebook
from bot.coaching.composing.sorts import sort_of
from bot.coaching.composing.subjects import subject_in
from bot.coaching.engine import Engine, build_engine
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.domain.suggestion import Suggestions

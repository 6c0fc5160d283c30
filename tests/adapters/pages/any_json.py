"""Generated JSON: anything, and things that nearly look like what a platform sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)


def like(fields: Sequence[str], values: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """Objects made of these fields, with these values or any others in them."""
    leaves = JSON | st.sampled_from([*values, 0, "", 10**30, -1, "\ud800"])
    return st.recursive(
        leaves,
        lambda inner: st.dictionaries(st.sampled_from(fields), inner | st.lists(inner, max_size=3), max_size=8),
        max_leaves=25,
    )

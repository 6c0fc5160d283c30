"""The code that the documentation tells senders to use is accepted by the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.adapters.pages.webhook.signing import Verified, sign, verify

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "webhook.md").read_text(encoding="utf-8")


def test_the_documented_signature_is_believed() -> None:
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code[1], names)
    body = '{"comments": [{"id": "1", "text": "¿abrís?"}]}'.encode()
    signature = names["sign"]("a-secret-of-some-length", 1_790_000_000, body)
    assert signature == sign("a-secret-of-some-length", 1_790_000_000, body)
    believed = verify(["a-secret-of-some-length"], "1790000000", signature, body, now=1_790_000_010)
    assert isinstance(believed, Verified)

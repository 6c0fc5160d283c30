"""How many comments a second are composed for, on one core, beside VADER and TF-IDF on the same rows.

`python bench/bench_composing.py [FILE.jsonl]`: rows with `text` or `comment`; without a file, comments written here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.coaching.brands import load_brand
from bot.coaching.engine import Engine, build_engine
from bot.coaching.knowledge import HybridKnowledge
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation
from bot.resources import resource_path

_OWN = (
    "Can I bring my dog on Sunday?", "¿Tenéis leche de avena?", "Two hours waiting for a table and a rude waiter.",
    "La tarta estaba seca y el café frío.", "The cardamom bun was wonderful, thank you!", "¿Hay aparcamiento cerca?",
    "You should open earlier on Mondays.", "Se me perdió la bufanda el sábado en la cata.",
    "The website won't let me book.",
    "Gracias, ya está solucionado.",
)  # fmt: skip

_FIRST = 30
"""Comments that load models and compile what they need, and are counted apart."""


def _comments() -> list[str]:
    if len(sys.argv) < 2:
        return [f"{text} ({number})" for number in range(40) for text in _OWN]
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[:400]]
    return [row.get("text") or row.get("comment") for row in rows]


def _rate(name: str, many: int, work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    rate = many / (time.process_time() - began)
    print(f"{name:44} {rate:12.1f} /s")
    return rate


def _in_a_batch(engine: Engine, situations: list[Situation]) -> None:
    for situation, reading in zip(situations, engine.read_many(situations), strict=True):
        engine.compose(replace(situation, reading=reading))


def _knowledge(brand: Brand, many: int) -> None:
    """Search time in a base of `many` facts, to show that it does not grow with the base."""
    knowledge = HybridKnowledge()
    words = ["lamp", "chair", "bread", "train", "garden", "music", "river", "stone", "paper", "glass", "cloud", "sea"]
    facts = (
        Fact(
            id=f"f{n}",
            lang="en",
            question=f"What about {words[n % 12]} {words[n // 12 % 12]} number {n}?",
            answer=f"It is {n}.",
            source="bench",
        )
        for n in range(many)
    )
    began = time.process_time()
    knowledge.replace("bench", facts)
    print(f"{many:>8} facts indexed in {time.process_time() - began:6.2f} s", end="; ")
    bench = Brand(id="bench", name="Bench")
    began = time.process_time()
    for n in range(200):
        knowledge.search(bench, f"tell me about the {words[n % 12]} number {n * 7 % many}", "en")
    print(f"search {(time.process_time() - began) * 5:6.2f} ms")


def main() -> None:
    """Print the rates and their ratios."""
    comments = _comments()
    brand = load_brand(resource_path("config/brands/mirlo.toml"))
    began = time.perf_counter()
    engine = build_engine(brand=brand)
    print(f"engine built in {time.perf_counter() - began:.2f} s")
    situations = [Situation(brand=brand, comment=comment) for comment in comments]
    first, situations = situations[:_FIRST], situations[_FIRST:]
    _rate(f"the first {_FIRST} of a process, with all they load", _FIRST, lambda: [engine.compose(s) for s in first])
    half = len(situations) // 2
    composing = _rate("in a batch, as `tertulia suggest` does it", half, lambda: _in_a_batch(engine, situations[:half]))
    rest = situations[half:]
    _rate("others one by one (read, three offers, score)", len(rest), lambda: [engine.compose(s) for s in rest])
    vader = SentimentIntensityAnalyzer()
    rate = _rate("VADER, one figure a comment", len(comments), lambda: [vader.polarity_scores(c) for c in comments])
    print(f"{'ratio composing : VADER':44} {composing / rate:12.4f}")
    rate = _rate(
        "TF-IDF fit and transform", len(comments), lambda: TfidfVectorizer(ngram_range=(1, 2)).fit_transform(comments)
    )
    print(f"{'ratio composing : TF-IDF':44} {composing / rate:12.4f}")
    for many in (1_000, 10_000, 100_000):
        _knowledge(brand, many)


if __name__ == "__main__":
    main()

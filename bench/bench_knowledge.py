"""A knowledge base of 100,000 facts: time to index, memory, one search, one changed fact, one reply composed.

`python bench/bench_knowledge.py [FACTS]`. Vectors of the whole base are drawn at random (an encoder would take
minutes, and searching does not care); what the real encoder takes is measured on a part. Searches are compared with
the plain scan over all vectors, in time and in what they find.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import psutil

from bot.coaching.encoder import load_encoder
from bot.coaching.engine import Engine, build_engine
from bot.coaching.knowledge import HybridKnowledge, ReplyMemory
from bot.coaching.knowledge.index import Vectors
from bot.domain.brand import Brand, Fact
from bot.domain.situation import Situation
from bot.ports import Remembered

_SEARCHES = 200
_TOPICS = 500
_HEADS = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi")
_TAILS = ("rent", "lard", "mint", "pone", "stack", "vell", "dorf", "quist", "bram", "cling", "gard", "thorp")
_WORDS = [f"{head}{tail}{end}" for head in _HEADS for tail in _TAILS for end in ("", "ine", "ock", "ula", "est")]
_ASKED = "When does the {0} open, and is the {1} there?"


class Drawn:
    """Vectors around topics, drawn by the text's hash: like texts are near, and nothing is computed twice."""

    def __init__(self) -> None:
        self._topics = np.random.default_rng(1).standard_normal((_TOPICS, 512)).astype(np.float32)
        self.encoded = 0

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        rows = np.stack([self._one(text) for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _one(self, text: str) -> Vectors:
        seed = sum(ord(char) * (place + 1) for place, char in enumerate(text))
        noise = np.random.default_rng(seed).standard_normal(512).astype(np.float32)
        return self._topics[len(text) * 31 % _TOPICS] + 0.6 * noise


def _facts(many: int) -> tuple[Fact, ...]:
    chance = random.Random(1)
    found = []
    for number in range(many):
        words = chance.choices(_WORDS, k=6)
        asked, answer = _ASKED.format(*words[:2]), f"The {words[2]} opens at {number % 12 + 8}, by the {words[3]}."
        found.append(Fact(id=f"f{number}", lang="en", question=asked, answer=answer, source="bench"))
    return tuple(found)


def _timed(name: str, work: Callable[[], object], many: int = 1) -> float:
    began = time.process_time()
    work()
    took = (time.process_time() - began) * 1_000 / many
    print(f"{name:58} {took:10.2f} ms", flush=True)
    return took


def _megabytes() -> float:
    return psutil.Process().memory_info().rss / 1e6


def _searches(knowledge: HybridKnowledge, brand: Brand) -> Callable[[], None]:
    chance = random.Random(2)
    queries = [_ASKED.format(*chance.choices(_WORDS, k=2)) for _ in range(_SEARCHES)]

    def run() -> None:
        for query in queries:
            knowledge.search(brand, query, "en")

    return run


def _scan(many: int, drawn: Drawn) -> float:
    """The plain way, for comparison: all vectors times the query."""
    matrix = np.random.default_rng(3).standard_normal((many, 512)).astype(np.float32)
    asked = drawn(["where?"])[0]

    def run() -> None:
        for _ in range(20):
            np.argpartition(-(matrix @ asked), 5)

    return _timed("a plain scan of all vectors, one search", run, 20)


def _engine(facts: tuple[Fact, ...]) -> None:
    """A whole reply with such a base, without vectors: whatever else looks at a brand's facts shows here."""
    engine: Engine = build_engine(encoder_on=False)
    brand = Brand(id="bench", name="Bench", facts=facts)
    comments = [_ASKED.format(*random.Random(n).choices(_WORDS, k=2)) for n in range(12)]
    _timed(
        "the engine's first reply with the base", lambda: engine.compose(Situation(brand=brand, comment=comments[0]))
    )

    def more() -> None:
        for comment in comments[1:]:
            engine.compose(Situation(brand=brand, comment=comment))

    _timed("each further reply", more, len(comments) - 1)
    changed = replace(brand, facts=(*facts[:-1], replace(facts[-1], answer="It is closed.")))
    _timed(
        "the next reply after one fact changed", lambda: engine.compose(Situation(brand=changed, comment=comments[3]))
    )


def _memory(many: int, drawn: Drawn) -> None:
    memory, chance = ReplyMemory(drawn), random.Random(4)
    rows = [
        (str(n), Remembered(comment=_ASKED.format(*chance.choices(_WORDS, k=2)), reply="Yes.", lang="en", score=80,
                            answered_back=True))
        for n in range(many)
    ]  # fmt: skip
    _timed(f"{many} approved replies indexed", lambda: memory.extend("bench", rows))
    memory.warm(many)
    brand = Brand(id="bench", name="Bench")
    _timed(
        "one look for replies like this",
        lambda: [memory.similar(brand, rows[n][1].comment, "en") for n in range(50)],
        50,
    )


def _recall(knowledge: HybridKnowledge, brand: Brand, facts: Sequence[Fact], drawn: Drawn) -> None:
    """How often a fact is found that a question is nearest to in meaning, without a word in common."""
    found = 0
    for fact in facts[:: max(1, len(facts) // 100)][:100]:
        text = f"{fact.question} {fact.question} {fact.answer} "
        stranger = "z" * len(text)
        hits = knowledge.search(brand, stranger, "en", 5)
        near = [drawn([f"{hit.fact.question} {hit.fact.question} {hit.fact.answer} "])[0] for hit in hits]
        asked = drawn([stranger])[0]
        found += bool(near) and max(float(one @ asked) for one in near) > 0.5
    print(f"{'questions whose meaning alone finds its topic':58} {found:10d} of 100", flush=True)


def main() -> None:
    """Run it."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 100_000
    facts, drawn = _facts(many), Drawn()
    knowledge, brand = HybridKnowledge(drawn), Brand(id="bench", name="Bench")
    before = _megabytes()
    _timed(f"{many} facts indexed by their words", lambda: knowledge.replace("bench", facts))
    words = _megabytes()
    _timed("vectors (drawn) put in, cells made", lambda: knowledge.warm(many))
    print(f"{'memory: by words / with vectors':58} {words - before:6.0f} / {_megabytes() - before:.0f} MB", flush=True)
    _timed("one search, words and meaning", _searches(knowledge, brand), _SEARCHES)
    _scan(many, drawn)
    _recall(knowledge, brand, facts, drawn)
    encoded, changed = drawn.encoded, (*facts[:-1], replace(facts[-1], answer="It is closed."))
    _timed("one fact changed, the base given anew", lambda: knowledge.replace("bench", changed))
    knowledge.warm(many)
    print(f"{'vectors computed for it':58} {drawn.encoded - encoded:10d}", flush=True)
    _memory(many, drawn)
    _engine(facts)
    encoder = load_encoder()
    if encoder is not None:
        texts = [f"{fact.question} {fact.answer}" for fact in facts[:1_024]]
        encoder.encode(texts[:16])
        _timed("the real encoder, one fact", lambda: encoder.encode(texts[16:]), len(texts) - 16)


if __name__ == "__main__":
    main()

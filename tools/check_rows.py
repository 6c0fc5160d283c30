"""Check the labelled rows the shipped reading heads are fitted on.

Run `python tools/check_rows.py` from the project's root. It reads every `tools/rows/*.jsonl`, checks the shape of each
row, looks for texts written twice, and prints counts per label and language. Exit status 1 names every fault.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

ROWS = Path(__file__).parent / "rows"
KINDS = ("question", "complaint", "praise", "suggestion", "joke", "story", "request", "spam", "abuse", "crisis")
MOODS = ("negative", "neutral", "positive")
REGIONS = {"en": {""}, "es": {"", "es", "mx", "ar"}}
FIELDS = {"text", "lang", "kinds", "mood", "region"}


def faults_of(row: object) -> list[str]:
    """What is wrong with one row; empty when nothing is."""
    if not isinstance(row, dict) or set(row) != FIELDS:
        return [f"fields are not exactly {sorted(FIELDS)}"]
    found = []
    if not isinstance(row["text"], str) or not row["text"].strip():
        found.append("text is empty")
    if row["lang"] not in REGIONS:
        return [*found, f"unknown language {row['lang']!r}"]
    if row["region"] not in REGIONS[row["lang"]]:
        found.append(f"region {row['region']!r} does not go with {row['lang']}")
    if row["mood"] not in MOODS:
        found.append(f"unknown mood {row['mood']!r}")
    kinds = row["kinds"]
    if not isinstance(kinds, list) or not set(kinds) <= set(KINDS) or len(set(kinds)) != len(kinds):
        found.append(f"kinds {kinds!r} are unknown or repeated")
    return found


def key_of(text: str) -> str:
    """The text without case, spacing and punctuation (emoji stay): the same key means written twice."""
    return re.sub(r"[\s.,;:!?¡¿'\"…]+", " ", text.casefold()).strip() or text


def table(counts: Counter[tuple[str, str]]) -> str:
    """Counts per label and language, one label a line."""
    labels = ["rows", *KINDS, "no kind", *MOODS, *(f"region {r or '-'}" for r in sorted(REGIONS["es"]))]
    lines = [f"{'label':<14}{'en':>7}{'es':>7}"]
    lines += [f"{label:<14}{counts[label, 'en']:>7}{counts[label, 'es']:>7}" for label in labels]
    return "\n".join(lines)


def main() -> int:
    """Print the counts and every fault; 1 when there is a fault or no row at all."""
    counts: Counter[tuple[str, str]] = Counter()
    seen: dict[str, str] = {}
    faults = []
    for path in sorted(ROWS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            where = f"{path.name}:{number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                faults.append(f"{where}: not JSON: {error}")
                continue
            found = faults_of(row)
            faults += [f"{where}: {fault}" for fault in found]
            if found:
                continue
            key = key_of(row["text"])
            if key in seen:
                faults.append(f"{where}: same text as {seen[key]}")
            seen[key] = where
            labels = ["rows", *(row["kinds"] or ["no kind"]), row["mood"], f"region {row['region'] or '-'}"]
            counts.update((label, row["lang"]) for label in labels)
    print(table(counts))
    print("\n".join(faults))
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())

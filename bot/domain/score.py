"""The two-way score of a reply: a number, eight part scores, and findings with spans and mends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """What a two-way reply does. The order is the order shown to people."""

    ANSWERS = "answers"
    PERSONAL = "personal"
    ACKNOWLEDGES = "acknowledges"
    INFORMS = "informs"
    INVITES = "invites"
    HUMAN = "human"
    PROPORTION = "proportion"
    DECENT = "decent"


class Severity(StrEnum):
    """How much a finding matters. `BLOCK`: not to be published as it stands (a made-up fact, private data)."""

    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend. `start`, `end` are code-point offsets into the reply ([0, 0) when it is about
    what is missing). `why` and `instead` are in the manager's language."""

    rule: str
    severity: Severity
    start: int
    end: int
    why: str
    instead: str
    dimension: Dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`total` 0-100. `dimensions` holds all eight, each 0-1, or None where the engine abstains.
    `moves` names what the reply does (asks-specific, names-detail, gives-date, sends-to-dm, pastes-link…),
    for the evidence kept later. `why` is one sentence for a card."""

    total: int
    dimensions: tuple[tuple[Dimension, float | None], ...]
    findings: tuple[Finding, ...]
    why: str
    situation: str
    moves: frozenset[str] = frozenset()
    exact: float | None = None
    """The total before rounding, for ranking and batches; None where only the rounded one is known."""

    @property
    def ranked(self) -> float:
        """The finest total there is."""
        return float(self.total) if self.exact is None else self.exact

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What must not go out as it stands."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.BLOCK)

    @property
    def gravest(self) -> tuple[Finding, ...]:
        """All findings, what must not go out first; of one weight in the order of the score."""
        weight = {severity: place for place, severity in enumerate(Severity)}
        return tuple(sorted(self.findings, key=lambda finding: -weight[finding.severity]))

    def part(self, dimension: Dimension) -> float | None:
        """The part score of one dimension, None where the engine abstained."""
        return dict(self.dimensions)[dimension]

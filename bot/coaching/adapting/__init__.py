"""Refitting the reading's heads to one installation's own corrections: versioned, reversible, never shipped."""

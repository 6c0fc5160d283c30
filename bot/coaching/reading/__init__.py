"""Reading a comment: kinds, mood, urgency, asks, specifics, and what they call for. Pure, offline, deterministic."""

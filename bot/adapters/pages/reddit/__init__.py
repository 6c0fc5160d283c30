"""A brand on Reddit: its own subreddits, and where it is named."""

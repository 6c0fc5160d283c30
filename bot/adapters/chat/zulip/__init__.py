"""The team's channel in Zulip."""

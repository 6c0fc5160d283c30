"""The team's channel in Slack."""

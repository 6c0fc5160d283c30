"""The review channel in Discord."""

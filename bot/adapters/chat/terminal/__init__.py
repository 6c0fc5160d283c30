"""The review channel in a terminal."""

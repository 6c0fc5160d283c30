"""The review channel on Matrix: reactions, replies and threads, since Matrix has no buttons."""

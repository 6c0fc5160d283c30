"""A page on Bluesky, or on any server of the AT Protocol that serves `app.bsky`."""

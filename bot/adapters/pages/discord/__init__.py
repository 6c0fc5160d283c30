"""Channels and forums of a Discord server, as a page."""

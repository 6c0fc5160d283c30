"""The folder that a newcomer copies to `bot/adapters/pages/<platform>/`; see the page on adding a platform."""

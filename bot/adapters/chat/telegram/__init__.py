"""The review channel in Telegram."""

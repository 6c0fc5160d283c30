"""A Telegram channel as a page: the comments below its posts, in the linked discussion group."""

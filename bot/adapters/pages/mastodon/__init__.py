"""A page on Mastodon, or on any server that speaks its API (GoToSocial, Pleroma, Akkoma, Friendica and others)."""

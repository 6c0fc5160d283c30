"""What the two roles of Telegram share: the transport, and one listener for each token.

Telegram gives the events of a bot to one listener only. The same bot may be a review channel, several of them, and a
page; each is a consumer of the token's `Hub`, and the two platform folders know nothing of each other.
"""

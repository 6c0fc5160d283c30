"""A whole network of the AT protocol, for tests of the Bluesky page."""

"""A YouTube channel, through the Data API."""

"""Reviews of a place on Google, through the Business Profile API."""

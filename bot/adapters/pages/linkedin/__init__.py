"""A LinkedIn company page, through the versioned API."""

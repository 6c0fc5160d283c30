"""A company page on LinkedIn, through the Community Management API."""

"""A page for anything that can sign an HTTP request."""

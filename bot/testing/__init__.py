"""In-memory stand-ins for the outside, shipped so that whoever writes an adapter can test it."""

"""A card as each platform lays it out, drawn from what the adapter sends there: one module for each platform.

A module has `sheet(card)`. It calls the adapter's own `render` and turns the payload, and nothing else, into HTML.
"""

"""Tertulia: coaches brand-page replies so that people answer back."""

__version__ = "0.1.0"

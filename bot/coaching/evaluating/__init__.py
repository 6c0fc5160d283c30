"""Measures the engine on labelled public data that the project does not hold: `tertulia evaluate DIR`."""

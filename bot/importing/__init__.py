"""Comments from files: exports of other tools, of platforms, of anything that writes CSV or JSON. No database here."""

"""What every chat platform shares: what was said or pressed comes in as data, what to show goes out as data.

A platform's folder holds its transport, `parse.py` (wire form to `Heard` and `Pressed`) and `render.py` (`CardView`,
`Answer` to wire form). Everything between (who it is, which card is meant, what is allowed, which words to say)
is here and the same for all.
"""

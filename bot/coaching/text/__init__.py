"""Text tools shared by reading, scoring and composing. Pure: no input, no output, no clock."""

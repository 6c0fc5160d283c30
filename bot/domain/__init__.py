"""Values and states of the field. Standard library only; nothing here does input or output."""

"""The unit a drawing is drawn in, told by what is in it."""

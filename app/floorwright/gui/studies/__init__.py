"""Studies in the window: form, grid and answer are made from what a method declares."""

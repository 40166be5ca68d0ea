"""Every figure explains itself: formula, inputs with their origin, contributions that add up to it, conventions."""

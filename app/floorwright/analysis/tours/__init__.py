"""Milk runs: their rounds over the plan's ways, what they cost, and the best order of their stops."""

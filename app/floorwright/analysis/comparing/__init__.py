"""Scenarios against each other: every figure, whether a proposal pays, and what would reverse that."""

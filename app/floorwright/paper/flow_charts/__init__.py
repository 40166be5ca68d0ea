"""The charts of material flow as figures: from-to matrix, Sankey diagram, distance-intensity chart, relationships."""

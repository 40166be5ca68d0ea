"""Studies of the work: what a method of study declares, and how its tables are read, computed, shown and described."""

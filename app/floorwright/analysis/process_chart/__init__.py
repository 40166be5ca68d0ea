"""The flow process chart: its steps, what it adds up to, and how it changes the plan."""

"""What plugins answer and contribute, and the manager that asks them."""

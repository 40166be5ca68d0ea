"""What the pictures of flow show: traffic by stretch, departments, matrices and relationships."""

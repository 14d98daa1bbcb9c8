"""What is written into an index."""

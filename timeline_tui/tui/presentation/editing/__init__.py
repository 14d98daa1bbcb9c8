"""What is typed, and what is about to be written."""

"""What is typed, what is printed, and how it ends."""

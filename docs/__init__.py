"""What is generated for readers: the table of keys in the README, and the picture."""

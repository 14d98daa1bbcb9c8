"""What is found out later about an index, in files of their own beside it."""

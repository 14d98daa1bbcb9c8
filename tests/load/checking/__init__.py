"""What is looked for in a file beyond its shape."""

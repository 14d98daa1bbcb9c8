"""What is built and installed, on the outside of it."""

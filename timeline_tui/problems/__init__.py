"""What is wrong in a file: data, with a place and something to try, and its renderers."""

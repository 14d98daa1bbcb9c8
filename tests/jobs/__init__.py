"""A file is found, read beside the program, and kept, whatever goes wrong on the way."""

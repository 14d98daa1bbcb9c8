"""Processes beside the program, what they say, and where what they make is kept."""

"""What a problem in a file is, and how it reads: a picture of its place, one line, JSON."""

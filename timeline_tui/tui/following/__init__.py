"""A file that is open: its reading, each new version of it, its proof and its weaknesses, on the screen."""

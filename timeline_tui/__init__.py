"""A timeline explorer for the terminal that can prove what it shows."""

__version__ = "0.1.0"

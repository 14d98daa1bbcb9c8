"""The program around its screens: what it does itself, what it remembers, its looks, its terminal."""

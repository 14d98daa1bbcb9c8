"""What a reader does to the file: adding to it, taking back, the editors."""

"""The SQLite index: written from the model, the only thing the screen asks."""

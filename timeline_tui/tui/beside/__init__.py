"""Work that goes on beside the screen."""

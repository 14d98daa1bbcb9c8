"""From model to styled lines: pure functions, no widget and no screen."""

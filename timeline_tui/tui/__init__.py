"""The screen: commands, presentation, widgets, screens, app."""

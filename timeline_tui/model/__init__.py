"""What a timeline is: dates, names, sources, passages, events."""

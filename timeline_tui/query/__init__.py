"""What may be asked of a timeline, as one line of text: read, edited, and found again in other texts."""

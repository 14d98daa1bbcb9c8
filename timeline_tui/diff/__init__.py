"""What changed between two versions of a timeline, and the versions that git holds."""

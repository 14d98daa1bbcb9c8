"""What changed between versions, and the versions that git holds."""

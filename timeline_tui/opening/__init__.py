"""Opening a timeline: is its index as new as the file, and if not, read the file in a process of its own."""

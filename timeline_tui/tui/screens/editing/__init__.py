"""What stands over the timeline or in its place while the file is changed."""

"""What is measured is measured on sound files, and shown in a table that can be read."""

"""What is generated for readers: the tables of the pages, and the pictures."""

"""What is generated for readers: the tables of the pages, pictures, the manual page, completions."""

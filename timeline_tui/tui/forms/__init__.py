"""What is asked for in a form, what is said of it while it is typed, and what becomes of it."""

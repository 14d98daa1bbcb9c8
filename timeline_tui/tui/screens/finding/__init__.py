"""Finding on the screen: the query, the values to narrow by, the walk from hit to hit."""

"""What a query finds in an index, and the values by which it can be narrowed."""

"""A timeline, or what a query finds in it, in the forms that other programs read."""

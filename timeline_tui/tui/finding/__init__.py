"""What a query and its words stand for, found out before a screen shows it."""

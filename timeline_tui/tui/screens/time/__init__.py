"""Moving in time on the screen: dates, steps, periods, and how much one row is."""

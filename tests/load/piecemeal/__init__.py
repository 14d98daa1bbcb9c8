"""Reading in pieces against reading as one."""

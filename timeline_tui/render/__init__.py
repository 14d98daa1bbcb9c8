"""Rows, pages and bars as styled lines, for the screen and the command line; nothing here knows Textual."""

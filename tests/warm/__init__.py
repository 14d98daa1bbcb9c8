"""Processes of the program that need not import it: copies of one that has done so already.

What such a process does, and how it is spoken with, is as ever; only its start is cheap. That it starts as it
does for a user, too, is proven where nothing is replaced: by the tests of opening, of the start, and by those
in terminals that say so.
"""

"""What cannot be done where the reader is."""


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """What was asked for cannot be done here; it says why in a sentence."""

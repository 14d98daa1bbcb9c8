"""What tests of merging share."""

from tests.merge.repository import repository

__all__ = ["repository"]

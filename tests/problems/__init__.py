"""Tests of what a problem is and how it reads."""

"""Tests of reading a file."""

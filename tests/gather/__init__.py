"""Tests of what texts propose."""

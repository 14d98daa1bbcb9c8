"""Tests of the screen, with real keys."""

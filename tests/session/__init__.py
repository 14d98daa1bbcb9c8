"""Tests of the state of one open timeline, and of what is done with it, without a screen."""

"""Tests of one edit as a splice, and of writing it whole or not at all."""

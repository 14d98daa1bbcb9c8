"""Timelines from what other programs hold: tables, chronologies, lists of sources, annotations."""

"""From a text to proposals: who said what, and what happened when, each a slice of the text."""

"""Concordance (keyword in context) in a window of its own: every match on a line, aligned."""

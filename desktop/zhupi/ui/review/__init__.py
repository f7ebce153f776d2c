"""Annotations whose article's text changed: what waits, old and new side by side, decisions."""

"""Tooltips whose words come from articles."""

from __future__ import annotations

import html


def plain_tooltip(words: str) -> str:
    """`words` for a tooltip, escaped: one that looks like HTML is taken for it."""
    return f"<p style='white-space:pre-wrap'>{html.escape(words)}</p>" if words else ""

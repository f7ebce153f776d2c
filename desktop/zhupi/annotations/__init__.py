"""Selectors ↔ ranges, and annotations carried over to a corrected text. Pure functions.

Imports nothing but `zhupi.core`. Invariant: an annotation that says where it stands is right
about it; one that cannot be is kept and says so.
"""

from zhupi.annotations.reanchoring import reanchor
from zhupi.annotations.selectors import CONTEXT, describe

__all__ = ["CONTEXT", "describe", "reanchor"]

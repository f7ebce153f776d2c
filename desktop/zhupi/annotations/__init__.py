"""Selectors ↔ ranges, and annotations carried over to a corrected text. Pure functions.

Imports nothing but `zhupi.core` and, only where texts are compared, rapidfuzz. Invariant: an
annotation that says where it stands is right about it; one that cannot be is kept and says so.
"""

from zhupi.annotations.decisions import confirmed, reattached
from zhupi.annotations.merging import merged, overlapping
from zhupi.annotations.offering import candidates
from zhupi.annotations.reanchoring import reanchor, returned
from zhupi.annotations.selectors import CONTEXT, describe

__all__ = [
    "CONTEXT",
    "candidates",
    "confirmed",
    "describe",
    "merged",
    "overlapping",
    "reanchor",
    "reattached",
    "returned",
]

"""The library file: articles, annotations, tags, their undo history, and the lock.

Nothing outside this package knows that it is SQLite.
"""

from zhupi.store.care import Problem, ProblemKind
from zhupi.store.feed import FeedChanges
from zhupi.store.history import HistoryBounds
from zhupi.store.lock import Holder
from zhupi.store.store import Store

__all__ = ["FeedChanges", "HistoryBounds", "Holder", "Problem", "ProblemKind", "Store"]

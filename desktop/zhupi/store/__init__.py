"""The library file: articles, annotations, tags, their undo history, and the lock.

Nothing outside this package knows that it is SQLite.
"""

from zhupi.store.care import Problem, ProblemKind
from zhupi.store.feed import FeedChanges
from zhupi.store.lock import Holder
from zhupi.store.store import HISTORY_LIMIT, Store

__all__ = ["HISTORY_LIMIT", "FeedChanges", "Holder", "Problem", "ProblemKind", "Store"]

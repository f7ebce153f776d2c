"""The installed PySide6 keeps Python alive: some versions abort after some thousand calls."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument


def test_calls_that_return_nothing_keep_the_count_of_none() -> None:
    """PySide6 6.12.0 on CPython 3.11 drops a reference to None at every void call.

    From 3.12 on None is immortal and the count does not move at all.
    """
    document, thing = QTextDocument(), QObject()
    before = sys.getrefcount(None)
    for number in range(5_000):
        document.setDocumentMargin(number % 7)
        thing.setObjectName("name")
    # What else runs in the process may hold some more or fewer; the fault would take 10,000.
    assert abs(sys.getrefcount(None) - before) < 500

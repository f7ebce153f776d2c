"""Python's search for garbage, on the window's thread alone.

Python looks for objects that only hold each other on whatever thread makes the next one. Where
such an object belongs to Qt and the thread is one of the store's, of search's or the one that
reads what the worker says, Qt's timers are stopped from a foreign thread and the program crashes
some time later (seen with PySide6 6.11 on Python 3.11 and 3.13). So the search is switched off
and done here instead, as often as Python would.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 500  #: milliseconds between two looks; objects die without it where nothing holds them


class Garbage(QObject):
    """Collects while it lives; make it on the window's thread, before any other is started."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collects the oldest generation whose turn it is by Python's own thresholds."""
        pairs = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(pairs) if count > limit > 0]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Hands the search back to Python; no thread that could run into it is left."""
        self._timer.stop()
        gc.enable()

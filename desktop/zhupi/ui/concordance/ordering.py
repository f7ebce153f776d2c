"""Keeps the rows of a concordance in the order that is wanted, without the window waiting."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from zhupi.core.protocols import Checkpoint
from zhupi.ui.concordance.arranging import Arrangement, Arranger
from zhupi.ui.concordance.model import ConcordanceModel
from zhupi.ui.tasks import Tasks

TOPIC = "concordance order"
#: Lines are put in order when so many times as many are there; each time costs what is there.
GROWTH = 1.3


class Ordering(QObject):
    """Arranges the model's lines anew when another order is wanted or lines have come."""

    about_to_change = Signal()
    changed = Signal()

    def __init__(self, tasks: Tasks, model: ConcordanceModel, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._model = model
        self._arranger = Arranger(model.lines)
        self._busy = False
        self._arranged = 0  # lines that the rows were made of
        self._finished = False  # whether all lines have come
        self.wanted = Arrangement()
        model.grown.connect(lambda _first: self._on_grown())

    def set_wanted(self, wanted: Arrangement) -> None:
        """Arranges the lines so from now on."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._ask()

    def restart(self) -> None:
        """The model was cleared."""
        self._tasks.drop_searches(TOPIC)
        self._busy = False
        self._arranged = 0
        self._finished = False
        self._arranger = Arranger(self._model.lines)
        if not self.wanted.plain:
            self._model.set_order(array("L"))

    def finish(self) -> None:
        """No more lines come: the last ones fall into place."""
        self._finished = True
        self._on_grown()

    def _on_grown(self) -> None:
        count = len(self._model.lines)
        due = self._finished or count >= GROWTH * self._arranged
        if count > self._arranged and due and not self._busy and not self.wanted.plain:
            self._ask()

    def _ask(self) -> None:
        if self.wanted.plain:
            self._tasks.drop_searches(TOPIC)
            self._busy = False
            self._show(None)
            return
        self._busy = True
        self._tasks.search(self._work(), self._take, topic=TOPIC, quiet=True)

    def _work(self) -> Callable[[Checkpoint], tuple[int, array[int]]]:
        arranger, wanted, count = self._arranger, self.wanted, len(self._model.lines)
        return lambda check: (count, arranger.arrange(count, wanted, check))

    def _take(self, answer: tuple[int, array[int]]) -> None:
        count, order = answer
        self._busy = False
        self._arranged = count
        self._show(order)
        self._on_grown()

    def _show(self, order: array[int] | None) -> None:
        self.about_to_change.emit()
        self._model.set_order(order)
        self.changed.emit()

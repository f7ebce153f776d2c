"""The dialog that accepts many found places at once: how sure is sure enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import AnnotationState
from zhupi.core.reviewing import ReviewItem
from zhupi.ui.dialogs.common import buttons, label
from zhupi.ui.review.wording import percent

PROPOSED = 90  #: per cent
WIDTH = 440


def sure_enough(items: Sequence[ReviewItem], least: int) -> tuple[str, ...]:
    """The ids of those whose found place is at least `least` per cent sure."""
    return tuple(
        item.annotation.id
        for item in items
        if item.annotation.state is AnnotationState.MOVED
        and percent(item.annotation.confidence) >= least
    )


class AcceptManyDialog(QDialog):
    """A number of per cent, and how many annotations are as sure."""

    def __init__(
        self, items: Sequence[ReviewItem], tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Accept many places"))
        self._items = items
        self._tr = tr
        self.least = QSpinBox(self)
        self.least.setRange(0, 100)
        self.least.setSingleStep(5)
        self.least.setSuffix(" %")
        self.least.setValue(PROPOSED)
        self.least.lineEdit().setTextMargins(6, 0, 0, 0)
        self.least.setAccessibleName(tr("At least this sure"))
        self._told = label("", self, hint=True)
        box, self.done_button = buttons(tr("Accept"), tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(label(tr("Accept the places found that are at least this sure:"), self), 1)
        row.addWidget(self.least)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self._told)
        layout.addStretch(1)
        layout.addWidget(box)
        self.least.valueChanged.connect(self._tell)
        self._tell()
        self.resize(WIDTH, 190)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the annotations that would be accepted."""
        return sure_enough(self._items, self.least.value())

    def _tell(self) -> None:
        tr, chosen = self._tr, set(self.chosen)
        found = [item for item in self._items if item.annotation.id in chosen]
        articles = len({item.annotation.target.article for item in found})
        what = tr.plural("{count:,} annotation", "{count:,} annotations", len(found))
        where = tr.plural("{count:,} article", "{count:,} articles", articles)
        if found:
            self._told.setText(
                tr(
                    "{annotations} in {articles}, of those listed. One undo takes it back.",
                    annotations=what,
                    articles=where,
                )
            )
        else:
            self._told.setText(tr("None of those listed is as sure."))
        self.done_button.setEnabled(bool(found))
        text = tr("Accept {count:,}", count=len(found)) if found else tr("Accept")
        self.done_button.setText(text)

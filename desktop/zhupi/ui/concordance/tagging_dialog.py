"""Asks what many passages are to get."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.dialogs.common import label
from zhupi.ui.tagging import AnnotationForm, FormParts, Written
from zhupi.ui.theme import Theme

WIDTH = 460


class TagManyDialog(QDialog):
    """Tags, note and colour for `count` passages; `written` once it is accepted."""

    def __init__(
        self, count: int, parts: FormParts, look: tuple[Theme, Translator], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        theme, tr = look
        self.written = Written()
        self._tr = tr
        title = tr.plural("Tag {count:,} passage", "Tag {count:,} passages", count)
        self.setWindowTitle(title)
        self.form = AnnotationForm(parts, theme, tr, self)
        self.hint = label(
            tr(
                "Without a colour they take that of the first tag. "
                "Annotations that are there keep theirs."
            ),
            self,
            hint=True,
        )
        layout = QVBoxLayout(self)
        layout.addWidget(label(title, self))
        layout.addWidget(self.form)
        layout.addWidget(self.hint)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.reject)
        self.resize(WIDTH, self.sizeHint().height())
        self.form.focus()

    def _on_saved(self, written: Written) -> None:
        if not written.tags:
            self.hint.setText(self._tr("Name a tag to give to the passages."))
            self.form.focus()
            return
        self.written = written
        self.accept()

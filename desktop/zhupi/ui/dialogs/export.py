"""The export dialog: which format, which annotations, where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS, AnnotationFilter, Article, TagCount
from zhupi.core.protocols import Exporter
from zhupi.ui.dialogs.common import buttons, file_stem, label
from zhupi.ui.panels.wording import color_text


class ExportDialog(QDialog):
    """Ends with `exporter`, `wanted` and `output` chosen."""

    def __init__(
        self,
        exporters: Sequence[Exporter],
        article: Article | None,
        tags: Sequence[TagCount],
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._exporters = list(exporters)
        self._article = article
        self._named = False  # by hand: then the name is left alone
        self.setWindowTitle(tr("Export annotations"))
        self.format = QComboBox(self)
        for exporter in self._exporters:
            self.format.addItem(f"{tr.render(exporter.title)}  ({exporter.suffix})", exporter.name)
        self.format.setAccessibleName(tr("Format"))
        self.this_article = QRadioButton(tr("This article"), self)
        self.all_articles = QRadioButton(tr("All articles"), self)
        scope = QButtonGroup(self)
        scope.addButton(self.this_article)
        scope.addButton(self.all_articles)
        self.this_article.setEnabled(article is not None)
        (self.this_article if article else self.all_articles).setChecked(True)
        self.tag = self._choice(tr("Only with the tag"), tr("All tags"))
        for found in tags:
            self.tag.addItem(found.tag.path, found.tag.path)
        self.color = self._choice(tr("Only in the colour"), tr("All colours"))
        for color in COLORS:
            self.color.addItem(color_text(color, tr), color)
        self.file = QLineEdit(self)
        self.file.setAccessibleName(tr("File"))
        self.file.textEdited.connect(self._on_named)
        self._box, self.export_button = buttons(tr("Export"), tr)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._suggest)
        self.this_article.toggled.connect(self._suggest)
        self._suggest()
        self.resize(520, 280)

    @property
    def exporter(self) -> Exporter:
        return self._exporters[self.format.currentIndex()]

    @property
    def output(self) -> Path:
        return Path(self.file.text().strip()).expanduser()

    def wanted(self) -> AnnotationFilter:
        article = self._article if self.this_article.isChecked() else None
        return AnnotationFilter(
            articles=(article.id,) if article else (),
            tag=str(self.tag.currentData()),
            color=str(self.color.currentData()),
        )

    def _choice(self, name: str, everything: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.addItem(everything, "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _suggest(self) -> None:
        if self._named or not self._exporters:
            self._check()
            return
        one = self._article is not None and self.this_article.isChecked()
        title = self._article.title if one and self._article else self._tr("Annotations")
        name = file_stem(title) or "zhupi"
        folder = Path(self.file.text()).parent if self.file.text() else Path.home()
        self.file.setText(str(folder / f"{name}{self.exporter.suffix}"))
        self._check()

    def _on_named(self) -> None:
        self._named = True
        self._check()

    def _check(self) -> None:
        named = bool(self.file.text().strip())
        self.export_button.setEnabled(named and bool(self._exporters))

    def _browse(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, self._tr("Export annotations"), self.file.text(), f"*{self.exporter.suffix}"
        )
        if name:
            self._named = True
            self.file.setText(name)
            self._check()

    def _lay_out(self) -> None:
        tr = self._tr
        scope = QHBoxLayout()
        scope.addWidget(self.this_article)
        scope.addWidget(self.all_articles)
        scope.addStretch(1)
        browse = QPushButton(tr("Choose…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        file = QHBoxLayout()
        file.addWidget(self.file, 1)
        file.addWidget(browse)
        form = QFormLayout()
        form.addRow(label(tr("Format")), self.format)
        form.addRow(label(tr("Annotations of")), scope)
        form.addRow(label(tr("Tag")), self.tag)
        form.addRow(label(tr("Colour")), self.color)
        form.addRow(label(tr("File")), file)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self._box)

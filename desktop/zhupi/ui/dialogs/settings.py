"""The settings dialog. What is chosen takes effect at once; there is nothing to confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.settings import FONT_PIXELS, MEASURE_EM, MENTION_THRESHOLDS
from zhupi.ui.dialogs.common import label
from zhupi.ui.preferences import Preferences
from zhupi.ui.understanding.wording import threshold_text


class SettingsDialog(QDialog):
    """One row a setting."""

    def __init__(
        self, preferences: Preferences, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._tr = tr
        self.setWindowTitle(tr("Settings"))
        self.language = self._choice("language", self._languages())
        self.theme = self._choice("theme", self._themes())
        self.face = self._choice("face", {"serif": tr("Serif"), "sans": tr("Sans serif")})
        self.highlights = self._choice("highlight_style", self._highlight_styles())
        self.font_size = self._number("font_pixels", FONT_PIXELS, tr(" pixels"))
        self.measure = self._number("measure_em", MEASURE_EM, tr(" characters"))
        self.line_height = QDoubleSpinBox(self)
        self.line_height.setRange(1.0, 3.0)
        self.line_height.setSingleStep(0.05)
        self.line_height.lineEdit().setTextMargins(6, 0, 0, 0)
        self.line_height.setValue(preferences.now.line_height)
        self.line_height.valueChanged.connect(
            lambda value: preferences.update(line_height=round(value, 2))
        )
        self.certainty = CertaintySlider(preferences, tr, self)
        self.creator = QLineEdit(preferences.now.creator, self)
        self.creator.editingFinished.connect(
            lambda: preferences.update(creator=self.creator.text().strip())
        )
        self._lay_out()
        self.resize(460, 400)

    def _languages(self) -> dict[str, str]:
        return {"": self._tr("As the system"), "en": "English", "zh_CN": "简体中文"}

    def _themes(self) -> dict[str, str]:
        tr = self._tr
        return {
            "system": tr("As the system"),
            "light": tr("Light"),
            "sepia": tr("Sepia"),
            "dark": tr("Dark"),
        }

    def _highlight_styles(self) -> dict[str, str]:
        tr = self._tr
        return {
            "color": tr("Colours"),
            "pattern": tr("Patterns, without colour"),
            "both": tr("Colours and patterns"),
        }

    def _choice(self, field: str, values: dict[str, str]) -> QComboBox:
        box = QComboBox(self)
        for value, text in values.items():
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(getattr(self._preferences.now, field)), 0))
        box.activated.connect(lambda: self._preferences.update(**{field: box.currentData()}))
        return box

    def _number(self, field: str, values: range, unit: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(values.start, values.stop - 1)
        box.setSuffix(unit)
        box.lineEdit().setTextMargins(6, 0, 0, 0)
        box.setValue(getattr(self._preferences.now, field))
        box.valueChanged.connect(lambda value: self._preferences.update(**{field: value}))
        return box

    def _lay_out(self) -> None:
        tr = self._tr
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Language"), self.language),
            (tr("Theme"), self.theme),
            (tr("Highlights"), self.highlights),
            (tr("Face"), self.face),
            (tr("Size"), self.font_size),
            (tr("Width of the column"), self.measure),
            (tr("Line height"), self.line_height),
            (tr("Names and dates shown"), self.certainty),
            (tr("Your name, in annotations"), self.creator),
        )
        for text, field in rows:
            name = label(text)
            name.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(name, field)
        self.creator.setPlaceholderText(tr("Your user name"))
        box = QDialogButtonBox(self)
        close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(label(tr("The name counts from the next start."), hint=True))
        layout.addStretch(1)
        layout.addWidget(box)


class CertaintySlider(QWidget):
    """How sure the program must be of a name or a date for it to be shown, in a few steps."""

    def __init__(self, preferences: Preferences, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._tr = tr
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, len(MENTION_THRESHOLDS) - 1)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(tr("Names and dates shown"))
        self.words = label("", self, hint=True)
        now = preferences.now.mention_threshold
        nearest = min(MENTION_THRESHOLDS, key=lambda threshold: abs(threshold - now))
        self.slider.setValue(MENTION_THRESHOLDS.index(nearest))
        self.slider.valueChanged.connect(self._on_value)
        self.setFocusProxy(self.slider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.slider)
        column.addWidget(self.words)
        self._tell(now)

    def _on_value(self, number: int) -> None:
        self._preferences.update(mention_threshold=MENTION_THRESHOLDS[number])
        self._tell(MENTION_THRESHOLDS[number])

    def _tell(self, threshold: float) -> None:
        words = threshold_text(threshold, self._tr)
        self.words.setText(words)
        self.slider.setAccessibleDescription(words)

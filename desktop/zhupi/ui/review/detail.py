"""One passage that waits: old and new side by side, its places, what is written about it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import Annotation, AnnotationState, Span, TextQuoteSelector
from zhupi.core.reviewing import Excerpt, ReviewDetail
from zhupi.ui.painting import one_line
from zhupi.ui.review.comparison import Column, ComparisonView
from zhupi.ui.review.differences import alone, compare
from zhupi.ui.review.places import MOST, Place, PlacesModel, PlacesView, place_text, places
from zhupi.ui.review.wording import moment_text, standing_text
from zhupi.ui.theme import Theme


class DetailPane(QScrollArea):
    """Shows a `ReviewDetail`; knows which of its places is chosen."""

    chosen = Signal()  #: another place, or none
    attach_wanted = Signal()  #: a place was clicked twice

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._theme = theme
        self.detail: ReviewDetail | None = None
        self._inner = QWidget(self)
        self._inner.setObjectName("welcome")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = self._label("")
        self._note = self._label("hint")
        self.comparison = ComparisonView(theme, self._inner)
        self.comparison.setAccessibleName(tr("Old and new"))
        self._places_heading = self._label("heading")
        self.model = PlacesModel(tr, self)
        self.places = PlacesView(self.model, theme, tr, self._inner)
        self.places.selectionModel().currentChanged.connect(self._on_place)
        self.places.doubleClicked.connect(lambda _index: self.attach_wanted.emit())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(0, 14, 0, 14)
        layout.setSpacing(6)
        for widget in (self._heading, self._note, self.comparison, self._places_heading):
            layout.addWidget(widget)
        layout.addWidget(self.places)
        layout.addStretch(1)
        self.setWidget(self._inner)
        self.show_detail(None)

    @property
    def place(self) -> Place | None:
        """The chosen place."""
        return self.model.place(self.places.currentIndex().row())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.comparison.set_theme(theme)
        self.places.set_theme(theme)

    def choose(self, number: int) -> None:
        """Chooses a place by the number it shows."""
        if self.model.place(number - 1) is not None:
            index = self.model.index(number - 1)
            self.places.setCurrentIndex(index)
            self.ensureWidgetVisible(self.comparison, 0, 0)

    def show_detail(self, detail: ReviewDetail | None) -> None:
        """Shows one passage, or nothing; only the place it was found at is chosen by itself."""
        self.detail = detail
        found = places(detail)[:MOST] if detail else []
        self.model.set_places(found)
        self._inner.setVisible(detail is not None)
        if detail is None:
            self.comparison.show_columns(())
            self.chosen.emit()
            return
        self._say_heading(detail)
        lonely = len(found) == 1 and found[0].found
        self._places_heading.setVisible(bool(found) and not lonely)
        self.places.setVisible(bool(found) and not lonely)
        self._compare()
        if found and found[0].found:
            self.places.setCurrentIndex(self.model.index(0))
        self.verticalScrollBar().setValue(0)
        self.chosen.emit()
        # When it is laid out: on a small screen the places to choose from would be out of sight.
        QTimer.singleShot(0, self, self._show_places)

    # --- within -------------------------------------------------------------------------------

    def _say_heading(self, detail: ReviewDetail) -> None:
        tr, item = self._tr, detail.item
        annotation = item.annotation
        heading = (one_line(item.title), standing_text(annotation, tr))
        self._heading.setText("  ·  ".join(word for word in heading if word))
        words = [" · ".join(annotation.tags), annotation.note.strip()]
        note = "\n".join(word for word in words if word)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if annotation.state is AnnotationState.MOVED:
            self._places_heading.setText(tr("Where it may stand instead"))
        else:
            self._places_heading.setText(tr("Where it may stand"))

    def _on_place(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._compare()
        self.chosen.emit()

    def _show_places(self) -> None:
        if self.place is None and self.model.rowCount():
            self.ensureWidgetVisible(self.places, 0, 0)

    def _compare(self) -> None:
        if self.detail is None:
            return
        tr, detail = self._tr, self.detail
        annotation, place = detail.item.annotation, self.place
        old = detail.old or quoted(annotation)
        when = moment_text(detail.item.replaced, tr)
        title = tr("The text until {when}", when=when) if when else tr("The text as it was")
        now = tr("The text as it is")
        if place is None:
            left, right = alone(old), None
        else:
            left, right = compare(old, place.excerpt)
            if not place.found:
                now += f"  ·  {place_text(place, self.places.currentIndex().row(), tr)}"
        color = annotation.color
        self.comparison.show_columns(
            (
                Column(title, left, "", color, old=True),
                Column(now, right, self._hint(), color),
            )
        )

    def _hint(self) -> str:
        tr = self._tr
        if self.model.rowCount():
            return tr(
                "No place was chosen. Press the number of a place below to look at it, "
                "or R to select the passage yourself."
            )
        return tr(
            "The passage is no longer in the text. Press R to select where it belongs now, "
            "or Delete to delete the annotation."
        )

    def _label(self, name: str) -> QLabel:
        label = QLabel(self._inner)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(30, 0, 22, 0)
        if name:
            label.setObjectName(name)
        return label


def quoted(annotation: Annotation) -> Excerpt:
    """The passage with what its selector remembers of its surroundings."""
    quote: TextQuoteSelector = (annotation.origin or annotation.target).quote
    start = len(quote.prefix)
    return Excerpt(
        quote.prefix + quote.exact + quote.suffix,
        0,
        (Span(start, start + len(quote.exact)),),
    )

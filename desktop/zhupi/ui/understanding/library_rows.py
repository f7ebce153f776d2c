"""How the entities of a library, and the articles that name one, are painted as rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleSummary
from zhupi.core.understanding import EntitySummary
from zhupi.ui.articles.wording import SEPARATOR, date_text
from zhupi.ui.lists import draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.growing_model import RowRole
from zhupi.ui.understanding.wording import short_name

HEIGHT = 48
PIXELS = 14
SMALL_PIXELS = 12
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class NamingArticle:
    """One article that names an entity."""

    summary: ArticleSummary
    count: int  #: how often


class RowDelegate(QStyledItemDelegate):
    """Two lines on the left, a count on the right; of an entity also the hue of its kind."""

    def __init__(self, theme: Theme, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tr = tr

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        draw_ground(painter, box, option.state, self.theme.card, self.theme.hover)
        if isinstance(row, EntitySummary):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.label_color(row.label))
            painter.drawEllipse(QPointF(box.left() + 16, box.top() + 15), 4.5, 4.5)
            above, below = short_name(row.name), entity_line(row, self._tr)
            self._paint(painter, box.adjusted(30, 4, -12, -4), (above, below), row.mentions, option)
        elif isinstance(row, NamingArticle):
            above, below = one_line(row.summary.title), article_line(row, self._tr)
            self._paint(painter, box.adjusted(12, 4, -12, -4), (above, below), row.count, option)
        draw_focus(painter, box, option.state, self.theme.accent)
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        box: QRectF,
        lines: tuple[str, str],
        count: int,
        option: QStyleOptionViewItem,
    ) -> None:
        ink, dim = QColor(self.theme.ink), QColor(self.theme.dim)
        font, small = sized(option.font, PIXELS), sized(option.font, SMALL_PIXELS)
        half = box.height() / 2
        above, below = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        right = _draw_right(painter, above, f"{count:,}", font, dim)
        draw_elided(painter, above.adjusted(0, 0, -right - 10, 0), lines[0], font, ink)
        draw_elided(painter, below, lines[1], small, dim)


def _draw_right(painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor) -> float:
    """Draws at the right edge; the width taken."""
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
    return QFontMetricsF(font).horizontalAdvance(text)


def days_text(entity: EntitySummary, tr: Translator) -> str:
    """From when to when articles name it."""
    first, last = date_text(entity.first, tr), date_text(entity.last, tr)
    if first and last and first != last:
        return tr("{first} to {last}", first=first, last=last)
    return first or last


def entity_line(entity: EntitySummary, tr: Translator) -> str:
    """The small line of an entity: title, other names, articles, days."""
    articles = tr.plural("{count:,} article", "{count:,} articles", entity.articles)
    parts = [
        *(short_name(title) for title in entity.titles[:1]),
        "、".join(short_name(name) for name in entity.aliases[:MOST_NAMES]),
        articles,
        days_text(entity, tr),
    ]
    return SEPARATOR.join(part for part in parts if part)


def article_line(row: NamingArticle, tr: Translator) -> str:
    parts = (one_line(row.summary.source), date_text(row.summary.published, tr))
    return SEPARATOR.join(part for part in parts if part)


def row_words(row: object, tr: Translator) -> str:
    """A row as a screen reader says it."""
    if isinstance(row, EntitySummary):
        return f"{short_name(row.name)}, {entity_line(row, tr)}, {row.mentions}"
    if isinstance(row, NamingArticle):
        return f"{one_line(row.summary.title)}, {article_line(row, tr)}, {row.count}"
    return ""

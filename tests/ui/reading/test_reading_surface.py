"""The reading surface: what it shows, keeps and tells, driven by mouse and by calls."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    BlockKind,
    InlineStyle,
    Label,
    Mention,
    Span,
    StyleKind,
)
from zhupi.ui.reading import Look, ReadingSurface
from zhupi.ui.theme import THEMES

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]
PointOf = Callable[[int], QPoint]

_LEFT = Qt.MouseButton.LeftButton
_BODY = "奏折𠀀送到皇帝面前，皇帝用朱笔写下批语。" * 6
_PARTS = [
    (BlockKind.TITLE, "朱批的由来"),
    (BlockKind.PARAGRAPH, _BODY),
    (BlockKind.IMAGE, "https://example.org/<b>.png"),
    (BlockKind.CAPTION, "一件奏折"),
    (BlockKind.PARAGRAPH, "第二段，也不长。"),
]


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    return make_article(_PARTS)


@pytest.fixture
def long_article(make_article: MakeArticle) -> Article:
    return make_article([(BlockKind.TITLE, "长文")] + [(BlockKind.PARAGRAPH, _BODY)] * 60)


def _drag(surface: ReadingSurface, start: QPoint, end: QPoint) -> None:
    viewport = surface.viewport()
    QTest.mousePress(viewport, _LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, _LEFT, Qt.KeyboardModifier.NoModifier, end)


def _left_edge(surface: ReadingSurface, offset: int) -> QPoint:
    rect = surface.character_rect(offset)
    return QPoint(rect.left() + 1, rect.center().y())


# --- selecting --------------------------------------------------------------------------------


def test_dragging_selects_exactly_the_characters_dragged_over(
    qtbot: QtBot, surface: ReadingSurface, article: Article
) -> None:
    """One character more or less would be in every quotation."""
    surface.show_article(article)
    start = article.text.index("𠀀")
    with qtbot.waitSignal(surface.span_selected) as told:
        _drag(surface, _left_edge(surface, start), _left_edge(surface, start + 5))
    assert told.args is not None
    span, point = told.args
    assert span.of(article.text) == "𠀀送到皇帝"
    assert surface.selected_span() == span
    assert QGuiApplication.primaryScreen().geometry().contains(point)


def test_every_range_can_be_selected_and_read_back(
    surface: ReadingSurface, article: Article
) -> None:
    surface.show_article(article)
    text = article.text
    for start in range(0, len(text), 7):
        for end in (start + 1, start + 13, len(text)):
            span = Span(start, min(end, len(text)))
            if span.of(text).strip("\n") != span.of(text) or not span.of(text):
                continue
            surface.select(span)
            assert surface.selected_span() == span


def test_a_selection_over_an_image_and_borders_is_canonical(
    surface: ReadingSurface, article: Article
) -> None:
    """Copying gives line feeds where blocks meet, and nothing where an image stands."""
    surface.show_article(article)
    surface.selectAll()
    assert surface.selected_span() == Span(0, len(article.text))
    surface.copy()
    assert QGuiApplication.clipboard().text() == article.text
    assert not surface.createMimeDataFromSelection().hasHtml()


def test_copying_and_quitting_ends_in_peace() -> None:
    """A clipboard that outlives Python's half of its data crashed the process at its end."""
    script = (
        "from PySide6.QtWidgets import QApplication\n"
        "from zhupi.core.model import Article, Block, BlockKind\n"
        "from zhupi.ui.reading import ReadingSurface\n"
        "app, surface = QApplication([]), ReadingSurface()\n"
        "block = Block(BlockKind.PARAGRAPH, 0, 3)\n"
        "surface.show_article(Article('a', 't', '\\u6731\\ud800\\u6279', (block,)))\n"
        "surface.selectAll()\n"
        "surface.copy()\n"
        "print(ascii(app.clipboard().text()))\n"
    )
    search = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": search, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "'\\u6731\\ufffd\\u6279'"), done.stderr


@pytest.mark.parametrize("part", ["image", "border"])
def test_nothing_is_selected_where_only_an_image_or_a_border_is(
    surface: ReadingSurface, article: Article, part: str
) -> None:
    """An annotation of nothing could not be found again."""
    surface.show_article(article)
    cursor = surface.textCursor()
    block = surface.document().findBlockByNumber(2)
    before = 0 if part == "image" else 1
    cursor.setPosition(block.position() - before)
    cursor.setPosition(block.position() + 1 - before, cursor.MoveMode.KeepAnchor)
    surface.setTextCursor(cursor)
    assert surface.selected_span() is None


def test_white_space_alone_is_no_selection(
    qtbot: QtBot, surface: ReadingSurface, make_article: MakeArticle
) -> None:
    article = make_article([(BlockKind.PARAGRAPH, "甲　　　乙")])
    surface.show_article(article)
    with qtbot.waitSignal(surface.selection_cleared), qtbot.assertNotEmitted(surface.span_selected):
        _drag(surface, _left_edge(surface, 1), _left_edge(surface, 4))
    assert surface.selected_span() is None


def test_a_click_beside_a_selection_drops_it(
    qtbot: QtBot, surface: ReadingSurface, article: Article, point_of: PointOf
) -> None:
    surface.show_article(article)
    surface.select(Span(8, 12))
    with qtbot.waitSignal(surface.selection_cleared):
        QTest.mouseClick(surface.viewport(), _LEFT, pos=point_of(30))
    assert surface.selected_span() is None


def test_a_double_click_selects_the_mention(
    qtbot: QtBot, surface: ReadingSurface, article: Article, point_of: PointOf
) -> None:
    """Qt knows no Chinese words; the mention is the word one means."""
    start = article.text.index("皇帝")
    surface.show_article(article, [Mention(start, start + 2, Label.PERSON, "e")])
    with qtbot.waitSignal(surface.span_selected) as told:
        QTest.mouseDClick(surface.viewport(), _LEFT, pos=point_of(start + 1))
        QTest.mouseRelease(surface.viewport(), _LEFT, pos=point_of(start + 1))
    assert told.args is not None
    assert told.args[0] == Span(start, start + 2)


# --- clicking and hovering --------------------------------------------------------------------


def test_clicks_go_through_overlapping_annotations_smallest_first(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation, point_of: PointOf
) -> None:
    """Each of several highlights at one place can be chosen."""
    marks = [
        make_annotation(article.text, 6, 20, name="large"),
        make_annotation(article.text, 8, 11, name="small"),
        make_annotation(article.text, 8, 15, name="middle"),
    ]
    surface.show_article(article, (), marks)
    told: list[str] = []
    surface.annotation_activated.connect(told.append)
    for offset in (9, 9, 9, 9, 16, 9):
        QTest.mouseClick(surface.viewport(), _LEFT, pos=point_of(offset))
        QTest.qWait(1)
    assert told == ["small", "middle", "large", "small", "large", "small"]
    assert surface.annotations_at(9) == ["small", "middle", "large"]
    assert surface.annotations_at(20) == []


def test_a_click_on_a_mention_tells_the_outer_one_and_clicks_at_the_place_go_inwards(
    surface: ReadingSurface, article: Article, point_of: PointOf
) -> None:
    """Without it the ministry could not be told from the country in its name."""
    outer, inner = Mention(6, 12, Label.ORG, "a"), Mention(6, 8, Label.PLACE, "b")
    surface.show_article(article, [outer, inner])
    told: list[Mention] = []
    surface.mention_activated.connect(told.append)
    for _ in range(3):
        QTest.mouseClick(surface.viewport(), _LEFT, pos=point_of(7))
        QTest.qWait(1)
    assert told == [outer, inner, outer]
    assert surface.mentions_at(7) == [outer, inner]
    assert surface.mention_at(9) == outer


def test_hidden_kinds_are_neither_shown_nor_clicked(
    qtbot: QtBot, surface: ReadingSurface, article: Article, point_of: PointOf
) -> None:
    surface.show_article(article, [Mention(6, 8, Label.PLACE, "b")])
    surface.set_visible_labels(frozenset({Label.PERSON}))
    with qtbot.assertNotEmitted(surface.mention_activated):
        QTest.mouseClick(surface.viewport(), _LEFT, pos=point_of(7))
    surface.set_visible_labels(frozenset(Label))
    assert surface.mention_at(7) is not None


@pytest.mark.parametrize("state", [AnnotationState.ORPHAN, AnnotationState.AMBIGUOUS])
def test_an_annotation_without_a_sure_place_is_not_shown_at_one(
    surface: ReadingSurface,
    article: Article,
    make_annotation: MakeAnnotation,
    state: AnnotationState,
) -> None:
    """It would be a silent guess."""
    surface.show_article(article, (), [make_annotation(article.text, 6, 9, state=state)])
    assert surface.annotations_at(7) == []


def test_the_pointer_says_what_can_be_clicked(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation, point_of: PointOf
) -> None:
    surface.show_article(article, (), [make_annotation(article.text, 6, 9)])
    shapes = []
    for point in (point_of(7), point_of(14), QPoint(3, 300)):
        QTest.mouseMove(surface.viewport(), point)
        QApplication.processEvents()
        shapes.append(surface.viewport().cursor().shape())
    assert shapes == [
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.IBeamCursor,
        Qt.CursorShape.ArrowCursor,
    ]


def test_tooltips_tell_notes_and_addresses_as_plain_text(
    qtbot: QtBot,
    make_article: MakeArticle,
    make_annotation: MakeAnnotation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A tooltip taken for HTML would open the files that a page names."""
    widget = ReadingSurface(describe=lambda item: f"<img src=file:///x>{item.span.start}")
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    article = make_article(
        _PARTS, [InlineStyle(StyleKind.LINK, 20, 24, "https://example.org/?a&b")]
    )
    widget.show_article(
        article, [Mention(10, 12, Label.PERSON, "e")], [make_annotation(article.text, 6, 9)]
    )

    def words(offset: int) -> str:
        return widget.tooltip_at(widget.character_rect(offset).center())

    assert words(7) == "<img src=file:///x>6"
    assert words(10) == ""
    assert words(21) == "https://example.org/?a&b"
    assert words(30) == ""
    point = widget.character_rect(7).center()
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    event = QHelpEvent(QEvent.Type.ToolTip, point, widget.viewport().mapToGlobal(point))
    QApplication.sendEvent(widget.viewport(), event)
    assert "&lt;img" in shown[0]


def test_resting_on_a_name_tells_which_and_shows_no_tooltip(
    surface: ReadingSurface,
    article: Article,
    point_of: PointOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever shows the card needs to know where; the outer name comes first."""
    outer, inner = Mention(6, 12, Label.ORG, "a"), Mention(6, 8, Label.PLACE, "b")
    surface.show_article(article, [inner, outer])
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    told: list[tuple[list[Mention], QPoint]] = []
    surface.mentions_hovered.connect(lambda found, where: told.append((found, where)))
    point = point_of(7)
    where = surface.viewport().mapToGlobal(point)
    QApplication.sendEvent(surface.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, where))
    assert told == [([outer, inner], where)]
    assert shown == []


def test_an_image_tells_its_address(surface: ReadingSurface, article: Article) -> None:
    surface.show_article(article)
    layout = surface.document().documentLayout()
    rect = layout.blockBoundingRect(surface.document().findBlockByNumber(2))
    point = QPointF(400, rect.center().y() - surface.verticalScrollBar().value()).toPoint()
    assert surface.tooltip_at(point) == "https://example.org/<b>.png"
    assert surface.offset_at(point) is None


def test_ctrl_and_the_wheel_ask_for_another_size(qtbot: QtBot, surface: ReadingSurface) -> None:
    """Qt's own zooming would change the document behind the settings' back."""
    with qtbot.waitSignal(surface.zoom_requested) as told:
        point = QPointF(300, 300)
        event = QWheelEvent(
            point,
            surface.viewport().mapToGlobal(point),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(surface.viewport(), event)
    assert told.args == [1]


# --- showing and keeping the place ------------------------------------------------------------


def test_first_painted_is_told_once_an_article(
    qtbot: QtBot, surface: ReadingSurface, article: Article, long_article: Article
) -> None:
    for shown in (article, long_article):
        with qtbot.waitSignal(surface.first_painted):
            surface.show_article(shown)
        with qtbot.assertNotEmitted(surface.first_painted, wait=20):
            surface.viewport().update()


def test_another_article_starts_at_its_top(
    surface: ReadingSurface, long_article: Article, article: Article
) -> None:
    surface.show_article(long_article)
    surface.reveal(Span(4_000, 4_001))
    assert surface.verticalScrollBar().value() > 0
    surface.show_article(article)
    assert surface.verticalScrollBar().value() == 0
    surface.show_article(None)
    assert surface.article is None
    assert surface.selected_span() is None
    assert surface.offset_at(QPoint(300, 100)) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"theme": THEMES["dark"]},
        {"font_pixels": 27},
        {"serif": False},
        {"line_height": 2.2},
        {"measure_em": 22},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_another_look_keeps_the_place_and_the_selection(
    surface: ReadingSurface, long_article: Article, changed: dict[str, object]
) -> None:
    """Losing one's line at every change of size would make the setting useless."""
    surface.show_article(long_article)
    surface.scroll_to(9_000)
    surface.select(Span(4_000, 4_010))
    first = surface.offset_at(_top_of_text(surface))
    assert first is not None
    top = surface.character_rect(first).top()
    surface.set_look(replace(surface.look, **changed))  # type: ignore[arg-type]
    QApplication.processEvents()
    assert abs(surface.character_rect(first).top() - top) <= surface.line_pixels
    assert surface.selected_span() == Span(4_000, 4_010)


def _top_of_text(surface: ReadingSurface) -> QPoint:
    for y in range(2, 200, 4):
        point = QPoint(surface.viewport().width() // 2, y)
        if surface.offset_at(point) is not None:
            return point
    raise AssertionError("no text in view")


def test_resizing_back_and_forth_never_drifts(
    surface: ReadingSurface, long_article: Article
) -> None:
    """Dragging a splitter resizes hundreds of times."""
    surface.show_article(long_article)
    surface.scroll_to(9_000)
    for width in (640, 510, 700, 430, 800):
        surface.resize(width, 600)
        QApplication.processEvents()
    assert abs(surface.verticalScrollBar().value() - 9_000) <= surface.line_pixels


def test_reveal_brings_a_far_passage_into_the_upper_part(
    surface: ReadingSurface, long_article: Article
) -> None:
    """Also where Qt has not laid the text out yet, and at the very end."""
    surface.show_article(long_article)
    last = len(long_article.text) - 3
    surface.reveal(Span(last, last + 2), flash=True)
    assert surface.viewport().rect().contains(surface.character_rect(last))
    surface.reveal(Span(3_000, 3_001))
    height = surface.viewport().height()
    assert 0 < surface.character_rect(3_000).top() < height * 0.4


def test_reveal_leaves_the_page_where_the_passage_can_be_read(
    surface: ReadingSurface, long_article: Article
) -> None:
    """Stepping through matches on one page must not make it jump."""
    surface.show_article(long_article)
    surface.scroll_to(3_000)
    offset = surface.offset_at(QPoint(300, 251)) or surface.offset_at(QPoint(300, 271))
    assert offset is not None
    surface.reveal(Span(offset, offset + 1))
    assert surface.verticalScrollBar().value() == 3_000


def test_pages_shown_before_are_freed(surface: ReadingSurface, article: Article) -> None:
    """An evening of reading must not fill the memory."""
    for _ in range(5):
        surface.show_article(None)
        surface.show_article(article)
        QTest.qWait(1)
    assert len(surface.findChildren(QTextDocument)) == 1


def test_the_surface_leaves_files_dropped_on_it_to_the_window(surface: ReadingSurface) -> None:
    assert not surface.acceptDrops()
    assert not surface.viewport().acceptDrops()


def test_a_surface_needs_no_settings(qtbot: QtBot, article: Article) -> None:
    widget = ReadingSurface()
    qtbot.addWidget(widget)
    widget.show_article(article)
    assert widget.look == Look()

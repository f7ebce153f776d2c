"""A surface on the (unseen) screen, and the making of articles and annotations to show in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    InlineStyle,
    Purpose,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    new_article_id,
)
from zhupi.ui.fonts import ensure_chinese_fonts
from zhupi.ui.reading import Look, ReadingSurface

Part = tuple[BlockKind, str]
MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]


def _make_article(parts: Sequence[Part], styles: Sequence[InlineStyle] = ()) -> Article:
    text = "\n".join(words for kind, words in parts if kind is not BlockKind.IMAGE)
    blocks, start = [], 0
    for kind, words in parts:
        if kind is BlockKind.IMAGE:
            at = min(start, len(text))
            blocks.append(Block(kind, at, at, url=words))
            continue
        blocks.append(Block(kind, start, start + len(words)))
        start += len(words) + 1
    title = parts[0][1] if parts else ""
    return Article(new_article_id(title, text), title, text, tuple(blocks), styles=tuple(styles))


def _make_annotation(
    text: str,
    start: int,
    end: int,
    *,
    name: str = "",
    note: str = "",
    tags: Sequence[str] = (),
    color: str = "yellow",
    state: AnnotationState = AnnotationState.RESOLVED,
) -> Annotation:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    bodies = [Body(Purpose.TAGGING, tag) for tag in tags]
    if note:
        bodies.append(Body(Purpose.COMMENTING, note))
    target = Target("article", TextPositionSelector(start, end), TextQuoteSelector(text[start:end]))
    return Annotation(name or f"{start}-{end}", target, tuple(bodies), color, "", now, now, state)


@pytest.fixture
def make_article() -> MakeArticle:
    return _make_article


@pytest.fixture
def make_annotation() -> MakeAnnotation:
    return _make_annotation


@pytest.fixture(scope="session", autouse=True)
def _chinese_fonts(qapp: QApplication) -> None:
    ensure_chinese_fonts()


@pytest.fixture
def surface(qtbot: QtBot) -> ReadingSurface:
    """A surface of 800 × 600 pixels, shown."""
    widget = ReadingSurface(look=Look(measure_em=30, image_text="No image"))
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def point_of(surface: ReadingSurface) -> Callable[[int], QPoint]:
    """Where the middle of the character at an offset is seen."""

    def middle(offset: int) -> QPoint:
        return surface.character_rect(offset).center()

    return middle

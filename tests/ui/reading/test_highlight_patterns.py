"""Highlights without colour: each of the five is told by its pattern, also in a grey print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from zhupi.core.model import COLORS, Annotation, AnnotationState, Article, BlockKind
from zhupi.core.settings import HIGHLIGHT_STYLES
from zhupi.ui.marks import color_icon
from zhupi.ui.reading import ReadingSurface
from zhupi.ui.theme import THEMES, Theme

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
patterned = pytest.mark.parametrize("style", [s for s in HIGHLIGHT_STYLES if s != "color"])
WIDTH = 4  #: characters of a marked stretch


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    # Ideographic spaces: what is painted behind them is seen whole.
    return make_article([(BlockKind.PARAGRAPH, "甲" + "　" * 22 + "乙")])


def _grey(surface: ReadingSurface) -> QImage:
    QApplication.processEvents()
    image = surface.viewport().grab().toImage()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _texture(image: QImage, rect: QRect) -> list[list[int]]:
    """Grey values less their mean: how bright a stretch is does not count, only what is in it."""
    rows = [
        [image.pixelColor(x, y).lightness() for x in range(rect.left(), rect.right() + 1)]
        for y in range(rect.top(), rect.bottom() + 1)
    ]
    mean = sum(map(sum, rows)) / sum(map(len, rows))
    return [[round(value - mean) for value in row] for row in rows]


def _apart(first: list[list[int]], second: list[list[int]]) -> float:
    """How much two textures differ, however one is shifted against the other; grey values."""
    size = 8  # after so many pixels each repeats
    height, width = len(first) - size, len(first[0]) - size
    return min(
        sum(
            abs(first[y][x] - second[y + down][x + right])
            for y in range(height)
            for x in range(width)
        )
        / (height * width)
        for down in range(size)
        for right in range(size)
    )


@themes
@patterned
def test_each_highlight_has_a_pattern_that_no_other_has(
    surface: ReadingSurface,
    article: Article,
    make_annotation: MakeAnnotation,
    theme: Theme,
    style: str,
) -> None:
    """Whoever sees no colours, or prints in grey, still tells the five from each other."""
    places = [1 + WIDTH * n for n in range(len(COLORS))]
    marks = [
        make_annotation(article.text, at, at + WIDTH, color=color)
        for at, color in zip(places, COLORS, strict=True)
    ]
    surface.set_look(replace(surface.look, theme=replace(theme, highlights=style)))
    surface.show_article(article, (), marks)
    image = _grey(surface)
    textures = []
    for at in places:
        rect = surface.character_rect(at + 1).united(surface.character_rect(at + WIDTH - 2))
        middle = QRect(rect.left(), rect.center().y() - 8, 40, 16)
        textures.append(_texture(image, middle))
    for first, second in combinations(textures, 2):
        assert _apart(first, second) > 1.5
    plain = _texture(image, QRect(4, 4, 40, 16))
    assert all(_apart(texture, plain) > 1.5 for texture in textures)


@themes
@patterned
def test_buttons_and_menus_show_the_patterns_too(theme: Theme, style: str) -> None:
    """One chooses what one will see."""
    styled = replace(theme, highlights=style)
    images = [
        color_icon(color, styled)
        .pixmap(QSize(22, 22), 2.0)
        .toImage()
        .convertToFormat(QImage.Format.Format_Grayscale8)
        for color in COLORS
    ]
    middle = QRect(10, 10, 24, 24)
    for first, second in combinations([_texture(image, middle) for image in images], 2):
        assert _apart(first, second) > 1.0


def test_overlapping_patterns_are_all_seen(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    """Where two lie over each other it looks like neither of them."""
    surface.set_look(replace(surface.look, theme=replace(surface.look.theme, highlights="pattern")))
    marks = [
        make_annotation(article.text, 4, 16, color="yellow"),
        make_annotation(article.text, 10, 22, color="blue"),
    ]
    surface.show_article(article, (), marks)
    image = _grey(surface)
    both, *alone = (
        _texture(image, QRect(surface.character_rect(at).topLeft(), QSize(40, 16)))
        for at in (12, 6, 18)
    )
    assert all(_apart(both, each) > 1.5 for each in alone)


def _edge(surface: ReadingSurface, offset: int) -> set[bool]:
    """Whether the upper edge over some characters is drawn, point by point."""
    QApplication.processEvents()
    image = surface.viewport().grab().toImage()
    ink = surface.look.theme.mark_ink("yellow")
    rect = surface.character_rect(offset).united(surface.character_rect(offset + 4))
    found = []
    for x in range(rect.left(), rect.right()):
        column = [image.pixelColor(x, y) for y in range(rect.top() - 4, rect.center().y())]
        found.append(
            any(abs(c.red() - ink.red()) + abs(c.blue() - ink.blue()) < 90 for c in column)
        )
    return set(found)


@pytest.mark.parametrize("style", HIGHLIGHT_STYLES)
def test_what_was_found_again_has_a_broken_edge_until_it_is_confirmed(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation, style: str
) -> None:
    """A guess must not look like what a person marked."""
    surface.set_look(replace(surface.look, theme=replace(surface.look.theme, highlights=style)))
    for state, edge in (
        (AnnotationState.RESOLVED, {False}),
        (AnnotationState.MOVED, {True, False}),
    ):
        surface.show_article(article, (), [make_annotation(article.text, 4, 14, state=state)])
        assert _edge(surface, 6) == edge


@pytest.mark.parametrize("state", [AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN])
def test_what_has_no_place_is_not_painted_in_the_text(
    surface: ReadingSurface,
    article: Article,
    make_annotation: MakeAnnotation,
    state: AnnotationState,
) -> None:
    """At the place it had something else may stand now; also where it comes by a change."""
    surface.show_article(article)
    bare = _grey(surface)
    lost = make_annotation(article.text, 4, 14, name="it", note="note", state=state)
    surface.show_article(article, (), [lost])
    assert _grey(surface) == bare
    surface.change_annotations((), [replace(lost, state=AnnotationState.RESOLVED)])
    assert _grey(surface) != bare
    surface.change_annotations((), [lost])
    assert _grey(surface) == bare
    assert surface.annotations_at(6) == []

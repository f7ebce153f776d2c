"""What is painted under the text: seen, where it should be, in every theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from zhupi.core.model import Annotation, Article, BlockKind, Label, Mention, Span
from zhupi.ui.reading import ReadingSurface
from zhupi.ui.reading.quotation_layer import SaidMark
from zhupi.ui.theme import THEMES, Theme

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    # Ideographic spaces: what is painted behind them is seen whole.
    return make_article([(BlockKind.PARAGRAPH, "甲" + "　" * 20 + "乙")])


def _picture(surface: ReadingSurface) -> QImage:
    QApplication.processEvents()
    return surface.viewport().grab().toImage()


def _behind(surface: ReadingSurface, offset: int) -> QColor:
    point = surface.character_rect(offset).center()
    return _picture(surface).pixelColor(point)


def _close(first: QColor, second: QColor) -> bool:
    pairs = zip(
        (first.red(), first.green(), first.blue()),
        (second.red(), second.green(), second.blue()),
        strict=True,
    )
    return all(abs(a - b) <= 3 for a, b in pairs)


def _has(image: QImage, rect: QRect, color: QColor) -> bool:
    return any(
        _close(image.pixelColor(x, y), color)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    )


@themes
def test_highlights_are_the_colours_whose_contrast_is_tested(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation, theme: Theme
) -> None:
    """Also where two overlap: each is still seen."""
    marks = [
        make_annotation(article.text, 2, 10, color="yellow"),
        make_annotation(article.text, 7, 15, color="blue"),
    ]
    surface.set_look(replace(surface.look, theme=theme))
    surface.show_article(article, (), marks)
    assert _close(_behind(surface, 4), theme.highlighted("yellow"))
    assert _close(_behind(surface, 13), theme.highlighted("blue"))
    assert _close(_behind(surface, 8), theme.highlighted("yellow", "blue"))
    assert _close(_behind(surface, 18), QColor(theme.paper))


@themes
def test_mentions_are_underlined_nested_ones_lower(
    surface: ReadingSurface, article: Article, theme: Theme
) -> None:
    surface.set_look(replace(surface.look, theme=theme))
    surface.show_article(article, [Mention(3, 12, Label.ORG, "a"), Mention(5, 8, Label.PLACE, "b")])
    image, rect = _picture(surface), surface.character_rect(6).adjusted(0, 0, 0, 4)
    rows = [
        {
            label
            for label in (Label.ORG, Label.PLACE)
            if _close(image.pixelColor(rect.center().x(), y), theme.label_color(label))
        }
        for y in range(rect.top(), rect.bottom() + 1)
    ]
    levels = [labels.pop() for labels in rows if labels]
    assert levels[0] is Label.ORG
    assert levels[-1] is Label.PLACE
    surface.set_visible_labels(frozenset())
    assert _close(_behind(surface, 6), QColor(theme.paper))


def test_a_note_has_a_bar_in_the_margin(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    """A highlight with a note differs from one without."""
    theme = surface.look.theme
    surface.show_article(article)
    column = surface.character_rect(0)
    margin = QRect(column.left() - 40 - 2 * 20, column.top(), 40, column.height())
    for note, seen in (("", False), ("note", True)):
        mark = make_annotation(article.text, 2, 9, note=note)
        surface.show_article(article, (), [mark])
        assert _has(_picture(surface), margin, theme.mark_ink("yellow")) is seen


def test_the_current_match_differs_from_the_others(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    """Also on a highlight."""
    theme = surface.look.theme
    surface.show_article(article, (), [make_annotation(article.text, 2, 18, color="green")])
    surface.set_marks([Span(4, 7), Span(10, 13)], 1)
    assert _close(_behind(surface, 5), QColor(theme.match))
    assert _close(_behind(surface, 11), QColor(theme.current_match))
    surface.set_marks([], None)
    assert _close(_behind(surface, 5), theme.highlighted("green"))


def test_the_active_annotation_is_outlined(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    theme = surface.look.theme
    surface.show_article(article, (), [make_annotation(article.text, 4, 9, name="it")])
    around = surface.character_rect(6)
    assert not _has(_picture(surface), around, theme.mark_ink("yellow"))
    surface.set_active_annotation("it")
    assert _has(_picture(surface), around, theme.mark_ink("yellow"))
    surface.set_active_annotation(None)
    assert not _has(_picture(surface), around, theme.mark_ink("yellow"))


@themes
def test_the_selection_is_seen_on_a_highlight(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation, theme: Theme
) -> None:
    surface.set_look(replace(surface.look, theme=theme))
    surface.show_article(article, (), [make_annotation(article.text, 2, 18)])
    before = _behind(surface, 6)
    surface.select(Span(4, 9))
    assert not _close(_behind(surface, 6), before)
    assert _close(_behind(surface, 12), before)


def test_marks_outside_the_text_do_no_harm(
    surface: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    """A message about a longer version of the article may come late."""
    surface.show_article(article, [Mention(15, 400, Label.EVENT, "e")])
    surface.set_annotations([make_annotation("甲" * 500, 300, 400)])
    surface.set_marks([Span(490, 500)], 7)
    surface.reveal(Span(490, 500), flash=True)
    _picture(surface)
    surface.show_article(None, [Mention(1, 2, Label.EVENT, "e")])
    _picture(surface)


@themes
def test_the_less_sure_a_name_is_the_fainter_its_tint(
    surface: ReadingSurface, article: Article, theme: Theme
) -> None:
    """A guess must not look like a fact."""
    surface.set_look(replace(surface.look, theme=theme))
    surface.show_article(
        article,
        [
            Mention(2, 5, Label.PERSON, "a", confidence=1.0),
            Mention(8, 11, Label.PERSON, "b", confidence=0.6),
            Mention(14, 17, Label.PERSON, "c", confidence=0.3),
        ],
    )
    paper = QColor(theme.paper)
    sure, likely, guess = (_distance(_behind(surface, at), paper) for at in (3, 9, 15))
    assert sure > likely > guess > 0


@themes
def test_quotations_have_a_bar_in_the_margin_in_the_hue_of_the_speaker(
    surface: ReadingSurface, article: Article, theme: Theme
) -> None:
    surface.set_look(replace(surface.look, theme=theme))
    surface.show_article(article)
    mark = SaidMark(Span(2, 9), Label.PLACE, direct=True)
    surface.set_quotations([mark])
    line = surface.character_rect(3)
    edge = (surface.viewport().width() + surface.look.column) // 2
    margin = QRect(edge + 2, line.top(), surface.viewport().width(), line.height())
    color, paper = theme.label_color(Label.PLACE), QColor(theme.paper)
    image = _picture(surface)
    assert _nearest(image, margin & image.rect(), color) < 0.3 * _distance(color, paper)
    surface.set_quotations([])
    assert _nearest(_picture(surface), margin & image.rect(), color) > 0.9 * _distance(color, paper)


def test_the_quotation_that_is_looked_at_has_a_ground(
    surface: ReadingSurface, article: Article
) -> None:
    surface.show_article(article)
    mark = SaidMark(Span(2, 9), Label.PLACE, direct=False)
    before = _behind(surface, 4)
    surface.set_quotations([mark], mark)
    assert not _close(_behind(surface, 4), before)
    surface.set_active_quotation(None)
    assert _close(_behind(surface, 4), before)


def _distance(first: QColor, second: QColor) -> int:
    return (
        abs(first.red() - second.red())
        + abs(first.green() - second.green())
        + abs(first.blue() - second.blue())
    )


def _nearest(image: QImage, rect: QRect, color: QColor) -> int:
    """How near to `color` any pixel within comes."""
    return min(
        _distance(image.pixelColor(x, y), color)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    )

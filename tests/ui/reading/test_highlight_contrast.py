"""Text can be read on whatever is painted behind it: computed, and measured on the screen.

The threshold is that of WCAG 2.2 for text of any size, 4.5:1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from zhupi.core.model import COLORS, Annotation, Article, BlockKind, Label, Mention, Span
from zhupi.core.settings import HIGHLIGHT_STYLES
from zhupi.ui.contrast import contrast
from zhupi.ui.highlighting import READABLE, Highlighting, mix
from zhupi.ui.reading import ReadingSurface
from zhupi.ui.theme import THEMES, Theme

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
styles = pytest.mark.parametrize("style", HIGHLIGHT_STYLES)

#: Every pile of up to three highlights, in whichever colours.
PILES = [p for depth in (1, 2, 3) for p in combinations_with_replacement(COLORS, depth)]
#: The kinds of text there are: body, headings, captions.
INKS = ("ink", "accent", "dim")
KINDS = {"ink": BlockKind.PARAGRAPH, "accent": BlockKind.HEADING, "dim": BlockKind.CAPTION}


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        # Known values: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, computed by hand.
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    """If the measure were wrong, all below would prove nothing."""
    assert contrast(QColor(first), QColor(second)) == pytest.approx(ratio, abs=0.01)


@themes
@styles
@pytest.mark.parametrize("ink", INKS)
def test_text_can_be_read_on_any_pile_of_highlights(theme: Theme, style: str, ink: str) -> None:
    """Also selected, also while it is the match one looks at."""
    theme = replace(theme, highlights=style)
    highlighting, text = Highlighting(theme), QColor(getattr(theme, ink))
    selection = theme.selection_color()
    for pile in PILES:
        ground = highlighting.fill(text, pile).ground
        assert contrast(text, ground) >= READABLE, pile
        opaque = QColor(selection.rgb())
        assert contrast(text, mix(ground, opaque, selection.alphaF())) >= READABLE, pile
    for match in (theme.match, theme.current_match):
        assert contrast(text, highlighting.readable(text, QColor(match))) >= READABLE


@themes
def test_a_pile_keeps_its_colours_where_the_text_allows(theme: Theme) -> None:
    """Readable must not come to mean grey: one highlight under body text is the theme's own."""
    highlighting, ink = Highlighting(theme), QColor(theme.ink)
    for name in COLORS:
        assert highlighting.fill(ink, (name,)).ground == theme.highlighted(name)


@themes
def test_words_on_cards_can_be_read(theme: Theme) -> None:
    """The quote, the muted note and title, tags on their chips, the state; lying, hovered, chosen.

    Names of entities stand in `ink` beside a dot; the dots and the bars are no text, but seen.
    """
    for ground in (theme.background, theme.card, theme.hover):
        for words in (theme.ink, theme.dim, theme.accent):
            assert contrast(QColor(words), QColor(ground)) >= READABLE
        for label in Label:
            assert contrast(theme.label_color(label), QColor(ground)) >= 3.0
    for name in COLORS:
        for ground in (theme.background, theme.card):
            assert contrast(theme.mark_ink(name), QColor(ground)) >= 3.0


# --- on the screen ----------------------------------------------------------------------------


def _chunks(count: int, size: int) -> Iterator[range]:
    for first in range(0, count, size):
        yield range(first, min(first + size, count))


def _show_piles(
    surface: ReadingSurface,
    kind: BlockKind,
    piles: Sequence[tuple[str, ...]],
    make_article: MakeArticle,
    make_annotation: MakeAnnotation,
    labels: Sequence[Label],
) -> list[Span]:
    """A page on which each pile lies under three blanks of its own, with a mention there too.

    Blanks: what is painted behind them is seen whole.
    """
    spans, marks, mentions, lines = [], [], [], []
    start = 0
    for some in _chunks(len(piles), 8):
        lines.append((kind, "甲" + "　　　乙" * len(some)))
        for place, number in enumerate(some):
            first = start + 1 + 4 * place
            spans.append(Span(first, first + 3))
            mentions.append(Mention(first, first + 3, labels[number % len(labels)], str(number)))
        start += len(lines[-1][1]) + 1
    article = make_article(lines)
    for number, (pile, span) in enumerate(zip(piles, spans, strict=True)):
        for depth, color in enumerate(pile):
            marks.append(
                make_annotation(
                    article.text, span.start, span.end, name=f"{number}-{depth}", color=color
                )
            )
    surface.show_article(article, mentions, marks)
    return spans


def _pixels(image: QImage, rect: QRect) -> set[int]:
    return {
        image.pixel(x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    }


@themes
@styles
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("state", ["plain", "selected", "match", "current", "active", "flash"])
def test_every_pixel_behind_text_lets_it_be_read(
    surface: ReadingSurface,
    make_article: MakeArticle,
    make_annotation: MakeAnnotation,
    theme: Theme,
    style: str,
    ink: str,
    state: str,
) -> None:
    """What is really painted where characters stand: tints of entities, piles, patterns, states."""
    theme = replace(theme, highlights=style)
    surface.resize(900, 900)
    surface.set_look(replace(surface.look, theme=theme, measure_em=42, font_pixels=18))
    spans = _show_piles(surface, KINDS[ink], PILES, make_article, make_annotation, list(Label))
    assert surface.article is not None
    whole = Span(0, len(surface.article.text))
    if state == "selected":
        surface.select(whole)
    elif state in ("match", "current"):
        surface.set_marks(spans, 3 if state == "current" else None)
    elif state == "active":
        surface.set_active_annotation("20-1")
    elif state == "flash":
        surface.reveal(spans[4], flash=True)
    QApplication.processEvents()
    image = surface.viewport().grab().toImage()
    text = QColor(getattr(theme, ink))
    seen: set[int] = set()
    for span in spans:
        middle = surface.character_rect(span.start + 1)
        # The square a character fills: from its top to its foot, without the lines below it.
        em = middle.width()
        glyph = QRect(middle.left(), middle.center().y() - em // 2 + 3, em, em - 5)
        seen |= _pixels(image, glyph)
    # Matches hide what is below; else the piles were there to be seen.
    assert state in ("match", "current") or len(seen) > 5
    worst = min(contrast(text, QColor.fromRgb(pixel)) for pixel in seen)
    assert worst >= READABLE

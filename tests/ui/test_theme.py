"""The themes: everything can be read in each of them."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from zhupi.core import settings
from zhupi.core.model import COLORS, Label
from zhupi.ui.contrast import contrast
from zhupi.ui.theme import THEMES, Theme, palette, resolve_theme, stylesheet

_READABLE = 4.5  # WCAG 2, level AA
_VISIBLE = 3.0  # the same, for lines and dots

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


@themes
def test_text_can_be_read_on_every_surface(theme: Theme) -> None:
    for surface in (theme.background, theme.paper, theme.card, theme.hover, theme.selection):
        assert contrast(QColor(theme.ink), QColor(surface)) >= _READABLE
    for surface in (theme.background, theme.paper, theme.card, theme.hover):
        assert contrast(QColor(theme.dim), QColor(surface)) >= _READABLE
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= _READABLE
    assert contrast(QColor(theme.danger), QColor(theme.background)) >= _READABLE


@themes
@pytest.mark.parametrize("name", COLORS)
def test_text_can_be_read_on_every_highlight(theme: Theme, name: str) -> None:
    """Body text, headings (accent) and captions (dim) can all be highlighted."""
    highlight = theme.highlighted(name)
    for ink in (theme.ink, theme.accent, theme.dim):
        assert contrast(QColor(ink), highlight) >= _READABLE


@themes
def test_text_can_be_read_where_two_highlights_overlap(theme: Theme) -> None:
    for pair in combinations_with_replacement(COLORS, 2):
        assert contrast(QColor(theme.ink), theme.highlighted(*pair)) >= _READABLE, pair


@themes
def test_text_can_be_read_on_search_matches(theme: Theme) -> None:
    for ground in (theme.match, theme.current_match):
        assert contrast(QColor(theme.ink), QColor(ground)) >= _READABLE


@themes
def test_text_can_be_read_while_it_is_selected(theme: Theme) -> None:
    """On the bare paper and on each highlight."""
    over = theme.selection_color()
    alpha = over.alphaF()
    for names in ((), *((name,) for name in COLORS)):
        below = theme.highlighted(*names)
        ground = QColor.fromRgbF(
            alpha * over.redF() + (1 - alpha) * below.redF(),
            alpha * over.greenF() + (1 - alpha) * below.greenF(),
            alpha * over.blueF() + (1 - alpha) * below.blueF(),
        )
        for ink in (theme.ink, theme.accent, theme.dim):
            assert contrast(QColor(ink), ground) >= _READABLE, names


@themes
def test_highlights_differ_from_the_paper_and_from_each_other(theme: Theme) -> None:
    """A person tells colours apart, or choosing one would say nothing."""
    shades = [QColor(theme.paper), *(theme.highlighted(name) for name in COLORS)]
    for i, first in enumerate(shades):
        for second in shades[i + 1 :]:
            apart = (
                abs(first.red() - second.red())
                + abs(first.green() - second.green())
                + abs(first.blue() - second.blue())
            )
            assert apart >= 40


@themes
def test_lines_of_entities_and_annotations_are_visible(theme: Theme) -> None:
    for label in Label:
        assert contrast(theme.label_color(label), QColor(theme.paper)) >= _READABLE
        assert contrast(theme.label_color(label), QColor(theme.background)) >= _READABLE
    for name in COLORS:
        assert contrast(theme.mark_ink(name), QColor(theme.paper)) >= _VISIBLE


@themes
def test_a_colour_of_a_newer_version_is_still_shown(theme: Theme) -> None:
    assert theme.mark_color("turquoise") == theme.mark_color(COLORS[0])
    assert theme.mark_ink("turquoise") == theme.mark_ink(COLORS[0])


def test_every_theme_that_can_be_chosen_exists() -> None:
    assert set(settings.THEMES) == {"system", *THEMES}


@pytest.mark.parametrize(
    ("setting", "dark", "expected"),
    [
        ("system", True, "dark"),
        ("system", False, "light"),
        ("sepia", True, "sepia"),
        ("light", True, "light"),
        ("nonsense", True, "light"),
    ],
)
def test_only_the_system_setting_follows_the_system(
    setting: str, dark: bool, expected: str
) -> None:
    assert resolve_theme(setting, system_dark=dark).name == expected


@themes
def test_the_style_sheet_names_only_colours_and_pictures_that_are_there(
    theme: Theme, qapp: QApplication
) -> None:
    """Qt says nothing of a rule it cannot read; the window would just look wrong."""
    sheet = stylesheet(theme)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123 (as Qt will)
            assert "<svg" in stream.read()


@themes
def test_words_that_cannot_be_acted_on_look_so(theme: Theme, qapp: QApplication) -> None:
    colors = palette(theme)
    disabled = colors.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled != colors.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)

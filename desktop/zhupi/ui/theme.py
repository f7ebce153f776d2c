"""The three themes: their colours, the application's palette and its style sheet.

Every colour on the screen comes from a `Theme`; nothing else in `ui` names one. Text keeps a
contrast of 4.5:1 on paper, panes and cards; how it does on highlights is `highlighting`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

from zhupi.core.model import Label
from zhupi.core.paths import resources
from zhupi.ui.sheets import TEMPLATE

_LIGHT_MARK_ALPHA = 0.80
_DARK_MARK_ALPHA = 1.0
_SELECTION_ALPHA = 0.78  # what is marked below it stays visible


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`, so that both `QColor` and a style sheet take them."""

    name: str
    dark: bool
    background: str  #: of panes, bars of the window and dialogs
    paper: str  #: behind the article
    ink: str  #: text
    dim: str  #: text of less weight
    faint: str  #: lines and borders
    accent: str  #: headings, what is chosen, what has the focus
    on_accent: str  #: text on a fill of `accent`
    selection: str  #: behind selected text
    card: str  #: raised: the chosen row, fields, menus
    hover: str  #: under the pointer
    match: str  #: behind a place that a search found
    current_match: str  #: behind the one of them that is being looked at
    danger: str  #: text of errors
    labels: Mapping[Label, str]
    marks: Mapping[str, str]
    mark_inks: Mapping[str, str]
    highlights: str = "color"  #: one of `core.settings.HIGHLIGHT_STYLES`

    def label_color(self, label: Label) -> QColor:
        """The line and the dot of one kind of entity; strong enough for text on paper."""
        return QColor(self.labels[label])

    def mark_color(self, name: str) -> QColor:
        """The fill of a highlight, one of `core.model.COLORS`, before it is blended with paper.

        An unknown name (from a newer version's library) is shown as the first colour.
        """
        color = QColor(self.marks.get(name, self.marks["yellow"]))
        color.setAlphaF(_DARK_MARK_ALPHA if self.dark else _LIGHT_MARK_ALPHA)
        return color

    def mark_ink(self, name: str) -> QColor:
        """The strong shade of a highlight's colour: bars, outlines, dots."""
        return QColor(self.mark_inks.get(name, self.mark_inks["yellow"]))

    def selection_color(self) -> QColor:
        """What is laid over the paper and its marks where text is selected."""
        color = QColor(self.selection)
        color.setAlphaF(_SELECTION_ALPHA)
        return color

    def highlighted(self, *names: str) -> QColor:
        """What the paper looks like below highlights of these colours, laid over each other.

        Multiply on light paper, Screen on dark, as the reading surface paints them.
        """
        base = QColor(self.paper)
        channels = [base.redF(), base.greenF(), base.blueF()]
        for name in names:
            mark = self.mark_color(name)
            alpha = mark.alphaF()
            for i, source in enumerate((mark.redF(), mark.greenF(), mark.blueF())):
                below = channels[i]
                mixed = below + source - below * source if self.dark else below * source
                channels[i] = (1 - alpha) * below + alpha * mixed
        return QColor.fromRgbF(*channels)


_LIGHT = Theme(
    name="light",
    dark=False,
    background="#f4f4f2",
    paper="#fdfdfb",
    ink="#22252a",
    dim="#555a62",
    faint="#e2e2de",
    accent="#a32a20",
    on_accent="#ffffff",
    selection="#bdd6f8",
    card="#ffffff",
    hover="#eaeae7",
    match="#fbe3c4",
    current_match="#ffbf69",
    danger="#b3261e",
    labels=MappingProxyType(
        {
            Label.PERSON: "#1f63d1",
            Label.ORG: "#7d4fd6",
            Label.PLACE: "#1a7f37",
            Label.TIME: "#8f6000",
            Label.LAW: "#b8327f",
            Label.EVENT: "#b4501a",
            Label.MEDIA: "#0f7a80",
        }
    ),
    marks=MappingProxyType(
        {
            "yellow": "#ffe27a",
            "green": "#b2e8ab",
            "pink": "#ffbfcf",
            "blue": "#b3daff",
            "purple": "#dcc8fb",
        }
    ),
    mark_inks=MappingProxyType(
        {
            "yellow": "#a07800",
            "green": "#2f7d3f",
            "pink": "#b03a60",
            "blue": "#2a6bab",
            "purple": "#7449b8",
        }
    ),
)

_SEPIA = Theme(
    name="sepia",
    dark=False,
    background="#ebe1cd",
    paper="#f8f1e1",
    ink="#3a2f25",
    dim="#5f4e38",
    faint="#d9ccb2",
    accent="#8a3a14",
    on_accent="#fffaf0",
    selection="#dcc48c",
    card="#fdf8ec",
    hover="#e2d6bd",
    match="#f3d9ae",
    current_match="#eeb25f",
    danger="#9c2a1c",
    labels=MappingProxyType(
        {
            Label.PERSON: "#2458b0",
            Label.ORG: "#6f46b8",
            Label.PLACE: "#1f6d33",
            Label.TIME: "#7d5400",
            Label.LAW: "#a12c6d",
            Label.EVENT: "#9c4313",
            Label.MEDIA: "#0c676c",
        }
    ),
    marks=MappingProxyType(
        {
            "yellow": "#ffdf70",
            "green": "#b4e3a4",
            "pink": "#ffbfc8",
            "blue": "#b4d8f2",
            "purple": "#dac9f2",
        }
    ),
    mark_inks=MappingProxyType(
        {
            "yellow": "#8f6900",
            "green": "#2f6f38",
            "pink": "#a03355",
            "blue": "#2a6096",
            "purple": "#6b44a6",
        }
    ),
)

_DARK = Theme(
    name="dark",
    dark=True,
    background="#17191c",
    paper="#1e2125",
    ink="#dde0e4",
    dim="#aeb3bc",
    faint="#32363c",
    accent="#f2a18d",
    on_accent="#1e1512",
    selection="#2c4567",
    card="#25292e",
    hover="#2b2f35",
    match="#45351d",
    current_match="#6d4a12",
    danger="#ff9a8f",
    labels=MappingProxyType(
        {
            Label.PERSON: "#79b0ff",
            Label.ORG: "#c09bff",
            Label.PLACE: "#63c77c",
            Label.TIME: "#d9a83c",
            Label.LAW: "#f08cc3",
            Label.EVENT: "#f0955e",
            Label.MEDIA: "#4fc3c9",
        }
    ),
    marks=MappingProxyType(
        {
            "yellow": "#332900",
            "green": "#063116",
            "pink": "#56132b",
            "blue": "#0d2b48",
            "purple": "#361d57",
        }
    ),
    mark_inks=MappingProxyType(
        {
            "yellow": "#f0cd4b",
            "green": "#7ed48f",
            "pink": "#ff9db9",
            "blue": "#84c0ff",
            "purple": "#c3a4ff",
        }
    ),
)

THEMES: Mapping[str, Theme] = MappingProxyType(
    {theme.name: theme for theme in (_LIGHT, _SEPIA, _DARK)}
)


def resolve_theme(setting: str, *, system_dark: bool, highlights: str = "color") -> Theme:
    """The theme that `Settings.theme` asks for; `system` follows the desktop."""
    name = setting
    if setting not in THEMES:
        name = "dark" if system_dark and setting == "system" else "light"
    return replace(THEMES[name], highlights=highlights)


def palette(theme: Theme) -> QPalette:
    """The application's palette: what the style draws that the style sheet leaves to it."""
    role = QPalette.ColorRole
    result = QPalette()
    for roles, color in (
        ((role.Window, role.Button, role.AlternateBase, role.Midlight), theme.background),
        ((role.Base, role.ToolTipBase), theme.card),
        (
            (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText),
            theme.ink,
        ),
        ((role.PlaceholderText,), theme.dim),
        ((role.Highlight,), theme.selection),
        ((role.HighlightedText,), theme.ink),
        ((role.Link, role.LinkVisited, role.Accent), theme.accent),
        ((role.Mid, role.Dark), theme.faint),
        ((role.Light,), theme.card),
    ):
        for each in roles:
            result.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, disabled_ink(theme))
    return result


def disabled_ink(theme: Theme) -> QColor:
    """The colour of words that cannot be acted on now."""
    ink, ground = QColor(theme.dim), QColor(theme.background)
    half = 0.45
    return QColor.fromRgbF(
        ink.redF() * (1 - half) + ground.redF() * half,
        ink.greenF() * (1 - half) + ground.greenF() * half,
        ink.blueF() * (1 - half) + ground.blueF() * half,
    )


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole application in `theme`."""
    icons = resources() / "icons"
    values = {
        **{name: getattr(theme, name) for name in _COLOR_NAMES},
        "disabled": disabled_ink(theme).name(),
        "arrow_down": (icons / "arrow-down.svg").as_posix(),
        "arrow_up": (icons / "arrow-up.svg").as_posix(),
    }
    return re.sub(r"@(\w+)", lambda found: str(values[found[1]]), TEMPLATE)


_COLOR_NAMES = (
    "background",
    "paper",
    "ink",
    "dim",
    "faint",
    "accent",
    "on_accent",
    "selection",
    "card",
    "hover",
)

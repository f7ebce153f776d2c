"""The three themes: their colours, the application's palette and its style sheet.

Every colour on the screen comes from a `Theme`; nothing else in `ui` names one. Text keeps a
contrast of 4.5:1 on paper and on every highlight, and the text of an article also where two
highlights overlap; `tests/ui/test_theme.py` computes it.

Object names that the style sheet knows:

- `side`: a pane beside the article (`background`); `list`: a list in it, without a frame;
- `bar`: the strip above the article (`paper`, a line below it); `crumb`: the dim words in it;
- `markbar`: the floating card of marking tools;
- `reader`: the reading surface; `heading`: a section's name in a pane; `hint`: dim small words;
- `primary`: the button of a dialog that does what the dialog is for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

from zhupi.core.model import Label
from zhupi.core.paths import resources

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


def resolve_theme(setting: str, *, system_dark: bool) -> Theme:
    """The theme that `Settings.theme` asks for; `system` follows the desktop."""
    if setting in THEMES:
        return THEMES[setting]
    return THEMES["dark" if system_dark and setting == "system" else "light"]


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2, 1 to 21.

    >>> round(contrast(QColor("#000000"), QColor("#ffffff")), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = linear(color.redF()), linear(color.greenF()), linear(color.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
    text = _SURFACES + _FIELDS + _BUTTONS + _MENUS + _TABS_AND_BARS
    values = {
        **{name: getattr(theme, name) for name in _COLOR_NAMES},
        "disabled": disabled_ink(theme).name(),
        "arrow_down": (icons / "arrow-down.svg").as_posix(),
        "arrow_up": (icons / "arrow-up.svg").as_posix(),
    }
    return re.sub(r"@(\w+)", lambda found: str(values[found[1]]), text)


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

# In the sheets below `@name` stands for the theme's colours and paths.

_SURFACES = """
QMainWindow, QDialog, QMessageBox, QWidget#side { background: @background; color: @ink; }
QStackedWidget#side, QScrollArea#side, QScrollArea#side > QWidget > QWidget {
  background: @background; border: none; }
QTextBrowser#reader { background: @paper; border: none; }
QFrame#bar { background: @paper; border: none; border-bottom: 1px solid @faint; }
QFrame#markbar { background: @card; border: 1px solid @faint; border-radius: 10px; }
QAbstractItemView { background: @background; color: @ink; border: none; outline: none;
  selection-background-color: @selection; selection-color: @ink; }
QListView#list, QTableView#list, QTreeView#list { background: @background; border: none; }
QLabel { background: transparent; color: @ink; }
QLabel#crumb, QLabel#hint { color: @dim; }
QLabel#heading { color: @ink; font-weight: 600; }
QLabel:disabled { color: @disabled; }
QHeaderView::section { background: @background; color: @dim; border: none;
  border-bottom: 1px solid @faint; padding: 6px 8px; }
QGroupBox { border: 1px solid @faint; border-radius: 8px; margin-top: 10px; padding-top: 10px; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: @dim; }
QToolTip { background: @card; color: @ink; border: 1px solid @faint; padding: 4px 6px; }
QSplitter::handle { background: @faint; }
QSplitter::handle:hover { background: @accent; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit#note, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: @card; color: @ink; border: 1px solid @faint; border-radius: 7px;
  selection-background-color: @selection; selection-color: @ink; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { padding: 4px 9px; min-height: 20px; }
QPlainTextEdit, QTextEdit#note { padding: 5px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit#note:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus { border: 1px solid @accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  color: @disabled; background: @background; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@arrow_down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @faint; padding: 4px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button {
  border: none; background: transparent; width: 18px;
  subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateEdit::down-button {
  border: none; background: transparent; width: 18px;
  subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow {
  image: url("@arrow_up"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow {
  image: url("@arrow_down"); width: 10px; height: 10px; }
QCheckBox, QRadioButton { color: @ink; spacing: 7px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
"""

_BUTTONS = """
QPushButton { background: @card; color: @ink; border: 1px solid @faint; border-radius: 7px;
  padding: 5px 14px; min-height: 20px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:disabled { color: @disabled; background: @background; }
QPushButton#primary, QPushButton:default { background: @accent; color: @on_accent;
  border: 1px solid @accent; }
QPushButton#primary:disabled, QPushButton:default:disabled { background: @faint; color: @disabled;
  border: 1px solid @faint; }
QToolButton { background: transparent; color: @ink; border: 1px solid transparent;
  border-radius: 6px; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
"""

_MENUS = """
QMenuBar { background: @background; color: @ink; border: none; padding: 1px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @selection; }
QMenu { background: @card; color: @ink; border: 1px solid @faint; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 5px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @disabled; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: @faint; margin: 5px 8px; }
"""

_TABS_AND_BARS = """
QTabWidget::pane { border: none; }
QTabWidget > QStackedWidget, QTabWidget > QStackedWidget > QWidget { background: @background; }
QTabBar { background: @background; border: none; }
QTabBar::tab { background: transparent; color: @dim; padding: 8px 14px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle { background: @faint; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 1px 2px; border-radius: 3px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 2px 1px; border-radius: 3px; }
QScrollBar::handle:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: @background; color: @dim; border-top: 1px solid @faint; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @dim; }
QProgressBar { background: @faint; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; text-align: center; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
"""

"""The style sheet of the application, with `@name` for a theme's colours and for paths.

`theme.stylesheet` fills it in.

Object names that the style sheet knows:

- `side`: a pane beside the article (`background`); `list`: a list in it, without a frame;
- `bar`: the strip above the article (`paper`, a line below it); `crumb`: the dim words in it;
- `markbar`: the floating card of marking tools;
- `reader`: the reading surface; `welcome`: what stands in its place;
- `chip`: a part of a query, as a button that takes it out; `link`: a button that looks like one;
  `star`: a button whose icon says whether it is on;
  `fold`: a button as wide as its pane that folds what is below it;
- `heading`: a section's name in a pane; `hint`: dim small words;
- `primary`: the button of a dialog that does what the dialog is for.
"""

from __future__ import annotations

_SURFACES = """
QMainWindow, QDialog, QMessageBox, QWidget#side { background: @background; color: @ink; }
QStackedWidget#side, QScrollArea#side, QScrollArea#side > QWidget > QWidget {
  background: @background; border: none; }
QTextBrowser#reader, QWidget#welcome { background: @paper; border: none; }
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
QListView#field { background: @card; border: 1px solid @faint; border-radius: 7px; padding: 4px; }
QListView#field:focus { border: 1px solid @accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit#note:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus { border: 1px solid @accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled,
QDateEdit:disabled {
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
QSlider { min-height: 20px; }
QSlider::groove:horizontal { background: @faint; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { background: @card; border: 2px solid @accent; width: 12px;
  height: 12px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:focus { background: @accent; }
QCheckBox, QRadioButton { color: @ink; spacing: 7px; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @dim; border-radius: 7px;
  background: @card; }
QRadioButton::indicator:hover { border-color: @accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid @accent; }
QRadioButton::indicator:disabled { border-color: @faint; }
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
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolButton { background: transparent; color: @ink; border: 1px solid transparent;
  border-radius: 6px; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton#chip { background: @card; border: 1px solid @faint; border-radius: 10px;
  padding: 1px 7px; }
QToolButton#chip:hover { border: 1px solid @accent; }
QToolButton#link { color: @accent; padding: 1px 3px; text-decoration: underline; }
QToolButton#fold { color: @dim; font-weight: 600; border: none; border-radius: 0;
  padding: 5px 15px; text-align: left; }
QToolButton#star:checked { background: transparent; }
QToolButton#star:checked:hover { background: @hover; }
QToolButton#fold:checked, QToolButton#fold:pressed { background: transparent; }
QToolButton#fold:hover, QToolButton#fold:focus { color: @accent; background: transparent; }
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

TEMPLATE = _SURFACES + _FIELDS + _BUTTONS + _MENUS + _TABS_AND_BARS

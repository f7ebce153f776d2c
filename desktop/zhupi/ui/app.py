"""The program with a window: opens the library, makes the window, ends both in order."""

from __future__ import annotations

import linecache
import os
import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from zhupi.core.errors import LibraryDamagedError, ZhupiError
from zhupi.core.messages import Translator, choose_language
from zhupi.core.paths import resources
from zhupi.core.settings import Settings
from zhupi.ui.care.mending import ask_about_damage, restored
from zhupi.ui.controllers.caring import back_up_owed
from zhupi.ui.fonts import ensure_chinese_fonts, ui_font
from zhupi.ui.garbage import Garbage
from zhupi.ui.icons import app_icon
from zhupi.ui.preferences import Preferences
from zhupi.ui.services import Services
from zhupi.ui.tasks import JobRunner, Tasks
from zhupi.ui.theme import Theme, palette, resolve_theme, stylesheet
from zhupi.ui.window import MainWindow
from zhupi.ui.window_geometry import geometry_settings
from zhupi.workspace import Workspace
from zhupi.workspace.locations import (
    default_library,
    sample_library,
    settings_file,
    signature,
)

ORIGIN = "window"
DESKTOP_FILE = "org.zhupi.zhupi"  #: by which Wayland finds the name and the icon
LONGEST_START = 2_000  #: milliseconds; by then the worker starts, painted or not


def run(library: Path | None, *, sample: bool = False, settings_path: Path | None = None) -> int:
    """Opens the window on `library` (or the last one) and returns the exit code at its end.

    `sample`: the library of the sample articles, which are added where it is empty.
    """
    preferences = Preferences(settings_path or settings_file())
    if not _has_display():
        tr = translator_of(preferences.now)
        sys.stderr.write(
            tr("There is no display to open the window on. `zhupi --help` lists the commands.")
            + "\n"
        )
        return 1
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    app = App(qt, preferences)
    folder = library or (sample_library() if sample else app.last_library())
    if not app.open(folder, samples=sample):
        return 1
    code = qt.exec()
    app.close()
    return code


def _has_display() -> bool:
    """Whether Qt can be asked for a window; it aborts the program where it cannot have one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def translator_of(settings: Settings) -> Translator:
    """The language chosen in `settings`, or the system's."""
    language = choose_language(settings.language, QLocale.system().name())
    return Translator.load(language, resources() / "translations")


class App(QObject):
    """The life of the program: one library, one window, both replaceable."""

    def __init__(self, qt: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._qt = qt
        self._garbage = Garbage(self)
        self.preferences = preferences
        self.tr_ = translator_of(self.preferences.now)
        self._qt_words: QTranslator | None = None
        self.theme = self._choose_theme()
        self.workspace: Workspace | None = None
        self.tasks: Tasks | None = None
        self.window: MainWindow | None = None
        self._begun = False  # whether jobs may run for the window that is open
        qt.setApplicationName("zhupi")
        qt.setApplicationDisplayName("")
        qt.setDesktopFileName(DESKTOP_FILE)
        qt.setWindowIcon(app_icon())
        qt.setStyle("Fusion")
        ensure_chinese_fonts()
        qt.setFont(ui_font())
        self._translate_qt()
        self._paint()
        preferences.changed.connect(self._on_preferences)
        qt.styleHints().colorSchemeChanged.connect(lambda _scheme: self._retheme())
        sys.excepthook = self._on_exception

    def last_library(self) -> Path:
        last = self.preferences.now.library
        return Path(last) if last else default_library()

    # --- libraries ----------------------------------------------------------------------------

    def open(self, folder: Path, *, samples: bool = False) -> bool:
        """Opens the library in `folder` with a window; asks what to do where it cannot be.

        Returns whether a library is open.
        """
        wanted: Path | None = folder
        while wanted is not None:
            try:
                workspace = Workspace.open(wanted, ORIGIN, creator=signature(self.preferences.now))
            except ZhupiError as error:
                wanted = self._ask_library(error, wanted)
            else:
                self._replace(workspace, samples=samples)
                return True
        return self.workspace is not None

    def close(self) -> None:
        """Finishes what was begun and gives everything back."""
        self.preferences.save()
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        if self.tasks is not None:
            self.tasks.close()
        if self.workspace is not None and self.tasks is not None:
            back_up_owed(self._services())
        self.tasks = None
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        self._garbage.close()

    def _replace(self, workspace: Workspace, *, samples: bool) -> None:
        if self.tasks is not None and self.workspace is not None:
            self.tasks.close()
            self.workspace.close()
        folder, creator = workspace.folder, signature(self.preferences.now)

        def start_worker() -> JobRunner:
            from zhupi.workspace.worker import Worker  # noqa: PLC0415 -- after the first paint

            return Worker(folder, creator)

        self.workspace = workspace
        self.tasks = Tasks(start_worker, self)
        self.preferences.update(library=str(folder))
        window = self._show_window()
        self._begun = False
        # The worker would compete with the first paint for the same processor.
        begin = partial(self._begin_jobs, window, samples=samples)
        window.first_shown.connect(lambda: QTimer.singleShot(0, window, begin))
        QTimer.singleShot(LONGEST_START, window, begin)

    def _begin_jobs(self, window: MainWindow, *, samples: bool) -> None:
        if self._begun or self.tasks is None or self.window is not window:
            return
        self._begun = True
        # Shiboken looks into the source of every module that is imported, and Python keeps what
        # was looked into: 6 MB that nobody will read again.
        linecache.clearcache()
        self.tasks.allow_jobs()
        if samples and window.library.writable:
            window.library.import_samples()
        else:
            window.library.sync_index()

    def _ask_library(self, error: ZhupiError, folder: Path) -> Path | None:
        """Says why a library cannot be opened; a folder to open instead, or None to give up."""
        tr = self.tr_
        if isinstance(error, LibraryDamagedError) and ask_about_damage(
            error.message, folder, ORIGIN, tr, self.window
        ):
            return folder
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("The library cannot be opened"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr.render(error.message))
        other = box.addButton(tr("Open another library…"), QMessageBox.ButtonRole.AcceptRole)
        create = box.addButton(tr("Create a new library…"), QMessageBox.ButtonRole.ActionRole)
        leave = tr("Cancel") if self.window else tr("Quit")
        box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() in {other, create}:
            return self._choose_folder()
        return None

    def _choose_folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self.window, self.tr_("Choose a library's folder"))
        return Path(name) if name else None

    def _on_library_wanted(self) -> None:
        folder = self._choose_folder()
        if folder is not None and (self.workspace is None or folder != self.workspace.folder):
            self.open(folder)

    def _on_restore(self, backup: Path) -> None:
        """Puts a backup in the place of the library that is open, and opens that again."""
        if self.workspace is None or self.tasks is None or self.window is None:
            return
        folder = self.workspace.folder
        self.window.caring.end()
        self.window.setEnabled(False)
        self.tasks.close()
        self.workspace.close()
        self.tasks = self.workspace = None
        done = restored(folder, backup, ORIGIN, self.tr_, self.window)
        if self.open(folder) and done and self.window is not None:
            self.window.status.say(self.tr_("The backup is the library now."))

    def _on_reopen(self) -> None:
        """The library can be written now, or no longer: the same article in a new window."""
        if self.window is None or self.tasks is None:
            return
        article = self.window.reading.article
        self.window.caring.end()
        self.tasks.forget_callers()
        self.tasks.drop_waiting()
        window = self._show_window()
        self.tasks.allow_jobs()
        if article is not None:
            window.reading.open(article.id)
        if window.library.writable:
            window.library.sync_index()
            window.notices.say(self.tr_("You can write in this library now."))
        else:
            window.caring.say_taken_over()

    # --- the window ---------------------------------------------------------------------------

    def _show_window(self) -> MainWindow:
        assert self.workspace is not None
        assert self.tasks is not None
        old = self.window
        if old is not None:
            self.preferences.update(**geometry_settings(old, old.panes))
        window = MainWindow(self._services(), self.theme)
        window.library_wanted.connect(self._on_library_wanted)
        # Not within the signals of a window that goes with its library.
        queued = Qt.ConnectionType.QueuedConnection
        window.caring.reopen_wanted.connect(self._on_reopen, queued)
        window.caring.restore_wanted.connect(self._on_restore, queued)
        self.window = window
        window.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        return window

    def _services(self) -> Services:
        assert self.workspace is not None
        assert self.tasks is not None
        return Services(self.workspace, self.tasks, self.tr_, self.preferences)

    def _rebuild(self) -> None:
        """The language changed: the same article in a new window."""
        if self.window is None or self.tasks is None:
            return
        article = self.window.reading.article
        self.tasks.forget_callers()
        window = self._show_window()
        if article is not None:
            window.reading.open(article.id)
        window.dialogs.show_settings()

    # --- language and look --------------------------------------------------------------------

    def _translate_qt(self) -> None:
        if self._qt_words is not None:
            self._qt.removeTranslator(self._qt_words)
            self._qt_words = None
        if self.tr_.language != "en":
            words = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if words.load(f"qtbase_{self.tr_.language}", folder):
                self._qt.installTranslator(words)
                self._qt_words = words

    def _choose_theme(self) -> Theme:
        dark = self._qt.styleHints().colorScheme() is Qt.ColorScheme.Dark
        now = self.preferences.now
        return resolve_theme(now.theme, system_dark=dark, highlights=now.highlight_style)

    def _paint(self) -> None:
        self._qt.setPalette(palette(self.theme))
        self._qt.setStyleSheet(stylesheet(self.theme))

    def _retheme(self) -> None:
        theme = self._choose_theme()
        if theme != self.theme:
            self.theme = theme
            self._paint()
            if self.window is not None:
                self.window.apply_look(theme)

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if (before.theme, before.highlight_style) != (now.theme, now.highlight_style):
            self._retheme()
        if before.language != now.language:
            self.tr_ = translator_of(self.preferences.now)
            self._translate_qt()
            # Not within the settings dialog's own signal: the dialog goes with the window.
            QTimer.singleShot(0, self, self._rebuild)

    # --- bugs ---------------------------------------------------------------------------------

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """An exception nobody caught, in a slot or an event: shown, and the program goes on."""
        if issubclass(kind, KeyboardInterrupt):
            self._qt.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        if self.window is not None:
            self.window.dialogs.show_bug(details)

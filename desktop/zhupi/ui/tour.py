"""A walk through the program without a hand on the mouse: import, read, search, tag, export.

`make run` takes it where there is no display, and says what came of each step; `make screenshots`
takes it for the pictures of the documentation. It drives the real window over a real library.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from zhupi.core.messages import Translator
from zhupi.core.model import AnnotationFilter, Article, Change, ImportReport, Span
from zhupi.core.paths import sample_files
from zhupi.core.search import SearchRequest
from zhupi.core.settings import Settings
from zhupi.ui.app import App
from zhupi.ui.preferences import Preferences
from zhupi.ui.window import ANNOTATIONS_TAB, SEARCH_TAB, MainWindow

PATIENCE = 60.0  #: seconds after which a step has failed
ARTICLE = "从联合公报"  #: the sample that is read, by the beginning of its title
QUERY = "联合公报"
PICTURED = "中美"  #: the query of the pictures, whose answer has more to narrow
#: What is marked in it: the words, the tags, the note, the colour.
PASSAGES = (
    ("宣布自1979年1月1日起互相承认并建立外交关系", ("外交/建交",), "", "yellow"),
    (
        "建立外交关系。两天之后，中共十一届三中全会在北京开幕",
        ("国内/会议",),
        "核对会期：1978年12月18日至22日",
        "blue",
    ),
    ("中方提出的三个条件", ("外交/谈判",), "三个条件：断交、撤军、废约", "pink"),
    ("双方约定每次只谈一个问题", (), "", "green"),
)


class Guide:
    """The window and what a visitor does with it; waits for each thing to have happened."""

    def __init__(self, qt: QApplication, folder: Path, settings: Path, **chosen: object) -> None:
        preferences = Preferences(settings)
        preferences.update(library="", **chosen)
        self.app = App(qt, preferences)
        self.report: ImportReport | None = None
        if not self.app.open(folder):
            raise SystemExit(1)
        self.window.library.imported.connect(self._on_imported)

    @property
    def window(self) -> MainWindow:
        assert self.app.window is not None
        return self.app.window

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the program run until `condition` holds."""
        end = time.monotonic() + PATIENCE
        loop = QEventLoop()
        clock = QTimer()
        clock.timeout.connect(
            lambda: loop.quit() if condition() or time.monotonic() > end else None
        )
        clock.start(5)
        loop.exec()
        if not condition():
            raise SystemExit("the tour waited in vain")

    def import_samples(self) -> ImportReport:
        self.report = None
        self.window.library.import_paths(sample_files())
        self.until(lambda: self.report is not None)
        assert self.report is not None
        self.until(lambda: self.app.tasks is not None and not self.app.tasks.jobs())
        return self.report

    def read(self, title: str) -> Article:
        """Opens the article whose title begins so, and waits for its mentions."""
        assert self.app.workspace is not None
        workspace = self.app.workspace
        found = next(
            item
            for item in workspace.summaries(workspace.article_ids())
            if item.title.startswith(title)
        )
        reading = self.window.reading
        reading.open(found.id)
        self.until(
            lambda: (
                reading.article is not None
                and reading.article.id == found.id
                and reading.mentions is not None
            )
        )
        assert reading.article is not None
        return reading.article

    def mark(
        self, article: Article, words: str, tags: Sequence[str], note: str, color: str
    ) -> None:
        """Marks words as the window does, in the store's lane."""
        start = article.text.index(words)
        span = Span(start, start + len(words))
        workspace, tasks = self.app.workspace, self.app.tasks
        assert workspace is not None
        assert tasks is not None
        before = len(self.window.reading.annotations)
        tasks.run(
            lambda: workspace.annotate(article.id, span, tags=tags, note=note, color=color)[1],
            done=self._broadcast,
        )
        self.until(lambda: len(self.window.reading.annotations) > before)

    def _broadcast(self, change: Change) -> None:
        assert self.app.tasks is not None
        self.app.tasks.changed.emit(change)

    def search(self, query: str) -> None:
        panel = self.window.side.search
        self.window.articles.search.setText(query)
        self.window.searching.search(query)
        self.until(lambda: self.window.searching.complete and panel.model.rowCount() > 0)

    def look_through(self) -> None:
        """Waits until the names in all articles can be searched for."""
        self.until(lambda: self.window.upkeep.settled)

    def picture(self, file: Path) -> None:
        self.until(lambda: self.app.tasks is not None and not self.app.tasks.jobs())
        self.window.notices.hide()
        QApplication.processEvents()
        # Rows ask for what they show when they are painted.
        self.window.grab()
        self.until(lambda: self.app.tasks is not None and self.app.tasks.idle)
        # One turn of the event loop for what is still to be laid out and painted.
        QApplication.processEvents()
        QApplication.processEvents()
        self.window.grab().save(str(file))

    def _on_imported(self, report: ImportReport) -> None:
        self.report = report


class Tour:
    """The steps, each printed and written to the folder."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.guide = Guide(qt, folder / "library", folder / "settings.toml")
        self.tr: Translator = self.guide.app.tr_

    def run(self) -> None:
        tr, guide = self.tr, self.guide
        report = guide.import_samples()
        self._say(
            "1-import.txt",
            tr(
                "Import: {imported} articles imported, {unchanged} there already",
                imported=len(report.imported),
                unchanged=len(report.unchanged),
            ),
        )
        article = guide.read(ARTICLE)
        self._say(
            "2-read.txt",
            tr(
                "Read: «{title}», {characters} characters, {mentions} people, places, times …",
                title=article.title,
                characters=len(article.text),
                mentions=len(guide.window.reading.mentions or ()),
            ),
            article.text,
        )
        self._search()
        self._tag(article)
        self._export()
        picture = self.folder / "6-window.png"
        guide.picture(picture)
        sys.stdout.write(tr("Screenshot: {file}", file=picture.name) + "\n")
        sys.stdout.write(tr("All of it is in {folder}", folder=self.folder) + "\n")

    def _search(self) -> None:
        assert self.guide.app.workspace is not None
        page = self.guide.app.workspace.search(SearchRequest(QUERY))
        lines = [
            f"{hit.title}: " + " … ".join(s.text.replace("\n", " ") for s in hit.snippets)
            for hit in page.hits
        ]
        self._say(
            "3-search.txt",
            self.tr(
                "Search: «{query}» is in {total} articles ({milliseconds:.1f} ms)",
                query=QUERY,
                total=page.total,
                milliseconds=page.milliseconds,
            ),
            *lines,
        )

    def _tag(self, article: Article) -> None:
        if not self.guide.window.reading.annotations:
            for passage in PASSAGES:
                self.guide.mark(article, *passage)
        made = self.guide.window.reading.annotations
        lines = [f"「{a.quote}」 {' '.join('#' + tag for tag in a.tags)} {a.note}" for a in made]
        self._say(
            "4-annotations.txt",
            self.tr("Tag: {count} passages marked, saved in library.sqlite", count=len(made)),
            *lines,
        )

    def _export(self) -> None:
        workspace = self.guide.app.workspace
        assert workspace is not None
        for exporter in workspace.export_formats():
            file = self.folder / f"5-annotations{exporter.suffix}"
            count = workspace.export(exporter.name, AnnotationFilter(), file, self.tr)
            sys.stdout.write(
                self.tr(
                    "Export: {count} annotations as {format} in {file}",
                    count=count,
                    format=exporter.title,
                    file=file.name,
                )
                + "\n"
            )

    def _say(self, name: str, line: str, *more: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        (self.folder / name).write_text("\n".join((line, *more)) + "\n", encoding="utf-8")


def take_pictures(qt: QApplication, folder: Path, scratch: Path) -> None:
    """The pictures of the documentation, in each theme and both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = (
        ("window-light", {"theme": "light", "language": "en"}, "annotations"),
        ("window-light-zh", {"theme": "light", "language": "zh_CN"}, "annotations"),
        ("window-sepia", {"theme": "sepia", "language": "zh_CN"}, "entities"),
        ("window-dark", {"theme": "dark", "language": "zh_CN", "face": "sans"}, "search"),
        ("window-search", {"theme": "light", "language": "en"}, "search"),
    )
    for name, chosen, panel in wanted:
        settings = {"face": Settings().face, **chosen}
        guide = Guide(qt, scratch / "library", scratch / "settings.toml", **settings)
        guide.window.resize(1460, 920)
        assert guide.app.workspace is not None
        if not guide.app.workspace.article_ids():
            guide.import_samples()
        article = guide.read(ARTICLE)
        if not guide.window.reading.annotations:
            for passage in PASSAGES:
                guide.mark(article, *passage)
        if panel == "search":
            guide.look_through()
            guide.search(PICTURED)
            guide.window.show_panel(SEARCH_TAB)
        else:
            guide.window.show_panel(ANNOTATIONS_TAB if panel == "annotations" else 0)
        guide.picture(folder / f"{name}.png")
        sys.stdout.write(f"{folder / name}.png\n")
        guide.app.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the tour; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m zhupi.ui.tour")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/tour"))
    parser.add_argument("--screenshots", type=Path, metavar="DIR")
    chosen = parser.parse_args(arguments)
    qt = QApplication(sys.argv[:1])
    if chosen.screenshots:
        take_pictures(qt, chosen.screenshots, chosen.folder / "pictures")
        return 0
    tour = Tour(qt, chosen.folder.absolute())
    tour.run()
    tour.guide.app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

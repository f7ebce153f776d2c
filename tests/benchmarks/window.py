"""The figures of the window: starting, opening articles, searching as one types.

Each figure is the smallest and the median of its rounds; the rounds of different figures take
turns, so that what else the machine does hits all alike. Run by `run.py`.

    make bench ARGS="window --articles 100000 start keystroke"    # in a large library

Such a library is made first, of spun articles and by the program's own import: some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from tests.benchmarks import corpus
from tests.benchmarks.search_corpus import CorpusRecipe, documents

from zhupi.core.paths import sample_files
from zhupi.core.search import SearchRequest
from zhupi.ui.app import App
from zhupi.ui.preferences import Preferences
from zhupi.ui.reading.look import Look
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.theme import THEMES
from zhupi.workspace import Workspace

HERE = Path(__file__).parent

_ARTICLES_A_FILE = 5_000
QUERIES = ("中", "外交", "联合公报", "基辛格 周恩来", "𬭛", "APEC", "没有这样的话")


@dataclass
class Figure:
    """What is measured, in which unit, and what it should be."""

    name: str
    unit: str
    target: str
    measure: Callable[[], float]
    values: list[float] = field(default_factory=list)


class Bench:
    """The library, the program and the articles that are measured."""

    def __init__(self, folder: Path, articles: int = 0) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.qt = QApplication([])
        self._make_library(articles)
        self._memory: list[dict[str, float]] = []
        self._unread = 0
        self._searched = False
        self.app = App(self.qt, Preferences(folder / "settings-search.toml"))

    def _make_library(self, articles: int) -> None:
        """The samples with their mentions, and so many spun articles."""
        workspace = Workspace.open(self.library, "bench")
        workspace.import_files(sample_files())
        workspace.sync_index()
        for identifier in workspace.article_ids():
            workspace.mentions(identifier)
        for file in self._written(articles):
            workspace.import_files([file])
            workspace.sync_index()
        workspace.close()

    def _written(self, articles: int) -> Iterator[Path]:
        """Files of spun articles, each only until the next is asked for."""
        made = CorpusRecipe(articles).open() if articles else None
        for first in range(0, articles, _ARTICLES_A_FILE):
            assert made is not None
            file = self.folder / f"from-{first}.jsonl"
            with file.open("w", encoding="utf-8") as stream:
                for one in documents(made, first, min(first + _ARTICLES_A_FILE, articles)):
                    day = one.published.isoformat() if one.published else None
                    record = {"title": one.title, "text": one.text, "source": one.source}
                    stream.write(json.dumps({**record, "date": day}) + "\n")
            yield file
            file.unlink()
            done = min(first + _ARTICLES_A_FILE, articles)
            print(f"… {done:,} articles imported", file=sys.stderr)

    # --- start --------------------------------------------------------------------------------

    def start(self) -> float:
        """Milliseconds from exec to the open article's first paint, in a process of its own.

        On a library of its own: one that is open elsewhere would be read-only, and the program
        would start neither its worker nor its search.
        """
        library = self.folder / "start" / "library"
        if not library.exists():
            shutil.copytree(self.library, library)
        environment = {**os.environ, "ZHUPI_BENCH_STARTED": str(time.time())}
        # People start a program that was started before: its bytecode is there.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, str(HERE / "start.py"), str(library)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout.splitlines()[-1])
        self._memory.append(found)
        return float(found["seconds"]) * 1000

    def memory(self, process: str) -> float:
        """MB (proportional share) of a process of the program that `start` started last."""
        return self._memory[-1][process]

    # --- reading ------------------------------------------------------------------------------

    def opener(self, characters: int, marks: int) -> Callable[[], float]:
        made = corpus.make_article(characters)
        annotations = corpus.make_annotations(made, marks)
        mentions = corpus.make_mentions(made, marks)
        other = corpus.make_article(500, seed=7)
        surface: list[ReadingSurface] = []

        def measure() -> float:
            if not surface:
                surface.append(ReadingSurface(look=Look(THEMES["light"], 20, serif=True)))
                surface[0].resize(880, 860)
                surface[0].show()
                surface[0].show_article(other)
                self.qt.processEvents()
            began = time.perf_counter()
            surface[0].show_article(made, mentions, annotations)
            surface[0].viewport().repaint()
            passed = time.perf_counter() - began
            # Something else is read then: coming back must not be quicker than coming, and a
            # long article that is still being laid out must not hold up the next figure.
            surface[0].show_article(other)
            self.qt.processEvents()
            return passed * 1000

        return measure

    def first_mentions(self) -> float:
        """Milliseconds from opening an article nobody has read yet to its mentions painted."""
        self._open_window()
        assert self.app.window is not None
        assert self.app.workspace is not None
        self._unread += 1
        made = corpus.make_article(2_500, seed=self._unread)
        file = self.folder / f"unread-{self._unread}.txt"
        file.write_text(made.text, encoding="utf-8")
        report, _change = self.app.workspace.import_files([file])
        (article,) = report.imported
        window, loop = self.app.window, QEventLoop()

        def understood(_found: object) -> None:
            # What was open before may be told of meanwhile.
            if window.reading.article is not None and window.reading.article.id == article:
                loop.quit()

        window.reading.understood.connect(understood)
        began = time.perf_counter()
        window.reading.open(article)
        loop.exec()
        window.surface.viewport().repaint()
        passed = time.perf_counter() - began
        window.reading.understood.disconnect(understood)
        return passed * 1000

    def _open_window(self) -> None:
        """The program's window on the library, with an article, once."""
        if self.app.window is None:
            self.app.open(self.library)
            self._wait(lambda: self.app.window is not None and self.app.window.has_article)

    # --- search -------------------------------------------------------------------------------

    def search(self) -> float:
        """Milliseconds from a keystroke to its results in the panel, the worst of the queries."""
        if not self._searched:
            self._open_window()
            self._keystroke("热身")
            self._searched = True
        return max(self._keystroke(query) for query in QUERIES)

    def _keystroke(self, query: str) -> float:
        window = self.app.window
        assert window is not None
        # Sleeps until the answer comes, as the program does: a loop that kept looking would take
        # the interpreter from the search.
        loop = QEventLoop()
        window.searching.answered.connect(loop.quit)
        began = time.perf_counter()
        # What a key press does: the text changes, the box waits for the next key, then asks.
        window.articles.search.setText(query)
        loop.exec()
        passed = time.perf_counter() - began
        window.searching.answered.disconnect(loop.quit)
        return passed * 1000

    def query(self) -> float:
        """Milliseconds of the search itself, the worst of the queries."""
        assert self.app.workspace is not None
        return max(
            self.app.workspace.search(SearchRequest(query)).milliseconds for query in QUERIES
        )

    def _wait(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        loop, clock = QEventLoop(), QTimer()
        clock.timeout.connect(
            lambda: loop.quit() if condition() or time.monotonic() > end else None
        )
        clock.start(0)
        loop.exec()

    def close(self) -> None:
        self.app.close()


def figures(bench: Bench) -> list[Figure]:
    return [
        Figure("start to first painted text", "ms", "< 1000", bench.start),
        Figure("memory of the window (PSS)", "MB", "< 120", lambda: bench.memory("window")),
        Figure("memory of the worker (PSS)", "MB", "", lambda: bench.memory("worker")),
        Figure("open 3,000 characters, 50 marks", "ms", "< 60", bench.opener(3_000, 50)),
        Figure("open 100,000 characters, 1,000 marks", "ms", "< 150", bench.opener(100_000, 1_000)),
        Figure("open 2,500 characters to mentions painted", "ms", "< 300", bench.first_mentions),
        Figure("keystroke to results, worst query", "ms", "< 50", bench.search),
        Figure("the search alone, worst query", "ms", "", bench.query),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--articles", type=int, default=0, help="spun ones beside the samples")
    parser.add_argument("names", nargs="*", help="only figures whose name contains one of these")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), chosen.articles)
        wanted = [
            figure
            for figure in figures(bench)
            if not chosen.names or any(name in figure.name for name in chosen.names)
        ]
        for _ in range(chosen.rounds):
            for figure in wanted:
                figure.values.append(figure.measure())
        bench.close()
    print(
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"Qt platform {QApplication.platformName()}, {chosen.rounds} rounds"
    )
    if chosen.articles:
        print(f"In a library of {chosen.articles:,} SYNTHETIC articles beside the samples")
    print(f"{'figure':42} {'first':>8} {'least':>8} {'median':>8}  target")
    for figure in wanted:
        values = figure.values
        print(
            f"{figure.name:42} {values[0]:8.1f} {min(values):8.1f} "
            f"{statistics.median(values):8.1f}  {figure.target} {figure.unit}"
        )
    return 0

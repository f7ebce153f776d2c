"""Libraries with very many annotations: made once, opened as a person opens them, written to.

Articles are short, synthetic, and different; annotations go in by the store's own bulk insert.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.benchmarks import corpus

from zhupi.annotations import describe
from zhupi.core.model import (
    COLORS,
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Purpose,
    Span,
    Target,
    new_article_id,
)
from zhupi.store import Store
from zhupi.workspace import Workspace

HERE = Path(__file__).parent
A_ARTICLE = 100  #: annotations of each article
AT_ONCE = 10_000  #: annotations in a transaction
TAGS = tuple(f"{area}/{part}" for area in ("外交", "经贸", "人物", "地点") for part in "甲乙丙丁戊")


@dataclass(frozen=True, slots=True)
class Started:
    """One start of the program: milliseconds to the first paint, MB of the window after it."""

    milliseconds: float
    memory: float


def make(folder: Path, count: int) -> Path:
    """A library of `count` annotations in `folder`, kept for later runs; takes minutes."""
    library = folder / f"annotations-{count}"
    if (library / "complete").exists():
        return library
    shutil.rmtree(library, ignore_errors=True)
    library.parent.mkdir(parents=True, exist_ok=True)
    store = Store.create(library, "bench")
    number = 0
    began = time.monotonic()
    for some in _portions(count):
        articles = [_article(number + n) for n in range(-(-some // A_ARTICLE))]
        number += len(articles)
        store.add_articles(articles)
        if count:
            made = [one for article in articles for one in _annotations(article)]
            store.add_annotations(made[:some], "import annotations")
        if number % 2_000 == 0:
            passed = time.monotonic() - began
            print(f"… {number * A_ARTICLE:,} annotations, {passed:.0f} s", file=sys.stderr)
    store.close()
    _index(library)
    (library / "complete").touch()
    return library


def _portions(count: int) -> Iterator[int]:
    for first in range(0, max(count, 1), AT_ONCE):
        yield min(AT_ONCE, max(count, 1) - first)


def _index(library: Path) -> None:
    workspace = Workspace.open(library, "bench")
    workspace.sync_index()
    for identifier in workspace.article_ids()[:1]:
        workspace.mentions(identifier)
    workspace.close()


def _article(number: int) -> Article:
    chooser = random.Random(number)
    pool = _sentences()
    title = f"合成短文{number}号"
    body = "".join(chooser.choices(pool, k=8))
    text = f"{title}\n{body}"
    blocks = (
        Block(BlockKind.TITLE, 0, len(title)),
        Block(BlockKind.PARAGRAPH, len(title) + 1, len(text)),
    )
    return Article(new_article_id(title, text), title, text, blocks, source="合成")


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(corpus.sentences())


def _annotations(article: Article) -> Iterator[Annotation]:
    chooser = random.Random(article.id)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(A_ARTICLE):
        start = chooser.randrange(len(article.text) - 20)
        position, quote = describe(article.text, Span(start, start + chooser.randint(2, 18)))
        bodies = [Body(Purpose.TAGGING, chooser.choice(TAGS))]
        if number % 3 == 0:
            bodies.append(Body(Purpose.COMMENTING, "核对原文"))
        yield Annotation(
            f"{article.id}{number:016x}",
            Target(article.id, position, quote),
            tuple(bodies),
            chooser.choice(COLORS),
            "",
            now,
            now,
        )


def start(library: Path) -> Started:
    """Starts the program on `library` in a process of its own, until its first paint."""
    environment = {
        **os.environ,
        "ZHUPI_BENCH_STARTED": str(time.time()),
        "PYTHONPATH": os.pathsep.join(sys.path[:2]),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(HERE / "start.py"), str(library)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return Started(found["seconds"] * 1000, found["window"])


def rates(library: Path, singles: int = 200, bulks: int = 10) -> tuple[float, float]:
    """Annotations a second through the workspace one by one, and through the store by 1,000.

    Each is durable before the next begins. On a copy: the library stays as it was made.
    """
    copy = library.with_name(library.name + "-copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(library, copy)
    os.sync()  # or the first writes would wait for the copy to reach the disk
    workspace = Workspace.open(copy, "bench")
    article = workspace.article(workspace.article_ids()[0])
    began = time.perf_counter()
    for number in range(singles):
        first = number % (len(article.text) - 12)
        workspace.annotate(article.id, Span(first, first + 10), tags=("外交/甲",))
    one_by_one = singles / (time.perf_counter() - began)
    workspace.close()
    store = Store.open(copy, "bench")
    made = [_numbered(article, number) for number in range(bulks * 1_000)]
    began = time.perf_counter()
    for first in range(0, len(made), 1_000):
        store.add_annotations(made[first : first + 1_000], "import annotations")
    in_bulk = len(made) / (time.perf_counter() - began)
    store.close()
    shutil.rmtree(copy)
    return one_by_one, in_bulk


def _numbered(article: Article, number: int) -> Annotation:
    start = number % (len(article.text) - 12)
    position, quote = describe(article.text, Span(start, start + 10))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    bodies = (Body(Purpose.TAGGING, TAGS[number % len(TAGS)]),)
    target = Target(article.id, position, quote)
    return Annotation(f"b{number:031x}", target, bodies, COLORS[0], "", now, now)

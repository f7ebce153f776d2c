"""Killed while it imports and indexes, the worker leaves a library that comes to be complete."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import zhupi
from zhupi.core.search import SearchRequest
from zhupi.workspace import Workspace

_KILLS = 5
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(zhupi.__file__).parents[1])}

# Imports file after file, tags, deletes and takes back, each followed by the index, as the window
# and its worker do.
_WRITER = """
import sys
from pathlib import Path
from zhupi.core.model import ReadingState, Span
from zhupi.workspace import Workspace

opened = Workspace.open(Path(sys.argv[1]), "window")
files = sorted(Path(sys.argv[2]).iterdir())
opened.import_and_index(files[:1])
print("open", flush=True)
for number in range(1000):
    file = files[number % len(files)]
    report, _ = opened.import_and_index([file])
    for article in report.imported or report.unchanged:
        opened.annotate(article, Span(0, 2), tags=["外交"])
        opened.set_reading([article], ReadingState.READ)
        opened.sync_index()
        if report.imported and number % 3 == 0:
            opened.delete_articles([article])
            opened.sync_index(pause=lambda: True)
            opened.undo()
        print("done", article, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_kills_leave_an_index_that_becomes_whole(tmp_path: Path) -> None:
    """What was stored is found after the next start, whatever the power did."""
    news, folder = tmp_path / "news", tmp_path / "library"
    news.mkdir()
    for number in range(40):
        text = f"第{number}届博览会在上海开幕\n\n来自{number}个国家的企业参加了展览。\n"
        (news / f"{number:02}.txt").write_text(text, "utf-8")
    Workspace.open(folder, "window").close()
    moments = random.Random(20261122)
    acknowledged: set[str] = set()
    for _ in range(_KILLS):
        acknowledged |= _killed_writer(folder, news, moments.uniform(0, 1))
        opened = Workspace.open(folder, "window")
        try:
            assert opened.search(SearchRequest("博览会")).total <= 40
            opened.sync_index()
            assert opened.index_state(compare=True).complete
            assert opened.check() == []
            ids = set(opened.article_ids())
            assert acknowledged <= ids
            page = opened.search(SearchRequest("博览会", limit=100))
            assert ({hit.article for hit in page.hits}, page.complete) == (ids, True)
            tagged = {a.target.article for a in opened.annotations()}
            assert set(opened.found("tag:外交")) == tagged
        finally:
            opened.close()
    assert acknowledged


def _killed_writer(folder: Path, news: Path, delay: float) -> set[str]:
    """The articles that a writer said it had done before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(news)],
        stdout=subprocess.PIPE,
        env=_ENVIRONMENT,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        timer = threading.Timer(delay, writer.kill)
        timer.start()
        said = writer.stdout.read()
        timer.join()
    assert writer.returncode == -signal.SIGKILL
    lines = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return {article for _, article in lines}

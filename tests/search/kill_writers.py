"""Kills writers of an index at random moments and looks what they leave; see `main`.

Run as a program of its own: it forks, which a test process with threads should not.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from unittest.mock import patch

from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search.contents import Contents
from zhupi.search.index_folder import IndexFolder
from zhupi.search.text_tools import TextTools

ARTICLES = 150  #: so many at most, so that every look is quick
MOST_TOLD = 3  #: commits that a writer may tell before its time begins to run
LONGEST = 0.020  #: seconds, then

Texts = dict[str, str]


def step(number: int) -> tuple[list[SearchDocument], list[str]]:
    """What the commit with this number writes and removes."""
    changed = [number % ARTICLES, (number * 7 + 1) % ARTICLES]
    if number % 9 == 0:
        changed += range(number % 50, ARTICLES, 5)
    documents = [
        SearchDocument(str(n), f"{number}", f"题目{n}", f"第{number}次写第{n}篇。" * 20, "", None)
        for n in dict.fromkeys(changed)
    ]
    return documents, [str((number * 11) % ARTICLES)] if number % 4 == 0 else []


def apply(texts: Texts, number: int) -> None:
    documents, removed = step(number)
    for article in removed:
        texts.pop(article, None)
    texts.update({document.article: document.text for document in documents})


def write(folder: IndexFolder, number: int) -> None:
    documents, removed = step(number)
    folder.write(documents, removed, reached=FeedPosition(number, "s"))


def work(folder: Path, tools: TextTools, number: int, pipe: int) -> None:
    """A writer: goes on after commit `number` and tells each commit, until it is killed."""
    writer = IndexFolder(folder, tools=tools)
    while True:
        number += 1
        write(writer, number)
        os.write(pipe, number.to_bytes(4, "little"))
        if number % 3 == 0:
            writer.tidy()


def kill_one(folder: Path, tools: TextTools, number: int, awaited: int, delay: float) -> int:
    """Starts a writer and kills it `delay` after so many commits; the last that it told."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        try:
            work(folder, tools, number, send)
        finally:
            os._exit(1)  # nobody but us ends it
    os.close(send)
    with os.fdopen(receive, "rb") as stream:
        told = stream.read(4 * awaited)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        told += stream.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer failed by itself"
    return int.from_bytes(told[-4:], "little") if told else number


def look(folder: Path, tools: TextTools) -> tuple[Contents, Texts]:
    """What can be read, all of it."""
    _, contents, files = IndexFolder(folder, tools=tools).read({})
    texts: Texts = {}
    for entry in contents.segments:
        file = files[entry.id]
        for row, live in enumerate(entry.live().tolist()):
            if live:
                assert file.article(row) not in texts, "an article twice"
                texts[file.article(row)] = file.original(row)
        file.close()
    return contents, texts


def debris(folder: Path, contents: Contents) -> set[str]:
    """Files that belong to nothing."""
    kept = {f"MAIN_{entry.id}.seg" for entry in contents.segments}
    kept |= {"MAIN_WRITELOCK", "MAIN_MERGELOCK", f"_MAIN_{contents.generation}.toc"}
    return {path.name for path in folder.iterdir()} - kept


def main(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """After each kill all must be there that was told, readable at once; the next commit succeeds
    and leaves nothing behind. Returns how often a kill struck where, to show that it did.
    """
    chooser = random.Random(seed)
    tools = TextTools()
    patch(  # merge whenever it is possible
        "zhupi.search.index_writer.upkeep", lambda s: tuple(s) if len(s) > 1 else ()
    ).start()
    import zhupi.search.whoosh_contents  # noqa: F401 - or each writer would load Whoosh

    texts: Texts = {}
    number = 0
    folder.mkdir()
    struck = {"commits": 0, "untold": 0, "debris": 0, "merges": 0}
    for _ in range(kills):
        awaited, delay = chooser.randint(0, MOST_TOLD), chooser.uniform(0, LONGEST)
        told = kill_one(folder, tools, number, awaited, delay)
        contents, found = look(folder, tools)
        reached = contents.reached.number if contents.reached else 0
        assert reached in (told, told + 1), f"told {told}, found {reached}"
        while number < reached:
            number += 1
            apply(texts, number)
            struck["commits"] += 1
        assert found == texts, f"commit {number} is not whole"
        left = debris(folder, contents)
        struck["untold"] += reached > told
        struck["debris"] += bool(left)
        struck["merges"] += any(name.endswith(".merge") for name in left)
        number += 1
        apply(texts, number)
        write(IndexFolder(folder, tools=tools), number)
        contents, found = look(folder, tools)
        assert found == texts, f"commit {number} after a kill is not whole"
        assert not debris(folder, contents), debris(folder, contents)
    return struck


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))

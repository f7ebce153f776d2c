"""All that is wrong with a library, its index or its folder, for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zhupi.core.errors import IndexDamagedError, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.model import Progress
from zhupi.core.paths import INDEX_FOLDER
from zhupi.core.protocols import ProgressSink
from zhupi.store import ProblemKind, Store
from zhupi.workspace.searching import Searching

_HARMLESS = frozenset((ProblemKind.UNKNOWN_FILE, ProblemKind.LEFT_OVER))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; `area` is `library`, `index`, `backups`, `files`."""

    area: str
    message: Message
    harmless: bool = False  #: it only takes room


def findings(store: Store, searching: Searching, progress: ProgressSink) -> list[Finding]:
    """The library's first; changes nothing."""
    progress(Progress(0, 3, message("Checking the library")))
    found = [Finding("library", problem.message) for problem in store.check(full=True)]
    progress(Progress(1, 3, message("Checking the search index")))
    found += _of_index(searching)
    progress(Progress(2, 3, message("Checking the backups")))
    for problem in store.check_files(progress):
        area = "backups" if problem.kind is ProblemKind.BACKUP else "files"
        found.append(Finding(area, problem.message, harmless=problem.kind in _HARMLESS))
    found += _stray_segments(store.folder / INDEX_FOLDER)
    return found


def _of_index(searching: Searching) -> Iterator[Finding]:
    state = searching.state(compare=True)
    # Facts that are known to lag follow by themselves within a second.
    wrong = state.facts_behind and not searching.state().facts_behind
    if state.damaged:
        text = message("The search index is damaged; it can be rebuilt without any loss.")
        yield Finding("index", text)
    elif state.missing or state.surplus or wrong:
        yield Finding("index", message("The search index is behind the library."))


def _stray_segments(folder: Path) -> Iterator[Finding]:
    """Files that the index does not name: it removes them itself when it is written next."""
    from zhupi.search.index_files import FACTS, MAIN  # noqa: PLC0415 -- loads numpy
    from zhupi.search.index_folder import IndexFolder  # noqa: PLC0415 -- as above

    for name in (MAIN, FACTS):
        with suppress(IndexDamagedError, OSError):
            for stray in IndexFolder(folder, name).stray():
                text = message(
                    "{file} was left over and can be deleted.", file=shown_path(folder / stray)
                )
                yield Finding("index", text, harmless=True)

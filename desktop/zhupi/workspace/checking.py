"""All that is wrong with a library or its index, for people."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.messages import Message, message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink
from zhupi.store import Store
from zhupi.workspace.searching import Searching


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; `area` is `library` or `index`."""

    area: str
    message: Message


def findings(store: Store, searching: Searching, progress: ProgressSink) -> list[Finding]:
    """The library's first; changes nothing."""
    progress(Progress(0, 2, message("Checking the library")))
    found = [Finding("library", problem.message) for problem in store.check(full=True)]
    progress(Progress(1, 2, message("Checking the search index")))
    state = searching.state(compare=True)
    # Facts that are known to lag follow by themselves within a second.
    wrong = state.facts_behind and not searching.state().facts_behind
    if state.damaged:
        text = message("The search index is damaged; it can be rebuilt without any loss.")
        found.append(Finding("index", text))
    elif state.missing or state.surplus or wrong:
        found.append(Finding("index", message("The search index is behind the library.")))
    return found

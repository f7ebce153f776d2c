"""Mentions of all articles, found while nobody needs the machine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.model import Label, Mention, Progress, Span
from zhupi.core.protocols import ignore_progress
from zhupi.store import Store
from zhupi.workspace.recognising import Recognising, Sweep


@dataclass
class Names:
    """Finds the first two characters of every text, and remembers which texts it saw."""

    version: str = "v1"
    seen: list[str] = field(default_factory=list)
    inside: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(1))

    def recognise(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        assert self.inside.acquire(blocking=False), "two at once"
        self.seen.append(text)
        self.inside.release()
        return [Mention(0, 2, Label.PERSON, f"PERSON:{text[:2]}")]


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def recognising(library: Store, names: Names, make: Any) -> Recognising:
    library.add_articles(
        [make(f"a{n:02}", f"{n:02}号。", published=date(2000, 1, 1 + n)) for n in range(20)]
    )
    return Recognising(library, lambda: names)


def test_a_sweep_begins_with_the_newest_and_leaves_none_out(
    library: Store, recognising: Recognising, names: Names, make: Any
) -> None:
    """What somebody may be reading today must not wait for an archive of twenty years."""
    sweep = Sweep(library, recognising)
    told: list[tuple[int, int]] = []
    assert not sweep.step(lambda p: told.append((p.done, p.total)), 1000)
    assert names.seen == [f"{n:02}号。" for n in reversed(range(20))]
    assert told == [(n, 20) for n in range(20)]
    assert library.mentions.missing("v1") == []
    assert not Sweep(library, recognising).step(ignore_progress, 1000)
    assert len(names.seen) == 20
    library.add_articles([make("new", "新到。")])
    names.version = "v2"
    assert not Sweep(library, recognising).step(ignore_progress, 1000)
    assert library.mentions.missing("v2") == []


def test_a_sweep_that_is_stopped_keeps_what_it_found_and_goes_on(
    library: Store, recognising: Recognising, names: Names
) -> None:
    """Each job of a person's stops it; it must come to an end all the same."""
    sweep = Sweep(library, recognising)
    stopped = 0
    more = True
    while more:
        enough = len(names.seen) + 6

        def stop(_step: Progress, enough: int = enough) -> None:
            if len(names.seen) == enough:
                raise CancelledError(message("Stopped."))

        try:
            more = sweep.step(stop, 1000)
        except CancelledError:
            stopped += 1
            assert len(library.mentions.missing("v1")) == 20 - len(names.seen)
    assert stopped == 3
    assert library.mentions.missing("v1") == []
    assert len(names.seen) == 20


def test_a_step_ends_in_time_and_tells_that_there_is_more(
    library: Store, recognising: Recognising
) -> None:
    """Between two steps what was found is made findable."""
    sweep = Sweep(library, recognising)
    assert sweep.step(ignore_progress, 0)
    assert len(library.mentions.missing("v1")) == 20


def test_what_comes_while_a_sweep_runs_is_swept_as_well(
    library: Store, recognising: Recognising, make: Any
) -> None:
    """Else an article imported a moment ago had no names until the next start."""
    sweep = Sweep(library, recognising)
    added = False

    def meanwhile(_step: Progress) -> None:
        nonlocal added
        if not added:
            library.add_articles([make("new", "新到。")])
            library.delete_articles(["a03"])
            added = True

    while sweep.step(meanwhile, 1000):
        pass
    assert library.mentions.missing("v1") == []


def test_a_damaged_article_does_not_stop_the_others(
    library: Store, recognising: Recognising
) -> None:
    """It is tried once, and `check` tells of it; a sweep that never ends would warm the room."""
    with library._connections.write() as raw:
        raw.execute("UPDATE contents SET text = '别' WHERE article = 'a05'")
    sweep = Sweep(library, recognising)
    while sweep.step(ignore_progress, 1000):
        pass
    assert library.mentions.missing("v1") == ["a05"]

"""Every way in which newspapers tell times, read as a reader sees it: `times_of_newspapers.txt`
construction by construction, `times_of_reports.txt` where figures are told,
`times_of_stories.txt` in whole stories, `times_of_all_pages.txt` in passages of all pages,
`times_of_counting.txt` where they count from one another, `times_of_anniversaries.txt` in stories
that go back from today to long ago, `times_of_old_papers.txt` in what was printed then,
`times_of_kinds.txt` where asides, days without their month and counts lead astray,
`times_of_lookalikes.txt` where words mean a time here and none there.

Here the whole recogniser is asked, so that traditional characters, full width and the tagger's
hints count as well. What is knowingly left begins with `~`: it may be missed or doubted.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from zhupi.core.model import Label, Mention, Span
from zhupi.core.protocols import Recogniser

Told = tuple[int, str, str]

_MARK = re.compile(r"\[(\S+) ([^\]]+)\]")
CERTAIN = 0.8
FILES = tuple(
    Path(__file__).with_name(f"times_of_{name}.txt")
    for name in (
        "newspapers",
        "reports",
        "stories",
        "all_pages",
        "counting",
        "anniversaries",
        "old_papers",
        "chronicles",
        "kinds",
        "lookalikes",
    )
)


def passages(*, left: bool) -> list[str]:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return [line.removeprefix("~ ") for line in told if line.startswith("~") == left]


def parsed(line: str) -> tuple[date | None, str, list[Span], list[Told]]:
    """The day of publication, the text, its blocks, and (start, words, value) of its times."""
    when, _, marked = line.partition(" ")
    text, times, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        times.append((len(text), mark[2], mark[1]))
        text += mark[2]
        position = mark.end()
    text += marked[position:]
    blocks, start = [], 0
    for block in text.split("|"):
        blocks.append(Span(start, start + len(block)))
        start += len(block) + 1
    published = None if when == "-" else date.fromisoformat(when)
    return published, text.replace("|", "\n"), blocks, times


def times_of(recogniser: Recogniser, line: str) -> tuple[str, list[Mention], list[Told]]:
    published, text, blocks, times = parsed(line)
    mentions = recogniser.recognise(text, blocks, published)
    return text, [m for m in mentions if m.label is Label.TIME], times


@pytest.mark.parametrize("line", passages(left=False))
def test_a_newspapers_times_have_the_borders_and_values_of_the_guide(
    recogniser: Recogniser, line: str
) -> None:
    text, found, times = times_of(recogniser, line)
    assert [(m.start, text[m.start : m.end], m.value) for m in found] == times


@pytest.mark.parametrize("line", passages(left=True))
def test_what_is_doubtful_is_never_wrong_and_certain(recogniser: Recogniser, line: str) -> None:
    text, found, times = times_of(recogniser, line)
    certain = {(m.start, text[m.start : m.end], m.value) for m in found if m.confidence >= CERTAIN}
    assert certain <= set(times)

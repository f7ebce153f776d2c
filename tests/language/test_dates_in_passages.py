"""Times in passages of all kinds: borders and values, as `times.txt` has them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from zhupi.core.model import Span
from zhupi.language.dates import Hints, Times, find

_MARK = re.compile(r"\[(\S+) ([^\]]+)\]")
FILE = Path(__file__).with_name("times.txt")


def passages() -> list[str]:
    lines = FILE.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def parsed(line: str) -> tuple[date | None, str, list[Span], list[tuple[int, str, str]]]:
    """The day of publication, the text, its blocks, and (start, words, value) of its times."""
    when, _, marked = line.partition(" ")
    text, times, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        times.append((len(text), mark[2], mark[1].removeprefix("?")))
        text += mark[2]
        position = mark.end()
    text += marked[position:]
    blocks, start = [], 0
    for block in text.split("|"):
        blocks.append(Span(start, start + len(block)))
        start += len(block) + 1
    published = None if when == "-" else date.fromisoformat(when)
    return published, text.replace("|", "\n"), blocks, times


@pytest.mark.parametrize("line", passages())
def test_times_of_a_passage_have_the_borders_and_values_of_the_guide(line: str) -> None:
    published, text, blocks, times = parsed(line)
    found = find(text, blocks, published)
    assert [(t.start, text[t.start : t.end], t.value) for t in found] == times


@pytest.mark.parametrize("line", passages())
def test_a_time_stands_where_the_names_around_it_were_told_it_would(line: str) -> None:
    """Borders are asked for before values, and no reading may change the next."""
    published, text, blocks, _ = parsed(line)
    words = Times(text, blocks)
    borders = words.borders(Hints())
    assert borders == [(t.start, t.end) for t in words.read(None, Hints())]
    assert words.read(published, Hints()) == find(text, blocks, published)
    assert words.borders(Hints()) == borders

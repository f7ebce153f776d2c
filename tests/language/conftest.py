"""One recogniser for all tests, so that its weights are loaded once, and the annotated text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhupi.core.protocols import Recogniser
from zhupi.language import default_recogniser

Annotated = list[tuple[str, set[tuple[int, int, str]]]]

_TOKEN = re.compile(r"\[([A-Z]+) |\]")


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return default_recogniser()


@pytest.fixture(scope="session")
def annotated() -> Annotated:
    """The sentences of `annotated.txt`, each with its marks as (start, end, label)."""
    lines = (Path(__file__).parent / "annotated.txt").read_text("utf-8").splitlines()
    return [_parse(line) for line in lines if line and not line.startswith("#")]


def _parse(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    text, at = "", 0
    marks: set[tuple[int, int, str]] = set()
    waiting: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(line):
        text += line[at : token.start()]
        at = token.end()
        if token[1]:
            waiting.append((len(text), token[1]))
        else:
            start, label = waiting.pop()
            marks.add((start, len(text), label))
    assert not waiting, line
    return text + line[at:], marks

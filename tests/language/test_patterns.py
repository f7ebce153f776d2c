"""Patterns that are compiled late find what those of `re` find, whatever they were asked before."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gold import reading

import zhupi.language
from zhupi.core.model import Span
from zhupi.language import default_recogniser, patterns
from zhupi.language.dates.units import units
from zhupi.language.patterns import Pattern, all_han
from zhupi.language.quotations import quotations

TEXTS = st.text("甲乙丙 \n", max_size=12)
SOURCE, NEEDS = "甲(乙|丙)+(?=丙)", "丙"


def spans(found: re.Match[str] | None) -> tuple[int, int] | None:
    return None if found is None else found.span()


def all_patterns() -> dict[str, Pattern]:
    """Those of the program, by where they stand."""
    of_times = {
        f"{kind.name} {kind.pattern}": pattern
        for of_character in units()._by_character.values()
        for kind, pattern in of_character
    }
    return of_times | {
        f"{module.name}.{name}": value
        for module in walk_packages(zhupi.language.__path__, "zhupi.language.")
        for name, value in vars(import_module(module.name)).items()
        if isinstance(value, Pattern)
    }


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(0, 5), st.integers(0, 12))
def test_a_pattern_finds_what_re_finds(texts: list[str], start: int, end: int) -> None:
    plain, late = re.compile(SOURCE), Pattern(SOURCE, needs=NEEDS)
    for text in texts * 2:
        late = late if len(texts) > 2 else Pattern(SOURCE, needs=NEEDS)
        assert spans(late.search(text, start, end)) == spans(plain.search(text, start, end))
        assert spans(late.match(text, start, end)) == spans(plain.match(text, start, end))
        assert spans(late.fullmatch(text)) == spans(plain.fullmatch(text))
        assert late.sub("丁", text) == plain.sub("丁", text)
        found = [m.span() for m in late.finditer(text)]
        assert found == [m.span() for m in plain.finditer(text)]


def test_a_text_without_what_is_needed_costs_no_compiling() -> None:
    """An impossible pattern would be noticed if it were."""
    late = Pattern("(", needs="丙")
    assert late.search("甲乙") is None
    assert late.match("甲乙") is None
    assert late.sub("丁", "甲乙") == "甲乙"
    assert not list(late.finditer("甲乙"))
    assert late.search("甲乙丙甲乙", 3) is None
    assert late.match("甲乙丙甲乙", 0, 2) is None
    with pytest.raises(re.error):
        late.search("甲乙丙")


def test_every_match_has_what_its_pattern_says_it_needs() -> None:
    """Else a rule would overlook it."""
    lines = {line for a in reading.articles("develop") for line in a.text.split("\n")}
    found = all_patterns()
    assert len(found) > 200
    overlooked = [
        (name, line)
        for name, pattern in found.items()
        for line in lines
        if not pattern.may_match(line) and pattern.compiled().search(line)
    ]
    assert not overlooked


def forget() -> None:
    """Lets all patterns be as they were before they were asked anything."""
    for pattern in all_patterns().values():
        pattern.__init__(pattern.source, needs=" ".join(pattern._needs))  # type: ignore[misc]


@cache
def plain(source: str) -> re.Pattern[str]:
    return re.compile(source)


@pytest.fixture
def overlooked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Source and text wherever a pattern answers at once, though there is a match; until the end
    of the test patterns stay as if each were asked for the first time."""
    result: list[tuple[str, str]] = []

    def watched(name: str) -> Callable[..., object]:
        ask = getattr(Pattern, f"_{name}")

        def asked(self: Pattern, text: str, *place: int) -> object:
            if self._is_without(text, *place):
                answer = getattr(plain(self.source), name)(text, *place)
                if list(answer) if name == "finditer" else answer:
                    result.append((self.source, text))
            return ask(self, text, *place)

        return asked

    with monkeypatch.context() as patch:
        for name in ("finditer", "fullmatch", "match", "search"):
            patch.setattr(Pattern, f"_{name}", watched(name))
        patch.setattr(Pattern, "compiled", lambda self: plain(self.source))
        patch.setattr(patterns, "_OFTEN", sys.maxsize)
        forget()
        yield result
    forget()


def test_no_pattern_overlooks_what_it_is_asked_for(overlooked: list[tuple[str, str]]) -> None:
    """Within a line of signs, or from some place of a text on, as the rules really ask."""
    recogniser = default_recogniser()
    for article in reading.articles("develop"):
        lines = [Span(*found.span()) for found in re.finditer(".+", article.text)]
        mentions = recogniser.recognise(article.text, lines, article.published)
        quotations(article.text, lines, mentions)
    assert not overlooked


@pytest.mark.parametrize(
    ("text", "expected"), [("王毅", True), ("", False), ("王毅A", False), ("㐀王", False)]
)
def test_chinese_characters_are_told_from_others(text: str, *, expected: bool) -> None:
    assert all_han(text) is expected


def test_rare_characters_count_where_they_may() -> None:
    assert all_han("㐀王", "\u3400")

"""How a click on a facet becomes part of a query, and how it is taken out again. Pure.

Only what stands between the words of the whole query counts as a part of it: nothing within
quotation marks, parentheses or slashes, nothing negated, nothing beside an `OR`. What the person
typed stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The facets that a `SearchPage` may bring, in the order shown.
FACETS = ("source", "year", "month", "tag", "person", "org", "place")
_DATES = frozenset(("year", "month"))
_VALUE = re.compile(r'(source|tag|person|org|place)[:：]=(?:"([^"]+)"|([^\s"()]+))', re.IGNORECASE)
_DATE = re.compile(r"date[:：](\d{4})(-\d{2})?", re.IGNORECASE)
_JOINING = frozenset(("AND", "OR", "NOT"))
_BARE = re.compile(r"[^\W_]+(?:[/·・—-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query that says nothing but `facet` is `value`; it stands at [start, end)."""

    facet: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """What stands between white space on the highest level of a query."""

    text: str
    start: int
    end: int


def parts(query: str) -> tuple[Part, ...]:
    """What of `query` a facet could have added, in order."""
    words = _words(query)
    if words is None or any(word.text == "OR" for word in words):
        return ()
    found = []
    for number, word in enumerate(words):
        negated = number > 0 and words[number - 1].text == "NOT"
        part = None if negated else _part(word)
        if part is not None:
            found.append(part)
    return tuple(found)


def narrowed(query: str, facet: str, value: str) -> str:
    """`query`, and besides `facet` is `value`; a month takes the place of its year.

    >>> narrowed("中方 OR 美方", "source", "海平 日报")
    '(中方 OR 美方) source:="海平 日报"'
    """
    for part in reversed(parts(query)):
        if part.facet == facet and part.value == value:
            return query
        if part.facet in _DATES and facet in _DATES and value.startswith(part.value):
            query = without(query, part)
    words = _words(query)
    if words is None:
        # An open bracket is searched for as it was typed; so it must stay.
        query = f'"{query.strip()}"' if '"' not in query else query
    elif any(word.text == "OR" for word in words):
        query = f"({query.strip()})"
    return f"{query.strip()} {_written(facet, value)}".strip()


def without(query: str, part: Part) -> str:
    """`query` without `part`, and without the `AND` that tied it to the rest."""
    words = _words(query) or []
    start, end = part.start, part.end
    place = next((n for n, word in enumerate(words) if word.start == start), None)
    if place is not None:
        if place > 0 and words[place - 1].text == "AND":
            start = words[place - 1].start
        elif place + 1 < len(words) and words[place + 1].text == "AND":
            end = words[place + 1].end
    return " ".join(piece for piece in (query[:start].rstrip(), query[end:].lstrip()) if piece)


def can_be_written(value: str) -> bool:
    """Whether a query can say so: nothing is known to quote a quotation mark."""
    return bool(value.strip()) and '"' not in value


def _written(facet: str, value: str) -> str:
    if facet in _DATES:
        return f"date:{value}"
    bare = _BARE.fullmatch(value) and value.upper() not in _JOINING
    return f"{facet}:={value}" if bare else f'{facet}:="{value}"'


def _part(word: _Word) -> Part | None:
    if found := _VALUE.fullmatch(word.text):
        value = found[2] or found[3]
        return Part(found[1].lower(), value, word.start, word.end)
    if found := _DATE.fullmatch(word.text):
        facet, value = ("month", found[1] + found[2]) if found[2] else ("year", found[1])
        return Part(facet, value, word.start, word.end)
    return None


def _words(query: str) -> list[_Word] | None:
    """The words of the highest level; None where something is opened and not closed."""
    words: list[_Word] = []
    start, depth, position = None, 0, 0
    while position < len(query):
        character = query[position]
        if character == '"' or (character == "/" and start is None and depth == 0):
            closing = _closing(query, position)
            if closing is None and character == '"':
                return None
            start = position if start is None else start
            position = position if closing is None else closing
        elif character in "()":
            depth += 1 if character == "(" else -1
            start = position if start is None else start
        elif character.isspace() and depth == 0:
            if start is not None:
                words.append(_Word(query[start:position], start, position))
            start = None
        elif start is None:
            start = position
        if depth < 0:
            return None
        position += 1
    if start is not None:
        words.append(_Word(query[start:], start, len(query)))
    return words if depth == 0 else None


def _closing(query: str, position: int) -> int | None:
    """Where what `query[position]` opens is closed; a stroke before a slash guards it."""
    mark = query[position]
    following = position + 1
    while following < len(query):
        if query[following] == "\\" and mark == "/":
            following += 1
        elif query[following] == mark:
            return following
        following += 1
    return None

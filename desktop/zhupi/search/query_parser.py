"""Tokens → tree, by recursive descent. Pure.

Depth and leaves are counted, so that no query can exhaust the stack. Trees come out flat: no
`And` in an `And`, no double negation, no part twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zhupi.core.messages import Message, message
from zhupi.search.query_regex import PatternError, compile_regex
from zhupi.search.query_tree import (
    CONTENT_FIELDS,
    FACT_FIELDS,
    And,
    Field,
    Has,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Term,
    Wildcard,
)
from zhupi.search.query_values import dates, flag
from zhupi.search.query_words import Kind, Token, UnparsableError, shown, tokens

MAX_TERMS: Final = 64
MAX_DEPTH: Final = 50
MAX_REGEXES: Final = 8
MAX_GAPS: Final = 10  #: of a word with wildcards
MAX_NEAR: Final = 20  #: words of one `"…"~`

_STARTS_ATOM = frozenset(
    (*(Kind.WORD, Kind.PHRASE, Kind.NEAR, Kind.REGEX), Kind.FIELD, Kind.OPEN, Kind.MINUS, Kind.NOT)
)
_GAPS = re.compile(r"([*?]+)")
_WHOLE_FIELDS = FACT_FIELDS | {Field.SOURCE}


@dataclass(frozen=True, slots=True)
class _Place:
    """What a word stands under."""

    field: str = Field.ANY
    whole: bool = False


class Parser:
    """Reads one query."""

    def __init__(self, query: str, *, literal: bool) -> None:
        self._query = query
        self._literal = literal
        self._tokens = list(tokens(query))
        self._next = 0
        self._terms = 0
        self._regexes = 0

    def parse(self) -> Node:
        """The tree; raises `UnparsableError`."""
        node = self._either(_Place(), 0)
        if token := self._peek():
            raise UnparsableError(
                message(
                    "The parenthesis at character {place} was never opened, "
                    "so the whole line was searched as typed.",
                    place=token.start + 1,
                )
            )
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _at(self, *kinds: Kind) -> bool:
        token = self._peek()
        return token is not None and token.kind in kinds

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _either(self, place: _Place, depth: int) -> Node:
        parts = [self._all(place, depth)]
        while self._at(Kind.OR):
            self._take()
            parts.append(self._all(place, depth))
        return _joined(Or, parts)

    def _all(self, place: _Place, depth: int) -> Node:
        parts = [self._one(place, depth)]
        while self._at(Kind.AND, *_STARTS_ATOM):
            if self._at(Kind.AND):
                self._take()
            parts.append(self._one(place, depth))
        return _joined(And, parts)

    def _one(self, place: _Place, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise UnparsableError(
                message(
                    "The query has more than {limit} parentheses in one another, "
                    "so the whole line was searched as typed.",
                    limit=MAX_DEPTH,
                )
            )
        if not self._at(*_STARTS_ATOM):
            raise self._missing()
        token = self._take()
        if token.kind in (Kind.MINUS, Kind.NOT):
            part = self._one(place, depth + 1)
            return part.part if isinstance(part, Not) else Not(part)
        if token.kind is Kind.FIELD:
            return self._one(self._field(token), depth + 1)
        if token.kind is Kind.OPEN:
            return self._group(token, place, depth)
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise UnparsableError(
                message(
                    "The query has more than {limit} words, "
                    "so the whole line was searched as typed.",
                    limit=MAX_TERMS,
                )
            )
        return self._leaf(token, place)

    def _missing(self) -> UnparsableError:
        token = self._peek()
        if token is None:
            return UnparsableError(
                message(
                    "A word is missing at the end, so the whole line was searched as typed.",
                )
            )
        return UnparsableError(
            message(
                "A word is missing before “{word}” at character {place}, "
                "so the whole line was searched as typed.",
                word=token.text,
                place=token.start + 1,
            )
        )

    def _field(self, token: Token) -> _Place:
        if not self._at(Kind.WHOLE):
            return _Place(token.text)
        self._take()
        if token.text not in _WHOLE_FIELDS:
            raise UnparsableError(
                message(
                    "“=” asks for a whole value, which “{field}:” cannot, "
                    "so the whole line was searched as typed.",
                    field=token.text,
                )
            )
        return _Place(token.text, whole=True)

    def _group(self, opened: Token, place: _Place, depth: int) -> Node:
        node = self._either(place, depth + 1)
        if not self._at(Kind.CLOSE):
            raise UnparsableError(
                message(
                    "The parenthesis at character {place} is not closed, "
                    "so the whole line was searched as typed.",
                    place=opened.start + 1,
                )
            )
        self._take()
        return node

    # --- leaves ---------------------------------------------------------------------------------

    def _leaf(self, token: Token, place: _Place) -> Node:
        if place.field in ("date", "has", "is"):
            return self._value(token, place.field)
        field = Field(place.field)
        if token.kind is Kind.REGEX:
            return self._regex(token, field)
        if token.kind is Kind.NEAR:
            words = tuple(dict.fromkeys(token.text.split()))
            if len(words) == 1:
                return Term(words[0], field, place.whole, self._literal)
            _check_content(field, token)
            if len(words) > MAX_NEAR:
                raise UnparsableError(
                    message(
                        "The distance of more than {limit} words cannot be asked for, "
                        "so the whole line was searched as typed.",
                        limit=MAX_NEAR,
                    )
                )
            return Near(words, token.distance, field, self._literal)
        if token.kind is Kind.WORD and _GAPS.search(token.text):
            return self._wildcard(token, field, whole=place.whole)
        return Term(token.text, field, place.whole, self._literal)

    def _value(self, token: Token, field: str) -> Node:
        # As typed, with the slashes or marks that made it no plain value.
        plain = token.kind in (Kind.WORD, Kind.PHRASE)
        value = token.text if plain else self._query[token.start : token.end]
        return dates(value) if field == "date" else Has(flag(field, value))

    def _wildcard(self, token: Token, field: Field, *, whole: bool) -> Node:
        pieces = [piece for piece in _GAPS.split(token.text) if piece]
        # A substring search has no edges, so `*` there asks for nothing.
        for edge in (0, -1):
            if _GAPS.fullmatch(pieces[edge]):
                pieces[edge] = pieces[edge].replace("*", "")
        pieces = [_plain_gap(piece) for piece in pieces if piece]
        if all(_GAPS.fullmatch(piece) for piece in pieces):
            raise UnparsableError(
                message(
                    "“{word}” is nothing but wildcards, so the whole line was searched as typed.",
                    word=shown(token.text),
                )
            )
        if len(pieces) == 1:
            return Term(pieces[0], field, whole, self._literal)
        _check_content(field, token)
        if len(pieces) > 2 * MAX_GAPS + 1:
            raise UnparsableError(
                message(
                    "“{word}” has more than {limit} wildcards, "
                    "so the whole line was searched as typed.",
                    word=shown(token.text),
                    limit=MAX_GAPS,
                )
            )
        return Wildcard(tuple(pieces), field, self._literal)

    def _regex(self, token: Token, field: Field) -> Node:
        _check_content(field, token)
        self._regexes += 1
        reason: Message | str | None = None
        if self._regexes > MAX_REGEXES:
            reason = message("a query may have {limit}", limit=MAX_REGEXES)
        else:
            try:
                compile_regex(token.text)
            except PatternError as error:
                reason = error.reason
        if reason is None:
            return Regex(token.text, field)
        raise UnparsableError(
            message(
                "The regular expression /{pattern}/ cannot be used ({reason}), "
                "so the whole line was searched as typed.",
                pattern=shown(token.text),
                reason=reason,
            )
        )


def _plain_gap(piece: str) -> str:
    """A gap with its `?` first and one `*` at most; a piece of text as it is."""
    if not _GAPS.fullmatch(piece):
        return piece
    return "?" * piece.count("?") + ("*" if "*" in piece else "")


def _check_content(field: Field, token: Token) -> None:
    if field not in CONTENT_FIELDS:
        raise UnparsableError(
            message(
                "“{field}:” takes words and phrases, not wildcards, distances or regular "
                "expressions as in “{word}”, so the whole line was searched as typed.",
                field=field.value,
                word=shown(token.text),
            )
        )


def _joined(kind: type[And | Or], parts: list[Node]) -> Node:
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if len(flat) == 1:
        return next(iter(flat))
    return kind(tuple(flat))

"""The query language: what a person types → a tree. Pure; knows nothing of an index.

    外交部 发言人          both, in any order
    外交部 OR 商务部       either; AND binds tighter than OR
    王毅 -布林肯           the one without the other; `NOT` says the same
    "中美 关系"            exactly these characters, spaces included
    title:访华             in the title; also `text:` and `source:`
    (日本 OR 韩国) AND 首脑

Words stand between white space, full-width space included. Only the ASCII quotation mark
quotes: “ and ” are characters of the text. A query that does not parse is one literal phrase,
and the remark says why; nothing a person can type raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum

from zhupi.core.messages import Message, message

MAX_CHARACTERS = 4_000  #: longer queries are a pasted passage, not an expression
MAX_TERMS = 64
MAX_DEPTH = 32


class Field(StrEnum):
    """Where a term must stand."""

    ANY = "any"  #: the text or the title
    TITLE = "title"
    TEXT = "text"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Term:
    """A substring, as typed and never empty."""

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node = Term | Not | And | Or


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """`node` is None for an empty query; `remark` says why a query was taken literally."""

    node: Node | None
    remark: Message | None = None


def parse(query: str) -> ParsedQuery:
    """The tree of `query`; never raises."""
    stripped = query.strip()
    if not stripped:
        return ParsedQuery(None)
    try:
        return ParsedQuery(_Parser(stripped).parse())
    except _UnparsableError as error:
        return ParsedQuery(Term(stripped), error.remark)


def positive_terms(node: Node | None) -> tuple[Term, ...]:
    """The terms whose presence makes an article match, each once, in the order typed."""
    return tuple(dict.fromkeys(term for term, positive in _terms(node) if positive))


def all_terms(node: Node | None) -> tuple[Term, ...]:
    """Every term, negated or not, each once, in the order typed."""
    return tuple(dict.fromkeys(term for term, _ in _terms(node)))


def _terms(node: Node | None, *, positive: bool = True) -> Iterator[tuple[Term, bool]]:
    if isinstance(node, Term):
        yield node, positive
    elif isinstance(node, Not):
        yield from _terms(node.part, positive=not positive)
    elif node is not None:
        for part in node.parts:
            yield from _terms(part, positive=positive)


class _UnparsableError(Exception):
    def __init__(self, remark: Message) -> None:
        super().__init__(remark)
        self.remark = remark


class _Kind(Enum):
    WORD = 1
    PHRASE = 2
    FIELD = 3
    OPEN = 4
    CLOSE = 5
    MINUS = 6
    AND = 7
    OR = 8
    NOT = 9


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str


_OPERATORS = {"AND": _Kind.AND, "OR": _Kind.OR, "NOT": _Kind.NOT}
# A Chinese keyboard gives the full-width colon.
_FIELD = re.compile(r"(title|text|source)[:：]", re.IGNORECASE)
_WORD = re.compile(r'[^\s()"]+')
_STARTS_ATOM = frozenset(
    (_Kind.WORD, _Kind.PHRASE, _Kind.FIELD, _Kind.OPEN, _Kind.MINUS, _Kind.NOT)
)


def _tokens(query: str) -> Iterator[_Token]:
    position = 0
    while position < len(query):
        character = query[position]
        if character.isspace():
            position += 1
        elif character in "()":
            yield _Token(_Kind.OPEN if character == "(" else _Kind.CLOSE, character)
            position += 1
        elif character == '"':
            end = query.find('"', position + 1)
            if end < 0:
                raise _UnparsableError(
                    message(
                        "A quotation mark is not closed, so the whole line was searched as typed."
                    )
                )
            if end == position + 1:
                raise _UnparsableError(
                    message(
                        "There is nothing between two quotation marks, "
                        "so the whole line was searched as typed."
                    )
                )
            yield _Token(_Kind.PHRASE, query[position + 1 : end])
            position = end + 1
        else:
            token, position = _word(query, position)
            yield token


def _word(query: str, position: int) -> tuple[_Token, int]:
    """The token at `position`, which holds neither space, parenthesis nor quotation mark."""
    if field := _FIELD.match(query, position):
        return _Token(_Kind.FIELD, field[1].lower()), field.end()
    if query[position] == "-" and _negates(query, position + 1):
        return _Token(_Kind.MINUS, "-"), position + 1
    found = _WORD.match(query, position)
    # White space of `str` and of `re` differ in a few control characters.
    end = found.end() if found else position + 1
    word = query[position:end]
    return _Token(_OPERATORS.get(word, _Kind.WORD), word), end


def _negates(query: str, following: int) -> bool:
    """Whether a hyphen before `following` means «without» and is not a character to find."""
    return (
        following < len(query) and not query[following].isspace() and query[following] not in "-)"
    )


class _Parser:
    """Recursive descent; depth and terms are counted, so that no query can exhaust the stack."""

    def __init__(self, query: str) -> None:
        if len(query) > MAX_CHARACTERS:
            raise _UnparsableError(
                message(
                    "The query is longer than {limit} characters, so it was searched as typed.",
                    limit=MAX_CHARACTERS,
                )
            )
        self._tokens = list(_tokens(query))
        self._next = 0
        self._terms = 0

    def parse(self) -> Node:
        node = self._either(Field.ANY, 0)
        if self._peek() is not None:
            raise _UnparsableError(
                message("A parenthesis was never opened, so the whole line was searched as typed.")
            )
        return node

    def _peek(self) -> _Kind | None:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else None

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _either(self, field: Field, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _too_complex()
        parts = [self._all(field, depth)]
        while self._peek() is _Kind.OR:
            self._take()
            parts.append(self._all(field, depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, field: Field, depth: int) -> Node:
        parts = [self._one(field, depth)]
        while True:
            if self._peek() is _Kind.AND:
                self._take()
            elif self._peek() not in _STARTS_ATOM:
                break
            parts.append(self._one(field, depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self, field: Field, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _too_complex()
        if self._peek() not in _STARTS_ATOM:
            raise _UnparsableError(
                message("A word is missing, so the whole line was searched as typed.")
            )
        token = self._take()
        if token.kind in (_Kind.MINUS, _Kind.NOT):
            return Not(self._one(field, depth + 1))
        if token.kind is _Kind.FIELD:
            return self._one(Field(token.text), depth + 1)
        if token.kind is _Kind.OPEN:
            node = self._either(field, depth + 1)
            if self._peek() is not _Kind.CLOSE:
                raise _UnparsableError(
                    message("A parenthesis is not closed, so the whole line was searched as typed.")
                )
            self._take()
            return node
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise _too_complex()
        return Term(token.text, field)


def _too_complex() -> _UnparsableError:
    return _UnparsableError(
        message(
            "The query has more than {terms} words or too many parentheses, "
            "so it was searched as typed.",
            terms=MAX_TERMS,
        )
    )

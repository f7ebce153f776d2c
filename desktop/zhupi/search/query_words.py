"""A query cut into tokens: words, phrases, field names, operators. Pure.

Raises `UnparsableError` with the sentence for the person, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from zhupi.core.messages import Message, message

MAX_CHARACTERS: Final = 4_000  #: longer queries are a pasted passage, not an expression
DEFAULT_DISTANCE: Final = 20  #: of `"…"~`
MAX_DISTANCE: Final = 1_000

#: Every field, and its names in Chinese, simplified first.
FIELD_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("标题", "標題"),
        "text": ("正文",),
        "author": ("作者",),
        "source": ("来源", "來源"),
        "tag": ("标签", "標籤"),
        "note": ("笔记", "筆記"),
        "person": ("人物",),
        "org": ("机构", "機構"),
        "place": ("地点", "地點"),
        "law": ("法律",),
        "event": ("事件",),
        "media": ("媒体", "媒體"),
        "entity": ("实体", "實體"),
        "date": ("日期",),
        "has": ("有",),
        "is": ("是",),
    }
)
_FIELDS = MappingProxyType(
    {name: field for field, names in FIELD_NAMES.items() for name in (field, *names)}
)


class UnparsableError(Exception):
    """What was typed is no expression; `remark` says why."""

    def __init__(self, remark: Message) -> None:
        super().__init__(remark)
        self.remark = remark


class Kind(Enum):
    WORD = 1
    PHRASE = 2
    NEAR = 3
    REGEX = 4
    FIELD = 5
    WHOLE = 6
    OPEN = 7
    CLOSE = 8
    MINUS = 9
    AND = 10
    OR = 11
    NOT = 12


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what is meant, without quotation marks; a field's is its English name."""

    kind: Kind
    text: str
    start: int  #: where it begins in the query
    end: int
    distance: int = 0  #: of `NEAR`


_OPERATORS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
)
_FIELD = re.compile(r"([^\W\d_]{1,8})[:：]")  # A Chinese keyboard gives the full-width colon.
_WORD = re.compile(r'[^\s()"]+')
_DISTANCE = re.compile(r"~([0-9]*)(?![^\s()])")
# Neither begins nor ends with white space: a slash between words is a character of the text.
_REGEX = re.compile(r"/(?!\s)((?:[^/\\]|\\.)+)(?<!\s)/(?![^\s)])", re.DOTALL)
_SHOWN = 40


def check_length(query: str) -> None:
    """Raises `UnparsableError` for what is too long to be an expression."""
    if len(query) > MAX_CHARACTERS:
        raise UnparsableError(
            message(
                "The query is longer than {limit} characters, "
                "so the whole of it was searched as typed.",
                limit=MAX_CHARACTERS,
            )
        )


def shown(word: str) -> str:
    """`word`, cut to what fits into a sentence."""
    return word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"


def tokens(query: str) -> Iterator[Token]:
    """The tokens of `query`, in order and apart."""
    position = 0
    while position < len(query):
        character = query[position]
        if character.isspace():
            position += 1
            continue
        if character in "()":
            kind = Kind.OPEN if character == "(" else Kind.CLOSE
            token = Token(kind, character, position, position + 1)
        elif character == '"':
            token = _phrase(query, position)
        else:
            token = _word(query, position)
        yield token
        position = token.end
        if token.kind is Kind.FIELD and query[position : position + 1] in ("=", "＝"):
            yield Token(Kind.WHOLE, "=", position, position + 1)
            position += 1


def _phrase(query: str, position: int) -> Token:
    end = query.find('"', position + 1)
    if end < 0:
        raise UnparsableError(
            message(
                "The quotation mark at character {place} is not closed, "
                "so the whole line was searched as typed.",
                place=position + 1,
            )
        )
    text = query[position + 1 : end]
    if not text.strip():
        raise UnparsableError(
            message(
                "There is nothing between the quotation marks at character {place}, "
                "so the whole line was searched as typed.",
                place=position + 1,
            )
        )
    if near := _DISTANCE.match(query, end + 1):
        digits = near[1].lstrip("0")[:9] or ("0" if near[1] else str(DEFAULT_DISTANCE))
        distance = min(int(digits), MAX_DISTANCE)
        return Token(Kind.NEAR, text, position, near.end(), distance)
    return Token(Kind.PHRASE, text, position, end + 1)


def _word(query: str, position: int) -> Token:
    """The token at `position`, where neither space, parenthesis nor quotation mark stands."""
    if (field := _FIELD.match(query, position)) and (name := _field_name(field[1])):
        return Token(Kind.FIELD, name, position, field.end())
    if query[position] == "-" and _negates(query, position + 1):
        return Token(Kind.MINUS, "-", position, position + 1)
    if pattern := _REGEX.match(query, position):
        return Token(Kind.REGEX, pattern[1].replace("\\/", "/"), position, pattern.end())
    found = _WORD.match(query, position)
    end = found.end() if found else position + 1
    word = query[position:end]
    return Token(_OPERATORS.get(word, Kind.WORD), word, position, end)


def _field_name(typed: str) -> str | None:
    return _FIELDS.get(unicodedata.normalize("NFKC", typed).lower())


def _negates(query: str, following: int) -> bool:
    """Whether a hyphen before `following` means «without» and is not a character to find."""
    return (
        following < len(query) and not query[following].isspace() and query[following] not in "-)"
    )

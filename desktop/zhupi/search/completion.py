"""What might be typed on: names, by characters or pinyin, and the query language itself. Pure.

What stands at the cursor is looked for backwards from it: a word, or the value of a field, be it
after a full-width colon or behind a quotation mark that is still open. Offered are names and
syntax that fit, the best first; nothing that would leave the query as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from zhupi.core.folding import fold_character
from zhupi.core.search import Completion, CompletionKind
from zhupi.search.name_list import Fit, NameList, NameMatch
from zhupi.search.pinyin import Pinyin
from zhupi.search.query_values import VALUE_NAMES
from zhupi.search.query_words import FIELD_NAMES, Kind, UnparsableError, tokens
from zhupi.search.squeezing import squeeze

_ENTITIES: Final = (
    CompletionKind.PERSON,
    CompletionKind.ORG,
    CompletionKind.PLACE,
    CompletionKind.LAW,
    CompletionKind.EVENT,
    CompletionKind.MEDIA,
)
#: Field → whose names its values are.
_VALUES: Final = {
    "title": (CompletionKind.TITLE, *_ENTITIES),
    "text": _ENTITIES,
    "source": (CompletionKind.SOURCE,),
    "tag": (CompletionKind.TAG,),
    "person": (CompletionKind.PERSON,),
    "org": (CompletionKind.ORG,),
    "place": (CompletionKind.PLACE,),
    "law": (CompletionKind.LAW,),
    "event": (CompletionKind.EVENT,),
    "media": (CompletionKind.MEDIA,),
    "entity": _ENTITIES,
}
#: Kinds that are offered outside of any field → the field that is put before the name.
_ANYWHERE: Final = {
    **dict.fromkeys(_ENTITIES, ""),
    CompletionKind.TAG: "tag:",
    CompletionKind.SOURCE: "source:",
    CompletionKind.TITLE: "title:",
}
_SYNTAX: Final = (CompletionKind.FIELD, CompletionKind.OPERATOR, CompletionKind.VALUE)
#: What goes before what where both fit alike; names stand in the midst.
_GROUPS: Final = {
    CompletionKind.OPERATOR: 0,
    CompletionKind.FIELD: 1,
    CompletionKind.VALUE: 3,
    CompletionKind.TITLE: 4,
}
_NAMES_GROUP: Final = 2
_FLAG_FIELDS: Final = ("has", "is")
_OPERATORS: Final = ("AND", "OR", "NOT")
_LEAST_LETTERS: Final = 2  #: that are read as pinyin outside of a field
_MOST_TYPED: Final = 80  #: characters; longer words are no beginning of a name

_WORD: Final = re.compile(r'[^\s()"]*\Z')
_REST: Final = re.compile(r'[^\s()"]*')
_FIELD: Final = re.compile(r"([^\W\d_]{1,8})[:：][=＝]?")
_FIELD_BEFORE: Final = re.compile(rf"(?:^|[\s(-]){_FIELD.pattern}\Z")
_SPECIAL: Final = re.compile(r"[*?]|\A[=＝]")


class Names(Protocol):
    """The names that an index knows."""

    def lists(self, kind: CompletionKind) -> Sequence[NameList]:
        """The names of a kind; a name may stand in several lists."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands at the cursor: `text` of `query[start:end]`, as the value of `field`."""

    start: int
    end: int
    text: str  #: up to the cursor, folded and squeezed, without quotation marks
    field: str = ""  #: in English
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Offer:
    """A completion and how it is ranked: the least first."""

    rank: int
    group: int
    completion: Completion


def complete(
    query: str, cursor: int, names: Names, pinyin: Pinyin, limit: int = 8
) -> tuple[Completion, ...]:
    """What might be typed on at `cursor`, at most `limit`, best first."""
    cursor = max(0, min(cursor, len(query)))
    typed = _typed(query, cursor)
    if len(typed.text) > _MOST_TYPED or limit < 1:
        return ()
    offers = _for_value(typed, names, pinyin, limit)
    if not typed.field:
        offers += [*_for_word(query, typed), *_flags(typed)] if not typed.quoted else []
    offers.sort(key=_order)
    best: dict[str, Completion] = {}
    for offer in offers:
        if offer.completion.text != query[typed.start : typed.end]:
            best.setdefault(offer.completion.text, offer.completion)
    return tuple(best.values())[:limit]


def _order(offer: _Offer) -> tuple[int, int, int, int, str]:
    found = offer.completion
    # Syntax stays in the order in which it is defined.
    name = "" if found.kind in _SYNTAX else found.text
    return offer.rank, offer.group, -found.count, len(name), name


# --- what stands at the cursor ------------------------------------------------------------------


def _typed(query: str, cursor: int) -> _Typed:
    before = query[:cursor]
    if before.count('"') % 2:
        opened = before.rindex('"')
        # With an odd number of marks this one is open, and the next begins something else.
        closed = -1 if query.count('"') % 2 else query.find('"', cursor)
        field = _FIELD_BEFORE.search(before[:opened])
        name = _field(field[1]) if field else None
        end = cursor if closed < 0 else closed + 1
        return _Typed(opened, end, _folded(before[opened + 1 :]), name or "", quoted=True)
    word = _WORD.search(before)
    start = word.start() if word else cursor
    end = _end(query, cursor)
    start += query.startswith("-", start, cursor)
    field = _FIELD.match(query, start, cursor)
    if field and (name := _field(field[1])):
        return _Typed(field.end(), end, _folded(query[field.end() : cursor]), name)
    return _Typed(start, end, _folded(query[start:cursor]))


def _end(query: str, cursor: int) -> int:
    """Where the word ends in which the cursor stands."""
    rest = _REST.match(query, cursor)
    return rest.end() if rest else cursor


def _field(typed: str) -> str | None:
    folded = _folded(typed)
    for field, others in FIELD_NAMES.items():
        if folded in map(_folded, (field, *others)):
            return field
    return None


def _folded(text: str) -> str:
    return squeeze("".join(map(fold_character, text))).text


# --- names --------------------------------------------------------------------------------------


def _for_value(typed: _Typed, names: Names, pinyin: Pinyin, limit: int) -> list[_Offer]:
    if typed.field in _FLAG_FIELDS:
        return list(_flags(typed))
    if typed.field:
        kinds = dict.fromkeys(_VALUES.get(typed.field, ()), "")
    else:
        kinds = _ANYWHERE if typed.text else {}
    readings = []
    if typed.field or len(typed.text) >= _LEAST_LETTERS:
        readings = pinyin.syllables(typed.text, unfinished=True)
    offers = []
    for kind, prefix in kinds.items():
        lists = names.lists(kind)
        found = [match for some in lists for match in some.holding(typed.text, limit)]
        read = [match for some in lists for match in some.sounding(readings, limit)]
        offers += [
            *_names(typed, kind, prefix, found, read=False),
            *_names(typed, kind, prefix, read, read=True),
        ]
    return offers


def _names(
    typed: _Typed, kind: CompletionKind, prefix: str, found: Iterable[NameMatch], *, read: bool
) -> Iterator[_Offer]:
    """The names found, each once, with the articles of all lists that have it."""
    counts: dict[str, int] = {}
    fits: dict[str, Fit] = {}
    for match in found:
        counts[match.name] = counts.get(match.name, 0) + match.count
        fits[match.name] = min(fits.get(match.name, match.fit), match.fit)
    for name, count in counts.items():
        rank = fits[name] + 3 * read
        if kind is CompletionKind.TITLE and fits[name] is Fit.HOLDS:
            rank += 3  # names go before the many titles that speak of something
        if text := _written(name, prefix, typed):
            completion = Completion(typed.start, typed.end, text, kind, count)
            yield _Offer(rank, _GROUPS.get(kind, _NAMES_GROUP), completion)


def _written(name: str, prefix: str, typed: _Typed) -> str:
    """`name` as a query has it: quoted where it would not be read as one word."""
    value = " ".join(name.split())
    if '"' in value:  # which a query cannot quote; what stands beside it finds it, too
        value = max(value.split('"'), key=len).strip()
    if not value:
        return ""
    field = prefix or (typed.field and f"{typed.field}:")
    plain = not typed.quoted and _is_word(f"{field}{value}", value)
    return f"{prefix}{value}" if plain else f'{prefix}"{value}"'


def _is_word(query: str, value: str) -> bool:
    try:
        last = list(tokens(query))[-1]
    except UnparsableError:
        return False
    return last.kind is Kind.WORD and last.text == value and not _SPECIAL.search(value)


# --- syntax -------------------------------------------------------------------------------------


def _for_word(query: str, typed: _Typed) -> Iterator[_Offer]:
    """Fields and operators that begin with the word."""
    if not typed.text:
        return
    for field, others in FIELD_NAMES.items():
        name = next((n for n in (field, *others) if _folded(n).startswith(typed.text)), None)
        if name:
            yield _syntax(typed, f"{name}:", CompletionKind.FIELD)
    word = query[typed.start : typed.end]
    between = query[: typed.start].rstrip()[-1:] not in ("", "(", "-")
    for operator in _OPERATORS:
        # In small letters they are words to find.
        if operator.startswith(word) and (between or operator == "NOT"):
            yield _syntax(typed, operator, CompletionKind.OPERATOR)


def _flags(typed: _Typed) -> Iterator[_Offer]:
    """What `has:` and `is:` may ask for, after them or written out."""
    for flag, names in VALUE_NAMES.items():
        field, _, english = flag.value.partition(":")
        if typed.field == field:
            name = next((n for n in names if _folded(n).startswith(typed.text)), None)
            if name:
                yield _syntax(typed, name, CompletionKind.VALUE)
        elif not typed.field and (len(typed.text) > 1 or not typed.text.isascii()):
            beginnings = (flag.value, english, *names)
            if any(_folded(n).startswith(typed.text) for n in beginnings):
                yield _syntax(typed, flag.value, CompletionKind.VALUE)


def _syntax(typed: _Typed, text: str, kind: CompletionKind) -> _Offer:
    completion = Completion(typed.start, typed.end, text, kind)
    return _Offer(Fit.BEGINS, _GROUPS[kind], completion)

"""Regular expressions that a person typed: compiled with care, and what they surely contain.

The `regex` package can be stopped in time while it matches, but not while it compiles: repeats
of repeats are written out, and a few characters can fill the memory. So a pattern is read here
first, by a small reader that knows groups, classes, escapes and counts, and refuses what is
outsized. Patterns mean what they mean in Python (`regex` in version 0); they ignore case, and `^`
and `$` are the borders of a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from zhupi.core.messages import Message, message

MAX_PATTERN: Final = 1_000
MAX_GROUPS: Final = 40  #: one inside the other
MAX_SIZE: Final = 20_000  #: of a pattern with its counted repeats written out
_FLAGS: Final = regex.VERSION0 | regex.IGNORECASE | regex.MULTILINE


class PatternError(Exception):
    """A pattern that cannot be used; `reason` says why, as a part of a sentence."""

    def __init__(self, reason: Message | str) -> None:
        super().__init__(reason)
        self.reason = reason


def compile_regex(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern; raises `PatternError` where it is wrong or too costly."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(message("it is longer than {limit} characters", limit=MAX_PATTERN))
    _check_size(pattern)
    try:
        return regex.compile(pattern, _FLAGS)
    except regex.error as error:
        raise PatternError(str(error)) from error
    except (RecursionError, MemoryError, OverflowError, ValueError, LookupError) as error:
        raise PatternError(message("it is too complicated")) from error


# --- reading a pattern --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """`kind`: a character `c`, a count `{`, another quantifier `*`, `(`, `)`, `|`, or `.` for
    all that stands for some character or for none."""

    kind: str
    text: str = ""
    most: int = 1  #: of a count


_COUNT = re.compile(r"\{([0-9]*)(?:(,)([0-9]*))?\}")
_ESCAPE = re.compile(
    r"\\(?:[pPN]\{[^}]*\}|[pP][A-Za-z]|[gkL]<[^>]*>|x[0-9A-Fa-f]{0,2}|u[0-9A-Fa-f]{0,4}"
    r"|U[0-9A-Fa-f]{0,8}|[0-9]{1,3}|[A-Za-z])"
)
_CLASS = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|[^\]\[\\]|\\.)*\]", re.DOTALL)
# What may follow «(?»; the rest are flags, comments, conditions and calls.
_GROUP = re.compile(r"\((?:\?(?:[:=!|>]|<[=!]|P?<\w+>))?(?!\?)")


def _parts(pattern: str) -> Iterator[_Part]:
    """The parts of `pattern`; raises `PatternError` for what this reader does not know."""
    position = 0
    while position < len(pattern):
        character = pattern[position]
        end = position + 1
        if character == "\\":
            yield _escape(pattern, position)
            found = _ESCAPE.match(pattern, position)
            end = found.end() if found else position + 2
        elif character == "[":
            found = _CLASS.match(pattern, position)
            if not found:
                raise PatternError(_at(message("a character class is not closed"), position))
            yield _Part(".")
            end = found.end()
        elif character == "(":
            found = _GROUP.match(pattern, position)
            if not found:
                raise PatternError(_at(message("this kind of group is not supported"), position))
            yield _Part("(")
            end = found.end()
        elif character == "{":
            found = _COUNT.match(pattern, position)
            if not found:
                raise PatternError(_at(message("a brace needs a backslash"), position))
            low, comma, high = found.groups()
            yield _Part("{", most=int((high if comma else low)[:9] or low[:9] or 1))
            end = found.end()
        elif character in "*+?":
            yield _Part("*", character)
        elif character in ")|":
            yield _Part(character)
        else:
            yield _Part("." if character in ".^$" else "c", character)
        position = end


def _escape(pattern: str, position: int) -> _Part:
    if _ESCAPE.match(pattern, position):
        return _Part(".")
    return _Part("c", pattern[position + 1 : position + 2])


def _at(reason: Message, position: int) -> Message:
    return message("{reason} at position {place}", reason=reason, place=position)


def _check_size(pattern: str) -> None:
    """Raises `PatternError` where repeats written out, or groups in groups, are too many."""
    sizes = [0]  # of the groups that are open; the outermost is the pattern
    last = 0  # the size of what a quantifier would repeat
    for part in _parts(pattern):
        if part.kind == "(":
            sizes.append(0)
            if len(sizes) > MAX_GROUPS:
                raise PatternError(message("it has too many groups in one another"))
            continue
        if part.kind == ")":
            if len(sizes) == 1:
                raise PatternError(message("a parenthesis was never opened"))
            last = sizes.pop() + 1
            sizes[-1] += last
        elif part.kind == "{":
            sizes[-1] += last * max(part.most - 1, 0)
            last *= max(part.most, 1)
        elif part.kind in ".c":
            last = 1
            sizes[-1] += 1
        if sizes[-1] > MAX_SIZE:
            raise PatternError(message("its repeats are too many"))


# --- what every match contains ------------------------------------------------------------------


def regex_literals(pattern: str) -> tuple[str, ...]:
    """Strings that every match of `pattern` contains but for letter case.

    Each has two characters or more, a Han character among them, and no white space. Few rather
    than wrong: only what stands outside groups and alternatives is looked at. None where there
    are none, or where the pattern has something this reader does not know.
    """
    found: list[str] = []
    run = ""
    depth = 0
    try:
        for part in _parts(pattern):
            depth += (part.kind == "(") - (part.kind == ")")
            if depth:
                found.append(run)
                run = ""
            elif part.kind == "|":
                return ()
            elif part.kind == "c" and _is_certain(part.text):
                run += part.text
            else:
                may_be_absent = part.kind == "{" or part.text in ("*", "?")
                found.append(run[:-1] if may_be_absent else run)
                run = ""
    except PatternError:
        return ()
    found.append(run)
    return tuple(dict.fromkeys(run for run in found if len(run) > 1 and any(map(_is_han, run))))


def _is_certain(character: str) -> bool:
    """Whether nothing but this character matches it, folding aside.

    The letter i has relatives without a dot, and other alphabets have theirs.
    """
    if character.isascii():
        return not character.isspace() and character not in "iI"
    return (
        not character.isspace()
        and character == character.lower() == character.upper()
        and unicodedata.category(character) != "Cs"
    )


def _is_han(character: str) -> bool:
    return character >= "\u2e80" and unicodedata.category(character) == "Lo"

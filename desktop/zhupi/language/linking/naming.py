"""How an entity is written: one spelling for simplified and traditional, full and half width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from zhupi.core.folding import Folding
from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.linking.signs import usual
from zhupi.language.patterns import Pattern

_DROPPED = Pattern(r"[\s《》〈〉“”‘’「」『』\"']+")
_DROPPED_IN_LINE = Pattern(r"[^\S\n《》〈〉“”‘’「」『』\"']+|[《》〈〉“”‘’「」『』\"']+")
_REMEMBERED = 40  #: characters of a name that is likely to come again
_LONGEST = 200  #: characters of the longest name; what is longer is told apart by no more


def spelling(text: str) -> str:
    """`text` in simplified characters and half width, without brackets and spaces; capitals stay.

    >>> spelling("《聯合 早報》"), spelling("ＡＰＥＣ"), spelling("安東尼•布林肯")
    ('联合早报', 'APEC', '安东尼·布林肯')
    """
    return _spelling(text) if len(text) <= _REMEMBERED else _spelt(text[:_LONGEST])


def canonical(label: Label, name: str) -> str:
    """The name that a known thing goes by; a spelling that is not known stays as it is.

    >>> canonical(Label.PLACE, "印尼"), canonical(Label.PERSON, "印尼")
    ('印度尼西亚', '印尼')
    """
    if label is Label.PLACE:
        name = usual(name)
    return gazetteer().canonical(label, name)


def entity_id(label: Label, text: str) -> str:
    """`LABEL:name`, the name spelt so, and by its known name where it has several.

    >>> entity_id(Label.LAW, "《通胀削减 法案》"), entity_id(Label.PLACE, "美")
    ('LAW:通胀削减法案', 'PLACE:美国')
    """
    return f"{label}:{canonical(label, spelling(text))}"


def folded(text: str) -> str:
    """`text` folded, by a table that is kept."""
    return _folding()(text)


def spellings(names: Sequence[str]) -> list[str]:
    """The same for many names, in a fraction of the time. None may hold a line feed."""
    if not names:
        return []  # a text without lines has one all the same
    joined = "\n".join(names)
    lines = _DROPPED_IN_LINE.sub("", _folding()(joined)).split("\n")
    return [
        there if there == here or (there and here.lower() == here) else spelling(here)
        for here, there in zip(names, lines, strict=True)
    ]


@lru_cache(maxsize=8192)
def _spelling(text: str) -> str:
    return _spelt(text)


@cache
def _folding() -> Folding:
    return Folding()


def _spelt(text: str) -> str:
    simple = "".join(
        there.upper() if here.isupper() else there
        for here, there in zip(text, _folding()(text), strict=True)
    )
    return _DROPPED.sub("", simple) or simple.strip() or simple

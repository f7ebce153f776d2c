"""Other names that a text itself gives: 亚太经济合作组织（APEC）, 以下简称“条例”.

Read from behind a name, at most a line of its text; brackets may hold several names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhupi.language.patterns import Pattern

_REACH = 60  #: characters behind a name that are read
_CUE = (
    r"(?:以下简称|以下称|下称|简称|又称|又名|又叫|亦称|也称|也叫|俗称|别称|别名|原名|本名|原称|旧称|曾用名|"
    r"化名|笔名|艺名|表字|字|号|法号|谥号|庙号|乳名|小名|绰号|人称|尊称|全称|全名|英文名|英文简称|英文缩写|英文|英语|缩写|即|下同)"
)
_OPENING = Pattern(rf"[》”」』）)]?[ ]?[（(]\s*(?P<cue>{_CUE})?[为作是:： ]*", needs="( （")
_PLAIN = Pattern(
    rf"[》”」』]?[，,、]?\s?(?P<cue>{_CUE})[为作是:： ]*", needs=_CUE[3:-1].replace("|", " ")
)
_NAME = Pattern(r"[“‘《「『\"]?(?P<name>[^\s“”‘’《》「」『』\"，,、；;。：:（）()]+"
                   r"(?: [A-Za-z.&-]+)*)[”’》」』\"]?")  # fmt: skip
_NEXT = Pattern(rf"\s?[，,、；;或/]\s?(?P<cue>{_CUE})?[为作是:： ]*")
_LONGEST = 40


class Taught(NamedTuple):
    """Words that a text gives as another name of what stands before them."""

    start: int
    end: int
    cue: str  #: the word that says so, such as 简称; empty where the brackets stand alone


def names_after(text: str, end: int) -> Iterator[Taught]:
    """The other names told behind the name that ends at `end`; `text` is folded."""
    limit = min(len(text), end + _REACH)
    line = text.find("\n", end, limit)
    if line >= 0:
        limit = line
    opening = _OPENING.match(text, end, limit)
    if opening is None:
        plain = _PLAIN.match(text, end, limit)
        if plain is not None:
            yield from _name(text, plain.end(), limit, plain["cue"])
        return
    cue = opening["cue"] or ""
    at = opening.end()
    while True:
        found = _NAME.match(text, at, limit)
        if found is None:
            return
        if found.end("name") - found.start("name") <= _LONGEST:
            yield Taught(found.start("name"), found.end("name"), cue)
        further = _NEXT.match(text, found.end(), limit)
        if further is None:
            return
        cue = further["cue"] or cue
        at = further.end()


def _name(text: str, at: int, limit: int, cue: str) -> Iterator[Taught]:
    found = _NAME.match(text, at, limit)
    if found is not None and found.end("name") - found.start("name") <= _LONGEST:
        yield Taught(found.start("name"), found.end("name"), cue)

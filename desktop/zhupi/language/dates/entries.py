"""Entries of diaries and chronicles, and documents in a collection: paragraphs that begin with the
day they were written on, from which they count.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.core.model import Span
from zhupi.language.dates.points import Expression
from zhupi.language.patterns import Pattern

_WIDE = "\u3000"
_SPACES = frozenset((" ", _WIDE))
_SEVERAL = 2  #: entries that show a diary, where no wide space does
_TITLE = 40  #: characters
#: Titles of what is written day by day, or printed document by document.
_DIARY = Pattern(
    "日记|日录|手记|日志|札记|电稿|电文|电报|函稿|家书|奏稿|奏折|谕旨|宫门[抄钞]|京报|邸[抄钞报]",
    needs="日记 日录 手记 日志 札记 稿 电文 电报 家书 奏 谕旨 宫门 京报 邸",
)
#: What stands around the entries: 以上日记，系记者前日整理.
_AROUND = Pattern(
    "[（(]?(?:以上|附记|附注|补记|后记|作者|译者|编者|编后|按[：:]|注[：:]|说明|本报|本刊|记者|又讯|[▲【〔◎●])"
)


class Entries:
    """Which words of an article are the days of its entries. Immutable."""

    def __init__(
        self, text: str, blocks: Sequence[Span], found: Sequence[Sequence[Expression]]
    ) -> None:
        self._text = text
        first = blocks[0] if blocks else Span(0, 0)
        diary = bool(_DIARY.search(text, first.start, min(first.end, first.start + _TITLE)))
        heads = [
            items[0].start
            for block, items in zip(blocks, found, strict=True)
            if items and _heads(text, block, items[0], diary=diary)
        ]
        wide = any(text[items[0].end : items[0].end + 1] == _WIDE for items in found if items)
        self._heads = frozenset(heads if len(heads) >= _SEVERAL or (heads and wide) else ())

    def begin(self, item: Expression) -> bool:
        """Whether a time is the day of an entry that begins with it."""
        return item.start in self._heads

    def end(self, block: Span, *, heading: bool) -> bool:
        """Whether a block is none of the entry before it."""
        return heading or block.start in self._heads or bool(_AROUND.match(self._text, block.start))


def _heads(text: str, block: Span, item: Expression, *, diary: bool) -> bool:
    """Whether a paragraph begins with a day that a wide space parts from the rest; in a `diary` any
    space, and the day may stand alone."""
    if item.start != block.start or item.last is not None or item.relation:
        return False
    if not item.first.has("day", "lunar") or "iso_y" in item.first.words:
        return False
    if item.first.has("clock"):
        # 12月20日　零时，……
        return not _SPACES.isdisjoint(text[item.start : item.end])
    after = text[item.end : item.end + 1]
    if item.end == block.end:
        return diary
    # A plain space parts the days of lists in news of today, too.
    return after == _WIDE or (diary and after in _SPACES)

"""念, which old papers wrote for twenty: 本月念三日."""

from __future__ import annotations

from datetime import date

from zhupi.language.patterns import Pattern

_LAST = 1949  #: the last year in which papers wrote so
#: Words of then before such a day in what a paper of today tells.
_OF_THEN = Pattern(
    "(?<!\\d)1(?:[0-8]\\d\\d|9[0-4]\\d)年|一(?:[〇零一二三四五六七八][〇零一二三四五六七八九]{2}|九[〇零一二三四][〇零一二三四五六七八九])年"
    "|(?:民国|宣统|光绪|同治|咸丰|道光|嘉庆|乾隆|雍正|康熙|顺治|万历|明治|大正|昭和)"
    "(?:[元一二三四五六七八九十廿卅]{1,3}|\\d{1,2}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年"
)
_BEFORE = 3000  #: characters that show when a story is


def is_twenty(text: str, start: int, published: date | None) -> bool:
    """Whether 念 at `start` is a number: in a paper of then, or where a year of then was told."""
    if published is not None and published.year <= _LAST:
        return True
    return _OF_THEN.search(text, max(0, start - _BEFORE), start) is not None

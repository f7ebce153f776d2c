"""Reports of figures: what shows one, and what in it only compares.

Statistics and retrospects tell the period that they report of (7月份, 2024年全省生产总值) and
count others from it: 比上月, 较上年末, 一季度 to 四季度. What is told in figures is over: a
period that is not, on the day of publication, is of the year before.
"""

from __future__ import annotations

from zhupi.language.dates.points import Expression, Point
from zhupi.language.dates.reading import Place
from zhupi.language.dates.values import Moment, Stretch
from zhupi.language.patterns import Pattern

_CLAUSE = 48  #: characters
#: How much it was, and what became of it; a report alone says so.
_FIGURES = Pattern(
    r"同比|环比|按[年月季]|增[长速幅]|[增减]加?\d|[升跌涨降]幅|下[降滑跌]|回[落升]|上[升涨]|持平|[%％]|百分|总值"
    r"|[升降增减涨跌][至到了]?[\d一二三四五六七八九十]|[\d一二三四五六七八九十]成|余额|失业率|单[季月]"
    r"|[增盈亏][亏利损]"
)
#: Numbers of anything, which plans have, too.
_NUMBERS = Pattern(
    r"[\d百千十多余几][亿万]|\d[天次家起例件户名人篇部场辆台座吨艘宗幅处套]|仅|达到?\d|累计|合计"
)
#: What parts a year into its quarters or months.
_LISTED = Pattern(
    "分[季月]|逐[季月]|各季|四个季度|单季", needs="分季 分月 逐季 逐月 各季 四个 单季"
)
_LESS_OR_MORE = Pattern(
    r"(?:[比较]|[高低多少大小快慢好优差强弱逊长短早晚]于|超过|超出|不及|不如|相对于?|相比于?|对比|接近|相当于"
    r"|(?:恢复|回升|回落|回到|[升降跌涨]回|超)[到至过]?)$"
)
_BESIDE = Pattern(
    r"(?:[末底初]|的?同期)?数?(?:相比|持平|的?(?:同期)?水平|相当(?!于)|一[样致]"
    r"|的(?:[一二两三四五六七八九十\d][一二三四五六七八九十\d.]*[成倍]|[-\d.]+(?:[%％]|个百)))"
)
_VALUE = Pattern(r"(?:的?同期)?(?:为|是|则为|分别为)[-\d亏盈上下增减持]")
#: Words of periods before the one told.
_OTHERS = ("上月", "上个", "上季", "上周", "上年", "上一季", "前一周", "前一个", "前一季")
_ENDS = frozenset("。！？；\n")
_WHOLE_YEAR = Pattern("(?<![今去明前年])全年", needs="全年")


def of_figures(place: Place, point: Point, *, beside: bool = True) -> bool:
    """Whether the words around a time are figures. `beside`: in the paragraph of a report, where
    numbers of any kind are."""
    text = place.text
    start = max(place.sentence_start, point.start - _CLAUSE // 4)
    end = _clause_end(text, point.end)
    return bool(_FIGURES.search(text, start, end) or (beside and _NUMBERS.search(text, start, end)))


def listed(place: Place, point: Point) -> bool:
    """Whether the sentence takes a period apart: 分季度看，一季度……"""
    return bool(
        _LISTED.search(place.text, place.sentence_start, _clause_end(place.text, point.end))
    )


def compared(text: str, start: int, end: int) -> bool:
    """Whether the time is only what another is compared with: 比上月, 低于1月的2.4%."""
    before = text[max(0, start - 4) : start]
    after = text[end : end + 16]
    other = text.startswith(_OTHERS, start) or "同期" in text[start:end]
    return bool(
        _LESS_OR_MORE.search(before) or _BESIDE.match(after) or (other and _VALUE.match(after))
    )


def of_whole_year(place: Place, point: Point) -> bool:
    """Whether 全年 stands before: early in a year it is the last one."""
    return bool(_WHOLE_YEAR.search(place.text, place.block_start, point.start))


def period(stretch: Stretch, item: Expression) -> Moment | None:
    """The end of a period that a report may be of: a year or month, or one of several; no day."""
    last = stretch.last
    if last is None or stretch.first is None or last.year is None or last.day is not None:
        return None
    if item.relation not in {"", "during"} or item.first.has("length", "span", "same", "plan"):
        return None
    return last


def _clause_end(text: str, at: int) -> int:
    limit = min(len(text), at + _CLAUSE)
    return next((i for i in range(at, limit) if text[i] in _ENDS), limit)

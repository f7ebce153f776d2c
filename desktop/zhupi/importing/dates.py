"""Days as Chinese news writes them.

Only years from 1800 on count: a shorter or older number is more often something else.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_NUMERIC = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)\s?(?:年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]"
    r"|([-/.])(\d{1,2})\4(\d{1,2})(?!\d))"
)
_CHINESE = re.compile(
    "([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
#: `体坛周报 记者李明 2024年6月6日 23:10 国足……`: who, and when to the minute, before a text begins.
_STAMP = re.compile(
    r"(?![^，。；！？,;!?]{0,20}(?:北京|当地|當地|台北|显示)[时時][间間])"
    r"[^，。；！？,;!?]{0,40}(?:[报報社网網台刊]|记者|記者|编辑|編輯|校对|来源|來源|作者|发布|發布|发表|[时時][间間][:：])"
    r"[^，。；！？,;!?]{0,24}?(?<![\d间間])"
    r"((?:18|19|20)\d\d(?:年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号號]|([-/.])\d{1,2}\2\d{1,2}))"
    r"\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?=[\s|｜讯訊]|$)"
)
_HEAD = 90  #: characters in which a stamp ends
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")


def find_date(text: str) -> date | None:
    """The first full date in `text`.

    >>> find_date("2023年8月2日 10:20"), find_date("二〇二三年十月五日"), find_date("8月2日")
    (datetime.date(2023, 8, 2), datetime.date(2023, 10, 5), None)
    """
    found: list[tuple[int, date]] = []
    for match in _NUMERIC.finditer(text):
        year, month, day = match[1], match[2] or match[5], match[3] or match[6]
        found += _dated(match.start(), year, month, day)
        if found:
            break
    for match in _CHINESE.finditer(text):
        year = "".join(_DIGITS[c] for c in match[1])
        found += _dated(match.start(), year, _chinese(match[2]), _chinese(match[3]))
        if found:
            break
    return min(found)[1] if found else None


def stamped_date(text: str) -> date | None:
    """The day of the stamp that `text` opens with: an outlet or people, a date and a time of day.

    >>> stamped_date("体坛周报 记者李明 2024年6月6日 23:10 国足昨晚在曼谷取胜。")
    datetime.date(2024, 6, 6)
    """
    match = _STAMP.match(text[:_HEAD])
    return find_date(match[1]) if match else None


def date_in_name(name: str) -> date | None:
    """The date in a file's name, also as eight digits."""
    match = _COMPACT.search(name)
    compact = _dated(0, *match.groups()) if match else []
    return find_date(name.replace("_", "-")) or (compact[0][1] if compact else None)


def parse_date(value: object) -> date | None:
    """The day that a metadata field names: ISO 8601, Chinese, or seconds since 1970."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > 1e11 else value
        try:
            return datetime.fromtimestamp(seconds, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str):
        return None
    text = value.strip()[:200]
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return find_date(text) or date_in_name(text)


def _chinese(number: str) -> str:
    tens, ten, units = number.rpartition("十")
    if not ten:
        return _DIGITS.get(units, "")
    return _DIGITS.get(tens, "1" if not tens else "") + (_DIGITS.get(units, "") if units else "0")


def _dated(place: int, year: str, month: str, day: str) -> list[tuple[int, date]]:
    try:
        return [(place, date(int(year), int(month), int(day)))]
    except ValueError:
        return []

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
    r"[^，。；！？,;!?]{0,40}(?:(?<![通预預播简簡警情汇匯举舉申上谎謊填电電海捷])[报報](?![纸紙告警案道导導名到考价價销銷])"
    r"|社(?![会會区區保交团團])|[网網](?![友民络絡传傳上约約红紅])|台(?![风風湾灣北中南东東胞商])|刊"
    r"|记者(?![会會站节節])|記者(?![会會站节節])|编辑|編輯|校对|校對|来源|來源|作者|[发發][布表](?![会會])"
    r"|[时時][间間][:：])"
    r"[^，。；！？,;!?]{0,24}?(?<![\d间間])"
    r"((?:18|19|20)\d\d(?:年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号號]|([-/.])\d{1,2}\2\d{1,2}))"
    r"\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?=[\s|｜讯訊]|$)"
)
#: What leads to an hour of the story: who heard of it or measured it, and what is looked back at.
_TOLD = re.compile(
    r"测定|測定|测得|測得|[获獲]悉|了解|看到|[从從]|接[到报報]|截[至止]|[显顯]示|(?<![数數证證])[据據]"
    r"|[历歷]史上|[当當那]年|回[顾顧]|直播(?!吧)|通[报報]|通告|公告|[预預]警|[预預][报報]|速[报報]|震台[网網]"
)
#: A label tells when its text came out only where it says so: `案发时间：` does not.
_LABELLED = re.compile(r"[:：]\s*$")
_OF_THE_TEXT = re.compile(
    r"(?:来源|來源|日期|[发發][布表稿](?:于|於)?|更新(?:于|於)?|[刊登][发發登载載](?:于|於)?"
    r"|(?:^|[\s|｜(（【]|[发發][布表稿送]|更新|刊[发發登载載]|出版|[编編][辑輯]|[上录錄][传傳入线線]|推送)"
    r"[时時][间間])[:：]\s*$"
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
    if match is None or _TOLD.search(before := text[: match.start(1)]):
        return None
    if _LABELLED.search(before) and not _OF_THE_TEXT.search(before):
        return None
    return find_date(match[1])


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

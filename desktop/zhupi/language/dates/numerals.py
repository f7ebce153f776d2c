"""Whole numbers as Chinese news writes them.

>>> [number(n) for n in ("7", "十", "廿八", "卅一", "二十三", "一百零五", "一九九七", "元", "两")]
[7, 10, 28, 31, 23, 105, 1997, 1, 2]
"""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_VALUES = {character: value for value, character in enumerate(DIGITS)} | {
    "〇": 0, "○": 0, "两": 2, "元": 1, "正": 1, "首": 1, "冬": 11, "腊": 12,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "念": 20, "卅": 30}


def number(text: str) -> int | None:
    """The number that `text` writes, in digits of either kind; None where it is none."""
    text = text.removeprefix("初")
    if text.isascii():
        return int(text) if text.isdecimal() else None
    if len(text) > 1 and all(c in _VALUES for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total = 0
    digit: int | None = None
    last = 10_000
    for character in text:
        if character in _TENS:
            unit, value = 10, _TENS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            value = unit * (1 if digit is None else digit)
            digit = None
        elif character in _VALUES and digit in (None, 0):
            digit = _VALUES[character]
            continue
        else:
            return None
        if unit >= last or digit is not None:
            return None
        last = unit
        total += value
    return total + (digit or 0)

"""Characters of prose: what is scrubbed, what is wide, how lines join.

Invariant: only what no reader can see or no program can hold is ever dropped or replaced
(controls, lone surrogates, non-characters). Nothing is normalised.
"""

from __future__ import annotations

import re
import unicodedata

#: All that ends a line in some writer's view, longest first.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNUSABLE = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SPACE = re.compile(rf"[\s{_INVISIBLE}]+")
_VISIBLE = re.compile(rf"[^\s{_INVISIBLE}]")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)

SENTENCE_END = "。！？!?…"
CLOSING = "”’』」》）)]】\"'"


def normal_lines(text: str) -> str:
    """`text` with every kind of line end as one line feed, and paragraph separators as two."""
    return _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")


def scrub(text: str) -> str:
    """`text` without controls; what no program can hold becomes U+FFFD.

    >>> scrub("一\\x00\\x07二\\ud800")
    '一二\\ufffd'
    """
    return _UNUSABLE.sub("\ufffd", _CONTROLS.sub("", text))


def is_han(character: str) -> bool:
    return _HAN_CHARACTER.match(character) is not None


def count_han(text: str) -> int:
    return len(_HAN_CHARACTER.findall(text))


def is_cjk(character: str) -> bool:
    """Whether the character is set in a full square: Han, kana, full-width punctuation."""
    return (
        is_han(character)
        or character in "“”‘’…—·"
        or unicodedata.east_asian_width(character) in "WF"
    )


def width(text: str) -> int:
    """Columns in a terminal or a text editor: two for a Chinese character."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def blank(text: str) -> bool:
    """Whether nothing of `text` would be seen."""
    return _VISIBLE.search(text) is None


def squeeze(text: str) -> str:
    """`text` without anything invisible, for comparing."""
    return _SPACE.sub("", text)


def same_words(one: str, other: str) -> bool:
    return squeeze(one) == squeeze(other)


def joint(before: str, after: str) -> str:
    """What stands for a line break that only layout asked for, between these two texts.

    >>> joint("中美", "高层"), joint("of", "the"), joint("state-", "of")
    ('', ' ', '')
    """
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    if is_cjk(before[-1]) or is_cjk(after[0]):
        return ""
    hyphenated = before[-1] == "-" and before[-2:-1].isalpha() and after[0].isalnum()
    return "" if hyphenated else " "


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, closing quotes and brackets apart."""
    bare = text.rstrip().rstrip(CLOSING).rstrip()
    return bool(bare) and bare[-1] in SENTENCE_END + ".;；"

"""Ships are no mentions, nor is what they are called after: 定远、镇远诸舰, 永丰舰, 山东舰."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern

_SHIP = (
    "(?:号?(?:巡洋|驱逐|护卫|战列|炮|兵|战|旗|军|登陆|补给)?舰(?![队长载机只船员炮群桥岛首艏身体])|"
    "号?航母)"
)
#: Names side by side, and how many ships that makes.
_LISTED = Pattern(
    r"(?:[\u4e00-\u9fff]{2,3}[、及和与])+[\u4e00-\u9fff]{2,3}?(?:等?[二三四五六七八九十两诸各数]|等)舰(?!队)",
    needs="舰",
)
_NAMED = Pattern(_SHIP, needs="舰 航母")
_OF_STATES = ("国", "军", "方", "日本", "印度", "苏联", "海军")
_LABELS = frozenset({Label.PERSON, Label.PLACE, Label.ORG, Label.EVENT})


def ships(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops names that are a ship's. 日本舰 and 美舰 are ships of those states, which stay."""
    text = passage.text
    fleets = [(m.start(), m.end()) for m in passage.find(_LISTED)]

    def afloat(item: Found) -> bool:
        if item.label not in _LABELS or item.end - item.start < 2:
            return False
        name = text[item.start : item.end]
        if name.endswith(_OF_STATES) or item.end - item.start > 5:
            return False
        return (
            (item.label is Label.PLACE and name.endswith("舰"))
            or passage.follow(_NAMED, item) is not None
            or any(start <= item.start and item.end <= end for start, end in fleets)
        )

    return [item for item in found if not afloat(item)]

"""Ships are no mentions, nor is what they are called after: 定远、镇远诸舰, 永丰舰, 山东舰."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.lexicon import COUNTRIES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern

#: Behind what a ship is called; 俄罗斯护卫舰 is one of that state's.
_NAMED = Pattern(
    "号?舰(?![队长艇载机只船员炮群桥岛首艏身体])|号(?:巡洋|驱逐|护卫|战列|炮|兵|登陆|补给)舰|号?航母",
    needs="舰 航母",
)
_NAME = "(?:(?![及和与等诸])[\u4e00-\u9fff]){2,3}"
#: Names side by side, and how many ships that makes.
_LISTED = Pattern(
    f"(?:{_NAME}[、及和与]){{1,8}}{_NAME}(?:等?[二三四五六七八九十两诸各数]|等)舰(?!队)", needs="舰"
)
_OF_STATES = ("国", "军", "方", "海军", "台湾")
_LONGEST = 5
_LABELS = frozenset({Label.PERSON, Label.PLACE, Label.ORG, Label.EVENT})


def ships(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops names that are a ship's. 日本舰 and 俄罗斯军舰 are states' ships: the states stay."""
    text = passage.text
    fleets = [(m.start(), m.end()) for m in passage.find(_LISTED)]

    def afloat(item: Found) -> bool:
        if item.label not in _LABELS or item.end - item.start < 2:
            return False
        name = text[item.start : item.end]
        if name.endswith(_OF_STATES) or name in COUNTRIES or len(name) > _LONGEST:
            return False
        return (
            (item.label is Label.PLACE and name.endswith("舰"))
            or passage.follow(_NAMED, item) is not None
            or any(start <= item.start and item.end <= end for start, end in fleets)
        )

    return [item for item in found if not afloat(item)]

"""States by the name that treaties give them: 埃塞俄比亚联邦民主共和国, 日本国."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, replace

_STATES = ("共和国", "王国", "公国", "酋长国")
_STATE = Pattern(
    "(?:人民|民主|民主主义|联邦|伊斯兰|阿拉伯|社会主义|合作|多民族|联合)*(?:共和国|王国|公国|酋长国)",
    needs="共和国 王国 公国 酋长国",
)
#: 国 behind a name: no 国会, 国内, 国民, 国务.
_LAND = Pattern(
    "国(?=政府|宪法|天皇|皇帝|国王|国君|大皇帝|大君主|总理|首相|外务|外交|大使|公使|领事|全权|钦差|"
    "代表|人民|主权|间|元首|总统|和平|[、和与及之对向同，。；：）》”])",
    needs="国",
)


def states(passage: Passage, found: list[Found]) -> list[Found]:
    """埃塞俄比亚 + 联邦民主共和国, 日本 + 国; and 塞浦路斯共和国 is no person."""
    text = passage.text
    places = gazetteer().places
    new: list[Found] = []
    for item in found:
        if item.label is Label.PLACE and item.end - item.start > 1:
            match = passage.follow(_STATE, item)
            end = match.end() if match else 0
            if match is None:
                end = land_end(text, item.start, item.end, passage.block_end(item.start))
            if end and (match is None or passage.is_edge(end)):
                new.append(Found(item.start, end, Label.PLACE, RULE))
        elif item.label in {Label.PERSON, Label.ORG} and text.endswith(
            _STATES, item.start, item.end
        ):
            end = next(places.ends(text, item.start, item.end - 2), 0)
            if end and _STATE.fullmatch(text, end, item.end):
                new.append(Found(item.start, item.end, Label.PLACE, RULE))
    return replace(found, new)


def land_end(text: str, start: int, end: int, limit: int) -> int:
    """Where a known land's name ends with 国 behind it; 0 where none stands there."""
    name = text[start:end]
    if name.endswith("国") or name not in gazetteer().places or not _LAND.match(text, end, limit):
        return 0
    return end + 1

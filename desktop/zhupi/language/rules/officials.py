"""Governors called by their province: 苏督齐燮元, 鄂督. The province and the person are two
mentions, and the office is none."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import CHINESE, HINT, Index, place, replace

#: 直 is 直隶, 奉 奉天, 江 the three provinces of the lower Yangtze.
_GOVERNOR = Pattern(
    "(?<![\u4e00-\u9fff])([直苏浙皖赣鄂湘鲁晋豫陕甘川滇黔粤桂闽奉吉黑江港澳])(?:督军|督办|督|抚|藩|臬)"
    "(?=[\u4e00-\u9fff]{2,4})|"
    "([直苏浙皖赣鄂湘鲁晋豫陕甘川滇黔粤桂闽奉吉黑江港澳])(?:督军|督|抚)(?=[\u4e00-\u9fff]{2,4})",
    needs="督 抚 藩 臬",
)
_SIZES = (2, 3, 4)


def governors(passage: Passage, found: list[Found]) -> list[Found]:
    """苏 and 齐燮元 of 苏督齐燮元: where a reader saw the person, alone or with the office."""
    index = Index(found)
    new: list[Found] = []
    for m in passage.find(_GOVERNOR):
        at = m.start(1)
        person = index.at(m.end())
        if (
            person is None
            or person.label is not Label.PERSON
            or person.start not in {at, at + 1, m.end()}
            or person.end - m.end() not in _SIZES
            or not CHINESE.match(passage.text, m.end())
        ):
            continue
        new += [place(at), Found(m.end(), person.end, Label.PERSON, max(HINT, person.confidence))]
    return replace(found, new)

"""States called without their 群岛 by an article that names them in full: 马绍尔代表.

Of itself such a name is a person's more often.
"""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, replace
from zhupi.language.rules.mentions import follows_title

_ISLANDS = Pattern("[\u4e00-\u9fff]{2,5}(?=群岛)", needs="群岛")
#: What a state has, behind its name.
_OF_STATE = Pattern(
    "(?:代表团?|总统|总理|政府|外长|外交部|财政部|环境部|气候|国会|议会|海域|方面|谈判|籍|驻)"
)


def islands(passage: Passage, found: list[Found]) -> list[Found]:
    """Places where somebody was seen, before what only states have."""
    text = passage.text
    if "群岛" not in text:
        return found
    full = (
        _ISLANDS.match(text, item.start, item.end) for item in found if item.label is Label.PLACE
    )
    named = {match[0] for match in full if match is not None}
    # 国务卿马绍尔 in the article: 马绍尔代表美国 may be his.
    named -= {
        text[item.start : item.end]
        for item in found
        if item.label is Label.PERSON and follows_title(passage, item.start)
    }
    return replace(
        found,
        [
            Found(item.start, item.end, Label.PLACE, RULE)
            for item in found
            if item.label is Label.PERSON
            and text[item.start : item.end] in named
            and passage.follow(_OF_STATE, item) is not None
        ],
    )

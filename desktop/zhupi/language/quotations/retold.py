"""What reported speech tells that others say in it: their cues end it not.

Over lines of signs (`masking`); every repetition is bounded.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues
from zhupi.language.quotations.forms import Introduction

#: What only carries what others do.
CARRYING = ("报道", "报导", "披露", "消息")
#: 报道，某人对此表示哀悼，并称…: still what he did, not the paper.
_DOES_WITH_WORDS = Pattern(
    rf"[^，：POQ]{{0,12}}[LO]{{0,3}}[^，：POQ]{{0,8}}[PO](?![、和与])[^，：]{{0,24}}?(?:{cues.ACT}|致电|致函|致信|会见|会晤|接见"
    r"|批评|谴责|抨击|指责|感谢|祝贺|道歉|发表(?:讲话|声明|演讲)|拒绝|驳回|否决|解雇|致辞|喊话|发文|发帖)[^，：]{0,16}"
    rf"，(?=(?:并且?|还|又|也|同时)(?:{cues.JOINED_CUES}))",
    needs="，",
)
#: 报道说，某人谈到…，认为…: the same, of what somebody spoke about.
_SPEAKS_OF = Pattern(
    "[^，：POQ]{0,12}P[^，：POQ]{0,8}(?:[谈讲说提][到及]|回忆|讲述|回顾|忆及)[^，：]{2,24}"
    "，(?=(?:并且?|还|又|也|同时)?(?:认为|表示|强调|指出|相信|觉得)(?![，：]))"
)
_REPORTS = ("报道", "报导", "消息", "通讯", "专电")
#: 声明说，甲国方面痛感…，表示…: a side of which a declaration tells, and what it declares further.
_OF_A_SIDE = Pattern(
    "T?(?:(?:双方|两国|各方|三国|缔约)[^，：POM]{3,30}|L{1,3}(?:方面?|政府)[^，：POM]{3,30}|O[^，：POM]{3,30})"
    "，(?=(?:并且?|同时)?(?:表示|重申|承认|声明|确认|宣布|认为|强调)(?![，：]))",
)
_DECLARATIONS = Pattern("(?:声明|公报|宣言|条约|协定|协议|议定书|备忘录|纪要)[^，：]{0,8}$")


def retold(line: str, start: int, found: Introduction) -> int:
    """From where on a cue ends what `found` introduces and begins at `start`."""
    does = None
    if found.word in CARRYING:
        does = _DOES_WITH_WORDS.match(line, start)
    elif line.endswith(_REPORTS, 0, found.start):
        does = _SPEAKS_OF.match(line, start)
    elif declares(line, found):
        does = _OF_A_SIDE.match(line, start)
    return does.end() if does else start + 1


def declares(line: str, found: Introduction) -> bool:
    """Whether a declaration or a treaty speaks."""
    who = found.subject
    return who is not None and _DECLARATIONS.search(line, who.start, who.end) is not None

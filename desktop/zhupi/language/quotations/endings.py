"""Where reported speech ends and the narrator, or somebody else, goes on.

Over lines of signs (`masking`); every repetition is bounded.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues
from zhupi.language.quotations.introductions import Form, Introduction

_DECLARING = ("宣布", "宣告")
_OTHERS = "[POLMW方者员人]"  #: names, and how words for people end
_TELLING = cues.any_of("""
表示 称 说 认为 指出 强调 承认 警告 提醒 主张 建议 坦言 直言 坚称 相信 担心 质疑 反驳 解释 补充 透露
希望 呼吁 觉得 回应 预计 断言 坚持 宣布
""")
#: …，某方则称…; …，但某人承认，…
_CONTRAST = Pattern(
    rf"，(?=[^，]{{0,24}}?{_OTHERS}[^，]{{0,8}}?(?:也|则|却|亦|还)[^，]{{0,10}}?"
    rf"(?:表示|称|说|认为|指出|强调|宣布|(?:{_TELLING})(?=[，：]))"
    rf"|(?:但|而|不过|然而)[^，：]{{0,16}}?{_OTHERS}[^，：]{{0,8}}?"
    rf"(?:{_TELLING})[，：]"
    rf"|(?:但|而|不过|然而)[他她][^，：]{{0,4}}?(?:{_TELLING}))",
    needs="，",
)
#: Behind a cue without a mark: …，当晚，某人…; …，某人认为…; …，满堂一声惊呼
_NARRATED = Pattern(
    r"，(?:T，[^，]{0,12}[PO]|[^，：]{0,10}P[^，：P]{0,6}(?:说|认为|表示|主张|指出|强调)(?!的)"
    r"|(?:全场|满堂|满座|举座|四座|台下))",
    needs="，",
)


def ending(line: str, start: int, found: Introduction, *, personal: bool) -> int:
    """Where what `found` introduces and begins at `start` ends; `personal`: a person speaks."""
    both = (cues.CHAIN, _CONTRAST)
    ends = [match.start() for pattern in both if (match := pattern.search(line, start + 1))]
    cut = min(ends, default=len(line))
    if found.form is Form.BARE and (narrated := _NARRATED.search(line, start + 1, cut)):
        cut = narrated.start()
    if not personal and (other := cues.OTHER.search(line, start, cut)):
        cut = other.start()
    if found.word in _DECLARING and (scene := cues.SCENE.search(line, start, cut)):
        cut = scene.start()
    return cut

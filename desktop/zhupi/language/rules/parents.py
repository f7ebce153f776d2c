"""Bodies that others belong to or are called by: 瑞信 in 瑞信香港分行, 白宫 in 白宫玫瑰园."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, replace

#: Parts of a house.
_HALL = Pattern("(?:园|厅|室|楼|殿|大厦|草坪|礼堂)$")
_LETTERS = Pattern("[A-Z][A-Za-z&]+(?=[\u4e00-\u9fff])")
_BRANCH_OF = Pattern(
    "([\u4e00-\u9fffA-Za-z]{2,})(?:分行|支行|分公司|分社|分会|分部|分院|分校|办事处|代表处)",
    needs="分 支行 办事处 代表处",
)
_LEAST_PART = 2


def halls(passage: Passage, found: list[Found]) -> list[Found]:
    """白宫 + 玫瑰园: a part of the house that a body is called by."""
    known = gazetteer()
    new = []
    for first, second in pairwise(sorted(found)):
        if first.end != second.start or second.label is not Label.PLACE:
            continue
        if (
            known.is_a(Label.ORG, passage.text[first.start : first.end])
            and _HALL.search(passage.text, second.start, second.end)
            and passage.joins(first, second)
        ):
            new.append(Found(first.start, second.end, Label.PLACE, HINT))
    return replace(found, new)


#: 政府工作报告 is nobody's government's.
_CABINET = Pattern("内阁|政府(?!工作|部门|采购|网|军|间|首脑|总部|大楼)", needs="内阁 政府")


def cabinets(passage: Passage, found: list[Found]) -> list[Found]:
    """张绍曾 + 内阁: a government that is called by who leads it."""
    new = [
        Found(item.start, match.end(), Label.ORG, HINT)
        for item in found
        if item.label is Label.PERSON and item.end - item.start > 1
        for match in (passage.follow(_CABINET, item),)
        if match and passage.is_edge(match.end())
    ]
    return replace(found, new)


def parent(text: str, item: Found, bodies: Collection[str]) -> Iterator[Found]:
    """瑞信 in 瑞信香港分行, LIGO in LIGO科学合作组织: where the article names it by itself."""
    letters = _LETTERS.match(text, item.start, item.end)
    branch = _BRANCH_OF.fullmatch(text, item.start, item.end)
    last = letters.end() if letters else branch.end(1) if branch else 0
    for end in range(min(last, item.end - 1), item.start + 1, -1):
        if text[item.start : end] in bodies:
            yield Found(item.start, end, Label.ORG, HINT, nested=True)
            return


def house(text: str, item: Found) -> Found | None:
    """白宫 in 白宫玫瑰园."""
    for end, known in gazetteer().names.found(text, item.start, item.end - _LEAST_PART):
        if known.label is Label.ORG and _HALL.search(text, end, item.end):
            return Found(item.start, end, Label.ORG, HINT, nested=True)
    return None

"""What rules hand on stays in order and apart, inside its block and never empty.

Rules after them rely on it; a name that crosses a border is thrown out in the end, and with it the
right ones that it took the place of.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

from zhupi.core.model import Label, Span
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.events import unquoted_laws
from zhupi.language.rules.own_bodies import own_bodies
from zhupi.language.rules.people import titled


def tagged(text: str, words: str, *blocks: Span) -> Passage:
    """`words`: `word/tag` of the whole text, parted by spaces."""
    pieces = [word.rpartition("/") for word in words.split()]
    names = list(dict.fromkeys(tag for _, _, tag in pieces))
    passage = Passage(text, blocks or (Span(0, len(text)),), names)
    at = 0
    for piece, _, tag in pieces:
        size = len(piece)
        kinds = bytes([names.index(tag)]) * size
        passage.put(at, kinds, bytes([1] + [0] * (size - 1)), array("f", [1.0] * size))
        at += size
    return passage


def test_a_branch_is_not_joined_over_the_border_of_blocks_that_touch() -> None:
    text = "世界自然基金会香港分会"
    passage = tagged(text, "世界自然基金会/ORG 香港/LOC 分会/n", Span(0, 7), Span(7, 11))
    body, place = Found(0, 7, Label.ORG, 0.9), Found(7, 9, Label.PLACE, 0.9)
    result = own_bodies(passage, [body, place])
    assert body in result
    assert all(item.end <= 7 or item.start >= 7 for item in result)


def test_a_department_is_not_joined_over_the_border_of_blocks_that_touch() -> None:
    text = "外交部亚洲司"
    passage = tagged(text, "外交部/ORG 亚洲/LOC 司/n", Span(0, 3), Span(3, 6))
    body, place = Found(0, 3, Label.ORG, 0.9), Found(3, 5, Label.PLACE, 0.9)
    assert own_bodies(passage, [body, place]) == [body, place]


def test_an_article_of_a_law_by_itself_leaves_no_empty_name() -> None:
    text = "依宪法第22条办理"
    passage = tagged(text, "依/p 宪法/n 第22条/m 办理/v")
    result = unquoted_laws(passage, [Found(3, 7, Label.LAW, 0.9)])
    assert all(item.start < item.end for item in result)


def test_a_name_made_whole_takes_the_place_of_what_stood_in_it() -> None:
    text = "副总理韩正在台上说"
    passage = tagged(text, "副总理/n 韩正/PER 在/p 台上/s 说/v")
    read = [Found(3, 4, Label.PERSON, 0.9), Found(4, 5, Label.PLACE, 0.6)]
    result = titled(passage, read)
    assert [(item.start, item.end) for item in result] == [(3, 5)]
    assert all(first.end <= second.start for first, second in pairwise(result))

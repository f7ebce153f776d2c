"""Where a query stands in an article: marks that are off by one, missed or wrong mislead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.core.model import Label
from zhupi.core.scripts import is_han_like
from zhupi.core.search import ArticleFacts, EntityFacts, SearchDocument
from zhupi.search.article_text import ArticleText, Passage
from zhupi.search.matching import Matcher, OutOfTimeError, find_matches, holds
from zhupi.search.query import parse
from zhupi.search.query_tree import Near, Regex, Term, TextNode, Wildcard, marking_nodes
from zhupi.search.stopwatch import Stopwatch

FOLDING = Folding()


def marked(query: str, text: str, *, title: str = "", literal: bool = False) -> list[str]:
    """The places that `query` marks, as the text has them."""
    nodes = marking_nodes(parse(query, literal=literal).node)
    return [match.span.of(text) for match in find_matches(nodes, ArticleText(title, text, FOLDING))]


def spans(node: TextNode, text: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in find_matches([node], ArticleText("", text, FOLDING))]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("中美", "中美、中 美、中\n美、中\u3000美", ["中美", "中 美", "中\n美", "中\u3000美"]),
        ("台湾里", "臺灣裡；台灣裏", ["臺灣裡", "台灣裏"]),
        ("apec", "ＡＰＥＣ 与 APEC", ["ＡＰＥＣ", "APEC"]),
        ("在APEC会", "在 APEC 会上", ["在 APEC 会"]),
        ('"在 APEC 会"', "在APEC会上", ["在APEC会"]),
        ('"Wang Yi"', "Wang Yi, WangYi, Wang  Yi", ["Wang Yi"]),
        ("的", "的的的", ["的", "的", "的"]),
        ("的的", "的的的", ["的的"]),
        ("𠀀", "（𠀀）𠀀", ["𠀀", "𠀀"]),
        ('"a "', "ba ba,a 中", ["a ", "a "]),
        ('" a"', "中 a中a a", [" a", " a"]),
        ('" a "', "b a a a", [" a "]),
        ('" 中 "', "a中b", ["中"]),
        ('"b "', "b", []),
        ('"b "', "b\n", ["b\n"]),
    ],
)
def test_words_as_the_text_has_them(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


def test_literal_asks_for_the_very_characters() -> None:
    text = "中美 中 美 ＡPEC apec 臺灣 台湾"
    assert marked("中美", text, literal=True) == ["中美"]
    assert marked('"中 美"', text, literal=True) == ["中 美"]
    assert marked("apec", text, literal=True) == ["apec"]
    assert marked("台湾", text, literal=True) == ["台湾"]


def test_a_title_is_marked_where_the_text_begins_with_it() -> None:
    """The title is shown apart otherwise, and has no place in the text."""
    assert marked("title:会晤", "元首会晤\n会晤", title="元首会晤") == ["会晤"]
    assert marked("title:会晤", "元首会晤", title="元首会晤") == ["会晤"]
    assert marked("title:会晤", "元首会晤记", title="元首会晤") == []
    assert marked("text:会晤", "元首会晤\n会晤", title="元首会晤") == ["会晤", "会晤"]
    assert marked("source:会晤 tag:会晤 -会晤", "会晤") == []


def test_places_that_share_characters_become_one() -> None:
    nodes = (Term("中美"), Term("美国"), Term("国"))
    (one, two) = find_matches(nodes, ArticleText("", "中美国，国", FOLDING))
    assert (one.start, one.end, one.nodes) == (0, 3, frozenset({0, 1, 2}))
    assert (two.start, two.end, two.nodes) == (4, 5, frozenset({2}))


SPACED = st.text(alphabet="中国臺aB  \n\u3000，𠀀", max_size=25)


def as_pattern(query: str) -> str:
    """What `query_tree` says of a term, as a regular expression for folded text."""
    pieces = re.findall(r"[ \n]+|[^ \n]", FOLDING(query))
    pattern = ""
    for number, piece in enumerate(pieces):
        spaces = piece.isspace()
        beside = [p for p in pieces[max(0, number - 1) : number + 2] if not p.isspace()]
        han = any(is_han_like(ord(p)) for p in beside)
        inner = 0 < number < len(pieces) - 1
        if spaces and han:
            pattern += "[ \n]*" if inner else ""
        elif spaces:
            pattern += re.escape(piece) if inner else f"[ \n]{{{len(piece)}}}"
        else:
            following = pieces[number + 1] if number + 1 < len(pieces) else " "
            touching = not following.isspace() and (
                is_han_like(ord(piece)) or is_han_like(ord(following))
            )
            pattern += re.escape(piece) + ("[ \n]*" if touching else "")
    return pattern


@given(text=SPACED, query=SPACED.filter(str.strip), cut=st.integers(0, 25))
@settings(max_examples=500, deadline=None)
def test_terms_as_the_definition_says(text: str, query: str, cut: int) -> None:
    """Checked against a regular expression that is made straight from the definition."""
    for word in (query, text[cut : cut + 5]):
        if word.strip():
            wanted = [m.span() for m in re.finditer(as_pattern(word), FOLDING(text))]
            assert spans(Term(word), text) == wanted


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("外交*人", "外交部发言人和外交官员，某人", ["外交部发言人", "外交官员，某人"]),
        ("外交*人", "外交人人", ["外交人"]),
        ("外交*人", "外交" + "部" * 50 + "人", ["外交" + "部" * 50 + "人"]),
        ("外交*人", "外交" + "部" * 51 + "人", []),
        ("外交*人", "外交部\n发言人", []),
        ("外交*人", "外\n交部发言人", ["外\n交部发言人"]),
        ("a*b", "a\nb", []),
        ("第?届", "第三届、第 四 届、第届、第十一届", ["第三届", "第 四 届"]),
        ("第?届", "第三\n届", []),
        ("第?届", "第\n三届", []),
        ("?届", "三届\n届", ["三届"]),
        ("届?", "届\n届中", ["届中"]),
        ("届?", "届", []),
        ("??届", "一二三届", ["二三届"]),
        ("a*b*c", "a b x c c", ["a b x c"]),
        # The first b is too far from any c; another is not.
        ("a*b*c", "ab" + "-" * 40 + "b" + "-" * 40 + "c", ["ab" + "-" * 40 + "b" + "-" * 40 + "c"]),
        ("中*a𠀀", "臺中𠀀A 𠀀", ["中𠀀A 𠀀"]),
    ],
)
def test_wildcards(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


@given(
    text=st.text("ab\nc ", max_size=30),
    pieces=st.lists(st.sampled_from(["a", "b", "ab", "c"]), min_size=2, max_size=4),
    gaps=st.lists(st.sampled_from(["*", "?", "??*"]), min_size=5, max_size=5),
    edges=st.tuples(st.sampled_from(["", "?"]), st.sampled_from(["", "??"])),
)
@settings(max_examples=400, deadline=None)
def test_wildcards_are_those_of_regular_expressions(
    text: str, pieces: list[str], gaps: list[str], edges: tuple[str, str]
) -> None:
    parts = [edges[0]]
    for piece, gap in zip(pieces, gaps, strict=False):
        parts += [piece, gap]
    parts[-1] = edges[1]
    node = Wildcard(tuple(filter(None, parts)))
    patterns = {"": "", "*": ".{0,50}?", "?": ".", "??": "..", "??*": "..(?:.{0,50}?)"}
    pattern = "".join(patterns.get(part, part) for part in parts)
    assert spans(node, text) == [m.span() for m in re.finditer(pattern, text)]
    literal = Wildcard(node.pieces, literal=True)
    assert spans(literal, text) == spans(node, text)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ('"中方 表示"~2', "中方对此表示，表示", ["中方", "表示"]),
        ('"中方 表示"~1', "中方对此表示", []),
        ('"中方 表示"~0', "表示中方", ["表示", "中方"]),
        ('"中方 表示"~2', "中方对 此 表示", ["中方", "表示"]),
        ('"中方 表示"~5', "中方\n表示", []),
        ('"中方 表示"~5', "中方，a\nb表示", []),
        ('"甲 乙 丙"~2', "甲-乙-丙", ["甲", "乙", "丙"]),
        ('"甲 乙 丙"~1', "甲-乙-丙", []),
        # The smaller window, not the one that begins earlier.
        ('"甲 乙"~5', "甲---甲-乙", ["甲", "乙"]),
        ('"中国 国家"~0', "中国家", ["中国家"]),
    ],
)
def test_near(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


def near_by_trying_all(node: Near, text: str) -> bool:
    every = [[m.span() for m in re.finditer(f"(?={word})", text)] for word in node.words]
    places = [
        [(start, start + len(word)) for start, _ in some]
        for some, word in zip(every, node.words, strict=True)
    ]
    covered = {i for some in places for start, end in some for i in range(start, end)}
    for chosen in product(*places):
        start, end = min(s for s, _ in chosen), max(e for _, e in chosen)
        free = sum(i not in covered for i in range(start, end))
        if free <= node.distance and "\n" not in text[start:end]:
            return True
    return False


@given(
    text=st.text("ab\nc-", max_size=25),
    words=st.lists(
        st.sampled_from(["a", "ab", "b", "ba", "c"]), min_size=2, max_size=3, unique=True
    ),
    distance=st.integers(0, 6),
)
@settings(max_examples=500, deadline=None)
def test_near_finds_what_trying_all_finds(text: str, words: list[str], distance: int) -> None:
    node = Near(tuple(words), distance)
    found = spans(node, text)
    assert bool(found) == near_by_trying_all(node, text)
    joined = "".join(text[start:end] for start, end in found)
    assert all(word in text for word in words if found)
    assert set(joined) <= set("".join(words))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("/第[一二]届/", "第一届、第三届、第 二届", ["第一届"]),
        ("/APEC/", "apec ＡＰＥＣ", ["apec"]),
        ("/^会.$/", "会晤\n会谈", ["会晤", "会谈"]),
        ("/x*/", "中x", ["x"]),
        ("title:/会/", "会\n会", ["会"]),
        ("text:/会/", "会\n会", ["会", "会"]),
        ("/𠀀./", "中𠀀𠀁中", ["𠀀𠀁"]),
    ],
)
def test_regular_expressions_see_the_text_as_it_is(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text, title="会") == found


class Clock:
    """Goes on by a second whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_looking_ends_in_time() -> None:
    """A pattern that would try for years must not hold the search."""
    article = ArticleText("", "a" * 5_000, FOLDING)
    with pytest.raises(OutOfTimeError):
        find_matches([Regex("((a|aa)+)+b")], article, Stopwatch(0.05))
    with pytest.raises(OutOfTimeError):
        find_matches([Regex("a")], article, Stopwatch(5, Clock()))


ARTICLE = SearchDocument(
    article="1",
    digest="",
    title="元首会晤",
    text="元首会晤\n中美两国",
    source="新华社",
    published=date(2023, 11, 15),
    authors=("王 小明", "Li Lei"),
)
FACTS = ArticleFacts(
    article="1",
    tags=("外交/会晤", "要闻"),
    notes=("先读 这篇",),
    entities=(
        EntityFacts(Label.ORG, "中华人民共和国外交部", ("外交部",)),
        EntityFacts(Label.PERSON, "王小明"),
        EntityFacts(Label.EVENT, "峰会"),
    ),
    annotated=True,
)


@pytest.mark.parametrize(
    ("query", "with_facts", "without"),
    [
        ("会晤中美", True, True),
        ("title:中美", False, False),
        ("title:会晤", True, True),
        ("text:会晤", True, True),
        ("两国 -三国", True, True),
        ("三国 OR (两国 title:元首)", True, True),
        ("NOT (两国 元首)", False, False),
        ("author:王小明", True, True),
        ("author:lei", True, True),
        ("author:明Li", False, False),
        ("source:新华", True, True),
        ("source:=新华", False, False),
        ("source:=新華社", True, True),
        ("date:2023-11", True, True),
        ("date:2023-12", False, False),
        ("date:2023-11-15..", True, True),
        ("date:..2023-11-14", False, False),
        ("has:date", True, True),
        ("tag:会晤", True, False),
        ("tag:外交", True, False),
        ("tag:=外交", True, False),
        ("tag:=外交/会晤", True, False),
        ("tag:=会晤", False, False),
        ("tag:=外", False, False),
        ("note:这篇", True, False),
        ("note:先读这", True, False),
        ("org:外交部", True, False),
        ("org:=外交部", True, False),
        ("org:人民共和国", True, False),
        ("person:外交部", False, False),
        ("person:王小明", True, False),
        ("entity:峰会", True, False),
        ("place:峰会", False, False),
        ("event:峰会", True, False),
        ("事件:=峰会", True, False),
        ("law:峰会", False, False),
        ("媒体:峰会", False, False),
        ("has:note has:tag has:entity has:annotation", True, False),
        ("is:unread", True, True),
        ("is:read", False, False),
    ],
)
def test_whether_an_article_matches(query: str, *, with_facts: bool, without: bool) -> None:
    node = parse(query).node
    assert node is not None
    assert holds(node, ARTICLE, FACTS, FOLDING) == with_facts
    assert holds(node, ARTICLE, None, FOLDING) == without


def test_a_title_apart_is_searched_too() -> None:
    apart = SearchDocument("1", "", "元首", "会晤", "", None)
    for query, found in (("元首", True), ("首会", False), ("text:元首", False), ("会晤", True)):
        node = parse(query).node
        assert node is not None
        assert holds(node, apart, None, FOLDING) == found
    assert not holds(parse("has:date OR date:..2030").node or Term("x"), apart, None, FOLDING)


def test_title_and_text_are_counted_apart() -> None:
    """The title weighs more, and must not count twice where the text repeats it."""
    node = Term("会")
    for title, text, counts in (("会", "会\n会会", (1, 2)), ("会", "会会会", (1, 3))):
        article = ArticleText(title, text, FOLDING)
        assert Matcher([node], FOLDING).look(article)[1] == [counts]


NODES: st.SearchStrategy[TextNode] = st.one_of(
    st.builds(Term, SPACED.filter(str.strip), literal=st.booleans()),
    st.builds(
        Near, st.permutations(("中", "国", "a", "b")).map(lambda w: tuple(w[:2])), st.just(3)
    ),
    st.sampled_from([Wildcard(("中", "*", "国")), Wildcard(("?", "a")), Regex("中.|a+")]),
)


@given(title=SPACED, text=SPACED, begins=st.booleans(), nodes=st.lists(NODES, max_size=4))
@settings(max_examples=300, deadline=None)
def test_marks_are_ordered_apart_and_inside(
    title: str, text: str, nodes: Sequence[TextNode], *, begins: bool
) -> None:
    """And an article that is marked is one that matches."""
    title = title.replace("\n", "")
    if begins:
        text = f"{title}\n{text}"
    matches = find_matches(nodes, ArticleText(title, text, FOLDING))
    reached = 0
    for match in matches:
        assert reached <= match.start < match.end <= len(text)
        assert match.nodes
        reached = match.end
    article = SearchDocument("1", "", title, text, "", None)
    marking = {number for match in matches for number in match.nodes}
    for number, node in enumerate(dict.fromkeys(nodes)):
        if number in marking:
            assert holds(node, article, None, FOLDING)


def test_breaks_of_a_passage_lie_where_squeezing_dropped_them() -> None:
    passage = Passage("中 \n 国a\nb", FOLDING)
    assert passage.breaks(literal=True) == (2, 6)
    assert passage.searched(literal=False) == "中国a\nb"
    assert passage.breaks(literal=False) == (1, 3)

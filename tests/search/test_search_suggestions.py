"""What else to type: every suggestion finds something, and the likeliest comes first."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.search import near_names, suggestions
from zhupi.search.near_names import NameFinder, Near, bordered
from zhupi.search.pinyin import Pinyin
from zhupi.search.query import parse
from zhupi.search.query_tree import And, Node, Not, Or, Term
from zhupi.search.units import UnitFolding, Units

FOLDING = UnitFolding()
PINYIN = Pinyin()
TITLES = ("基辛格秘密访华", "外交部发言人答记者问", "小球推动大球", "The APEC Forum", "熊貓的使命")
VALUES = ("王毅", "布林肯", "基辛格", "联合国大会", "APEC", "香港01")
SOURCES = ("新华社",)
TEXTS = (
    "基辛格秘密访华\n基辛格与周恩来在北京会谈。",
    "外交部发言人答记者问\n发言人谈到王毅外长的安排。",
    "小球推动大球\n乒乓球队应邀访问。",
    "The APEC Forum\nleaders met",
    "熊貓的使命\n两只大熊猫启程，布林肯没有同行。联合国大会开幕，香港01报道。",
)


def folded(text: str) -> str:
    return FOLDING.fold(text).tobytes().decode("utf-16-le", "surrogatepass")


class Library:
    """What the module asks for, over a few texts."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def titles(self) -> Units:
        run = FOLDING.fold_all(TITLES)
        return bordered(run.units, run.starts)

    def values(self) -> Sequence[str]:
        return VALUES

    def found(self, query: str) -> int:
        self.asked.append(query)
        node = parse(query).node
        return sum(_holds(node, text) for text in TEXTS) if node else 0


def _holds(node: Node, text: str) -> bool:
    if isinstance(node, And):
        return all(_holds(part, text) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, text) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, text)
    if not isinstance(node, Term):
        return False
    if node.field == "title":
        text = text.split("\n", 1)[0]
    elif node.field == "source":
        text = "\n".join(SOURCES)
    elif node.field not in ("any", "text"):
        return False
    return folded(node.text) in folded(text)


def suggest(query: str, library: Library | None = None) -> tuple[str, ...]:
    library = library or Library()
    return suggestions.suggest(query, library, PINYIN, FOLDING, library.found, inf)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("王意", "王毅"),  # sounds alike
        ("机辛格", "基辛格"),
        ("基格辛", "基辛格"),  # two swapped
        ("布林垦", "布林肯"),
        ("基辛各", "基辛格"),
        ("外交部发言仁", "外交部发言人"),  # a part of a title
        ("外交发言人", "外交部发言人"),  # one left out
        ("外交部的发言人", "外交部发言人"),  # one too many
        ("小球带动大球", "小球推动大球"),  # half remembered
        ("联合园大会", "联合国大会"),
        ("wangyi", "王毅"),  # the keyboard was in English
        ("apek", "APEC"),  # as it is shown, not folded
        ("froum", "forum"),
    ],
)
def test_a_mistyped_name_is_put_right(typed: str, meant: str) -> None:
    assert suggest(typed)[:1] == (meant,)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("机辛格 周恩来", "基辛格 周恩来"),  # only the word that is wrong
        ("周恩来 机辛格 北京", "周恩来 基辛格 北京"),
        ("机辛格 -布林肯", "基辛格 -布林肯"),
        ("title:机辛格", "title:基辛格"),
        ("王意 外交布发言人", "王毅 外交部发言人"),  # both are wrong
        ("基辛格北京", "基辛格 北京"),  # typed without a space
        ("基辛格周恩来会谈", "基辛格 周恩来 会谈"),
        ("小球推动大球队应邀了", "小球推动大球 队应邀"),
        ("新华社", "source:新华社"),  # in no text, but a source
        ("基辛格 date:1999", "基辛格"),
        ("基辛格 has:note", "基辛格"),
        ("基辛格 -周恩来", "基辛格"),
        ("title:周恩来", "周恩来"),
        ("基辛格 乒乓球队 访华", "基辛格 访华"),  # the most of it that finds something
        ("基辛格 (北京", "基辛格 北京"),  # does not parse
        ('"访华秘密"', "访华 秘密"),
        ("基辛格访问团", "基辛格"),  # the longest beginning
        ("某某发言人", "发言人"),  # the longest end
    ],
)
def test_the_least_change_that_finds_something_comes_first(query: str, first: str) -> None:
    assert suggest(query)[:1] == (first,)


@pytest.mark.parametrize(
    "query", ["", "  ", "龘龘龘", "xyzzy", "date:1999", "-基辛格", "1974", "apx:龘", "(", '"']
)
def test_nothing_is_suggested_where_nothing_is_near(query: str) -> None:
    assert suggest(query) == ()


@settings(max_examples=25, deadline=None)  # each is thirty searches
@given(
    st.lists(
        st.sampled_from(
            [*VALUES, *TITLES, "机辛格", "wangyi", "OR", "AND", "NOT", "-", "(", ")", '"', "/", "*",
             "date:2020", "title:", "tag:=", "𠀀", "\ud83d", " ", "的", "/a+/", '"a b"~3', "?"]
        ),
        max_size=9,
    )
)  # fmt: skip
def test_whatever_is_typed_every_suggestion_finds_something(pieces: list[str]) -> None:
    for query in (" ".join(pieces), "".join(pieces)):
        library = Library()
        offered = suggest(query, library)
        assert len(library.asked) <= suggestions.MOST_ASKED
        assert len(offered) <= suggestions.MOST_SUGGESTIONS
        assert query not in offered
        assert all(library.found(other) for other in offered)


def test_a_long_query_is_no_bomb() -> None:
    library = Library()
    suggest(" ".join(["机辛格"] * 500), library)
    suggest("机" * 4_000, library)
    assert len(library.asked) <= 2 * suggestions.MOST_ASKED


def test_advice_that_takes_long_is_not_waited_for() -> None:
    library = Library()
    assert suggestions.suggest("机辛格", library, PINYIN, FOLDING, library.found, 0) == ()
    assert library.asked == []


# --- near names -------------------------------------------------------------------------------


def finder(*names: str) -> NameFinder:
    run = FOLDING.fold_all(names)
    return NameFinder(bordered(run.units, run.starts))


def near(word: str, *names: str) -> list[str]:
    return [found.text for found in near_names.best(finder(*names).misspelt(word))]


def test_names_are_apart() -> None:
    assert near("甲乙丙丁戊", "甲乙丙", "丁己") == []
    assert near("甲乙丙", "甲", "丙") == []


def test_a_short_word_with_a_wrong_end_is_only_a_whole_name() -> None:
    assert near("布林垦", "布林肯") == ["布林肯"]
    assert near("中美盟", "中美关系新论") == []


def test_a_latin_word_is_no_piece_of_a_longer_one() -> None:
    assert near("forun", "the forums", "a forum") == ["forum"]


def test_the_likelier_comes_first_then_the_more_frequent() -> None:
    assert near("人民日保社", "人民日报社", "人民日刊社", "人民日刊社") == [
        "人民日刊社",
        "人民日报社",
    ]
    sounding = finder("王毅", "网易", "网易").sounding(PINYIN.homophones("王意"), "王意")
    assert [found.text for found in near_names.best(sounding)] == ["王毅", "网易"]


def test_of_letters_a_reading_that_is_seldom_is_not_meant() -> None:
    names = finder(*["王毅"] * 9, "网易")
    (readings,) = PINYIN.syllables("wangyi")[:1]
    assert [found.text for found in names.sounding(readings)] == ["王毅"]


def test_two_slips_only_in_longer_words() -> None:
    assert near("联合果大惠开幕", "联合国大会开幕") == ["联合国大会开幕"]
    assert near("基心各", "基辛格") == []


def test_a_piece_of_a_better_one_is_left_out() -> None:
    found = [Near("外交部发言人", 1.0, 1, 1), Near("发言人", 1.0, 1, 4), Near("发言稿", 1.5, 1, 9)]
    assert [n.text for n in near_names.best(found)] == ["外交部发言人", "发言稿"]


@given(st.text("甲乙丙丁戊己", min_size=5, max_size=9), st.data())
def test_any_one_slip_is_found(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(name) - 2))
    slip = data.draw(st.sampled_from(["change", "drop", "add", "swap"]))
    head, character, tail = name[:place], name[place], name[place + 1 :]
    typed = {
        "change": f"{head}错{tail}",
        "drop": f"{head}{tail}",
        "add": f"{head}{character}错{tail}",
        "swap": f"{head}{tail[0]}{character}{tail[1:]}",
    }[slip]
    texts = {found.text for found in finder(name).misspelt(typed)}
    assert typed == name or name in texts

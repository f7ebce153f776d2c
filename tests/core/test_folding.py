"""Folding must never shift an offset: marks and annotations would land on other characters."""

from __future__ import annotations

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.folding import FOLDING_VERSION, Folding, fold_character, fold_units_table
from zhupi.core.paths import resources

EVERYTHING = "".join(map(chr, range(0x110000)))


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_folded_text_keeps_every_offset(text: str) -> None:
    fold = Folding()
    folded = fold(text)
    assert len(folded) == len(text)
    assert "".join(map(fold, text)) == folded


def test_every_character_has_one_that_stands_for_it_and_that_one_stands_for_itself() -> None:
    """Otherwise text folded twice, as a query pasted from an index is, finds nothing."""
    once = Folding()(EVERYTHING)
    assert len(once) == len(EVERYTHING)
    assert Folding()(once) == once
    assert list(map(fold_character, EVERYTHING[:0x3000])) == list(once[:0x3000])


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("apec", "ＡＰＥＣ"),
        ("a b", "a\u3000b"),
        ("(", "（"),
        ("!,:;?", "！，：；？"),
        ("2758", "２７５８"),
        ("10~20", "１０〜２０"),
        ("台湾", "臺灣"),
        ("台风", "颱風"),
        ("台阶", "檯階"),
        ("里面", "裏麵"),
        ("这里", "這裡"),
        ("后来", "後來"),
        ("看着", "看著"),
        ("关于", "關於"),
        ("因为", "因爲"),
        ("作为", "作為"),
        ("群众", "羣衆"),
        ("山峰", "山峯"),
        ("却", "卻"),
        ("强调", "強調"),
        ("彊", "強"),
        ("发言人说", "發言人説"),
        ("说", "說"),
        ("户", "戸"),
        ("户", "戶"),
        ("吴", "呉"),
        ("没有", "沒有"),
        ("青年", "靑年"),
        ("头发", "頭髮"),
        ("日历", "日曆"),
        ("历史", "歷史"),
        ("钱钟书", "錢鍾書"),
        ("钱钟书", "钱锺书"),
        ("奏折", "奏摺"),
        ("反复", "反覆"),
        ("了解", "瞭解"),
        ("汇丰", "滙豐"),
        ("人民", "⼈⺠"),
        ("长", "⻓"),
        ("安东尼·布林肯", "安東尼・布林肯"),
        ("安东尼•布林肯", "安東尼‧布林肯"),
        ("二〇〇三", "二○○三"),
        ("鐽", "𫟼"),
    ],
)
def test_what_a_person_types_meets_what_stands_in_the_text(typed: str, stands: str) -> None:
    assert Folding()(typed) == Folding()(stands)


@pytest.mark.parametrize(
    "words",
    [
        ("你", "妳"),
        ("炼", "链"),
        ("画", "划"),
        ("滤", "沪"),
        ("艺", "芸"),
        ("联", "连"),
        ("缺", "欠"),
        ("他", "她"),
        ("“", '"'),
        ("—", "-"),
        ("…", "."),
        ("。", "."),
        ("、", ","),
        ("\n", " "),
        ("é", "e"),
    ],
)
def test_what_differs_in_meaning_stays_apart(words: tuple[str, str]) -> None:
    """Otherwise a search for Shanghai finds every filter."""
    assert len(set(map(Folding(), words))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "中国外交部发言人表示，双方应当加强沟通；有关各方（包括日本）怎么看？很好！",
        "“一带一路”——《报告》…、。【】「」‘’·",
        "3.5% a-z_/[]{}<>#$&*+=@\\^`|'\"",
        "\n",
        "\ud800",
        "ﬁ",
        "İ",
        "𬭛",
    ],
)
def test_ordinary_text_folds_to_itself(text: str) -> None:
    """Otherwise every article of the index must keep much beside its folded text."""
    assert Folding()(text) == text


def test_all_white_space_but_the_line_feed_is_a_space() -> None:
    """Otherwise a term with a space misses texts that were set with another one."""
    folded = Folding()(EVERYTHING)
    spaces = {i for i, character in enumerate(EVERYTHING) if character.isspace()}
    assert {i for i, character in enumerate(folded) if character in " \n"} == spaces
    assert folded.index("\n") == 10
    assert folded.count("\n") == 1


def test_table_of_units_is_the_folding_of_the_basic_plane() -> None:
    """Otherwise the index would not find what marking finds."""
    table = struct.unpack("<65536H", fold_units_table())
    assert list(table) == list(map(ord, Folding()(EVERYTHING[:0x10000])))
    assert all(table[code] == code for code in range(0xD800, 0xE000))


def test_simplified_characters_fold_to_themselves_but_for_those_that_are_told() -> None:
    """Otherwise a variant too many makes words of everyday Chinese equal, and nobody notices."""
    gb2312 = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    everyday = "".join(code.decode("gb2312", "ignore") for code in gb2312)
    assert len(everyday) == 6763
    meeting = {folded + one for one, folded in zip(everyday, Folding()(everyday), strict=True)}
    readme = (resources() / "folding" / "README.md").read_text("utf-8")
    told = readme.strip().split("\n")[-1].split()
    assert {pair for pair in meeting if pair[0] != pair[1]} == set(told)


def test_version_is_the_tables() -> None:
    """Otherwise an index folded by an older table is taken for up to date, and misses hits."""
    data = (resources() / "folding" / "table.txt").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(data).hexdigest().startswith(FOLDING_VERSION)
    readme = (resources() / "folding" / "README.md").read_text("utf-8")
    assert hashlib.sha256(data).hexdigest() in readme

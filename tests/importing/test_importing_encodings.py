"""Encodings are found without being told."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.errors import ReadError
from zhupi.core.protocols import SourceFile
from zhupi.importing import detect_encoding
from zhupi.importing.encodings import decode, looks_binary

SIMPLIFIED = (
    "1972年2月28日，中美双方在上海发表联合公报。",
    "雍正皇帝在位十三年，批阅的奏折数以万计。",
    "外交部发言人说：“我们注意到有关报道。”",
    "《人民日报》刊登了公告的全文（共九条）。",
    "APEC会议将于11月举行，与会者约三千人。",
)
TRADITIONAL = (
    "清代的官員向皇帝報告政務，起初沿用題本。",
    "軍機處將奏摺抄錄一份備查，稱為「錄副奏摺」。",
    "1972年2月28日，雙方在上海發表聯合公報。",
    "雨水、米價與民情，都寫在摺子裡。",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


def read(data: bytes) -> str:
    return decode(SourceFile(Path("/a.txt"), data))[0]


@pytest.mark.parametrize("sentence", SIMPLIFIED + TRADITIONAL)
@pytest.mark.parametrize("encoding", [*ENCODINGS, "big5"])
def test_one_sentence_is_enough(sentence: str, encoding: str) -> None:
    if encoding == "big5" and sentence in SIMPLIFIED:
        sentence = TRADITIONAL[0]
    assert read(sentence.encode(encoding)) == sentence


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIMPLIFIED + TRADITIONAL), min_size=1), st.sampled_from(ENCODINGS))
def test_any_news_is_read_in_any_encoding(sentences: list[str], encoding: str) -> None:
    text = "\n".join(sentences)
    assert read(text.encode(encoding)) == text


@settings(deadline=None)
@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1))
def test_any_traditional_news_is_read_in_big5(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    data = text.encode("big5")
    assert detect_encoding(data) == "big5"
    assert read(data) == text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf_8_is_always_known(text: str) -> None:
    assert codecs.lookup(detect_encoding(text.encode())).name.startswith("utf-8")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_some_codec(data: bytes) -> None:
    codecs.lookup(detect_encoding(data))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_sample_cut_inside_a_character_misleads_nobody(encoding: str) -> None:
    for shift in range(4):
        text = "a" * shift + TRADITIONAL[0] * 4000
        assert read(text.encode(encoding)) == text


def test_chinese_far_behind_ascii_is_found() -> None:
    text = "x" * 200_000 + SIMPLIFIED[0]
    assert read(text.encode("gb18030")) == text


def test_one_damaged_byte_shows_as_such_and_costs_nothing_else() -> None:
    for encoding in ("utf-8", "gb18030"):
        data = bytearray(f"{SIMPLIFIED[1]}\n".encode(encoding) * 100)
        data[len(data) // 2] = 0xFF
        found = read(bytes(data))
        assert 1 <= found.count("\ufffd") <= 3
        assert found.count("皇帝") >= 98


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            "第二行有一个坏字：".encode() + b"\xed\xa0\x80" + "。".encode(),
            "第二行有一个坏字：\ufffd。",
        ),
        (
            "短".encode() + b"\xed\xb0\x80\xed\xa0\x80\xed\xa0\x80" + "文".encode(),
            "短\ufffd\ufffd\ufffd文",
        ),
        (
            "人名里有".encode() + b"\xed\xa1\x80\xed\xb0\x80" + "字。".encode(),
            "人名里有\U00020000字。",
        ),
    ],
)
def test_halves_of_characters_do_not_make_a_short_text_unreadable(data: bytes, text: str) -> None:
    """It was taken for GB18030, without a word, and could not be read."""
    assert not looks_binary(data)
    assert read(data) == text


@pytest.mark.parametrize("cut", [b"\xed\xa0\xbd", b"\xed\xb8\x80"])
def test_a_text_of_nothing_but_halves_is_refused_as_any_other_damage(cut: bytes) -> None:
    """It would stand in the library as a page of question marks."""
    line = SIMPLIFIED[1].encode()
    assert "\ufffd" in read(line * 10 + cut)
    for data in (cut * 200, (line + cut * 3) * 30, line + cut * 8):
        with pytest.raises(ReadError, match="encoding"):
            read(data)
    whole = "😀".encode("utf-16-be").hex()
    high, low = (chr(int(whole[n : n + 4], 16)).encode("utf-8", "surrogatepass") for n in (0, 4))
    assert read((high + low) * 200) == "😀" * 200


def test_english_with_western_quotes_is_read() -> None:
    text = "The ministers’ meeting – a “first” – was held at the café in Paris."
    assert read(text.encode("cp1252")) == text


def test_bytes_of_no_encoding_are_refused_in_one_sentence() -> None:
    with pytest.raises(ReadError, match="encoding"):
        read(bytes(random.Random(1).choices(range(0x80, 0x100), k=4000)))

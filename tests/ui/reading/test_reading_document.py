"""An article's document: every character shown once, nothing of it obeyed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QTextCursor, QTextDocument

from zhupi.core.model import Article, BlockKind, InlineStyle, StyleKind
from zhupi.ui.reading import Look, ReadingSurface
from zhupi.ui.reading.document import LONGEST_BLOCK, Page, build_page

MakeArticle = Callable[..., Article]
_ODD = "\r\u2028\u2029\ufdd0\ufdd1\ufffc\x00\x07\t\u00a0\u3000\ud800\udfff\u202e\ufeff\ufffe\uffff"
_PARTS = st.lists(
    st.tuples(
        st.sampled_from([k for k in BlockKind if k is not BlockKind.IMAGE]),
        st.text(st.sampled_from("朱批，。“”（）ab𠀀😀" + _ODD), max_size=20),
    )
    | st.just((BlockKind.IMAGE, "file:///etc/hostname")),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def owner(qapp: QObject) -> QObject:
    return QObject()


def _page(article: Article, owner: QObject) -> Page:
    return build_page(article, Look(), 1.0, owner)


def _shown(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@given(_PARTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_each_character_stands_where_the_positions_say(
    make_article: MakeArticle, owner: QObject, parts: list[tuple[BlockKind, str]]
) -> None:
    """Whatever stands in a file, a mark lies under the characters that were marked."""
    article = make_article(parts)
    page = _page(article, owner)
    for block in article.blocks:
        for offset in range(block.start, block.end):
            character = article.text[offset]
            at = page.positions.to_document(offset)
            shown = _shown(page.document, at, at + (2 if character > "\uffff" else 1))
            assert len(shown) == 1
            if character not in _ODD:
                assert shown == character
            assert page.positions.to_text(at) == offset
    assert page.document.blockCount() == len(article.blocks)


def test_markup_in_a_text_is_shown_as_it_stands(make_article: MakeArticle, owner: QObject) -> None:
    """Text that looks like HTML is text."""
    words = "<b>粗</b><img src='file:///etc/hostname'>&amp;"
    page = _page(make_article([(BlockKind.PARAGRAPH, words)]), owner)
    assert page.document.toPlainText() == words


def test_an_image_is_a_placeholder_that_opens_nothing(
    make_article: MakeArticle, owner: QObject, tmp_path: Path
) -> None:
    """An address never reaches Qt, which would read a local file or hang on a device."""
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    address = picture.as_uri()
    page = _page(make_article([(BlockKind.IMAGE, address), (BlockKind.CAPTION, "图")]), owner)
    assert address not in page.document.toHtml()
    assert page.images[0].url == address


def test_the_widget_loads_nothing_whatever_is_asked(surface: ReadingSurface) -> None:
    """A device file would hang the window for ever."""
    for kind in QTextDocument.ResourceType:
        found = surface.loadResource(kind.value, "file:///dev/zero")
        assert (found.width(), found.height()) == (1, 1)


def test_a_line_of_a_million_characters_is_broken_in_the_display_only(
    make_article: MakeArticle, owner: QObject
) -> None:
    """Qt lays out one long block in time that grows with its square."""
    words = ("朱批是批语。" * 200_000)[:1_000_000]
    article = make_article([(BlockKind.TITLE, "题"), (BlockKind.PARAGRAPH, words)])
    page = _page(article, owner)
    block, longest = page.document.begin(), 0
    while block.isValid():
        longest = max(longest, block.length())
        block = block.next()
    assert longest <= LONGEST_BLOCK + 1
    for offset in (2, 4_000, 4_001, 123_456, 1_000_001):
        at = page.positions.to_document(offset)
        assert _shown(page.document, at, at + 1) == article.text[offset]


def test_a_broken_paragraph_is_indented_once(make_article: MakeArticle, owner: QObject) -> None:
    words = "长" * (LONGEST_BLOCK * 2 + 5)
    page = _page(make_article([(BlockKind.PARAGRAPH, words)]), owner)
    indents = [page.document.findBlockByNumber(n).blockFormat().textIndent() for n in range(3)]
    assert indents == [2 * Look().font_pixels, 0, 0]


@pytest.mark.parametrize(
    ("words", "tight"),
    [
        ("他说“好”，走了。", [4]),
        ("（见《清史稿》。）", [0, 6, 7]),
        ("“‘好’”", [0, 1, 3]),
        ("没有相邻，的标点。", []),
    ],
)
def test_adjacent_punctuation_is_tightened(
    make_article: MakeArticle, owner: QObject, words: str, tight: list[int]
) -> None:
    """Two full-width marks side by side leave a hole in the line."""
    page = _page(make_article([(BlockKind.PARAGRAPH, words)]), owner)
    cursor, found = QTextCursor(page.document), []
    for offset in range(len(words)):
        cursor.setPosition(offset + 1)
        font = cursor.charFormat().font()
        if QFont.Tag("halt") in font.featureTags():
            found.append(offset)
    assert found == tight


def test_inline_styles_cover_exactly_their_characters(
    make_article: MakeArticle, owner: QObject
) -> None:
    """Styles may overlap and follow characters outside the BMP."""
    words = "𠀀一二三四五六"
    styles = [
        InlineStyle(StyleKind.STRONG, 1, 4),
        InlineStyle(StyleKind.LINK, 3, 6, "https://example.org/"),
    ]
    page = _page(make_article([(BlockKind.PARAGRAPH, words)], styles), owner)
    cursor, bold, lined = QTextCursor(page.document), "", ""
    for offset, character in enumerate(words):
        cursor.setPosition(page.positions.to_document(offset) + (2 if character > "\uffff" else 1))
        format_ = cursor.charFormat()
        bold += character if format_.fontWeight() == QFont.Weight.Bold else ""
        lined += character if format_.underlineStyle().value else ""
        assert not format_.isAnchor()
    assert (bold, lined) == ("一二三", "三四五")


def test_body_text_is_justified_with_an_indent(make_article: MakeArticle, owner: QObject) -> None:
    page = _page(
        make_article(
            [(BlockKind.TITLE, "题"), (BlockKind.PARAGRAPH, "正文"), (BlockKind.BYLINE, "作者丨某")]
        ),
        owner,
    )
    formats = [page.document.findBlockByNumber(n).blockFormat() for n in range(3)]
    assert [int(f.textIndent()) for f in formats] == [0, 2 * Look().font_pixels, 0]
    assert formats[1].alignment() == Qt.AlignmentFlag.AlignJustify
    assert formats[0].headingLevel() == 1


def test_an_item_without_a_number_gets_a_dot(make_article: MakeArticle, owner: QObject) -> None:
    items = ["第一", "1. 有号", "（一）", "一、有号", "— 有横"]
    page = _page(make_article([(BlockKind.LIST_ITEM, words) for words in items]), owner)
    assert page.bullets == {0}

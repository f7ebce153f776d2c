"""What must hold for every input."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhupi.core.errors import ReadError
from zhupi.core.model import Article
from zhupi.core.protocols import ReadOptions, SourceFile
from zhupi.importing import READERS

Check = Callable[[Article], None]
_PROSE = st.text(
    st.one_of(
        st.sampled_from("，。、；：？！“”‘’《》（）—…·　 *_[]()#<>&`~\\|!-+.0123456789aBc\t\u00a0"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
        st.sampled_from("ＡｂＣ①ﬁé😀\u0301"),
    ),
    min_size=1,
    max_size=60,
)
_PARAGRAPHS = st.lists(
    _PROSE.map(lambda s: s.strip(" \t\u00a0\u3000")).filter(
        lambda s: re.search(r"\w", s) is not None
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda s: re.sub(r"\s", "", s),
)


def articles(reader: str, name: str, data: bytes, encoding: str = "utf-8") -> list[Article]:
    (chosen,) = [r for r in READERS if r.name == reader]
    source = SourceFile(Path("/folder") / name, data)
    return [a for a in chosen.read(source, ReadOptions(encoding)) if isinstance(a, Article)]


def escaped(paragraph: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", paragraph)


@settings(deadline=None)
@given(_PARAGRAPHS)
def test_text_gives_back_its_paragraphs(paragraphs: list[str]) -> None:
    (article,) = articles("text", "a.txt", "\n\n".join(paragraphs).encode())
    assert sorted(article.text.split("\n")) == sorted(paragraphs)


@settings(deadline=None)
@given(_PARAGRAPHS)
def test_markdown_gives_back_its_paragraphs(paragraphs: list[str]) -> None:
    source = "\n\n".join(escaped(p).replace("\t", "&#9;") for p in paragraphs)
    (article,) = articles("markdown", "a.md", source.encode())
    assert sorted(article.text.split("\n")) == sorted(paragraphs)


@settings(deadline=None)
@given(_PARAGRAPHS)
def test_html_gives_back_its_paragraphs(paragraphs: list[str]) -> None:
    paragraphs = [re.sub("[ \t]+", " ", p) for p in paragraphs]
    body = "".join(
        "<p>" + p.replace("&", "&amp;").replace("<", "&lt;") + "</p>" for p in paragraphs
    )
    (article,) = articles("html", "a.html", f"<html><body>{body}</body></html>".encode())
    assert sorted(article.text.split("\n")) == sorted(paragraphs)


@settings(deadline=None)
@given(st.sampled_from(["text", "markdown", "html", "jsonl"]), st.binary(max_size=200))
@example("markdown", b"# a\n\n![](b)")
@example("html", b"<p>a<img src=b><p>c")
@example("text", b"\xff\xfe\x00\xd8")
def test_blocks_tile_the_text_of_anything(check_tiles: Check, reader: str, data: bytes) -> None:
    try:
        found = articles(reader, "a", data, encoding="")
    except ReadError:
        return
    for article in found:
        check_tiles(article)


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("甲乙。 \n\n#*_>-![]()`<b>&;:|~\\1.丨作者\t\r\u2028\x00\ud800"),
        max_size=120,
    )
)
def test_blocks_tile_the_text_of_any_markdown(check_tiles: Check, text: str) -> None:
    try:
        found = articles("markdown", "a.md", text.encode("utf-8", "replace"))
    except ReadError:
        return
    for article in found:
        check_tiles(article)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "甲",
                "乙。",
                " ",
                "\n",
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<br>",
                "<li>",
                "<ol>",
                "</ol>",
                "<td>",
                "<tr>",
                "<table>",
                "</table>",
                "<img src=a>",
                "<h2>",
                "<a href=b>",
                "</a>",
                "<!--",
                "&lt;",
                "<script>",
                "<div>",
            ]
        ),
        max_size=40,
    )
)
def test_blocks_tile_the_text_of_any_page(check_tiles: Check, parts: list[str]) -> None:
    try:
        found = articles("html", "a.html", "".join(parts).encode())
    except ReadError:
        return
    for article in found:
        check_tiles(article)

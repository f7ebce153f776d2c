"""What a reader marked must show in any Markdown reader exactly as it stood in the article."""

import html
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from zhupi.core.errors import ExportError
from zhupi.core.messages import Translator
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import printable
from zhupi.exchange.markdown_notes import Markdown, escape

MARKUP = st.text(
    alphabet=st.sampled_from("\\`*_[]<>&~|$#^={}%!-+:.)(1 9\t\r\"'/@甲　#x;ab"), max_size=24
)
LINES = MARKUP | st.text(alphabet=st.characters(exclude_characters="\n"))


def shown(markdown: str, *, preset: str = "commonmark") -> str:
    """The text that a reader of the rendered paragraph sees."""
    rendered = MarkdownIt(preset).enable(["table", "strikethrough"]).render(markdown)
    found = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert found is not None, rendered
    assert "<" not in found[1], rendered
    return html.unescape(found[1])


@given(LINES.filter(bool))
@example("1. 一")
@example("- 一")
@example("# 一")
@example("    code")
@example("　　缩进")
@example("&amp;")
@example("a  ")
@example("[甲]: http://example.org")
@example("| a | b |")
@example("---")
@example("<!-- annotation x -->")
@example("~~~")
@example("\\")
def test_a_line_renders_exactly_as_it_was(line: str) -> None:
    # Python's own references for &#13; and &#9; come back as the characters.
    assert shown(escape(line)) == printable(line)


@given(LINES)
def test_a_line_inside_a_block_quote_stays_in_it(line: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"> {escape(line)}\n")
    assert rendered.startswith("<blockquote>")
    assert set(re.findall(r"<(\w+)", rendered)) <= {"blockquote", "p"}


@pytest.mark.parametrize("text", ["==高亮==", "%%藏起%%", "^注", "$x$", "#标签", "~~删~~", "a|b"])
def test_marks_of_common_extensions_are_escaped(text: str) -> None:
    assert re.search(r"(?<!\\)(==|%%|\^|\$|#|~|\|)", escape(text)) is None


def notes(bundle: list[AnnotatedArticle], context: ExportContext) -> bytes:
    stream = io.BytesIO()
    Markdown().write(iter(bundle), context, stream)
    return stream.getvalue()


def test_each_quotation_of_the_bundle_renders_exactly(
    bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    rendered = MarkdownIt("commonmark").render(notes(bundle, export_context).decode())
    quotes = [
        html.unescape("\n".join(re.findall("<p>(.*?)</p>", part, re.DOTALL)))
        for part in re.findall("<blockquote>(.*?)</blockquote>", rendered, re.DOTALL)
    ]
    assert quotes == [a.quote for item in bundle for a in item.annotations]
    assert "<script" not in rendered


def test_tags_are_written_as_obsidian_reads_them_and_empty_articles_left_out(
    bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    text = notes(bundle, export_context).decode()
    assert "#修缮/材料 #运输" in text
    assert "没有批注的文章" not in text


def test_labels_come_from_the_translator(bundle: list[AnnotatedArticle]) -> None:
    class Shouting(Translator):
        def __call__(self, template: str, /, **values: object) -> str:
            return super().__call__(template, **values).upper()

    context = ExportContext(bundle[0].annotations[0].created, "Zhupi", (), Shouting())
    assert "# READING NOTES" in notes(bundle, context).decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> 青石".encode(), "青石".encode()),
        (b"<!-- end of 11", b"<!-- end of 12"),
        (b"<!-- annotation 0", b"<!-- annotation  0"),
        ("青石".encode(), b"\xff"),
    ],
)
def test_the_check_finds_broken_notes(
    bundle: list[AnnotatedArticle], export_context: ExportContext, old: bytes, new: bytes
) -> None:
    data = notes(bundle, export_context)
    assert old in data
    with pytest.raises(ExportError):
        Markdown().check(io.BytesIO(data.replace(old, new, 1)), 11)

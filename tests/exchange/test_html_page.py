"""The page people send to each other: it must show every passage and load nothing."""

import base64
import hashlib
import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from zhupi.core.errors import ExportError
from zhupi.core.messages import Translator
from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    InlineStyle,
    Purpose,
    StyleKind,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import printable
from zhupi.exchange.html_page import Html

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CONTEXT = ExportContext(NOW, "Zhupi 0.1.0", ())
ALPHABET = "甲乙<>&\"'𠀀\x00\x1b\ud800\ufffe\t =]-"


def page(items: list[AnnotatedArticle], context: ExportContext = CONTEXT) -> bytes:
    stream = io.BytesIO()
    count = Html().write(iter(items), context, stream)
    Html().check(io.BytesIO(stream.getvalue()), count)
    return stream.getvalue()


def tree(data: bytes) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(data.decode("utf-8"))


def classed(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def ranges_in(text: str, most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    if not text:
        return st.just([])
    start = st.integers(0, len(text) - 1)
    range_ = start.flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    return st.lists(range_, max_size=most)


@st.composite
def libraries(draw: st.DrawFn) -> AnnotatedArticle:
    """An article with markup-like text, overlapping passages and styles anywhere."""
    kinds = [k for k in BlockKind if k is not BlockKind.IMAGE]
    lines = draw(st.lists(st.text(alphabet=ALPHABET, max_size=12), min_size=1, max_size=4))
    blocks, start = [], 0
    for line in lines:
        if draw(st.booleans()):
            blocks.append(Block(BlockKind.IMAGE, start, start, url="file:///etc/passwd"))
        blocks.append(Block(draw(st.sampled_from(kinds)), start, start + len(line)))
        start += len(line) + 1
    text = "\n".join(lines)
    notes = [
        Annotation(
            f"id{number}",
            Target("a", TextPositionSelector(a, b), TextQuoteSelector(text[a:b])),
            (Body(Purpose.COMMENTING, draw(st.text(alphabet=ALPHABET, max_size=5))),),
            draw(st.sampled_from(["yellow", "blue"])),
            "",
            NOW,
            NOW,
            draw(st.sampled_from(list(AnnotationState))),
        )
        for number, (a, b) in enumerate(draw(ranges_in(text, 7)))
    ]
    styles = tuple(
        InlineStyle(draw(st.sampled_from(list(StyleKind))), a, b, "javascript:alert(1)")
        for a, b in draw(ranges_in(text, 3))
    )
    article = Article("a", "题", text, tuple(blocks), styles=styles)
    notes.sort(key=lambda n: (n.span.start, n.span.end, n.id))
    return AnnotatedArticle(article, tuple(notes))


@settings(deadline=None)
@given(libraries())
def test_the_text_is_whole_and_each_passage_marked_exactly(item: AnnotatedArticle) -> None:
    document = tree(page([item]))
    (text,) = document.xpath(f"//div[{classed('text')}]")
    rows = text.xpath(f"./div[{classed('row')}]/*[not(self::aside) and not({classed('image')})]")
    lines = ["".join(row.itertext()) for row in rows]
    assert lines == printable(item.article.text).split("\n")
    for annotation in item.annotations:
        pieces = text.xpath(f".//mark[contains(concat(' ', @data-ids, ' '), ' {annotation.id} ')]")
        marked = "".join("".join(piece.itertext()) for piece in pieces)
        if annotation.state in (AnnotationState.RESOLVED, AnnotationState.MOVED):
            assert marked == printable(annotation.quote).replace("\n", "")
        else:
            assert not pieces


@settings(deadline=None)
@given(libraries())
def test_ids_are_unique_and_every_link_leads_somewhere_on_the_page(item: AnnotatedArticle) -> None:
    document = tree(page([item, item]))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in document.xpath("//@href")} <= set(ids)
    assert document.xpath("//li/@data-id").count("id0") == 2 * bool(item.annotations)


def test_the_page_loads_and_runs_nothing(
    bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    data = page(bundle, export_context)
    document = tree(data)
    for attribute in ("src", "srcset", "style", "action", "data", "poster", "background"):
        assert document.xpath(f"//@{attribute}") == []
    assert document.xpath("//script | //link | //img | //iframe | //object | //base") == []
    style = document.xpath("//style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_overlapping_passages_are_both_visible_where_they_overlap(
    bundle: list[AnnotatedArticle],
) -> None:
    document = tree(page(bundle))
    (inner,) = document.xpath("//mark/mark[contains(., '的古渡')]")
    outer = inner.getparent()
    assert outer.get("data-ids").split() == [
        "00000000000040008000000000000001",
        "00000000000040008000000000000003",
    ]
    assert {outer.get("class").split()[0], inner.get("class").split()[0]} == {"yellow", "purple"}
    assert outer.get("class") != inner.get("class")


def test_notes_stand_beside_the_paragraph_and_in_the_list(bundle: list[AnnotatedArticle]) -> None:
    document = tree(page(bundle))
    (card,) = document.xpath(f"//aside/div[{classed('card')}][contains(., '扩展B区')]")
    assert "十月的一个早晨" in "".join(card.getparent().getparent().itertext())
    over_two_paragraphs = document.xpath(f"//div[{classed('card')}][contains(., '船工')]")
    assert len(over_two_paragraphs) == 1
    listed = document.xpath("//li[contains(., '扩展B区')]")
    assert len(listed) == 1
    lost = document.xpath("//li[@data-state='orphan']")
    assert "渡口原有石狮一对" in "".join(lost[0].itertext())
    assert lost[0].xpath(".//@href") == []


def test_a_thousand_passages_on_one_character_lose_no_text() -> None:
    """Deep nesting is cut by parsers without a word."""
    text = "前甲后"
    target = Target("a", TextPositionSelector(1, 2), TextQuoteSelector("甲"))
    notes = tuple(Annotation(f"id{n:04}", target, (), "pink", "", NOW, NOW) for n in range(1000))
    document = tree(page([AnnotatedArticle(Article("a", "题", text, ()), notes)]))
    (mark,) = document.xpath("//mark[@data-ids]")
    assert len(mark.get("data-ids").split()) == 1000
    assert len(document.xpath("//li")) == 1000 + 0


def test_a_note_on_a_line_break_alone_is_still_listed() -> None:
    article = Article("a", "题", "一\n二", ())
    target = Target("a", TextPositionSelector(1, 2), TextQuoteSelector("\n"))
    note = Annotation("n", target, (), "pink", "", NOW, NOW)
    document = tree(page([AnnotatedArticle(article, (note,))]))
    assert document.xpath("//li/@data-id") == ["n"]


def test_the_page_says_its_language(bundle: list[AnnotatedArticle]) -> None:
    chinese = ExportContext(NOW, "Zhupi", (), Translator("zh_CN"))
    assert tree(page(bundle, chinese)).xpath("/html/@lang") == ["zh-Hans"]
    assert tree(page(bundle)).xpath("//article/@lang") == ["zh-Hans", "zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</main>", b"<script>1</script></main>"),
        (b"</main>", b'<a href="https://example.org">x</a></main>'),
        (b"</main>", b'<p style="x">x</p></main>'),
        (b'<li class="green"', b'<p class="green"'),
        (b'data-ids="0', b'data-ids="9'),
        (b'data-annotations="11"', b""),
    ],
)
def test_the_check_finds_a_broken_page(
    bundle: list[AnnotatedArticle], export_context: ExportContext, old: bytes, new: bytes
) -> None:
    data = page(bundle, export_context)
    assert re.search(re.escape(old), data)
    with pytest.raises(ExportError):
        Html().check(io.BytesIO(data.replace(old, new, 1)), 11)

"""Reading notes in Markdown: articles as headings, passages as block quotes.

Everything that comes from an article or a person is escaped, so that a CommonMark reader shows
it character for character; Markdown's usual extensions (tables, `~~`, `==`, `$`, footnotes,
Obsidian's tags and `%%`) are kept out as well. Before each passage stands a comment that no
reader shows, with the annotation's id; the last line counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from zhupi.core.messages import Translator, message
from zhupi.core.model import Annotation, Article
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import (
    damaged,
    facts,
    imprint,
    incomplete,
    printable,
    provenance,
    quote_of,
)

_INLINE = re.compile(r"[\\`*_\[\]<>~|$#^{}]|&(?=[#\w])|%(?=%)|(?<=%)%|=(?==)|(?<==)=")
_LINE_START = re.compile(r"[-+:=]|[0-9]+(?=[.)])")
_EDGE_SPACE = re.compile(r"^\s+|\s+$")
_MARK = "<!-- annotation {} -->"
_IS_MARK = re.compile(rb"<!-- annotation \S+ -->\r?\n?")
_IS_END = re.compile(rb"<!-- end of (\d+) annotations -->\n")


def escape(line: str) -> str:
    """One line of plain text as Markdown that shows exactly it.

    >>> escape("1. *A* #b"), escape("　缩进")
    ('1\\\\. \\\\*A\\\\* \\\\#b', '&#12288;缩进')
    """
    text = _INLINE.sub(r"\\\g<0>", printable(line))
    text = text.replace("\r", "&#13;")
    first = _LINE_START.match(text)
    if first is not None:
        # An escaped digit would show its backslash, so the mark after it is escaped.
        at = first.end() if first[0].isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return _EDGE_SPACE.sub(lambda found: "".join(f"&#{ord(c)};" for c in found[0]), text)


class Markdown:
    """Writes and checks the notes. Articles without annotations are left out."""

    name = "markdown"
    title = message("Reading notes (Markdown)")
    suffix = ".md"

    def write(
        self, items: Iterable[AnnotatedArticle], context: ExportContext, stream: BinaryIO
    ) -> int:
        """Writes UTF-8 with line feeds."""
        tr = context.translator
        stream.write(f"# {escape(tr('Reading notes'))}\n\n{escape(imprint(context))}\n\n".encode())
        count = 0
        for item in items:
            if not item.annotations:
                continue
            stream.write(_article_heading(item.article, tr).encode())
            for annotation in item.annotations:
                stream.write("\n".join(_entry(annotation, tr)).encode() + b"\n")
                count += 1
        stream.write(f"<!-- end of {count} annotations -->\n".encode())
        return count

    def check(self, stream: BinaryIO, expected: int) -> None:
        """Every mark is followed by its quotation, and the last line counts them."""
        found, marked, line = 0, False, b""
        for line in stream:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise damaged(message("it is not UTF-8.")) from error
            if marked and not line.startswith(b">"):
                raise damaged(message("a quotation is missing."))
            marked = _IS_MARK.fullmatch(line) is not None
            found += marked
        end = _IS_END.fullmatch(line)
        if end is None:
            raise damaged(message("its last line is missing."))
        if found != expected or int(end[1]) != expected:
            raise incomplete(found, expected)


def _article_heading(article: Article, tr: Translator) -> str:
    title = escape(" ".join(article.title.split("\n"))) or escape(tr("Untitled"))
    lines = [f"## {title}", ""]
    for line in (provenance(article), article.url):
        if line:
            lines += [escape(line), ""]
    return "\n".join(lines) + "\n"


def _entry(annotation: Annotation, tr: Translator) -> Iterator[str]:
    yield _MARK.format(re.sub(r"[^\w-]", "_", annotation.id, flags=re.ASCII))
    # A line feed in a passage is a paragraph's border, and is shown as one.
    paragraphs = [escape(line) for line in quote_of(annotation).exact.split("\n")]
    yield "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
    yield ""
    if annotation.tags:
        tags = " ".join(f"#{escape(tag)}" for tag in annotation.tags)
        yield f"**{escape(tr('Tags'))}** {tags}"
        yield ""
    if annotation.note:
        yield f"**{escape(tr('Note'))}** {_running_text(annotation.note)}"
        yield ""
    yield f"*{escape(facts(annotation, tr))}*"
    yield ""


def _running_text(text: str) -> str:
    """A person's text: empty lines part paragraphs, other line feeds are line breaks."""
    paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
    return "\n\n".join(
        "\\\n".join(escape(line) for line in paragraph.split("\n")) for paragraph in paragraphs
    )

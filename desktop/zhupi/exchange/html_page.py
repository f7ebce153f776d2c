"""One self-contained HTML page: the articles with their passages, notes beside, lists below.

The page loads nothing and runs nothing: its policy allows one style sheet, by its hash, and all
its links lead to places in the page itself. Addresses are shown as text.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from lxml import etree

from zhupi.core.messages import message
from zhupi.core.paths import resources
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import damaged, imprint, incomplete
from zhupi.exchange.html_article import ArticlePage, Element, element

_KEPT_IN_MEMORY = 8 << 20  #: bytes of articles; more go to a temporary file
_CHUNK = 1 << 16
_END = b"</body>\n</html>\n"
_LANGUAGES = {"zh_CN": "zh-Hans"}
_LOADING = frozenset(
    (
        "script",
        "link",
        "img",
        "iframe",
        "frame",
        "object",
        "embed",
        "audio",
        "video",
        "base",
        "form",
    )
)


class Html:
    """Writes and checks the page."""

    name = "html"
    title = message("Annotated articles as a web page (HTML)")
    suffix = ".html"

    def __init__(self, style_sheet: Path | None = None) -> None:
        self._style_sheet = style_sheet

    def write(
        self, items: Iterable[AnnotatedArticle], context: ExportContext, stream: BinaryIO
    ) -> int:
        """Keeps the articles aside until the table of contents above them is known."""
        tr = context.translator
        count = 0
        contents = element("ol")
        with SpooledTemporaryFile(_KEPT_IN_MEMORY) as articles:
            for number, item in enumerate(items, 1):
                articles.write(_html(ArticlePage(item, number, tr).build()) + b"\n")
                count += len(item.annotations)
                contents.append(_contents_entry(item, number, context))
            stream.write(self._head(context))
            stream.write(_html(_masthead(contents, context)) + b"\n<main>\n")
            articles.seek(0)
            shutil.copyfileobj(articles, stream)
        footer = element("footer", imprint(context), data_annotations=str(count))
        stream.write(b"</main>\n" + _html(footer) + b"\n" + _END)
        return count

    def check(self, stream: BinaryIO, expected: int) -> None:
        """The page is whole, lists every annotation, and loads nothing."""
        census = _Census()
        parser = etree.HTMLParser(target=census, huge_tree=True, encoding="utf-8")
        last = b""
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            last = (last + chunk)[-len(_END) :]
        if last != _END:
            raise damaged(message("its end is missing."))
        parser.close()
        if census.loading:
            raise damaged(message("it would load something from outside."))
        if census.listed != expected or census.declared != expected:
            raise incomplete(census.listed, expected)
        if census.marked - census.ids:
            raise damaged(message("a passage has no annotation."))

    def _head(self, context: ExportContext) -> bytes:
        path = self._style_sheet or resources() / "templates" / "annotated-articles.css"
        style = path.read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        tr = context.translator
        language = _LANGUAGES.get(tr.language, "en")
        parts = [
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="generator", content=context.program),
            element("title", tr("Annotated articles")),
        ]
        opening = f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n'.encode()
        sheet = f"<style>{style}</style>\n</head>\n<body>\n".encode()
        return opening + b"\n".join(map(_html, parts)) + b"\n" + sheet


def _masthead(contents: Element, context: ExportContext) -> Element:
    tr = context.translator
    header = element(
        "header",
        "",
        element("h1", tr("Annotated articles")),
        element("p", imprint(context), classes="imprint"),
    )
    if len(contents) > 1:
        header.append(element("nav", "", contents))
    return header


def _contents_entry(item: AnnotatedArticle, number: int, context: ExportContext) -> Element:
    tr = context.translator
    title = item.article.title or tr("Untitled")
    link = element("a", title, href=f"#article-{number}", lang=item.article.language or "zh")
    return element("li", "", link, element("span", str(len(item.annotations)), classes="count"))


def _html(tree: Element) -> bytes:
    # As ASCII, libxml2 would write references; as UTF-8, readable text.
    return bytes(etree.tostring(tree, method="html", encoding="unicode").encode("utf-8"))


class _Census:
    """Counts what a page holds, as the parser meets it; keeps no tree."""

    def __init__(self) -> None:
        self.listed = 0
        self.declared = -1
        self.loading = False
        self.ids: set[str] = set()
        self.marked: set[str] = set()

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        attributes = {str(name): str(value) for name, value in attrib.items()}
        if tag in _LOADING or "src" in attributes or "style" in attributes:
            self.loading = True
        if not attributes.get("href", "#").startswith("#"):
            self.loading = True
        if tag == "li" and "data-id" in attributes:
            self.listed += 1
            self.ids.add(attributes["data-id"])
        if tag == "mark":
            self.marked.update(attributes.get("data-ids", "").split())
        if tag == "footer" and re.fullmatch("[0-9]+", attributes.get("data-annotations", "")):
            self.declared = int(attributes["data-annotations"])

    def end(self, tag: str | bytes) -> None:
        """The parser calls it; nothing is counted by end tags."""

    def data(self, data: str | bytes) -> None:
        """The parser calls it; text is not counted."""

    def comment(self, text: str | bytes) -> None:
        """The parser calls it."""

    def close(self) -> None:
        """The parser calls it."""

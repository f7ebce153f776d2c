"""One article and its annotations as HTML elements.

A passage is cut into `<mark>` pieces at every border of a block, of another passage and of an
inline style, so that elements nest. Each piece names all annotations on it (`data-ids`) and is
drawn by up to four nested marks, each in its colour and with its own line. Text is only ever
set as text of elements: nothing an article holds can become markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from zhupi.core.messages import Translator
from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Block,
    BlockKind,
    InlineStyle,
    Span,
    StyleKind,
)
from zhupi.core.protocols import AnnotatedArticle
from zhupi.exchange.common import facts, printable, provenance, quote_of, stands

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

_LANES = 4  #: lines under overlapping passages that can be told apart
_STYLE_TAGS = {StyleKind.STRONG: "strong", StyleKind.EMPHASIS: "em", StyleKind.LINK: "span"}


def element(
    tag: str, text: str = "", *children: Element | None, classes: str = "", **attributes: str
) -> Element:
    """An element; `data_id="x"` becomes `data-id="x"`."""
    made = etree.Element(tag)
    if classes:
        made.set("class", classes)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), printable(value))
    if text:
        made.text = printable(text)
    made.extend(child for child in children if child is not None)
    return made


@dataclass(frozen=True, slots=True, eq=False)
class _Note:
    """An annotation and how it is drawn."""

    annotation: Annotation
    number: int  #: within its article, from 1
    lane: int

    @property
    def classes(self) -> str:
        moved = self.annotation.state is AnnotationState.MOVED
        return f"{self.annotation.color} lane{self.lane}{' moved' if moved else ''}"


class ArticlePage:
    """Builds the elements of one article; `number` tells it from the others on the page."""

    def __init__(self, item: AnnotatedArticle, number: int, translator: Translator) -> None:
        self._article = item.article
        self._number = number
        self._tr = translator
        self._notes = _in_lanes(item.annotations)
        self._standing = [n for n in self._notes if stands(n.annotation)]
        self._begun: set[int] = set()

    def build(self) -> Element:
        """`<article>`: heading, text with its passages and notes, list of annotations."""
        article = self._article
        blocks = article.blocks or _lines_as_blocks(article.text)
        page = element(
            "article",
            id=f"article-{self._number}",
            lang=article.language or "zh",
            data_id=article.id,
        )
        if not any(block.kind is BlockKind.TITLE for block in blocks):
            page.append(element("h2", article.title or self._tr("Untitled"), classes="title"))
        text = element("div", classes="text")
        for block, notes in _notes_by_block(blocks, self._standing):
            text.append(self._row(block, notes))
        page.append(text)
        where = " · ".join(part for part in (provenance(article), article.url) if part)
        if where:
            # Below the title, which is the first row where the article has one.
            first_is_title = bool(blocks) and blocks[0].kind is BlockKind.TITLE
            text.insert(int(first_is_title), element("p", where, classes="provenance"))
        if self._notes:
            page.append(self._list())
        return page

    # --- the text -----------------------------------------------------------------------------

    def _row(self, block: Block, notes: Sequence[_Note]) -> Element:
        cards = [
            self._card(note)
            for note in notes
            if note.number not in self._begun and (note.annotation.tags or note.annotation.note)
        ]
        row = element("div", classes="row")
        if cards:
            row.append(element("aside", "", *cards))
        row.append(self._block(block, notes))
        return row

    def _block(self, block: Block, notes: Sequence[_Note]) -> Element:
        if block.kind is BlockKind.IMAGE:
            return element(
                "div", self._tr("Picture not included"), classes="image", title=block.url or ""
            )
        tag, classes = _block_tag(block)
        made = element(tag, classes=classes)
        styles = [s for s in self._article.styles if s.start < block.end and s.end > block.start]
        numbers = defaultdict(list)
        for place, number in self._numbers(block, notes):
            numbers[place].append(number)
        for span, on_piece, styles_on_piece in _pieces(block.span, notes, styles):
            self._append_piece(made, span, on_piece, styles_on_piece)
            made.extend(numbers[span.end])
        return made

    def _append_piece(
        self, parent: Element, span: Span, notes: Sequence[_Note], styles: Sequence[InlineStyle]
    ) -> None:
        inner = parent
        for style in styles:
            inner = _nested(inner, _STYLE_TAGS[style.kind])
            if style.kind is StyleKind.LINK:
                inner.set("class", "link")
        holder = inner
        for note in notes:
            if note.number not in self._begun:
                self._begun.add(note.number)
                holder.append(element("a", id=self._passage_id(note)))
        for note in notes[:_LANES]:
            inner = _nested(inner, "mark")
            inner.set("class", note.classes)
        if inner is not holder:
            holder[-1].set("data-ids", printable(" ".join(n.annotation.id for n in notes)))
        _append_text(inner, printable(span.of(self._article.text)))

    def _numbers(self, block: Block, notes: Sequence[_Note]) -> Iterator[tuple[int, Element]]:
        """The links to the list, with where they stand: after the last character of a passage."""
        for note in notes:
            end = note.annotation.span.end
            # A passage may end with the line feed that parts two blocks.
            if end <= block.end + 1:
                yield (
                    min(end, block.end),
                    element(
                        "a",
                        classes=f"number {note.annotation.color}",
                        href=f"#{self._note_id(note)}",
                        data_number=str(note.number),
                    ),
                )

    # --- the notes ----------------------------------------------------------------------------

    def _card(self, note: _Note) -> Element:
        card = element("div", classes=f"card {note.annotation.color}")
        card.append(element("a", str(note.number), href=f"#{self._note_id(note)}"))
        card.extend(_said(note.annotation))
        return card

    def _list(self) -> Element:
        count = len(self._notes)
        heading = self._tr.plural("{count} annotation", "{count} annotations", count)
        entries = element("ol")
        for note in self._notes:
            entries.append(self._entry(note))
        return element("section", "", element("h3", heading), entries, classes="annotations")

    def _entry(self, note: _Note) -> Element:
        annotation = note.annotation
        quote = quote_of(annotation).exact
        entry = element(
            "li",
            classes=annotation.color,
            id=self._note_id(note),
            value=str(note.number),
            data_id=annotation.id,
            data_state=annotation.state.value,
        )
        if note.number in self._begun:
            entry.append(element("a", quote, classes="quote", href=f"#{self._passage_id(note)}"))
        else:
            entry.append(element("span", quote, classes="quote"))
        entry.extend(_said(annotation))
        entry.append(element("p", facts(annotation, self._tr), classes="facts"))
        return entry

    def _passage_id(self, note: _Note) -> str:
        return f"passage-{self._number}-{note.number}"

    def _note_id(self, note: _Note) -> str:
        return f"note-{self._number}-{note.number}"


def _said(annotation: Annotation) -> Iterator[Element]:
    """Tags and comment."""
    if annotation.tags:
        chips = (element("span", tag, classes="tag") for tag in annotation.tags)
        yield element("p", "", *chips, classes="tags")
    if annotation.note:
        yield element("p", annotation.note, classes="comment")


def _nested(parent: Element, tag: str) -> Element:
    return etree.SubElement(parent, tag)


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --- cutting ------------------------------------------------------------------------------------


def _in_lanes(annotations: Sequence[Annotation]) -> list[_Note]:
    """Numbers them, those that were not found last; overlapping ones get different lanes."""
    free_from = [0] * _LANES
    notes = []
    for number, annotation in enumerate(sorted(annotations, key=_is_lost), 1):
        span = annotation.span
        fitting = (lane for lane in range(_LANES) if free_from[lane] <= span.start)
        lane = next(fitting, number % _LANES)
        if stands(annotation):
            free_from[lane] = max(free_from[lane], span.end)
        notes.append(_Note(annotation, number, lane))
    return notes


def _is_lost(annotation: Annotation) -> bool:
    return not stands(annotation)


def _notes_by_block(
    blocks: Sequence[Block], notes: Sequence[_Note]
) -> Iterator[tuple[Block, list[_Note]]]:
    """Each block with the notes that share a character with it; `notes` sorted by start."""
    coming = iter(notes)
    pending = next(coming, None)
    open_notes: list[_Note] = []
    for block in blocks:
        while pending is not None and pending.annotation.span.start < block.end:
            open_notes.append(pending)
            pending = next(coming, None)
        open_notes = [n for n in open_notes if n.annotation.span.end > block.start]
        on_block = [n for n in open_notes if block.span.overlaps(n.annotation.span)]
        yield block, on_block if block.kind is not BlockKind.IMAGE else []


def _pieces(
    block: Span, notes: Sequence[_Note], styles: Sequence[InlineStyle]
) -> Iterator[tuple[Span, list[_Note], list[InlineStyle]]]:
    """The block cut at every border, each piece with what covers it, in the order given."""
    begin: dict[int, list[_Note | InlineStyle]] = defaultdict(list)
    end: dict[int, list[_Note | InlineStyle]] = defaultdict(list)
    covers: list[tuple[Span, _Note | InlineStyle]] = [(n.annotation.span, n) for n in notes]
    covers += [(Span(style.start, style.end), style) for style in styles]
    for span, item in covers:
        begin[max(span.start, block.start)].append(item)
        end[min(span.end, block.end)].append(item)
    cuts = sorted({block.start, block.end, *begin, *end})
    active: dict[_Note | InlineStyle, None] = {}
    for start, stop in pairwise(cuts):
        for item in end[start]:
            active.pop(item, None)
        active.update(dict.fromkeys(begin[start]))
        yield (
            Span(start, stop),
            [item for item in active if isinstance(item, _Note)],
            [item for item in active if isinstance(item, InlineStyle)],
        )


def _block_tag(block: Block) -> tuple[str, str]:
    if block.kind is BlockKind.TITLE:
        return "h2", "title"
    if block.kind is BlockKind.HEADING:
        return f"h{min(6, max(3, block.level + 1))}", "heading"
    if block.kind is BlockKind.QUOTE:
        return "blockquote", "quotation"
    if block.kind is BlockKind.LIST_ITEM:
        return "p", f"item level{min(4, max(1, block.level))}"
    return "p", block.kind.value


def _lines_as_blocks(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)

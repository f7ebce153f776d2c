"""What the columns of a row mean: articles, annotations and all else as rows and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    ArticleSummary,
    Block,
    BlockKind,
    Body,
    Credit,
    InlineStyle,
    Label,
    Origin,
    Purpose,
    ReadingState,
    StyleKind,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.search import SavedSearch, SearchSort
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.store.rows import (
    ARTICLES,
    CONTENTS,
    CORRECTIONS,
    SAVED_SEARCHES,
    Row,
    Value,
    to_json,
    with_checksum,
)

# --- articles ---------------------------------------------------------------------------------


def article_row(article: Article, imported: str, reading: str) -> Row:
    """The row of `articles`. `imported` is a UTC time in ISO 8601 with microseconds."""
    return with_checksum(
        (
            article.id,
            article.digest,
            article.title,
            article.source,
            to_json([[c.role, c.name, c.affiliation] for c in article.byline]),
            article.published.isoformat() if article.published else None,
            len(article.text),
            article.path,
            imported,
            reading,
        )
    )


def content_row(article: Article) -> Row:
    """The row of `contents`."""
    return with_checksum(
        (
            article.id,
            article.text,
            to_json([[b.kind, b.start, b.end, b.level, b.url] for b in article.blocks]),
            to_json([[s.kind, s.start, s.end, s.url] for s in article.styles]),
            article.published_basis,
            article.language,
            article.url,
            article.format,
            article.encoding,
        )
    )


def article_of(row: Sequence[Any], content: Sequence[Any]) -> Article:
    """The article of its two rows. Raises ValueError or TypeError where they are damaged."""
    a = dict(zip(ARTICLES.columns, row, strict=True))
    c = dict(zip(CONTENTS.columns, content, strict=True))
    return Article(
        id=a["id"],
        title=a["title"],
        text=c["text"],
        blocks=tuple(Block(BlockKind(k), *rest) for k, *rest in json.loads(c["blocks"])),
        source=a["source"],
        byline=_byline(a["byline"]),
        published=_date(a["published"]),
        published_basis=c["published_basis"],
        language=c["language"],
        styles=tuple(InlineStyle(StyleKind(k), *rest) for k, *rest in json.loads(c["styles"])),
        path=a["path"],
        url=c["url"],
        format=c["format"],
        encoding=c["encoding"],
    )


def summary_of(row: Sequence[Any], annotations: int) -> ArticleSummary:
    """The summary of a row of `articles`. Raises ValueError or TypeError where it is damaged."""
    a = dict(zip(ARTICLES.columns, row, strict=True))
    return ArticleSummary(
        id=a["id"],
        title=a["title"],
        source=a["source"],
        byline=_byline(a["byline"]),
        published=_date(a["published"]),
        characters=a["characters"],
        annotations=annotations,
        path=a["path"],
        imported=datetime.fromisoformat(a["imported"]),
        reading=ReadingState(a["reading"]),
    )


def authors_of(byline: str) -> tuple[str, ...]:
    """The names of a byline's column, each once. Raises ValueError or TypeError as above."""
    return tuple(dict.fromkeys(credit.name for credit in _byline(byline) if credit.name))


def _byline(text: str) -> tuple[Credit, ...]:
    return tuple(Credit(*credit) for credit in json.loads(text))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- annotations and tags ---------------------------------------------------------------------


def annotation_row(annotation: Annotation) -> Row:
    """The row of `annotations`."""
    target = annotation.target
    return with_checksum(
        (
            annotation.id,
            target.article,
            target.position.start,
            target.position.end,
            target.quote.exact,
            target.quote.prefix,
            target.quote.suffix,
            to_json([[body.purpose, body.value] for body in annotation.bodies]),
            annotation.color,
            annotation.creator,
            annotation.created.isoformat(),
            annotation.modified.isoformat(),
            annotation.state,
        )
    )


def bodies_of(written: str) -> tuple[Body, ...]:
    """The bodies of an annotation, from their column. Raises ValueError or TypeError."""
    return tuple([Body(Purpose(purpose), value) for purpose, value in json.loads(written)])


def annotation_of(
    row: Sequence[Any],
    origin: Sequence[Any] | None = None,
    read_bodies: Callable[[str], tuple[Body, ...]] = bodies_of,
) -> Annotation:
    """The annotation of its row, and of its row in `origins` where it has one.

    Whoever reads many may give a `read_bodies` that remembers. Raises ValueError or TypeError
    where the rows are damaged.
    """
    # By position, not by name: a library may hold a million of these.
    (
        key,
        article,
        start,
        end,
        exact,
        prefix,
        suffix,
        bodies,
        color,
        creator,
        created,
        modified,
        state,
        _,
    ) = row
    target = Target(
        article, TextPositionSelector(start, end), TextQuoteSelector(exact, prefix, suffix)
    )
    confidence, stood = (1.0, None) if origin is None else _origin(origin)
    return Annotation(
        key,
        target,
        read_bodies(bodies),
        color,
        creator,
        datetime.fromisoformat(created),
        datetime.fromisoformat(modified),
        AnnotationState(state),
        confidence,
        stood,
    )


def origin_row(annotation: Annotation) -> Row | None:
    """The row of `origins`; None for an annotation that is as a person left it."""
    confidence, origin = float(annotation.confidence), annotation.origin
    if annotation.state is AnnotationState.RESOLVED or (confidence == 1 and origin is None):
        return None
    place: Sequence[Value] = (None,) * 6
    if origin is not None:
        position, quote = origin.position, origin.quote
        place = (
            origin.version,
            position.start,
            position.end,
            quote.exact,
            quote.prefix,
            quote.suffix,
        )
    return with_checksum((annotation.id, *place, confidence))


def _origin(row: Sequence[Any]) -> tuple[float, Origin | None]:
    _, version, start, end, exact, prefix, suffix, confidence, _ = row
    if type(confidence) is not float:
        raise TypeError
    if start is None:
        return confidence, None
    position = TextPositionSelector(start, end)
    return confidence, Origin(version, position, TextQuoteSelector(exact, prefix, suffix))


def tag_row(tag: Tag) -> Row:
    """The row of `tags`; its key has a row of its own."""
    return with_checksum((tag.path, tag.color, tag.description))


# --- saved searches ---------------------------------------------------------------------------


def saved_search_row(search: SavedSearch) -> Row:
    """The row of `saved_searches`; how far its answers were seen is not in it."""
    return with_checksum(
        (search.id, search.name, search.query, int(search.literal), search.sort.value)
    )


def saved_search_of(row: Sequence[Any], seen: int) -> SavedSearch:
    """The saved search of its row. Raises ValueError or TypeError where it is damaged."""
    s = dict(zip(SAVED_SEARCHES.columns, row, strict=True))
    if {type(s[column]) for column in ("id", "name", "query")} != {str} or type(seen) is not int:
        raise TypeError
    return SavedSearch(
        s["id"], s["name"], s["query"], bool(s["literal"]), SearchSort(s["sort"]), seen
    )


# --- corrections ------------------------------------------------------------------------------


def correction_row(correction: Correction) -> Row:
    """The row of `corrections`."""
    position, quote = correction.position, correction.quote
    return with_checksum(
        (
            correction.id,
            correction.kind.value,
            correction.scope.value,
            correction.found,
            correction.was.value if correction.was else None,
            correction.text,
            correction.label.value if correction.label else None,
            correction.entity,
            correction.value,
            correction.article,
            position.start if position else None,
            position.end if position else None,
            *((quote.exact, quote.prefix, quote.suffix) if quote else (None, None, None)),
            correction.creator,
            correction.created.isoformat() if correction.created else None,
        )
    )


def correction_of(row: Sequence[Any]) -> Correction:
    """The correction of its row. Raises ValueError or TypeError where it is damaged."""
    c = dict(zip(CORRECTIONS.columns, row, strict=True))
    texts = ("id", "found", "text", "entity", "value", "article", "creator")
    if {type(c[column]) for column in texts} != {str}:
        raise TypeError
    return Correction(
        c["id"],
        CorrectionKind(c["kind"]),
        Scope(c["scope"]),
        c["found"],
        Label(c["was"]) if c["was"] else None,
        c["text"],
        Label(c["label"]) if c["label"] else None,
        c["entity"],
        c["value"],
        c["article"],
        None if c["start"] is None else TextPositionSelector(c["start"], c["end"]),
        None if c["exact"] is None else TextQuoteSelector(c["exact"], c["prefix"], c["suffix"]),
        c["creator"],
        datetime.fromisoformat(c["created"]) if c["created"] else None,
    )

"""Articles, annotations and tags as rows, and the one way rows are written.

Invariant: every row here ends in a checksum of all its other columns. The rows of
`annotation_tags` follow from `annotations` and those of `sketches` from `contents`; only
`insert_row`, `write_row` and `delete_row` touch any of them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
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
    Purpose,
    ReadingState,
    StyleKind,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.similarity import sketch

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table whose rows are written one by one; its first column is the key."""

    name: str
    columns: tuple[str, ...]
    integers: frozenset[str]

    @cached_property
    def column_list(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    @cached_property
    def select(self) -> str:
        return f'SELECT {self.column_list} FROM {self.name} WHERE "{self.columns[0]}" = ?'  # noqa: S608  names from this module

    @cached_property
    def insert(self) -> str:
        places = ", ".join(
            "?" if column in self.integers else "CAST(? AS TEXT)" for column in self.columns
        )
        return f"INSERT INTO {self.name} ({self.column_list}) VALUES ({places})"  # noqa: S608  as above

    @cached_property
    def upsert(self) -> str:
        updates = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns[1:])
        return f'{self.insert} ON CONFLICT ("{self.columns[0]}") DO UPDATE SET {updates}'

    @cached_property
    def delete(self) -> str:
        return f'DELETE FROM {self.name} WHERE "{self.columns[0]}" = ?'  # noqa: S608  as above


def _table(name: str, columns: str, integers: str = "") -> Table:
    return Table(name, (*columns.split(), "checksum"), frozenset((*integers.split(), "checksum")))


ARTICLES = _table(
    "articles",
    "id digest title source byline published characters path imported reading",
    "characters",
)
CONTENTS = _table(
    "contents", "article text blocks styles published_basis language url format encoding"
)
ANNOTATIONS = _table(
    "annotations",
    "id article start end exact prefix suffix bodies color creator created modified state",
    "start end",
)
TAGS = _table("tags", "path color description")
TABLES = {table.name: table for table in (ARTICLES, CONTENTS, ANNOTATIONS, TAGS)}


def execute(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    """Runs `sql`; strings with lone surrogates go as bytes, for `CAST(? AS TEXT)` in the SQL."""
    try:
        return connection.execute(sql, values)
    except UnicodeEncodeError:
        return connection.execute(sql, [_encodable(value) for value in values])


def _encodable(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        value.encode("utf-8")
        return value
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")


def checksum(values: Sequence[Any]) -> int:
    """64 signed bits over JSON values."""
    digest = hashlib.blake2b(_json(values).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def with_checksum(values: Sequence[Value]) -> Row:
    """The row of `values`, which lack only their checksum."""
    return (*values, checksum(values))


def intact(row: Sequence[Any]) -> bool:
    """Whether the row is as it was written."""
    try:
        return bool(checksum(row[:-1]) == row[-1])
    except TypeError:
        # Damage has made a text or a number into raw bytes.
        return False


def read_row(connection: sqlite3.Connection, table: Table, key: str) -> Row | None:
    """The row of `key` as it stands, damaged or not."""
    found: Row | None = execute(connection, table.select, (key,)).fetchone()
    return found


def insert_row(
    connection: sqlite3.Connection, table: Table, row: Row, sketched: Sequence[int] | None = None
) -> None:
    """Adds a row; `sketched` is the sketch of a row of `contents`, where the caller has it.

    Raises sqlite3.IntegrityError where its key is taken.
    """
    execute(connection, table.insert, row)
    _write_derived(connection, table, row, sketched)


def write_row(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Makes `row` the row of its key, new or not."""
    # A reading state is not in the index: it need not look.
    same = table is ARTICLES and _digest(connection, row[0]) == row[1]
    execute(connection, table.upsert, row)
    if same:
        return
    if table is ANNOTATIONS:
        execute(connection, "DELETE FROM annotation_tags WHERE annotation = ?", row[:1])
    elif table is CONTENTS:
        execute(connection, "DELETE FROM sketches WHERE article = ?", row[:1])
    _write_derived(connection, table, row)


def delete_row(connection: sqlite3.Connection, table: Table, key: str) -> None:
    """Removes the row of `key` where there is one."""
    execute(connection, table.delete, (key,))
    if table is ARTICLES:
        _count_generation(connection)


def _write_derived(
    connection: sqlite3.Connection, table: Table, row: Row, sketched: Sequence[int] | None = None
) -> None:
    if table is ANNOTATIONS:
        _write_tags(connection, row)
    elif table is CONTENTS:
        values = sketch(str(row[1])) if sketched is None else sketched
        connection.executemany(
            "INSERT INTO sketches (value, article) VALUES (?, ?)",
            [(value, row[0]) for value in values],
        )
    elif table is ARTICLES:
        _count_generation(connection)


def _digest(connection: sqlite3.Connection, key: Value) -> str | None:
    found = connection.execute("SELECT digest FROM articles WHERE id = ?", (key,)).fetchone()
    return found[0] if found else None


def _count_generation(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE generations SET articles = articles + 1")


def _write_tags(connection: sqlite3.Connection, row: Row) -> None:
    for tag in tags_in(row):
        execute(
            connection,
            "INSERT INTO annotation_tags (tag, article, annotation) VALUES (CAST(? AS TEXT), ?, ?)",
            (tag, row[1], row[0]),
        )


def tags_in(row: Sequence[Any]) -> set[str]:
    """The tags of a row of `annotations`; none where damage has made them unreadable.

    A damaged row must still be deletable, and come back by undo as it was.
    """
    try:
        bodies = json.loads(str(row[ANNOTATIONS.columns.index("bodies")]))
        return {str(value) for purpose, value in bodies if purpose == Purpose.TAGGING}
    except (ValueError, TypeError):
        return set()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- articles ---------------------------------------------------------------------------------


def article_row(article: Article, imported: str, reading: str) -> Row:
    """The row of `articles`. `imported` is a UTC time in ISO 8601 with microseconds."""
    return with_checksum(
        (
            article.id,
            article.digest,
            article.title,
            article.source,
            _json([[c.role, c.name, c.affiliation] for c in article.byline]),
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
            _json([[b.kind, b.start, b.end, b.level, b.url] for b in article.blocks]),
            _json([[s.kind, s.start, s.end, s.url] for s in article.styles]),
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
            _json([[body.purpose, body.value] for body in annotation.bodies]),
            annotation.color,
            annotation.creator,
            annotation.created.isoformat(),
            annotation.modified.isoformat(),
            annotation.state,
        )
    )


def annotation_of(row: Sequence[Any]) -> Annotation:
    """The annotation of its row. Raises ValueError or TypeError where it is damaged."""
    a = dict(zip(ANNOTATIONS.columns, row, strict=True))
    return Annotation(
        id=a["id"],
        target=Target(
            article=a["article"],
            position=TextPositionSelector(a["start"], a["end"]),
            quote=TextQuoteSelector(a["exact"], a["prefix"], a["suffix"]),
        ),
        bodies=tuple(Body(Purpose(p), value) for p, value in json.loads(a["bodies"])),
        color=a["color"],
        creator=a["creator"],
        created=datetime.fromisoformat(a["created"]),
        modified=datetime.fromisoformat(a["modified"]),
        state=AnnotationState(a["state"]),
    )


def tag_row(tag: Tag) -> Row:
    """The row of `tags`."""
    return with_checksum((tag.path, tag.color, tag.description))

"""Articles and annotations to keep, and a library to keep them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    Credit,
    InlineStyle,
    Purpose,
    StyleKind,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.store import Store

TEXT = "朱批奏折的由来\n皇帝用朱笔批示大臣的奏折，称为朱批。\n🀄𠮷两字在基本平面之外。"

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]


@pytest.fixture
def make_article() -> MakeArticle:
    """An article with something in every field; name the fields that matter."""

    def make(key: str = "a1", **fields: object) -> Article:
        text = str(fields.pop("text", TEXT))
        title = text.split("\n", 1)[0]
        values: dict[str, object] = {
            "title": title,
            "blocks": (
                Block(BlockKind.TITLE, 0, len(title)),
                Block(BlockKind.IMAGE, len(title) + 1, len(title) + 1, url="a.png"),
                Block(BlockKind.PARAGRAPH, len(title) + 1, len(text)),
            ),
            "source": "史学",
            "byline": (Credit("作者", "某甲", "某报"), Credit("编辑", "某乙")),
            "published": date(2021, 3, 4),
            "published_basis": "metadata",
            "styles": (InlineStyle(StyleKind.LINK, 0, 2, "https://example.org/"),),
            "path": f"/news/{key}.html",
            "url": f"https://example.org/{key}",
            "format": "html",
            "encoding": "gb18030",
        }
        return Article(id=key, text=text, **(values | fields))  # type: ignore[arg-type]  # names fields

    return make


@pytest.fixture
def make_annotation() -> MakeAnnotation:
    """An annotation of TEXT with tags and a note."""

    def make(
        key: str,
        article: str = "a1",
        start: int = 0,
        end: int = 2,
        *,
        tags: tuple[str, ...] = (),
        note: str = "",
        color: str = "yellow",
        state: AnnotationState = AnnotationState.RESOLVED,
        text: str = TEXT,
    ) -> Annotation:
        bodies = [Body(Purpose.TAGGING, tag) for tag in tags]
        if note:
            bodies.append(Body(Purpose.COMMENTING, note))
        created = datetime(2024, 5, 6, 7, 8, 9, 123456, timezone(timedelta(hours=8)))
        return Annotation(
            id=key,
            target=Target(
                article,
                TextPositionSelector(start, end),
                TextQuoteSelector(text[start:end], text[max(0, start - 8) : start], "尾"),
            ),
            bodies=tuple(bodies),
            color=color,
            creator="读者",
            created=created,
            modified=datetime(2024, 5, 7, tzinfo=UTC),
            state=state,
        )

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the library is, or is to be."""
    return tmp_path / "文库"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A new, empty library, open for writing."""
    opened = Store.create(folder, "window")
    yield opened
    opened.close()

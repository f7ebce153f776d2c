"""Reading a file of given bytes, and the invariant that every article must keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zhupi.core.model import Article, BlockKind
from zhupi.core.protocols import ReadFailure, ReadOptions
from zhupi.importing import read_file

ReadAll = Callable[..., list[Article | ReadFailure]]
ReadOne = Callable[..., Article]


def assert_blocks_tile(article: Article) -> None:
    """The docstring of `Block`, checked."""
    texts = [b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.IMAGE]
    assert "\n".join(texts) == article.text
    assert all("\n" not in text and text for text in texts)
    position = 0
    for block in article.blocks:
        assert block.start == min(position, len(article.text))
        if block.kind is BlockKind.IMAGE:
            assert block.start == block.end
            assert block.url is not None
        else:
            position = block.end + 1
    for style in article.styles:
        assert any(b.start <= style.start < style.end <= b.end for b in article.blocks)


@pytest.fixture(scope="session")
def check_tiles() -> Callable[[Article], None]:
    return assert_blocks_tile


@pytest.fixture
def read_all(tmp_path: Path) -> ReadAll:
    def read(
        name: str,
        content: str | bytes,
        *,
        encoding: str = "",
        source: str = "",
        published: date | None = None,
    ) -> list[Article | ReadFailure]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = list(read_file(path, ReadOptions(encoding, source, published)))
        for item in found:
            if isinstance(item, Article):
                assert_blocks_tile(item)
        return found

    return read


@pytest.fixture
def read(read_all: ReadAll) -> ReadOne:
    def one(name: str, content: str | bytes, **options: object) -> Article:
        (found,) = read_all(name, content, **options)
        assert isinstance(found, Article)
        return found

    return one

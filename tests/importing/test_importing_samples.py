"""The articles that come with the program, read as a person would import them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from zhupi.core.model import Article, BlockKind
from zhupi.core.paths import sample_articles
from zhupi.importing import find_files, read_file


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    found = [item for path in find_files([sample_articles()]) for item in read_file(path)]
    assert all(isinstance(item, Article) for item in found)
    return [item for item in found if isinstance(item, Article)]


def test_every_sample_is_read(
    samples: list[Article], check_tiles: Callable[[Article], None]
) -> None:
    assert len(samples) >= 8
    for article in samples:
        check_tiles(article)
        assert article.blocks[0].kind is BlockKind.TITLE


def test_the_samples_show_every_format_script_and_encoding(samples: list[Article]) -> None:
    assert {a.format for a in samples} == {"markdown", "html", "text", "jsonl"}
    assert {a.language for a in samples} == {"zh-Hans", "zh-Hant"}
    assert {a.encoding for a in samples} >= {"utf-8", "gb18030", "big5", "utf-16"}
    assert any(ord(c) > 0xFFFF for a in samples for c in a.text)


def test_no_markup_and_no_page_furniture_is_left(samples: list[Article]) -> None:
    for article in samples:
        assert not re.search(
            r"\*\*|!\[|\]\(|^#|</?[a-z]+>|_files/|版权所有|相关阅读", article.text, re.MULTILINE
        )


def test_titles_stand_once_and_image_addresses_are_whole(samples: list[Article]) -> None:
    for article in samples:
        assert article.text.split("\n").count(article.title) == 1
        for block in article.blocks:
            if block.kind is BlockKind.IMAGE:
                assert block.url
                assert re.search(r"\.(jpg|png)$", block.url)

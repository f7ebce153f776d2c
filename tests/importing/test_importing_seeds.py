"""The two articles as a converter left them: the measure of importing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhupi.core.model import Article, BlockKind
from zhupi.importing import find_files, read_file

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.seeds


@pytest.fixture(params=[0, 1], ids=["first", "second"])
def seed(request: pytest.FixtureRequest) -> tuple[str, Article]:
    if not SEEDS.is_dir():
        pytest.skip("THE SEED ARTICLES ARE NOT HERE: importing them is not tested")
    path = find_files([SEEDS])[request.param]
    (article,) = read_file(path)
    assert isinstance(article, Article)
    return path.read_text(encoding="utf-8"), article


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [b.span.of(article.text) for b in article.blocks if b.kind is kind]


def test_no_character_of_the_prose_is_lost_or_changed(seed: tuple[str, Article]) -> None:
    source, article = seed
    title, repeated, *rest = [line for line in source.split("\n") if line]
    assert title == repeated
    body = re.sub(r"!\[\]\([^)]*\)", "", "\n".join(rest))
    lines = [line.strip().strip("_*") for line in [title.removeprefix("# "), *body.split("\n")]]
    assert article.text == "\n".join(line for line in lines if line)


def test_no_markup_is_left(seed: tuple[str, Article]) -> None:
    assert not re.search(r"[#*_!\[\]]", seed[1].text)


def test_the_title_stands_once(seed: tuple[str, Article]) -> None:
    article = seed[1]
    assert texts(article, BlockKind.TITLE) == [article.title]
    assert article.text.count(article.title) == 1
    assert article.blocks[0].kind is BlockKind.TITLE


def test_image_addresses_are_whole(seed: tuple[str, Article]) -> None:
    source, article = seed
    expected = [re.sub(r"\s", "", a) for a in re.findall(r"!\[\]\(([^)]*)\)", source)]
    found = [b.url for b in article.blocks if b.kind is BlockKind.IMAGE]
    assert found == expected
    assert all(url and url.endswith("/1000") for url in found)


def test_captions_follow_their_images(seed: tuple[str, Article]) -> None:
    source, article = seed
    assert texts(article, BlockKind.CAPTION) == re.findall(
        "_([^_\n]*[\u4e00-\u9fff][^_\n]*)_", source
    )
    for before, block in zip(article.blocks, article.blocks[1:], strict=False):
        if block.kind is BlockKind.CAPTION:
            assert before.kind is BlockKind.IMAGE


def test_sub_heads_are_found_bold_or_bare(seed: tuple[str, Article]) -> None:
    source, article = seed
    bare = ["中美高层互动频繁 释放积极信号", "布林肯为何再提中国“挑战”？"]
    lines = [line.strip("*") for line in source.split("\n") if line[:2] == "**" or line in bare]
    assert texts(article, BlockKind.HEADING) == lines
    assert len(lines) in (2, 3)


def test_the_byline_names_everybody(seed: tuple[str, Article]) -> None:
    article = seed[1]
    editor, layout = ("刘立平", "季靳玮") if "刘立平" in article.text else ("刘莹", "苏瑞雪")
    assert [(c.role, c.name, c.affiliation) for c in article.byline] == [
        ("作者", "朱恩地", "深圳卫视直新闻记者"),
        ("编辑", editor, "深圳卫视直新闻主编"),
        ("排版", layout, "深圳卫视直新闻编辑"),
    ]
    assert [b.kind for b in article.blocks[-3:]] == [BlockKind.BYLINE] * 3
    assert article.source == "深圳卫视直新闻"


def test_reading_twice_gives_the_same_article(seed: tuple[str, Article]) -> None:
    article = seed[1]
    (again,) = read_file(article.path)
    assert again == article
    assert (article.format, article.encoding, article.language) == ("markdown", "utf-8", "zh-Hans")

"""Articles of any length for measuring, spun from the sample articles: synthetic, and said so."""

from __future__ import annotations

import random
import re

from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Label,
    Mention,
    Purpose,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    new_article_id,
)
from zhupi.core.paths import sample_files
from zhupi.core.protocols import ReadOptions
from zhupi.importing import read_file

SEED = 1971


def sentences() -> list[str]:
    """Every sentence of the sample articles."""
    found: list[str] = []
    for file in sample_files():
        for item in read_file(file, ReadOptions()):
            if isinstance(item, Article):
                found += re.findall(r"[^。！？\n]{6,}[。！？]", item.text)
    return found


def make_article(characters: int, seed: int = SEED) -> Article:
    """An article of about so many characters, in paragraphs of three to seven sentences."""
    chooser = random.Random(seed)
    pool = sentences()
    title = f"合成文章{seed}号"
    blocks, text = [Block(BlockKind.TITLE, 0, len(title))], title
    while len(text) < characters:
        paragraph = "".join(chooser.choices(pool, k=chooser.randint(3, 7)))
        start = len(text) + 1
        text += "\n" + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text)))
    return Article(new_article_id(title, text), title, text, tuple(blocks), source="合成")


def make_annotations(of: Article, count: int) -> tuple[Annotation, ...]:
    """So many annotations of 8 to 40 characters, spread over the article, some overlapping."""
    from datetime import UTC, datetime

    chooser = random.Random(count)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    for number in range(count):
        start = chooser.randrange(len(of.text) - 50)
        end = start + chooser.randint(8, 40)
        made.append(
            Annotation(
                f"{number:032x}",
                Target(
                    of.id,
                    TextPositionSelector(start, end),
                    TextQuoteSelector(of.text[start:end]),
                ),
                (Body(Purpose.COMMENTING, "核对"),) if number % 3 else (),
                chooser.choice(("yellow", "green", "pink", "blue", "purple")),
                "",
                now,
                now,
            )
        )
    return tuple(sorted(made, key=lambda a: (a.span, a.id)))


def make_mentions(of: Article, count: int) -> tuple[Mention, ...]:
    """So many mentions of 2 to 6 characters."""
    chooser = random.Random(count + 1)
    labels = list(Label)
    starts = sorted(chooser.sample(range(len(of.text) - 10), count))
    return tuple(
        Mention(start, start + chooser.randint(2, 6), chooser.choice(labels), f"x:{start}")
        for start in starts
    )

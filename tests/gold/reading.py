"""The annotated articles of one part, `develop` or `report`, as values.

The marks of the seed articles stand here without their text; where the seed articles do not lie
beside the repository they are left out, which is said on the error output.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.gold import marking
from tests.gold.marking import GoldArticle

from zhupi.core.model import Article, Span
from zhupi.importing import read_file

HERE = Path(__file__).parent
SEEDS = HERE.parents[1].parent / "shared" / "seeds"
PARTS = ("develop", "report")


def articles(part: str) -> list[GoldArticle]:
    """All of a part, by name. Raises `MarkingError`."""
    found = [marking.read_gold(path) for path in sorted((HERE / part).glob("*.gold"))]
    for path in sorted((HERE / part).glob("*.json")):
        text = _seed_text(path)
        if text is None:
            print(f"LEFT OUT: {path.stem}, whose text does not lie at {SEEDS}", file=sys.stderr)
        else:
            found.append(marking.read_standoff(path, text))
    return found


def spans(article: GoldArticle) -> list[Span]:
    """The ranges of its blocks, as a recogniser is given them."""
    result, at = [], 0
    for block in article.blocks:
        result.append(Span(at, at + len(block.text)))
        at += len(block.text) + 1
    return result


def _seed_text(path: Path) -> str | None:
    files = sorted(SEEDS.glob(f"{path.stem.removeprefix('seed-')}_*.txt"))
    if not files:
        return None
    (article,) = read_file(files[0])
    assert isinstance(article, Article)
    return article.text

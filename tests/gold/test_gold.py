"""The annotated articles: they follow the format, and their texts are what importing makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gold import marking

from zhupi.core.model import Article
from zhupi.importing import read_file

HERE = Path(__file__).parent
SEEDS = HERE.parents[1].parent / "shared" / "seeds"
GOLD = sorted(HERE.glob("*/*.gold"))
STANDOFF = sorted(HERE.glob("*/seed-*.json"))


def names(path: Path) -> str:
    return path.stem


def only_article(path: Path) -> Article:
    (found,) = read_file(path)
    assert isinstance(found, Article)
    return found


#: Articles from this number on were written to develop and to measure on, and are no samples.
FIRST_NO_SAMPLE = 40


@pytest.mark.parametrize("path", GOLD, ids=names)
def test_an_annotated_text_is_what_importing_makes_of_its_article(path: Path) -> None:
    gold = marking.read_gold(path)
    files = list(marking.ARTICLES.glob(f"{path.stem}.*"))
    number = path.stem.partition("-")[0]
    if not files and number.isdigit() and int(number) >= FIRST_NO_SAMPLE:
        assert gold.text
        assert gold.mentions
        return
    (file,) = files
    article = only_article(file)
    assert gold.text == article.text
    assert gold.published == article.published


@pytest.mark.parametrize("path", GOLD, ids=names)
def test_every_value_of_a_time_is_a_day_or_an_interval(path: Path) -> None:
    values = [m.value for m in marking.read_gold(path).mentions if m.value]
    assert [value for value in values if not marking.is_time_value(value)] == []


@pytest.mark.parametrize("path", GOLD, ids=names)
def test_speakers_are_entities_or_words_of_the_text(path: Path) -> None:
    told = list(marking.warnings(marking.read_gold(path)))
    assert [warning for warning in told if "neither an entity" in warning] == []


@pytest.mark.seeds
@pytest.mark.parametrize("path", STANDOFF, ids=names)
def test_marks_without_a_text_belong_to_the_seed_article(path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"the seed articles are not beside the repository: {SEEDS}")
    (file,) = SEEDS.glob(f"{path.stem.removeprefix('seed-')}_*.txt")
    gold = marking.read_standoff(path, only_article(file).text)
    assert gold.mentions
    assert not [m for m in gold.mentions if m.value and not marking.is_time_value(m.value)]

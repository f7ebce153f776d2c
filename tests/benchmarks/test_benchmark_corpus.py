"""The articles that engines are measured on."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest
from tests.benchmarks.search_corpus import CorpusRecipe, documents, spool_folder
from tests.benchmarks.spun_corpus import SEEDS, SpunCorpus, sentences_of_files


def test_another_process_would_spin_the_same_articles() -> None:
    """Otherwise engines are compared on different articles."""
    recipe = CorpusRecipe(50)
    one, other = recipe.open(), CorpusRecipe.from_json(recipe.to_json()).open()
    backwards = [other.article(index) for index in reversed(range(50))]
    assert list(documents(one)) == backwards[::-1]


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    """Otherwise an index of fewer articles could not be compared with one of more."""
    few, many = CorpusRecipe(3).open(), CorpusRecipe(30).open()
    assert list(documents(few)) == list(documents(many, 0, 3))


def test_another_seed_spins_other_articles() -> None:
    """Otherwise a run with another seed repeats the first."""
    one, other = CorpusRecipe(1, seed=1).open(), CorpusRecipe(1, seed=2).open()
    assert one.article(0).text != other.article(0).text
    assert one.article(0).article != other.article(0).article


def test_spun_articles_are_as_long_and_as_varied_as_news() -> None:
    """Otherwise the figures say nothing about news."""
    made = list(documents(CorpusRecipe(400).open()))
    assert len({one.article for one in made}) == len({one.text for one in made}) == 400
    assert 2_000 < statistics.mean(len(one.text) for one in made) < 2_500
    days = [one.published for one in made if one.published]
    assert 380 < len(days) < 400
    assert 9 < (max(days) - min(days)).days / 365 <= 10
    assert len({one.source for one in made}) == 12
    assert all(one.text.startswith(f"{one.title}\n") for one in made)
    pairs = [len({one.text[at : at + 2] for at in range(len(one.text) - 1)}) for one in made]
    # The seed articles have 1,540 in 2,250 characters.
    assert 1_300 < statistics.mean(pairs) < 2_000
    every = {one.text[at : at + 2] for one in made for at in range(len(one.text) - 1)}
    assert len(every) > 50 * statistics.mean(pairs)


def test_there_is_no_article_beyond_the_last() -> None:
    """Otherwise a slip of the measuring goes unseen."""
    corpus = CorpusRecipe(2).open()
    with pytest.raises(IndexError):
        corpus.article(2)
    with pytest.raises(IndexError):
        corpus.article(-1)


def test_a_spun_corpus_says_so_and_of_what(tmp_path: Path) -> None:
    """Otherwise somebody takes the figures for those of real news."""
    material = sentences_of_files(tmp_path / "none")
    corpus = SpunCorpus(material, 10, 1, 500)
    assert "SYNTHETIC" in corpus.description
    assert "04-上海公报.md" in corpus.description


@pytest.mark.seeds
def test_the_seed_articles_are_spun_in_where_they_are() -> None:
    """Otherwise the corpus is poorer than it needs to be, and does not say so."""
    if not SEEDS.is_dir():
        pytest.skip("the two seed articles are not beside the repository")
    assert {file.name for file in SEEDS.glob("*.txt")} <= set(sentences_of_files())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    (made / "more").mkdir(parents=True)
    text = "第一段说的是天气，今天有雨。\n\n第二段说的是明天，也许天晴。"
    (made / "one.txt").write_text(f"天气\n\n{text}", encoding="utf-8")
    (made / "more" / "two.md").write_text(f"# 路况\n\n{text}车很多。", encoding="utf-8")
    record = {"title": "物价", "text": f"{text}菜价平稳。", "date": "2024-05-01"}
    lines = json.dumps(record, ensure_ascii=False) + "\n"
    (made / "more" / "three.jsonl").write_text(lines + lines, encoding="utf-8")
    return made


def test_a_folder_gives_each_of_its_articles_once(folder: Path, tmp_path: Path) -> None:
    """Otherwise a caller's own articles are not what is measured."""
    spool = tmp_path / "spool"
    assert spool_folder(folder, spool) == 3
    corpus = CorpusRecipe(1_000, spool=str(spool)).open()
    assert len(corpus) == 3
    assert {one.title for one in documents(corpus)} == {"天气", "路况", "物价"}
    assert [one.published.isoformat() for one in documents(corpus) if one.published] == [
        "2024-05-01"
    ]


def test_more_articles_are_spliced_only_when_asked_for(folder: Path, tmp_path: Path) -> None:
    """Otherwise made-up articles pass for real ones."""
    spool = tmp_path / "spool"
    spool_folder(folder, spool)
    corpus = CorpusRecipe(40, spool=str(spool), cycle=True).open()
    made = list(documents(corpus))
    assert len({one.article for one in made}) == len({one.text for one in made}) == 40
    assert "37 SPLICED" in corpus.description
    assert made == list(documents(CorpusRecipe(40, spool=str(spool), cycle=True).open()))

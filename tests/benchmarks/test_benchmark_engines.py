"""All engines are asked the same and give the same, as far as they can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.benchmarks.engines import Reader, engine_names, folder_size, load_engine
from tests.benchmarks.search_corpus import CorpusRecipe, documents
from tests.benchmarks.search_questions import Question, query_mix

from zhupi.core.search import SearchDocument

#: The others find words too whose characters are elsewhere, or have signs between them.
EXACT = frozenset(("zhupi", "scan", "fts5-trigram", "tantivy-bigram"))
#: Words of jieba's that a piece of the text cuts otherwise are not found.
MISSING = frozenset(("whoosh-jieba", "tantivy-jieba"))
CORPUS = CorpusRecipe(200, characters=160).open()


@pytest.fixture(scope="module")
def articles() -> list[SearchDocument]:
    return list(documents(CORPUS))


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Of Han characters, two at least: what every engine can be asked."""
    mix = [one for one in query_mix(CORPUS, each=4) if one.kind not in ("one character", "Latin")]
    words = [one.every[0] for one in mix]
    mix.append(Question("OR", (), some=(words[0], words[1])))
    mix.append(Question("NOT", (words[2],), none=(words[3],)))
    return mix


@pytest.fixture(scope="module", params=engine_names())
def engine(
    request: pytest.FixtureRequest,
    articles: list[SearchDocument],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Reader, Path]]:
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    chosen = load_engine(name)
    chosen.build(articles, folder)
    reader = chosen.open(folder)
    yield name, reader, folder
    reader.close()


def test_engines_agree(
    engine: tuple[str, Reader, Path], questions: list[Question], articles: list[SearchDocument]
) -> None:
    """Otherwise their times are compared for different answers."""
    name, reader, _ = engine
    for question in questions:
        truth = {one.article for one in articles if question.is_met(one.text, one.published)}
        # Zhupi finds traditional characters by simplified ones, unless told not to.
        found = reader.found(question, literal=True)
        if name in EXACT:
            assert found == truth, question
        elif name not in MISSING and not question.none:
            assert found >= truth, question


def test_a_page_is_twenty_of_what_is_found_each_with_a_snippet(
    engine: tuple[str, Reader, Path], questions: list[Question]
) -> None:
    """Otherwise an engine is quick because it shows less."""
    _, reader, _ = engine
    for question in questions:
        answer = reader.ask(question)
        found = reader.found(question)
        assert set(answer.articles) <= found
        assert len(answer.articles) == min(20, len(found)), question
        assert len(answer.snippets) == len(answer.articles)
        assert all(answer.snippets)
        assert answer.total == len(found)


def test_the_newest_come_first_where_asked(
    engine: tuple[str, Reader, Path], questions: list[Question], articles: list[SearchDocument]
) -> None:
    """Otherwise one engine sorts and another does not."""
    _, reader, _ = engine
    days = {one.article: one.published for one in articles}
    for question in (one for one in questions if one.newest):
        shown = [days[article] for article in reader.ask(question).articles]
        dated = [day for day in shown if day]
        assert shown == sorted(dated, reverse=True) + [None] * (len(shown) - len(dated))


def test_the_folder_holds_the_index(engine: tuple[str, Reader, Path]) -> None:
    """Otherwise the size of an index is told as nothing."""
    assert folder_size(engine[2]) > 100_000

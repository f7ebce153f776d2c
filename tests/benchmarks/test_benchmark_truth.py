"""What the measuring takes for true, and how it counts."""

from __future__ import annotations

from datetime import date

import pytest
from tests.benchmarks.measuring import MeasuringError, Spread, in_fresh_process, memory
from tests.benchmarks.search_bombs import bombs
from tests.benchmarks.search_corpus import CorpusRecipe, documents
from tests.benchmarks.search_figures import Options
from tests.benchmarks.search_questions import Question, combined, query_mix, random_substrings
from tests.benchmarks.search_tasks import Metered
from tests.benchmarks.search_truth import Exactness, Truth

from zhupi.core.search import SearchDocument


def article(name: str, text: str) -> SearchDocument:
    return SearchDocument(name, name, text[:2], text, "", None)


def test_literal_truth_is_what_looking_through_each_text_finds() -> None:
    """Otherwise recall and precision are measured against something else."""
    corpus = CorpusRecipe(60, characters=400).open()
    made = list(documents(corpus))
    truth = Truth(made, literal=True)
    for question in combined(random_substrings(corpus, 100)):
        expected = {one.article for one in made if question.is_met(one.text, one.published)}
        assert truth(question) == expected, question


def test_folded_truth_folds_and_leaves_out_optional_space() -> None:
    """Otherwise Zhupi would be blamed for finding what it should."""
    made = [article("wide", "ＡＰＥＣ 会议"), article("wrapped", "亚太经\n合组织 Apec")]
    made.append(article("other", "其他"))
    folded, literal = Truth(made, literal=False), Truth(made, literal=True)
    assert folded(Question("", ("apec",))) == {"wide", "wrapped"}
    assert literal(Question("", ("Apec",))) == {"wrapped"}
    assert folded(Question("", ("经合",))) == {"wrapped"}
    assert literal(Question("", ("经合",))) == set()


def test_a_word_does_not_reach_from_one_article_into_the_next() -> None:
    """Otherwise the truth holds articles that no search should find."""
    made = [article("one", "前半"), article("two", "后半")]
    assert Truth(made, literal=True)(Question("", ("半后",))) == set()


def test_recall_and_precision_count_over_all_questions() -> None:
    """Otherwise one common word hides that rare ones are missed."""
    result = Exactness()
    result.add(Question("", ("甲",)), {"a", "b", "c"}, {"a", "b"})
    result.add(Question("", ("乙",)), {"a"}, {"a", "d"})
    assert result.recall == result.precision == 0.75
    assert len(result.inexact) == result.questions == 2


def test_random_substrings_can_be_typed_as_phrases() -> None:
    """Otherwise a query says something else than the piece it was made of."""
    corpus = CorpusRecipe(20).open()
    pieces = random_substrings(corpus, 300, among=5)
    texts = [one.text for one in documents(corpus, 0, 5)]
    assert {len(piece) for piece in pieces} == set(range(1, 13))
    for piece in pieces:
        assert '"' not in piece
        assert piece == piece.strip()
        assert any(piece in text for text in texts)


def test_the_mix_has_as_many_questions_of_each_kind() -> None:
    """Otherwise a kind of query that is slow goes unmeasured."""
    corpus = CorpusRecipe(80, characters=600).open()
    mix = query_mix(corpus, each=4)
    assert mix == query_mix(corpus, each=4)
    kinds = [question.kind for question in mix]
    assert {kinds.count(kind) for kind in kinds} == {4}
    assert len(set(kinds)) == 10
    made = list(documents(corpus))
    for question in mix:
        found = any(question.is_met(one.text, one.published) for one in made)
        assert found == (question.kind != "none found") or question.kind in ("AND", "date range")
        assert (question.first is not None) == (question.kind == "date range")
        assert question.newest == (question.kind == "newest first")


def test_bombs_are_as_large_as_they_say() -> None:
    """Otherwise nobody knows how search stands a query of a megabyte."""
    made = dict(bombs("中国的新闻，" * 300))
    assert len(made["1 MB of text"]) == 1_048_576
    assert made["10,000 terms"].count(" ") == 9_999
    assert made["10,000 parentheses"].count("(") == 10_000
    assert all(len(query) <= 4_000 for name, query in made.items() if name.startswith("4,000"))


def test_a_question_looks_at_dates() -> None:
    """Otherwise scanning answers a date range with undated articles."""
    question = Question("", ("中",), first=date(2023, 7, 1), last=date(2023, 10, 31))
    assert question.is_met("中国", date(2023, 10, 31))
    assert not question.is_met("中国", date(2023, 11, 1))
    assert not question.is_met("中国", None)


def test_a_spread_tells_the_middle_and_the_worst() -> None:
    """Otherwise one slow query in a hundred is not seen."""
    spread = Spread.of([float(value) for value in range(1, 101)])
    assert (spread.median, spread.most, spread.worst) == (50.5, 96.0, 100.0)


def test_making_the_articles_is_metered() -> None:
    """Otherwise the time to make the articles counts as indexing."""
    metered = Metered(CorpusRecipe(150, characters=300).open(), 120)
    made = list(metered)
    assert len(made) == 120
    assert metered.text_bytes == sum(len(one.text.encode()) for one in made)
    assert metered.wall > 0


def test_memory_is_told_in_megabytes() -> None:
    """Otherwise figures of memory are off by a thousand."""
    assert memory().peak == 0 or 10 < memory().peak < 100_000


def test_a_measurement_that_fails_says_so() -> None:
    """Otherwise one engine that fails takes all other figures with it."""
    with pytest.raises(MeasuringError, match="bomb"):
        in_fresh_process("bomb")


def test_unknown_parts_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a typing error measures everything for half an hour."""
    with pytest.raises(SystemExit):
        Options.parse(["rates"])
    assert "rates" in capsys.readouterr().err
    assert Options.parse(["rate", "--articles", "20", "10"]).articles == (10, 20)

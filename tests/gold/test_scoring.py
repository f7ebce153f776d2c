"""The scorer counts as the issue asks: floors and figures would mean nothing otherwise."""

from __future__ import annotations

import pytest
from tests.gold import marking, scoring
from tests.gold.marking import GoldArticle
from tests.gold.scoring import Score

from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind

SOURCE = """#! published: 2023-10-05
# [PLACE 广州]消息
[TIME:2023-09-16/2023-09-17 9月16日至17日]，[ORG [PLACE 广州]图书馆]馆长[PERSON@馆长 林一]说，\
{D 林一/说 “我们会开门。”}[TIME:XXXX-12-01 12月1日]，[MEDIA 广州日报]报道，\
{R 广州日报/报道 [PERSON 林一]已经离开}。
"""


@pytest.fixture
def gold() -> GoldArticle:
    return marking.parse(SOURCE)


def mention(gold: GoldArticle, words: str, label: Label, **fields: object) -> Mention:
    start = gold.text.index(words)
    given = {"entity": f"{label}:{words}", **fields}
    return Mention(start, start + len(words), label, **given)  # type: ignore[arg-type]


def span(gold: GoldArticle, words: str) -> Span:
    start = gold.text.index(words)
    return Span(start, start + len(words))


def test_f1_weighs_precision_and_recall_alike() -> None:
    score = Score(2, 4, 2) + Score(1, 1, 2)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    assert Score().f1 == 1.0


def test_a_name_is_right_with_its_borders_and_its_label_alone() -> None:
    gold = [(0, 2, "PLACE"), (0, 5, "ORG"), (8, 10, "PERSON")]
    found = [(0, 2, "PLACE"), (0, 5, "PLACE"), (8, 11, "PERSON")]
    scores = scoring.by_label(gold, found)
    assert scores["PLACE"] == Score(1, 2, 1)
    assert scores["ORG"] == Score(0, 0, 1)
    assert scores["PERSON"] == Score(0, 1, 1)


def test_newspapers_know_neither_nested_names_nor_media() -> None:
    found = scoring.as_newspaper(
        [(0, 5, "MEDIA"), (0, 2, "PLACE"), (6, 9, "EVENT"), (6, 8, "PLACE"), (9, 12, "TIME")]
    )
    assert found == [(0, 5, "ORG"), (6, 8, "LOC")]


def test_outermost_are_those_that_no_other_holds() -> None:
    nested = [(0, 2, "PLACE"), (0, 5, "ORG"), (3, 5, "ORG"), (5, 6, "PLACE")]
    assert scoring.outermost(nested) == [(0, 5, "ORG"), (5, 6, "PLACE")]


@pytest.mark.parametrize(
    ("words", "value", "confidence", "verdict", "certain"),
    [
        ("9月16日至17日", "2023-09-16/2023-09-17", 0.9, "right", 0),
        ("9月16日至17日", "", 0.9, "open", 0),
        ("9月16日至17日", "2023-09-16", 0.9, "wrong", 1),
        ("9月16日至17日", "2023-09-16", 0.7, "wrong", 0),
        ("9月16日", "2023-09-16", 0.8, "wrong", 1),
        ("9月16日", "2023-09-16/2023-09-17", 0.8, "borders", 0),
    ],
)
def test_a_time_is_right_open_or_wrong(
    gold: GoldArticle, words: str, value: str, confidence: float, verdict: str, certain: int
) -> None:
    found = [mention(gold, words, Label.TIME, value=value, confidence=confidence)]
    outcomes, _ = scoring.time_outcomes(gold.mentions, found)
    assert [outcome.verdict for outcome in outcomes] == [verdict, "missed"]
    score = scoring.time_score(gold.mentions, found)
    assert (score.right, score.certain) == (int(verdict == "right"), certain)


def test_a_value_where_there_is_no_time_is_told_apart(gold: GoldArticle) -> None:
    found = [mention(gold, "开门", Label.TIME, value="2023", confidence=0.9)]
    score = scoring.time_score(gold.mentions, found)
    assert (score.invented, score.certain, score.values) == (1, 0, 0.0)


def test_a_year_made_up_for_a_day_without_one_is_wrong(gold: GoldArticle) -> None:
    found = [mention(gold, "12月1日", Label.TIME, value="2023-12-01", confidence=0.9)]
    assert scoring.time_score(gold.mentions, found).certain == 1


def quotation(gold: GoldArticle, words: str, speaker: str, **fields: object) -> Quotation:
    place = span(gold, words)
    given = {"kind": QuotationKind.DIRECT, "speaker": span(gold, speaker), **fields}
    return Quotation(place.start, place.end, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("speaker", "entity", "right"),
    [
        ("林一", "PERSON:林一", True),
        ("馆长林一", "", True),
        ("广州图书馆", "PERSON:林一", True),
        ("馆长", "", False),
        ("广州", "PLACE:广州", False),
    ],
)
def test_the_speaker_is_right_by_id_by_words_or_by_the_last_name(
    gold: GoldArticle, speaker: str, entity: str, *, right: bool
) -> None:
    found = quotation(gold, "“我们会开门。”", speaker, entity=entity)
    score = scoring.quotation_score(gold, [found])
    assert score.speakers == int(right)
    assert score.misattributed == int(not right)
    assert score.kinds == Score(1, 1, 2)


def test_a_quotation_has_its_range_and_its_kind(gold: GoldArticle) -> None:
    found = [
        quotation(gold, "“我们会开门。”", "林一", kind=QuotationKind.REPORTED),
        quotation(gold, "已经离开", "林一"),
    ]
    score = scoring.quotation_score(gold, found)
    assert score.ranges == Score(1, 2, 2)
    assert score.kinds == Score(0, 2, 2)
    assert (score.speakers_of_found, score.speakers_of_all) == (1.0, 0.5)


def test_a_speaker_that_gold_leaves_open_must_be_left_open() -> None:
    gold = marking.parse("有人写道：{D -/写道 “开门。”}")
    place = span(gold, "“开门。”")
    nobody = Quotation(place.start, place.end, QuotationKind.DIRECT)
    somebody = Quotation(place.start, place.end, QuotationKind.DIRECT, speaker=span(gold, "有人"))
    assert scoring.quotation_score(gold, [nobody]).speakers == 1
    assert scoring.quotation_score(gold, [somebody]).speakers == 0

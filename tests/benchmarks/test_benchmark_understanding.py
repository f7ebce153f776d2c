"""What other packages answer is read in their favour and not wrongly; hostile texts are hostile."""

from __future__ import annotations

from datetime import date

import pytest
from tests.benchmarks import understanding_peer as peer
from tests.benchmarks.understanding_errors import name_errors
from tests.benchmarks.understanding_figures import figures
from tests.benchmarks.understanding_ours import Read, gold_mentions
from tests.benchmarks.understanding_peers import value_is_right
from tests.benchmarks.understanding_tasks import HOSTILE, broken_promises
from tests.gold import marking

from zhupi.core.model import Label, Mention, Span


def test_words_of_a_peer_are_found_where_they_stand_also_after_lost_spaces() -> None:
    find = peer.by_words(lambda _text: [("王毅", "nr"), ("在", "p"), ("王毅", "nr"), ("！", "x")])
    assert find("王毅 在  王毅！", date(2023, 10, 5)) == [
        (0, 2, "PERSON", []),
        (6, 8, "PERSON", []),
    ]


@pytest.mark.parametrize(
    ("told", "gold", "right"),
    [
        (["2023-09-16", "2022-09-16"], "2022-09-16", True),
        (["2023-09-16"], "2023-09-16T08:00+08:00", True),
        (["2023-01-01/?"], "2023", True),
        (["2023-01-01/?"], "../2023", False),
        (["2023-09"], "2023-09-16", False),
        ([], "2023", False),
    ],
)
def test_a_peer_is_right_where_any_of_its_days_is(
    told: list[str], gold: str, *, right: bool
) -> None:
    assert value_is_right(told, gold) is right


def test_a_package_that_breaks_on_one_time_is_asked_for_the_next() -> None:
    def value(words: str, _published: date | None) -> list[str]:
        return [str(int(words))]

    question = {"published": None, "blocks": [], "times": ["某年", "2023"]}
    assert peer.answer(question, lambda *_: [], value)["values"] == [[], ["2023"]]


def test_a_reading_made_by_hand_has_no_errors_and_full_marks() -> None:
    gold = marking.parse("#! published: 2023-10-05\n[PERSON:王毅@部长 王]部长在[PLACE 北京]。")
    read = Read(gold, gold_mentions(gold, linked=True))
    assert not [line for line in name_errors([read]) if line.startswith("  ")]
    assert any(line.startswith("all names") and "100.0" in line for line in figures([read]))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_as_long_as_asked(kind: str) -> None:
    assert 900 <= len(HOSTILE[kind](1_000)) <= 1_010


def test_promises_broken_are_counted() -> None:
    lines = [Span(0, 4), Span(5, 9)]
    good = [
        Mention(0, 4, Label.ORG, ""),
        Mention(0, 2, Label.PLACE, ""),
        Mention(5, 7, Label.LAW, ""),
    ]
    assert not list(broken_promises("一二三四\n五六七八", lines, good))
    across = Mention(2, 7, Label.ORG, "")
    crossing = Mention(3, 6, Label.ORG, "")
    assert len(list(broken_promises("一二三四\n五六七八", lines, [*good[:2], across]))) == 1
    assert len(list(broken_promises("一二三四五六七八", [Span(0, 8)], [good[0], crossing]))) == 1
    assert len(list(broken_promises("一二三四\n五六七八", lines, good[::-1]))) == 2

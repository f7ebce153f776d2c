"""The rows of the facets: most first, what narrows nothing left out, folded and widened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from zhupi.core.messages import ENGLISH
from zhupi.ui.panels.search_facets import (
    FIRST,
    FacetHeading,
    FacetModel,
    FacetMore,
    FacetValue,
    facet_rows,
    part_text,
)
from zhupi.ui.panels.search_narrowing import Part, parts

NONE: frozenset[str] = frozenset()


def _values(rows: list[FacetHeading | FacetValue | FacetMore]) -> list[str]:
    return [row.value for row in rows if isinstance(row, FacetValue)]


def test_the_most_frequent_values_come_first() -> None:
    rows = facet_rows({"org": {"甲": 2, "乙": 5, "丙": 2}}, 6, (), NONE, NONE)
    assert rows[0] == FacetHeading("org", 3, folded=False)
    assert _values(rows) == ["乙", "丙", "甲"]
    assert [row.share for row in rows if isinstance(row, FacetValue)] == [1, 0.4, 0.4]


def test_a_facet_that_all_articles_share_narrows_nothing() -> None:
    assert facet_rows({"source": {"日报": 6}, "org": {"": 3}}, 6, (), NONE, NONE) == []
    assert len(facet_rows({"source": {"日报": 5}}, 6, (), NONE, NONE)) == 2


def test_what_was_narrowed_to_stays_in_sight_to_be_taken_back() -> None:
    found = parts("鱼 source:=日报")
    rows = facet_rows({"source": {"日报": 6}}, 6, found, NONE, NONE)
    assert isinstance(rows[1], FacetValue)
    assert rows[1].part == found[0]


@pytest.mark.parametrize(("count", "shown", "more"), [(5, 5, 0), (6, 6, 0), (9, FIRST, 4)])
def test_more_values_are_a_click_away(count: int, shown: int, more: int) -> None:
    counts = {"place": {f"地{n}": n + 1 for n in range(count)}}
    rows = facet_rows(counts, 99, (), NONE, NONE)
    assert len(_values(rows)) == shown
    assert [row.count for row in rows if isinstance(row, FacetMore)] == ([more] if more else [])
    wide = facet_rows(counts, 99, (), NONE, frozenset(("place",)))
    assert len(_values(wide)) == count


def test_months_are_shown_once_there_is_but_one_year() -> None:
    counts = {"year": {"2023": 3, "2022": 1}, "month": {"2023-07": 2, "2022-01": 1}}
    assert _values(facet_rows(counts, 4, (), NONE, NONE)) == ["2023", "2022"]
    counts = {"year": {"2023": 3}, "month": {"2023-07": 2, "2023-01": 1}}
    assert _values(facet_rows(counts, 3, (), NONE, NONE)) == ["2023-07", "2023-01"]


def test_folding_hides_the_values_and_outlasts_an_answer(qapp: object) -> None:
    model = FacetModel(ENGLISH)
    model.set_facets({"org": {"甲": 1, "乙": 2}}, 3, ())
    model.set_folded(frozenset(("org",)))
    assert model.rowCount() == 1
    model.set_facets({"org": {"甲": 1, "丙": 2}}, 3, ())
    assert model.rowCount() == 1
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Organisations, hidden"


def test_rows_are_read_aloud_with_their_numbers(qapp: object) -> None:
    model = FacetModel(ENGLISH)
    model.set_facets({"month": {"2023-07": 1200}}, 1300, parts("date:2023-07"))
    spoken = [
        model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]
    assert spoken == ["Months, shown", "2023-07, 1,200 articles, chosen"]


def test_the_same_facets_again_do_not_reset_the_list(qapp: object) -> None:
    """A reset would take the keyboard and the scroll bar to the top after every change."""
    model, resets = FacetModel(ENGLISH), list[bool]()
    model.modelReset.connect(lambda: resets.append(True))
    for _ in range(3):
        model.set_facets({"org": {"甲": 1, "乙": 2}}, 3, ())
    assert len(resets) == 1


def test_a_tag_on_its_chip_looks_like_a_tag() -> None:
    assert part_text(Part("tag", "外交/会晤", 0, 9), ENGLISH) == "#外交/会晤"

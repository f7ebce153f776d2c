"""Which lines of a concordance are meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from zhupi.core.messages import ENGLISH
from zhupi.core.model import Span
from zhupi.core.search import ConcordanceLine
from zhupi.ui.concordance.model import CheckStateRole, Column, ConcordanceModel
from zhupi.ui.concordance.tag_all import exact_query
from zhupi.workspace import Workspace

COUNT = 12


def line(number: int) -> ConcordanceLine:
    return ConcordanceLine(
        f"a{number}", f"题{number}", date(2026, 3, 5), Span(number, number + 2), "前", "渡轮", "后"
    )


@pytest.fixture
def model() -> ConcordanceModel:
    made = ConcordanceModel(ENGLISH)
    made.append([line(number) for number in range(COUNT)])
    return made


def test_all_lines_are_ticked_until_somebody_unticks_them(model: ConcordanceModel) -> None:
    """What comes later must be ticked, too, or it is left out without a word."""
    model.tick([1, 3], on=False)
    model.append([line(COUNT)])
    assert model.count_ticked() == COUNT - 1
    assert model.lines[1] not in model.ticked()
    assert model.lines[COUNT] in model.ticked()
    states = [model.index(row, Column.TICK).data(CheckStateRole) for row in (0, 1)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]


def test_only_what_is_in_sight_is_ticked_or_meant(model: ConcordanceModel) -> None:
    """Behind a filter nobody sees what would be tagged."""
    model.set_order([4, 2, 7])
    model.tick_all(on=False)
    assert (model.count_ticked(), model.ticked()) == (0, [])
    model.tick([0], on=True)
    assert model.ticked() == [model.lines[4]]
    model.set_order(None)
    assert model.count_ticked() == COUNT - 2
    model.clear()
    model.append([line(0)])
    assert model.count_ticked() == 1


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, COUNT - 1), unique=True),
            st.lists(st.integers(-1, COUNT), max_size=4),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_the_count_is_that_of_the_ticked_lines(
    steps: list[tuple[list[int], list[int], bool]],
) -> None:
    """The button must not promise 40 passages and tag 41."""
    model = ConcordanceModel(ENGLISH)
    model.append([line(number) for number in range(COUNT)])
    ticked = set(range(COUNT))
    for order, rows, on in steps:
        model.set_order(order)
        model.tick(rows, on=on)
        numbers = {order[row] for row in rows if 0 <= row < len(order)}
        ticked = ticked | numbers if on else ticked - numbers
        assert model.ticked() == [model.lines[n] for n in sorted(order) if n in ticked]
        assert model.count_ticked() == len(model.ticked())
    model.set_order(None)
    assert model.count_ticked() == len(ticked)


@pytest.mark.parametrize(
    "words",
    ["渡轮", "渡轮 -早市", "(渡轮", "说“好”", '说"好"', 'a/b"c', "tag:x", "a*b?", 'x\\"y.', "AND"],
)
def test_the_query_for_a_selection_finds_these_very_characters(
    full_desk_workspace: Workspace, words: str
) -> None:
    """What a person marked may look like syntax; it must still be found, and nothing else."""
    query = exact_query(words)
    assert full_desk_workspace.remark(query, literal=True) is None
    found = full_desk_workspace._searching._backend.matches(
        query, "", f"前{words}后，{words[:-1]}。", literal=True
    )
    assert found == [Span(1, 1 + len(words))]


@pytest.fixture
def full_desk_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.open(tmp_path_factory.mktemp("library") / "library", "window")

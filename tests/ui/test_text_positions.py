"""Code points ↔ document positions: what a person marks is what they selected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.ui.text_positions import TextPositions, units

_TEXTS = st.lists(
    st.text(st.sampled_from("朱批a，。𠀀😀\U0010ffff"), max_size=12), min_size=1, max_size=8
)


def _placed(texts: list[str], gaps: list[int]) -> tuple[TextPositions, list[tuple[int, int]]]:
    """Positions of `texts` joined by line feeds, and (offset, position) of each character.

    `gaps` are the units that stand between them in the document, at least a border.
    """
    positions, truth, offset, position = TextPositions(), [], 0, 0
    for index, text in enumerate(texts):
        after = positions.add(position, offset, text)
        for number, character in enumerate(text):
            truth.append((offset + number, position))
            position += units(character)
        truth.append((offset + len(text), position))
        assert after == position
        offset += len(text) + 1
        position += 1 + gaps[index % len(gaps)]
    return positions, truth


@given(_TEXTS, st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_every_character_is_found_where_it_stands(texts: list[str], gaps: list[int]) -> None:
    """A highlight would otherwise drift by one for each rare character before it."""
    positions, truth = _placed(texts, gaps)
    for offset, position in truth:
        assert positions.to_document(offset) == position
        assert positions.to_text(position) == offset


@given(_TEXTS)
def test_a_position_inside_a_pair_is_its_character(texts: list[str]) -> None:
    """A selection that Qt puts between two surrogates must not lose the character."""
    positions, truth = _placed(texts, [0])
    text = "\n".join(texts)
    for offset, position in truth:
        if text[offset : offset + 1] > "\uffff":
            assert positions.to_text(position + 1) == offset


@given(_TEXTS, st.integers(0, 200))
def test_positions_never_run_backwards(texts: list[str], position: int) -> None:
    """Images and borders between texts belong to no character, but keep their order."""
    positions, truth = _placed(texts, [2])
    assert positions.to_text(position) <= positions.to_text(position + 1) <= truth[-1][0]


def test_pieces_of_one_text_meet_at_the_later_one() -> None:
    """A paragraph broken in the display would else show a mark at the end of its first piece."""
    positions = TextPositions()
    positions.add(0, 0, "甲乙")
    positions.add(3, 2, "丙丁")
    assert [positions.to_document(offset) for offset in range(5)] == [0, 1, 3, 4, 5]
    assert [positions.to_text(position) for position in range(6)] == [0, 1, 2, 2, 3, 4]


def test_offsets_outside_the_text_are_its_ends() -> None:
    """A mark left over from a longer text must not raise."""
    positions = TextPositions()
    assert (positions.to_document(5), positions.to_text(5)) == (0, 0)
    positions.add(0, 0, "甲")
    assert (positions.to_document(9), positions.to_text(9)) == (1, 1)

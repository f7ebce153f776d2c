"""Units: what is searched on the disk is folded and squeezed as the definitions say, exactly."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.search.squeezing import squeeze
from zhupi.search.units import UnitFolding

UNITS = UnitFolding()
FOLDING = Folding()
# Lone surrogates too: some files hold them, and no text may be lost.
ANY = st.characters(exclude_categories=())
TELLING = st.sampled_from("中臺國，。a Ａ1\n\r\t\u3000\u2028\U00020000𝐀😀\ud83d\ude00\uffff\x00")
TEXTS = st.text(ANY | TELLING, max_size=40)


def defined(text: str) -> bytes:
    return squeeze(FOLDING(text)).text.encode("utf-16-le", "surrogatepass")


@given(texts=st.lists(TEXTS, max_size=6))
@example(texts=["中 \U00020000 a😀 中", "", "\ud83d", "𝐀 b", "臺 灣"])
@settings(deadline=None)
def test_units_are_what_the_definitions_say(texts: list[str]) -> None:
    """Else a text would be found by other queries on the disk than in memory."""
    run = UNITS.fold_all(texts)
    for number, text in enumerate(texts):
        first, end = run.starts[number : number + 2]
        assert run.units[first:end].tobytes() == defined(text)
        assert UNITS.fold(text).tobytes() == defined(text)


@given(texts=st.lists(st.tuples(TEXTS, st.integers(0, 40)), min_size=1, max_size=4))
@settings(deadline=None)
def test_a_title_ends_where_its_characters_do(texts: list[tuple[str, int]]) -> None:
    """Else `title:` would find words of the text."""
    import numpy as np

    run = UNITS.fold_all([text for text, _ in texts])
    lengths = [min(length, len(text)) for text, length in texts]
    kept = run.kept(np.array(lengths))
    for number, (text, _) in enumerate(texts):
        squeezed = squeeze(FOLDING(text))
        first = squeezed.text[: squeezed.squeezed(lengths[number])]
        expected = len(first.encode("utf-16-le", "surrogatepass")) // 2
        found = kept[number]
        if number in run.exact:
            _, found = UNITS.exact(text, lengths[number])
        assert found == expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("臺灣  ＡＢ c", "台湾ab c"),
        ("中\n\n文", "中文"),
        ("a\u3000\nb", "a \nb"),
        ("\U00020000 x", "\U00020000x"),
        ("😀 x", "😀 x"),
    ],
)
def test_examples(text: str, units: str) -> None:
    assert UNITS.fold(text).tobytes().decode("utf-16-le") == units

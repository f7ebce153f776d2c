"""Regular expressions: no match is lost because a literal part was read wrongly."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.search.query_regex import PatternError, compile_regex, regex_literals


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("外交部", ("外交部",)),
        ("外交部?长", ("外交",)),
        ("外交部+长官", ("外交部", "长官")),
        ("外交部{0,2}长官", ("外交", "长官")),
        ("外交.*人民", ("外交", "人民")),
        ("(中国|美国)外交部", ("外交部",)),
        ("(中国)?外交部", ("外交部",)),
        ("中国|美国", ()),
        ("(外交部)", ()),
        ("[外交]部长", ("部长",)),
        ("[]外交]部长", ("部长",)),
        ("[^]外交[:alpha:]]部长", ("部长",)),
        ("\\d{4}年\\.\\w月份", ("年.", "月份")),
        ("\\u4e2d国人", ("国人",)),
        ("\\p{Han}国人", ("国人",)),
        ("国人\\", ("国人",)),
        ("国人 民众", ("国人", "民众")),
        ("ab", ()),
        ("中i国", ()),
        ("中a国", ("中a国",)),
        ("中é国", ()),
        ("^外交部$", ("外交部",)),
        ("(?i)外交部", ()),
        ("(?x)外 交部", ()),
        ("(?#外交)部长", ()),
        ("(?<name>外交)部长", ("部长",)),
        ("(?<=外交)部长(?!们)", ("部长",)),
        ("外交{部长", ()),
        ("外交{e<=2}部长", ()),
        ("外交部外交部", ("外交部外交部",)),
    ],
)
def test_reads_only_what_is_certain(pattern: str, literals: tuple[str, ...]) -> None:
    assert regex_literals(pattern) == literals


ATOMS = st.sampled_from(
    [
        *("中", "国", "外交", "部", "a", "I", "k", "ß", "é", "σ", ".", "\\d", "\\.", "\\w", "\\b"),
        *("[中国]", "[^国]", "[]中]", "[[:alpha:]]", "\\u4e2d", "\\p{Han}", "\\n", " ", "(?:", "("),
        *("(?<=", "(?!", "(?i)", "(?<n>", "(?|", ")", ")", ")", "|", "^", "$", "{", "}", "{e}"),
    ]
)
QUANTIFIERS = st.sampled_from(["", "", "", "", "*", "+", "?", "{2}", "{0}", "{,2}", "{1,}", "*?"])
PATTERNS = st.lists(st.tuples(ATOMS, QUANTIFIERS).map("".join), min_size=1, max_size=7).map("".join)
TEXTS = st.text("中国外交部aAiIİıkKßσςé 1.\n{}", max_size=30)


@given(pattern=PATTERNS, text=TEXTS)
@settings(max_examples=600, deadline=None)
def test_every_match_holds_the_literals(pattern: str, text: str) -> None:
    """Candidates are found by these: a wrong one would lose articles that match."""
    try:
        compiled = compile_regex(pattern)
    except PatternError:
        return
    folding = Folding()
    for found in compiled.finditer(text, timeout=2):
        for literal in regex_literals(pattern):
            assert folding(literal) in folding(found[0])


@given(pattern=PATTERNS | st.text("ab({[|*+?)}]\\<>=!:#0123456789,-^Ppx", max_size=30))
@settings(max_examples=600, deadline=None)
def test_a_pattern_compiles_or_is_refused_with_a_reason(pattern: str) -> None:
    """A half-typed pattern is the rule while typing."""
    reason = None
    try:
        assert isinstance(compile_regex(pattern), regex.Pattern)
    except PatternError as error:
        reason = str(error.reason)
    assert reason != ""


def test_what_the_compiler_cannot_bear_is_a_reason_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it raises is not promised; a keystroke must not end the program."""

    def give_up(pattern: str, flags: int) -> None:
        raise RecursionError

    monkeypatch.setattr(regex, "compile", give_up)
    with pytest.raises(PatternError, match="too complicated"):
        compile_regex("甲")

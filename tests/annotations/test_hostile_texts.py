"""A text that nobody wrote must not hang an import, nor bring a note to a chance place."""

import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from zhupi.annotations import candidates, describe, reanchor
from zhupi.core.model import Annotation, AnnotationState, Span, Target

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SIZE = 20_000


def scrambled(seed: int, alphabet: int) -> str:
    rng = random.Random(seed)
    return "".join(chr(0x4E00 + rng.randrange(alphabet)) for _ in range(SIZE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (scrambled(1, 3_000), scrambled(2, 3_000)),
        (scrambled(1, 3_000), ""),
        (scrambled(1, 3_000), "\u3000\n" * 9),
        ("雾" * SIZE, "船" * SIZE),
    ],
    ids=["another", "nothing", "white space", "one other character"],
)
def test_a_wholly_other_text_makes_orphans(old: str, new: str) -> None:
    target = Target("a", *describe(old, Span(500, 520)))
    before = Annotation("n", target, (), "", "reader", NOW, NOW)
    (after,) = reanchor([before], old, new, version="v")
    assert after.state is AnnotationState.ORPHAN
    assert after.origin is not None
    assert after.span.end <= len(new)
    assert candidates(after, old, new) == []


def test_in_one_repeated_character_nobody_knows_the_place() -> None:
    old, new = "雾" * SIZE, "雾" * (SIZE - 77)
    target = Target("a", *describe(old, Span(9_000, 9_004)))
    before = Annotation("n", target, (), "", "reader", NOW, NOW)
    (after,) = reanchor([before], old, new, version="v")
    assert after.state is AnnotationState.AMBIGUOUS


def test_rapidfuzz_is_loaded_only_to_compare() -> None:
    """Otherwise every start of the window waits for it."""
    program = "import sys, zhupi.annotations, zhupi.workspace; sys.exit('rapidfuzz' in sys.modules)"
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == 0

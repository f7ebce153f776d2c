"""The exported page can be read: 4.5:1 (WCAG 2.2) on every pile of highlights, light, dark, print.

Computed from the style sheet's own colours; a browser lays translucent marks over each other.
"""

from __future__ import annotations

import re
from itertools import product

import pytest

from zhupi.core.model import COLORS
from zhupi.core.paths import resources

READABLE = 4.5
DEEPEST = 4  #: marks that an export nests
Rgb = tuple[float, float, float]

SHEET = (resources() / "templates" / "annotated-articles.css").read_text("utf-8")
SCHEMES = ("light", "dark", "print")


def _scheme(name: str) -> dict[str, str]:
    """The variables of a scheme; what dark and print do not name they take from light."""
    roots = [
        dict(re.findall(r"--([\w-]+): ([^;]+);", r)) for r in re.findall(r":root {([^}]+)}", SHEET)
    ]
    return roots[0] | roots[SCHEMES.index(name)]


def _color(value: str) -> tuple[Rgb, float]:
    """A colour and its opacity."""
    if value.startswith("#"):
        digits = value[1:] if len(value) == 7 else "".join(2 * digit for digit in value[1:])
        solid = tuple(float(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
        return (solid[0], solid[1], solid[2]), 1.0
    red, green, blue, opacity = map(float, re.findall(r"[\d.]+", value))
    return (red, green, blue), opacity


def _over(ground: Rgb, value: str) -> Rgb:
    color, opacity = _color(value)
    red, green, blue = (
        (1 - opacity) * below + opacity * above for below, above in zip(ground, color, strict=True)
    )
    return red, green, blue


def _contrast(first: Rgb, second: Rgb) -> float:
    def luminance(color: Rgb) -> float:
        shares = [value / 255 for value in color]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", SCHEMES)
def test_marked_text_and_its_numbers_can_be_read_on_any_pile(name: str) -> None:
    scheme = _scheme(name)
    ink, paper = _color(scheme["ink"])[0], _color(scheme["paper"])[0]
    for depth in range(DEEPEST + 1):
        for pile in product(COLORS, repeat=depth):
            ground = paper
            for color in pile:
                ground = _over(ground, scheme[color])
            assert _contrast(ink, ground) >= READABLE, pile
    # What stands on marks is in `ink`, whatever stands around them.
    assert re.search(r"mark {[^}]*color: var\(--ink\)", SHEET)
    assert re.search(r"\.number {[^}]*color: var\(--ink\)", SHEET)


@pytest.mark.parametrize("name", SCHEMES)
def test_muted_text_can_be_read_on_paper_and_cards(name: str) -> None:
    scheme = _scheme(name)
    for words in ("ink", "dim", "accent"):
        for ground in ("paper", "card"):
            found = _contrast(_color(scheme[words])[0], _color(scheme[ground])[0])
            assert found >= READABLE, (words, ground)

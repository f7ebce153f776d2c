"""Fonts: Chinese text is never shown as boxes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from zhupi.ui import fonts


def test_a_system_with_chinese_fonts_loads_no_others(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty megabytes would be read at every start."""
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["A Chinese font"])
    assert fonts.ensure_chinese_fonts() == ()


def test_a_system_without_chinese_fonts_gets_ours(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    families = fonts.ensure_chinese_fonts()
    try:
        assert set(families) & set(fonts.SANS_FAMILIES)
        assert set(families) & set(fonts.SERIF_FAMILIES)
    finally:
        QFontDatabase.removeAllApplicationFonts()


@pytest.mark.parametrize("serif", [True, False])
def test_chinese_characters_have_glyphs(qapp: QApplication, serif: bool) -> None:
    fonts.ensure_chinese_fonts()
    font = fonts.font(serif=serif, pixels=20)
    layout = QTextLayout("朱批，。国", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert len(glyphs) == 5
    assert 0 not in glyphs
    assert QFontInfo(font).pixelSize() == 20

"""Which fonts the program sets, and a Chinese one where the system has none.

Families are lists: the first one that is there is taken, for each character anew.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

SERIF_FAMILIES = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "NSimSun",
    "serif",
)
SANS_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
UI_PIXELS = 13


def font(*, serif: bool, pixels: float, bold: bool = False) -> QFont:
    """A font of the article's or the window's face, `pixels` high."""
    result = QFont()
    result.setFamilies(list(SERIF_FAMILIES if serif else SANS_FAMILIES))
    result.setPixelSize(max(1, round(pixels)))
    if bold:
        result.setWeight(QFont.Weight.Bold)
    # Hinted outlines move by whole pixels and break the even grid of Chinese text.
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def ui_font() -> QFont:
    """The font of everything but articles."""
    return font(serif=False, pixels=UI_PIXELS)


def ensure_chinese_fonts() -> tuple[str, ...]:
    """Registers the fonts that come with the program where the system has no Chinese one.

    Without any, every character would be a box. Returns the families registered, mostly none:
    a system that can show Chinese costs nothing. Needs a `QGuiApplication`.
    """
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return ()
    # Not at the top: most systems have fonts of their own and need not look for these.
    from pylopdf_fonts_zh_cn import sans_path, serif_path  # noqa: PLC0415

    families: list[str] = []
    for path in (sans_path(), serif_path()):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)

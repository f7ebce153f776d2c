"""How a person wants articles to look."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.ui.theme import THEMES, Theme


@dataclass(frozen=True, slots=True)
class Look:
    """Everything the page depends on besides the article."""

    theme: Theme = THEMES["light"]
    font_pixels: int = 20
    serif: bool = True
    measure_em: int = 38  #: the column's width, in characters
    line_height: float = 1.75  #: of body text, in characters
    image_text: str = ""  #: the sentence that stands where an image would

    @property
    def column(self) -> int:
        """The column's width in pixels."""
        return self.measure_em * self.font_pixels

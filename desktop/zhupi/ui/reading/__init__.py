"""The reading surface: an article set as a page, with what is marked in it painted beneath."""

from zhupi.ui.reading.look import Look
from zhupi.ui.reading.surface import ReadingSurface

__all__ = ["Look", "ReadingSurface"]

"""Opens the window on a library, marks a passage, says so once it is shown, and waits to be killed.

Not a test: `test_whole_job` runs it. Arguments: the library, a settings file, the beginning of an
article's title, the words to mark.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from zhupi.core.model import Span
from zhupi.ui.tour import Guide


def main() -> None:
    library, settings, title, words = sys.argv[1:]
    guide = Guide(QApplication([]), Path(library), Path(settings))
    text = guide.read(title).text
    guide.window.surface.select(Span(text.index(words), text.index(words) + len(words)))
    guide.window.annotating.highlight("purple")
    guide.until(lambda: any(a.quote == words for a in guide.window.reading.annotations))
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    guide.until(lambda: False)


if __name__ == "__main__":
    main()

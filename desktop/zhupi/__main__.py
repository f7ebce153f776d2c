"""Where the program begins: `zhupi` opens the window, `zhupi COMMAND` runs a command.

`zhupi [--library DIR] [--sample]` is the window; all else belongs to the command line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from zhupi.core.paths import LIBRARY_FILE


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        return 1  # before anything began that could say so


def _main(arguments: Sequence[str] | None) -> int:
    import multiprocessing  # noqa: PLC0415 -- slow enough for a Ctrl+C to fall into it

    # In a frozen program the worker process starts here as well.
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    wanted = _window_arguments(words)
    if wanted is None:
        from zhupi.cli.main import run  # noqa: PLC0415 -- the window does not need it

        return run(words)
    from zhupi.ui.app import run as open_window  # noqa: PLC0415 -- loads Qt

    library, sample = wanted
    return open_window(library, sample=sample)


def _window_arguments(words: Sequence[str]) -> tuple[Path | None, bool] | None:
    """The library and whether to open the samples; None where a command is asked for."""
    library: Path | None = None
    sample = False
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--sample":
            sample = True
        elif word == "--library" and rest:
            library = Path(rest.pop(0))
        elif word.startswith("--library="):
            library = Path(word.partition("=")[2])
        else:
            return None
    # A file manager hands over the file that it knows as a library.
    if library is not None and library.name == LIBRARY_FILE:
        library = library.parent
    return library, sample


if __name__ == "__main__":
    sys.exit(main())

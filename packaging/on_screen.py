"""Runs a command on a screen of its own that nobody sees: `on_screen.py COMMAND…`.

On Linux that is an Xvfb, which is ended with the command. Elsewhere the command runs on the screen
that is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SIZE = "1920x1200x24"


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment in which a window appears on a new screen."""
    if not sys.platform.startswith("linux"):
        yield dict(os.environ)
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        # Xvfb picks a free number, and writes it when it takes connections.
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start.")
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def main(command: Sequence[str]) -> int:
    with screen() as environment:
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

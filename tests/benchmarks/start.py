"""Starts the program on a library as `zhupi` does, and tells when text stood on the screen.

Not a test: `run.py` runs it, with the time at which it did in ZHUPI_BENCH_STARTED (seconds of the
system's clock). Argument: the library.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from pathlib import Path


def megabytes(process: int) -> float:
    """Memory of a process: its proportional share of what it shares, and all the rest."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "Pss":
            return int(value.split()[0]) / 1024
    return 0.0


def main() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from zhupi.ui.app import App
    from zhupi.ui.preferences import Preferences

    started = float(os.environ["ZHUPI_BENCH_STARTED"])
    library = Path(sys.argv[1])
    qt = QApplication(sys.argv[:1])
    app = App(qt, Preferences(library.parent / "settings.toml"))
    app.open(library)
    window = app.window
    assert window is not None

    def painted() -> None:
        seconds = time.time() - started
        # After the first paint the program goes on to start its worker: memory is read later.
        QTimer.singleShot(1500, lambda: report(seconds))

    def report(seconds: float) -> None:
        workers = sum(megabytes(p.pid) for p in multiprocessing.active_children() if p.pid)
        found = {"seconds": seconds, "window": megabytes(os.getpid()), "worker": workers}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        app.close()
        qt.quit()

    window.surface.first_painted.connect(painted)
    qt.exec()


if __name__ == "__main__":
    main()

"""Makes a library, works in it and tells each step, while somebody watches what it asks of the
system; see `lose_power`.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.reliability.sameness import Sameness
from tests.reliability.steps import Person

from zhupi.store import connections
from zhupi.workspace import Workspace

#: Names of settings → what each makes of a connection. All but `chosen` lose what they told.
SETTINGS: dict[str, tuple[str, ...]] = {
    "chosen": (),
    "delete-full": ("journal_mode = DELETE", "synchronous = FULL"),
    "truncate-off": ("synchronous = OFF",),
}
_SESSION = 15  #: steps from opening the library to closing it


def other_settings(name: str) -> Callable[..., sqlite3.Connection]:
    """In place of `connections.connect`: with these settings on top of the program's own."""
    real: Callable[..., sqlite3.Connection] = connections.connect

    def connect(file: Path, **options: Any) -> sqlite3.Connection:
        connection = real(file, **options)
        for setting in SETTINGS[name]:
            connection.execute(f"PRAGMA {setting}").fetchall()
        return connection

    return connect


def main(folder: Path, news: Path, told: Path, first: int, steps: int, settings: str) -> None:
    """Tells `first` - 1 once there is a library, and then each step."""
    sameness = Sameness()
    with (
        sameness.prevailing(),
        patch.object(connections, "connect", other_settings(settings)),
        told.open("wb", buffering=0) as teller,
    ):
        # A library is made with the program's own settings by `store.library`, which has its own
        # name for `connect`.
        workspace = Workspace.open(folder, "window")
        teller.write(b"%d" % (first - 1))
        for number in range(first, first + steps):
            if (number - first) % _SESSION == _SESSION - 1:
                workspace.close()
                workspace = Workspace.open(folder, "window")
            sameness.begin(number)
            Person(workspace, news).step(number)
            teller.write(b"%d" % number)
        workspace.close()


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[1:4]]
    main(paths[0], paths[1], paths[2], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])

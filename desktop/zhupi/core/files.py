"""What several packages do with files."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable, on systems and disks where that is a separate thing.

    Never raises: Windows and some network folders refuse, and the files themselves are safe.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_missing(file: Path) -> bool:
    """Whether there certainly is no such file; one that may not be looked at may be there."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False

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


def make_folder(folder: Path) -> None:
    """Makes a folder, with those above it, for its owner only; so that its name lasts.

    Nothing in it would survive a loss of power that its name does not. Raises OSError.
    """
    new = [folder]
    new += [above for above in folder.parents if not above.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in new:
        sync_folder(made.parent)


def is_missing(file: Path) -> bool:
    """Whether there certainly is no such file; one that may not be looked at may be there."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False

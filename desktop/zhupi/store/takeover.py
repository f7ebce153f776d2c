"""How one program asks another for the right to write a library, beside the lock itself.

The asker holds a lock of its own while it asks and writes down who it is; the holder looks now and
then, finishes what it is writing, and gives its lock back. Who neither answers nor has died keeps
the library. Both locks are the operating system's, so a dead asker is not heeded, and a dead
holder blocks nobody.

Invariant: the library's lock goes from one to the other through the system alone; these files
only say that somebody wants it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from zhupi.core.errors import LibraryReadOnlyError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.store.lock import (
    ASKING_NAME,
    REQUEST_NAME,
    Holder,
    LibraryLock,
    read_holder,
    this_program,
)

_PAUSE = 0.1


def asked_by(folder: Path) -> Holder | None:
    """Who asks for the library in `folder` at this moment; costs one look at a file's name."""
    request = folder / REQUEST_NAME
    if not request.exists():
        return None
    asking = FileLock(folder / ASKING_NAME, thread_local=False)
    try:
        asking.acquire(blocking=False)
    except Timeout:
        return read_holder(folder, REQUEST_NAME)
    except OSError:
        return None
    # Nobody asks any more: whoever did was killed.
    with suppress(OSError):
        request.unlink(missing_ok=True)
    asking.release()
    return None


def ask(folder: Path, program: str, timeout: float, wait: Callable[[], object]) -> LibraryLock:
    """The library's lock, from whoever has it now or from nobody; `wait` is called meanwhile.

    Raises `LibraryReadOnlyError` where the holder does not answer within `timeout` seconds, where
    another program asks too, or where the folder cannot be written.
    """
    lock = LibraryLock(folder, program)
    if lock.acquire() is None:
        return lock
    asking = FileLock(folder / ASKING_NAME, thread_local=False)
    try:
        asking.acquire(blocking=False)
    except Timeout as error:
        raise LibraryReadOnlyError(
            message(
                "{asker} is asking for the library already. Try again.",
                asker=read_holder(folder, REQUEST_NAME).words,
            )
        ) from error
    except OSError as error:
        raise _cannot_ask(folder, error) from error
    request = folder / REQUEST_NAME
    try:
        request.write_text(json.dumps(asdict(this_program(program))), encoding="utf-8")
        end = time.monotonic() + timeout
        while (holder := lock.acquire()) is not None:
            if time.monotonic() >= end:
                raise _no_answer(holder)
            wait()
            time.sleep(_PAUSE)
        return lock
    except OSError as error:
        raise _cannot_ask(folder, error) from error
    finally:
        with suppress(OSError):
            request.unlink(missing_ok=True)
        asking.release()


def _no_answer(holder: Holder) -> LibraryReadOnlyError:
    return LibraryReadOnlyError(
        message(
            "The library is still in use by {holder}, which did not give it up. Close it there.",
            holder=holder.words,
        )
    )


def _cannot_ask(folder: Path, error: OSError) -> LibraryReadOnlyError:
    return LibraryReadOnlyError(
        message(
            "The library {folder} cannot be written: {reason}.",
            folder=shown_path(folder),
            reason=file_reason(error),
        )
    )

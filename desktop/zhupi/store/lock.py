"""One program at a time writes a library; whoever comes second learns who it is.

Invariant: the lock is the operating system's, on `library.lock`, so it ends with its process,
however that ends. `library.holder` beside it only tells people who holds it (a locked file cannot
be read everywhere); where the lock can be had, what it says is out of date and is not heeded.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from zhupi.core.errors import LibraryReadOnlyError, file_reason, shown_path
from zhupi.core.messages import Message, message

LOCK_NAME = "library.lock"
HOLDER_NAME = "library.holder"
#: Of who wants the library; see `takeover`.
REQUEST_NAME = "library.request"
ASKING_NAME = "library.asking"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; empty and 0 where that cannot be found out."""

    program: str = ""
    pid: int = 0
    host: str = ""
    since: str = ""  #: when it took the lock, UTC in ISO 8601

    def __str__(self) -> str:
        """Short, for logs: `window (4711, alice-laptop)`."""
        return f"{self.program} ({self.pid}, {self.host})" if self.program else "?"

    @property
    def words(self) -> Message:
        """The same for people: `a window of Zhupi, since 14:05 on this computer`."""
        program = _program_words(self.program)
        since = self._local_time()
        if self.host in {"", platform.node()}:
            if not since:
                return message("{program} on this computer", program=program)
            return message("{program}, since {time} on this computer", program=program, time=since)
        if not since:
            return message("{program} on the computer {host}", program=program, host=self.host)
        return message(
            "{program}, since {time} on the computer {host}",
            program=program,
            time=since,
            host=self.host,
        )

    def _local_time(self) -> str:
        """The hour, with the day where it is not today's."""
        try:
            since = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return ""
        today = since.date() == datetime.now(UTC).astimezone().date()
        return since.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")


def _program_words(program: str) -> Message:
    match program:
        case "window":
            return message("a window of Zhupi")
        case "command line":
            return message("a command of Zhupi")
        case "":
            return message("another program")
        case _:
            return message("the program {name}", name=program)


class LibraryLock:
    """The right to write the library in `folder`."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder
        self._program = program
        # Opened by one thread and closed by another.
        self._lock = FileLock(str(folder / LOCK_NAME), thread_local=False)

    def acquire(self) -> Holder | None:
        """Takes the lock and returns None, or returns who has it.

        Raises `LibraryReadOnlyError` where the folder cannot be written.
        """
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return read_holder(self._folder)
        except (OSError, NotImplementedError) as error:
            reason = file_reason(error) if isinstance(error, OSError) else "flock"
            raise LibraryReadOnlyError(
                message(
                    "The library {folder} cannot be written: {reason}.",
                    folder=shown_path(self._folder),
                    reason=reason,
                )
            ) from error
        self._sign()
        return None

    def release(self) -> None:
        """Gives the lock back; may be called twice."""
        if self._lock.is_locked:
            with suppress(OSError):
                (self._folder / HOLDER_NAME).unlink()
            self._lock.release()

    def _sign(self) -> None:
        holder = this_program(self._program)
        temporary = self._folder / f"{HOLDER_NAME}.new"
        # The lock holds without a signature, on a full disk for instance.
        try:
            temporary.write_text(json.dumps(asdict(holder)), encoding="utf-8")
            temporary.replace(self._folder / HOLDER_NAME)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def read_holder(folder: Path, name: str = HOLDER_NAME) -> Holder:
    """Who signed the lock of the library in `folder` last, or another file."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
        since = str(found.get("since", ""))
        return Holder(str(found["program"]), int(found["pid"]), str(found["host"]), since)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Holder()


def this_program(program: str) -> Holder:
    """What this process signs with now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(program, os.getpid(), platform.node(), now)

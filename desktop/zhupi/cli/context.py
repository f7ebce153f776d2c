"""What every command is given, and how it speaks: results to one stream, messages to another."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from zhupi.core.errors import (
    ExportError,
    LibraryError,
    LibraryReadOnlyError,
    file_reason,
    shown_path,
)
from zhupi.core.messages import Message, Translator, message
from zhupi.core.model import Progress
from zhupi.workspace import Access, Workspace

ORIGIN = "command line"
#: How often, and how long between, a command looks whether another has ended.
PATIENCE = 40
PAUSE_SECONDS = 0.1
#: What a command does to the library: only looks, also keeps what it found out where it can,
#: alters it, or makes it where there is none.
Need = Literal["read", "cache", "write", "create"]


@dataclass(frozen=True)
class Context:
    """One invocation: the library, the language, where to write."""

    library: Path
    as_json: bool
    tr: Translator
    creator: str
    out: TextIO
    err: TextIO

    @contextmanager
    def workspace(self, need: Need) -> Iterator[Workspace]:
        """The open library. Raises `LibraryError` where it does not give what is needed.

        Who only reads takes no lock, so that it neither disturbs the window nor minds it.
        """
        workspace = self._open(need)
        try:
            notice = workspace.care.why_read_only()
            if notice and not workspace.holder and need in {"write", "create"}:
                raise LibraryReadOnlyError(notice)
            if workspace.holder and need in {"write", "create"}:
                raise LibraryReadOnlyError(
                    message(
                        "The library {folder} is open in another program, {holder}: "
                        "it can only be read from here.",
                        folder=shown_path(self.library),
                        holder=workspace.care.holder_words() or workspace.holder,
                    )
                )
            yield workspace
        finally:
            workspace.close()

    def _open(self, need: Need) -> Workspace:
        # To read, a library of an older version must be brought up to date: that is to write.
        first: Access = "read" if need == "read" else "write"
        second: Access = "write" if need == "read" else "read"
        try:
            return self._open_patiently(first, need)
        except LibraryReadOnlyError as error:
            if need in {"write", "create"}:
                raise
            try:
                return self._open_for(second)
            except LibraryReadOnlyError:
                if need == "read":
                    raise error from None  # why it cannot be read says more
                raise

    def _open_patiently(self, access: Access, need: Need) -> Workspace:
        """Waits for another command to end, which most do at once; not for a window."""
        workspace = self._open_for(access, create=need == "create")
        if need in {"write", "create"}:
            for _ in range(PATIENCE):
                # «?»: it has the lock, but has not signed yet.
                if not workspace.holder.startswith((ORIGIN, "?")):
                    break
                workspace.close()
                time.sleep(PAUSE_SECONDS)
                workspace = self._open_for(access)
        return workspace

    def _open_for(self, access: Access, *, create: bool = False) -> Workspace:
        return Workspace.open(
            self.library, ORIGIN, access=access, creator=self.creator, create=create
        )

    def sync_index(self, workspace: Workspace, *, rebuild: bool = False) -> bool:
        """Makes changes findable; where that fails (a full disk) says why and returns False."""
        try:
            workspace.sync_index(self.progress(), rebuild=rebuild)
        except LibraryError as error:
            self.say(error.message)
            return False
        return True

    def print(self, text: str = "") -> None:
        """A line of the result, for people."""
        self._write(_printable(text, self.out) + "\n")

    def flush(self) -> None:
        """Delivers the result. Raises `ExportError` where nobody takes it."""
        self._write("")

    def copy(self, stream: BinaryIO) -> None:
        """Bytes of the result, as they are. Raises `ExportError`."""
        self.flush()
        with self._delivering():
            shutil.copyfileobj(stream, self.out.buffer)
            self.out.buffer.flush()

    def _write(self, text: str) -> None:
        self._end_progress()
        with self._delivering():
            self.out.write(text)
            if not text:
                self.out.flush()

    @contextmanager
    def _delivering(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # Python would fail once more, on flushing at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())
            if isinstance(error, BrokenPipeError):
                raise
            raise ExportError(
                message("The result could not be written: {reason}.", reason=file_reason(error))
            ) from error

    def document(self, value: object) -> None:
        """The whole result, for programs: one JSON document."""
        text = json.dumps(value, ensure_ascii=False, indent=2)
        if _printable(text, self.out) != text:
            text = json.dumps(value, indent=2)
        self._write(text + "\n")

    def say(self, text: str | Message) -> None:
        """A line about the work, beside the result."""
        line = self.tr.render(text) if isinstance(text, Message) else text
        self._end_progress()
        self.err.write(_printable(line, self.err) + "\n")

    def _end_progress(self) -> None:
        """Clears the line of a terminal on which progress may stand."""
        if self.err.isatty():
            self.err.write("\r\x1b[K")
            self.err.flush()

    def progress(self) -> Callable[[Progress], None]:
        """Shows progress on one line of a terminal, and nowhere else."""
        if not self.err.isatty():
            return lambda _step: None

        def show(step: Progress) -> None:
            share = f" {step.done}/{step.total}" if step.total else ""
            self._end_progress()
            self.err.write(_printable(self.tr.render(step.what) + share, self.err))
            self.err.flush()

        return show


def _printable(text: str, stream: TextIO) -> str:
    """`text` with a mark for each character that the stream cannot take."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def standard_streams() -> tuple[TextIO, TextIO]:
    """Standard output and error; where one was closed before the start, one that swallows."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    return sys.stdout, sys.stderr

"""What every command is given, and how it speaks: results to one stream, messages to another."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from zhupi.core.messages import Message, Translator
from zhupi.core.model import Progress
from zhupi.workspace import Access, Workspace

ORIGIN = "command line"


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
    def workspace(self, access: Access = "write") -> Iterator[Workspace]:
        """The open library. Says so where another program holds it."""
        workspace = Workspace.open(self.library, ORIGIN, access=access, creator=self.creator)
        try:
            if workspace.holder and access == "write":
                self.say(
                    self.tr(
                        "The library is open in {holder}; it can only be read from here.",
                        holder=workspace.holder,
                    )
                )
            yield workspace
        finally:
            workspace.close()

    def print(self, text: str = "") -> None:
        """A line of the result, for people."""
        self.out.write(_printable(text, self.out) + "\n")

    def document(self, value: object) -> None:
        """The whole result, for programs: one JSON document."""
        text = json.dumps(value, ensure_ascii=False, indent=2)
        if _printable(text, self.out) != text:
            text = json.dumps(value, indent=2)
        self.out.write(text + "\n")

    def say(self, text: str | Message) -> None:
        """A line about the work, beside the result."""
        line = self.tr.render(text) if isinstance(text, Message) else text
        self.err.write(_printable(line, self.err) + "\n")

    def progress(self) -> Callable[[Progress], None]:
        """Shows progress on one line of a terminal, and nowhere else."""
        if not self.err.isatty():
            return lambda _step: None

        def show(step: Progress) -> None:
            share = f" {step.done}/{step.total}" if step.total else ""
            self.err.write("\r\x1b[K" + _printable(self.tr.render(step.what) + share, self.err))
            if step.total and step.done >= step.total:
                self.err.write("\r\x1b[K")
            self.err.flush()

        return show


def _printable(text: str, stream: TextIO) -> str:
    """`text` with a mark for each character that the stream cannot take."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def standard_streams() -> tuple[TextIO, TextIO]:
    return sys.stdout, sys.stderr

"""What a program asked of the file system below one folder, in order, as strace saw it.

Invariant: whatever could change a file there is either an `Event` or an error; nothing that a
program did to its files is left out in silence.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

# Those after the bar are not understood here: a program that uses one on its files is told so.
_CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,ftruncate,truncate,fsync,"
    "fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir"
    "|mmap,writev,pwritev,pwritev2,sendfile,copy_file_range,splice,fallocate,link,linkat,symlink,"
    "symlinkat,openat2,io_uring_setup,sync_file_range"
)
_UNKNOWN = frozenset(_CALLS.partition("|")[2].split(","))
_LONGEST = 1 << 26  #: bytes of a write that are kept

_LINE = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)(.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_RESULT = re.compile(r"(.*)\) += (-?\d+|0x[0-9a-f]+|\?)(?: .*)?$", re.DOTALL)
_ARGUMENT = re.compile(
    r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?'  # a string, of which a part may be left out
    r'|([^,"\[{ ][^,"\[{]*|\[[^\]]*\]|\{[^}]*\})'  # a number or names of flags; a list; fields
)


class TracingError(AssertionError):
    """A program could not be traced, or did something that cannot be replayed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done. `began` and `ended` count the lines of the trace."""

    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Made(Event):
    """`path` is from here on the file or folder with the number `node`."""

    path: str
    node: int
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Wrote(Event):
    node: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated(Event):
    """The file is `size` bytes long from here on."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced(Event):
    """All that was done to the file, or to the names in the folder, before this began."""

    node: int


@dataclass(frozen=True, slots=True)
class Renamed(Event):
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Removed(Event):
    path: str


@dataclass(frozen=True, slots=True)
class Told(Event):
    """The program told a number: what comes before it is acknowledged."""

    number: int


def strace() -> str:
    """The program that traces others. Raises `TracingError` where it is missing."""
    found = shutil.which("strace")
    if found is None:
        raise TracingError(
            "strace is not installed, which this test needs: "
            "`python packaging/system_libraries.py tests` installs it."
        )
    return found


def require_success(done: subprocess.CompletedProcess[str]) -> None:
    """Raises `TracingError` where a traced program failed, or could not be traced."""
    said = done.stderr + done.stdout
    if "ptrace" in said and "not permitted" in said:
        raise TracingError(
            "This system does not let one program trace another (ptrace), which this test needs: "
            "in a container, allow the capability SYS_PTRACE."
        )
    if done.returncode:
        raise TracingError(f"The traced program ended with {done.returncode}:\n{said}")


def run_traced(command: Sequence[str], trace: Path, environment: Mapping[str, str]) -> None:
    """Runs `command` to its end and writes all that it asked of the system to `trace`.

    Raises `TracingError` where it cannot be traced or fails.
    """
    options = ["-f", "-qq", "-xx", "-s", str(_LONGEST), "-e", "signal=none", "--seccomp-bpf"]
    known, _, unknown = _CALLS.partition("|")
    calls = ",".join(f"?{name}" for name in f"{known},{unknown}".split(","))
    done = subprocess.run(
        [strace(), *options, "-e", f"trace={calls}", "-o", str(trace), *command],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    require_success(done)


def read_trace(trace: Path, folder: Path, told: Path) -> list[Event]:
    """What happened below `folder`, which was empty; each number written to `told` is a `Told`.

    Raises `TracingError` for anything that cannot be replayed.
    """
    reader = _Reader(str(folder), str(told))
    with trace.open(encoding="ascii", errors="replace") as lines:
        for call in _calls(lines):
            reader.take(call)
    return reader.events


@dataclass(frozen=True, slots=True)
class _Call:
    process: int
    name: str
    arguments: tuple[str | bytes, ...]
    result: int
    began: int
    ended: int


def _calls(lines: Iterable[str]) -> Iterator[_Call]:
    """The calls that succeeded, in the order in which they ended."""
    begun: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        found = _LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        process, name, rest = int(found[1]), found[2], found[3]
        if rest.endswith(_UNFINISHED):
            begun[process] = number, rest.removesuffix(_UNFINISHED)
            continue
        began = number
        if "resumed>" in line[: found.start(3)]:
            began, head = begun.pop(process)
            rest = head + rest
        ended = _RESULT.match(rest)
        if ended is None:
            raise TracingError(f"Line {number + 1} of the trace is not understood: {line[:200]}")
        if ended[2] == "?" or ended[2].startswith("-"):
            continue
        arguments = tuple(_argument(one, number) for one in _ARGUMENT.finditer(ended[1]))
        yield _Call(process, name, arguments, int(ended[2], 0), began, number)


def _argument(found: re.Match[str], line: int) -> str | bytes:
    if found[2]:
        raise TracingError(f"Line {line + 1} of the trace leaves data out.")
    if found[3] is not None:
        return found[3].strip()
    return bytes.fromhex(found[1].replace("\\x", ""))


@dataclass(slots=True)
class _Description:
    """What the system calls an open file description; several descriptors may share one."""

    path: str
    node: int
    flags: str
    offset: int = 0


@dataclass(slots=True)
class _Reader:
    folder: str
    told: str
    events: list[Event] = field(default_factory=list)
    _open: dict[int, _Description] = field(default_factory=dict)
    _nodes: dict[str, int] = field(default_factory=dict)  # by path
    _sizes: dict[int, int] = field(default_factory=dict)
    _process: int = 0

    def __post_init__(self) -> None:
        self._nodes = {self.folder: 0, self.told: -1}
        self._sizes = {-1: 0}

    def take(self, call: _Call) -> None:
        if call.name in _UNKNOWN:
            self._refuse(call)
            return
        handler = {
            "fdatasync": self._fsync,
            "open": self._openat,
            "creat": self._openat,
            "dup2": self._dup,
            "dup3": self._dup,
            "pwrite64": self._write,
            "renameat": self._rename,
            "renameat2": self._rename,
            "unlinkat": self._unlink,
            "rmdir": self._unlink,
            "mkdirat": self._mkdir,
        }.get(call.name)
        (handler or getattr(self, f"_{call.name}"))(call)

    # --- descriptors ---------------------------------------------------------------------------

    def _openat(self, call: _Call) -> None:
        arguments = self._from_here(call)
        path = self._path(arguments[0])
        self._open.pop(call.result, None)
        if not self._ours(path):
            return
        flags = "O_WRONLY|O_CREAT|O_TRUNC" if call.name == "creat" else str(arguments[1])
        node = self._nodes.get(path)
        if node is None:
            if "O_CREAT" not in flags:
                raise TracingError(f"{path} was there before the trace began.")
            node = self._make(call, path)
        elif "O_TRUNC" in flags and self._sizes.get(node, 0):
            self._resize(call, node, 0)
        self._open[call.result] = _Description(path, node, flags)

    def _close(self, call: _Call) -> None:
        self._open.pop(_number(call.arguments[0]), None)

    def _dup(self, call: _Call) -> None:
        self._open.pop(call.result, None)
        if (found := self._described(call)) is not None:
            self._open[call.result] = found

    def _fcntl(self, call: _Call) -> None:
        if str(call.arguments[1]).startswith("F_DUPFD"):
            self._dup(call)

    def _lseek(self, call: _Call) -> None:
        if (found := self._described(call)) is not None:
            found.offset = call.result

    # --- files ---------------------------------------------------------------------------------

    def _write(self, call: _Call) -> None:
        found = self._described(call)
        if found is None:
            return
        data = call.arguments[1]
        assert isinstance(data, bytes)
        data = data[: call.result]
        if found.node < 0:
            self.events.append(Told(call.began, call.ended, int(data)))
            return
        if call.name == "pwrite64":
            offset = _number(call.arguments[3])
        elif "O_APPEND" in found.flags:
            offset = self._sizes[found.node]
        else:
            if "O_RDWR" in found.flags and not found.offset and self._sizes[found.node]:
                # What was read before it, which moves its place, is not in the trace.
                raise TracingError(f"Where in {found.path} was written is not known.")
            offset = found.offset
            found.offset += len(data)
        self.events.append(Wrote(call.began, call.ended, found.node, offset, data))
        self._sizes[found.node] = max(self._sizes[found.node], offset + len(data))

    def _ftruncate(self, call: _Call) -> None:
        if (found := self._described(call)) is not None:
            self._resize(call, found.node, _number(call.arguments[1]))

    def _truncate(self, call: _Call) -> None:
        if (node := self._nodes.get(self._path(call.arguments[0]))) is not None:
            self._resize(call, node, _number(call.arguments[1]))

    def _fsync(self, call: _Call) -> None:
        if (found := self._described(call)) is not None:
            self.events.append(Synced(call.began, call.ended, found.node))

    # --- names ---------------------------------------------------------------------------------

    def _mkdir(self, call: _Call) -> None:
        path = self._path(self._from_here(call)[0])
        if self._ours(path):
            self._make(call, path, folder=True)

    def _rename(self, call: _Call) -> None:
        numbers = [a for a in call.arguments if isinstance(a, str) and a != "AT_FDCWD"]
        old, new = (self._path(a) for a in call.arguments if isinstance(a, bytes))
        if not self._ours(old) and not self._ours(new):
            return
        if numbers not in ([], ["0"]) or PurePosixPath(old).parent != PurePosixPath(new).parent:
            raise TracingError(f"{old} was renamed in a way that cannot be replayed.")
        if any(path.startswith(f"{old}/") for path in self._nodes):
            raise TracingError(f"The folder {old} was renamed, which cannot be replayed.")
        self._nodes[new] = self._nodes.pop(old)
        self.events.append(Renamed(call.began, call.ended, old, new))

    def _unlink(self, call: _Call) -> None:
        path = self._path(self._from_here(call)[0])
        if self._ours(path):
            del self._nodes[path]
            self.events.append(Removed(call.began, call.ended, path))

    # --- inside --------------------------------------------------------------------------------

    def _make(self, call: _Call, path: str, *, folder: bool = False) -> int:
        node = self._nodes[path] = len(self._sizes)
        self._sizes[node] = 0
        self.events.append(Made(call.began, call.ended, path, node, folder))
        return node

    def _resize(self, call: _Call, node: int, size: int) -> None:
        self.events.append(Truncated(call.began, call.ended, node, size))
        self._sizes[node] = size

    def _described(self, call: _Call) -> _Description | None:
        return self._open.get(_number(call.arguments[0]))

    def _from_here(self, call: _Call) -> tuple[str | bytes, ...]:
        """The arguments without the folder that a path would be relative to."""
        if isinstance(call.arguments[0], bytes):
            return call.arguments
        path = call.arguments[1]
        assert isinstance(path, bytes)
        if call.arguments[0] != "AT_FDCWD" and not path.startswith(b"/"):
            raise TracingError(f"{os.fsdecode(path)} is relative to another folder.")
        return call.arguments[1:]

    def _path(self, raw: str | bytes) -> str:
        assert isinstance(raw, bytes)
        return os.path.normpath(os.fsdecode(raw))

    def _ours(self, path: str) -> bool:
        return path in (self.folder, self.told) or path.startswith(f"{self.folder}/")

    def _refuse(self, call: _Call) -> None:
        """Raises `TracingError` where an unknown call is about a file of ours."""
        if call.name == "mmap" and not (
            "PROT_WRITE" in str(call.arguments[2]) and "MAP_SHARED" in str(call.arguments[3])
        ):
            return
        for argument in call.arguments:
            if isinstance(argument, bytes):
                about = self._ours(self._path(argument))
            else:
                about = argument.isdecimal() and int(argument) in self._open
            if about:
                raise TracingError(f"{call.name} cannot be replayed: {call.arguments}")


def _number(argument: str | bytes) -> int:
    assert isinstance(argument, str)
    return int(argument, 0)

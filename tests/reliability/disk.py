"""A disk that may lose what was not synced: what of a traced program's files survives a crash.

The model, which is harsher than file systems in use are:

- What was done to a file is on the disk once an fsync or fdatasync of that file, which began
  after it, has ended. What was done to the names in a folder (made, renamed, removed) is once an
  fsync of that folder has: the sync of a new file does not make its name last.
- Of all else any part may survive: each sector of 512 bytes of each write by itself, the growth
  of a file without its data (zeros then), each truncation, each change of a name. A rename is
  whole or absent. What survives keeps its order.

Invariant: `State` holds what is certain, and in order what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random

from tests.reliability.syscalls import (
    Event,
    Made,
    Removed,
    Renamed,
    Synced,
    Truncated,
    Wrote,
)

SECTOR = 512

Names = dict[str, int]  #: of a folder: name → node
Keeps = Callable[[Event], bool]


@dataclass(slots=True)
class _File:
    certain: bytearray = field(default_factory=bytearray)
    pending: list[Wrote | Truncated] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    certain: Names = field(default_factory=dict)
    pending: list[Made | Renamed | Removed] = field(default_factory=list)
    current: Names = field(default_factory=dict)  # as the program sees it


class State:
    """All files below `root` while a trace is gone through."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._folders: dict[int, _Folder] = {0: _Folder()}
        self._files: dict[int, _File] = {}
        self._paths = {root: 0}  # of folders; those are never renamed
        self._renamed: dict[int, int] = {}  # by the line of the trace: what was renamed

    def take(self, event: Event) -> None:
        """Goes on by one event."""
        match event:
            case Made(path=path, node=node, folder=is_folder):
                folder, name = self._split(path)
                folder.pending.append(event)
                folder.current[name] = node
                if is_folder:
                    self._folders[node] = _Folder()
                    self._paths[path] = node
                else:
                    self._files[node] = _File()
            case Renamed(old=old, new=new):
                folder, name = self._split(old)
                node = self._renamed[event.ended] = folder.current.pop(name)
                folder.current[self._split(new)[1]] = node
                folder.pending.append(event)
            case Removed(path=path):
                folder, name = self._split(path)
                del folder.current[name]
                folder.pending.append(event)
            case Wrote(node=node) | Truncated(node=node):
                self._files[node].pending.append(event)
            case Synced(node=node):
                self._sync(node, event.began)

    def crash(self, chance: Random, target: Path) -> str:
        """Writes to `target` what a crash might leave now; how it was chosen, in a word."""
        kind = chance.choice(("least", "most", "prefix", "half", "half", "few", "many"))
        keeps = self._keeping(kind, chance)
        self._write_folder(0, keeps, chance, kind, target)
        return kind

    # --- inside --------------------------------------------------------------------------------

    def _keeping(self, kind: str, chance: Random) -> Keeps:
        if kind in ("least", "most"):
            return lambda _: kind == "most"
        if kind == "prefix":
            ends = [e.ended for f in self._files.values() for e in f.pending]
            ends += [e.ended for f in self._folders.values() for e in f.pending]
            last = chance.choice(ends) if ends else 0
            return lambda event: event.ended <= last
        share = {"half": 0.5, "few": 0.1, "many": 0.9}[kind]
        return lambda _: chance.random() < share

    def _sync(self, node: int, began: int) -> None:
        if node in self._folders:
            folder = self._folders[node]
            done = [e for e in folder.pending if e.ended < began]
            folder.pending = folder.pending[len(done) :]
            self._name(folder.certain, done)
        else:
            file = self._files[node]
            written = [e for e in file.pending if e.ended < began]
            file.pending = file.pending[len(written) :]
            for event in written:
                _apply(file.certain, event)

    def _name(self, names: Names, events: Iterable[Made | Renamed | Removed]) -> None:
        for event in events:
            match event:
                case Made(path=path, node=node):
                    names[PurePosixPath(path).name] = node
                case Renamed(old=old, new=new):
                    node = self._renamed[event.ended]
                    if names.get(PurePosixPath(old).name) == node:
                        del names[PurePosixPath(old).name]
                    names[PurePosixPath(new).name] = node
                case Removed(path=path):
                    names.pop(PurePosixPath(path).name, None)

    def _write_folder(
        self, node: int, keeps: Keeps, chance: Random, kind: str, target: Path
    ) -> None:
        target.mkdir(mode=0o700)
        folder = self._folders[node]
        names = dict(folder.certain)
        self._name(names, [e for e in folder.pending if keeps(e)])
        for name, child in names.items():
            if child in self._folders:
                self._write_folder(child, keeps, chance, kind, target / name)
            else:
                file = self._files[child]
                (target / name).write_bytes(_survived(file, keeps))

    def _split(self, path: str) -> tuple[_Folder, str]:
        whole = PurePosixPath(path)
        return self._folders[self._paths[str(whole.parent)]], whole.name


def _survived(file: _File, keeps: Keeps) -> bytes:
    content = bytearray(file.certain)
    for event in file.pending:
        if isinstance(event, Truncated):
            if keeps(event):
                _apply(content, event)
            continue
        end = event.offset + len(event.data)
        if end > len(content) and keeps(event):  # its growth, without its data
            content.extend(bytes(end - len(content)))
        start = event.offset
        while start < end:
            border = min(end, start - start % SECTOR + SECTOR)
            if keeps(event):
                piece = event.data[start - event.offset : border - event.offset]
                _apply(content, Wrote(event.began, event.ended, event.node, start, piece))
            start = border
    return bytes(content)


def _apply(content: bytearray, event: Wrote | Truncated) -> None:
    if isinstance(event, Truncated):
        del content[event.size :]
        content.extend(bytes(event.size - len(content)))
        return
    content.extend(bytes(max(0, event.offset - len(content))))
    content[event.offset : event.offset + len(event.data)] = event.data

"""Clocks, memory and processes for measuring; what is measured is elsewhere."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_PATIENCE = 3_600.0  #: seconds until a measurement counts as hung


class Clock:
    """Seconds since it was made, by the wall and of this process' CPU time (all threads)."""

    def __init__(self) -> None:
        self._wall = time.perf_counter()
        self._cpu = time.process_time()

    @property
    def wall(self) -> float:
        return time.perf_counter() - self._wall

    @property
    def cpu(self) -> float:
        return time.process_time() - self._cpu


@dataclass(frozen=True, slots=True)
class Memory:
    """Of this process, in MB; zeros where the system does not say (it is Linux that does)."""

    peak: float  #: the most it ever had in memory, files it looks into included
    own: float  #: what it has now that is no file


def memory() -> Memory:
    """The memory of this process until now."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return Memory(0.0, 0.0)
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    peak, own = (int(lines.get(name, "0").split()[0]) / 1024 for name in ("VmHWM", "RssAnon"))
    return Memory(peak, own)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle, the value that 95 of 100 do not pass, and the worst."""

    median: float
    most: float
    worst: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        if not values:
            return Spread(float("nan"), float("nan"), float("nan"))
        ordered = sorted(values)
        place = min(len(ordered) - 1, int(0.95 * len(ordered)))
        return Spread(statistics.median(ordered), ordered[place], ordered[-1])

    def __str__(self) -> str:
        return f"{self.median:8.2f} {self.most:8.2f} {self.worst:8.2f}"


class MeasuringError(Exception):
    """A measurement ended without a result; what it said stands on the error output."""


def in_fresh_process(
    task: str, *, tasks: str = "search_tasks", patience: float = _PATIENCE, **arguments: Any
) -> dict[str, Any]:
    """What a function of the module `tasks` returns, called in a Python started for it.

    Raises `MeasuringError`.
    """
    paths = (str(ROOT), str(ROOT / "desktop"), os.environ.get("PYTHONPATH", ""))
    command = [sys.executable, str(Path(__file__).with_name(f"{tasks}.py")), task]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(arguments),
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, paths)),
                # An installed program is compiled; one run from its sources is so after a run.
                "PYTHONDONTWRITEBYTECODE": "",
            },
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        raise MeasuringError(f"«{task}» took more than {patience:.0f} seconds") from error
    if done.returncode:
        raise MeasuringError(f"«{task}» ended with {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def forget_cached(folder: Path) -> None:
    """Asks the system to drop its copies of all files below, as after a start of the machine."""
    if hasattr(os, "posix_fadvise"):
        for file in folder.rglob("*"):
            if file.is_file():
                descriptor = os.open(file, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(descriptor)

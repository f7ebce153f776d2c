"""What can be asked of the worker process, and what it answers. Frozen; they cross by pickle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhupi.core.care import BackupReason
from zhupi.core.messages import Message
from zhupi.core.model import AnnotationFilter, Change, Progress, Span
from zhupi.core.protocols import ReadOptions
from zhupi.core.search import ConcordanceRequest
from zhupi.core.tagging import Place

#: The origin of changes that the worker made.
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """Imports files and folders and makes them findable. Result: `ImportReport`."""

    paths: tuple[Path, ...]
    options: ReadOptions = field(default_factory=ReadOptions)


@dataclass(frozen=True, slots=True)
class SyncIndex:
    """Brings the search index in step with the library. Result: None.

    Waits for no other job. While articles are imported the last of them are left to the import,
    which makes them findable at its end.
    """

    rebuild: bool = False


@dataclass(frozen=True, slots=True)
class TidyIndex:
    """Upkeep of the index that makes searches quicker. Result: None.

    Runs while nothing else does: stops at once for another job, and goes on after it.
    """


@dataclass(frozen=True, slots=True)
class RecogniseAll:
    """Finds the mentions of all articles that have none yet, newest first. Result: None.

    Like `TidyIndex` it runs while nothing else does. What it finds can be searched for within
    seconds; where it is stopped or killed, the next one goes on from there.
    """


@dataclass(frozen=True, slots=True)
class Recognise:
    """Finds all that is understood of one article; goes ahead of other jobs. Result: `Reading`."""

    article: str


@dataclass(frozen=True, slots=True)
class ApplyCorrections:
    """Brings what search and the list of entities know in step with corrections. Result: None.

    Like `TidyIndex` it runs while nothing else does; where it is stopped or killed, the next one
    goes on from there. `Change.mentions` names the articles that changed.
    """


@dataclass(frozen=True, slots=True)
class Export:
    """Writes annotations to a file. Result: how many."""

    format: str
    filter: AnnotationFilter
    output: Path
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ExportConcordance:
    """Writes a concordance to a file, by its name a table or aligned text. Result: how many lines.

    An empty `format` goes by the name of the file.
    """

    request: ConcordanceRequest
    output: Path
    format: str = ""


@dataclass(frozen=True, slots=True)
class MakeBackup:
    """Makes a backup in the library's folder and thins the older ones. Result: `Backup`.

    One that nobody asked for begins while nothing else is done. Stopped or killed it leaves
    nothing behind that counts.
    """

    reason: BackupReason = BackupReason.SESSION


@dataclass(frozen=True, slots=True)
class TagPlaces:
    """Tags many passages as one operation; stopped, it leaves nothing. Result: `TagReport`."""

    #: Article, what stands there, and where it begins: 50,000 `Place`s would take the window's
    #: thread most of a second to send.
    places: tuple[tuple[str, str, tuple[int, ...]], ...]
    tags: tuple[str, ...]
    note: str = ""
    color: str = ""

    @classmethod
    def of(
        cls, places: Iterable[Place], tags: Sequence[str], note: str = "", color: str = ""
    ) -> TagPlaces:
        """The job for `places`, whose quotes are as long as their spans."""
        starts: dict[tuple[str, str], list[int]] = {}
        for place in places:
            starts.setdefault((place.article, place.quote), []).append(place.span.start)
        packed = tuple((*where, tuple(begin)) for where, begin in starts.items())
        return cls(packed, tuple(tags), note, color)

    def unpacked(self) -> list[Place]:
        """The places."""
        return [
            Place(article, Span(start, start + len(quote)), quote)
            for article, quote, starts in self.places
            for start in starts
        ]


Job = (
    ImportFiles
    | SyncIndex
    | TidyIndex
    | Recognise
    | RecogniseAll
    | ApplyCorrections
    | Export
    | ExportConcordance
    | MakeBackup
    | TagPlaces
)


@dataclass(frozen=True, slots=True)
class JobProgress:
    job: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class JobDone:
    job: int
    result: object
    change: Change


@dataclass(frozen=True, slots=True)
class JobFailed:
    """`bug` is a traceback where the fault is ours, and empty for a known situation."""

    job: int
    message: Message
    bug: str = ""


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """`change` tells what was done before the person stopped it; it stays done."""

    job: int
    change: Change


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """The process ended by itself; its jobs are lost, the library is not."""

    jobs: tuple[int, ...]
    message: Message


Event = JobProgress | JobDone | JobFailed | JobCancelled | WorkerDied

"""Other packages over the same articles, each in an environment of its own below `build/peers`.

None of them is a dependency, not even of the tests: some are under licences that rule it out,
some write into their own folder, some pull in hundreds of megabytes. They are installed when
first asked for; one that cannot be installed or breaks is told and left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.understanding_ours import Read, gold_linking, linking
from tests.gold.clusters import clusters
from tests.gold.marking import GoldArticle
from tests.gold.reading import spans
from tests.gold.time_meaning import meaning, same, same_day

from zhupi.core.model import Label, Mention
from zhupi.core.paths import resources
from zhupi.language.recogniser import LAC_SHA256, LAC_WEIGHTS
from zhupi.language.tagger import Tagger

PEERS_FOLDER = Path(__file__).parents[2] / "build" / "peers"
_PATIENCE = 900.0  #: seconds for an installation, or for a package over all articles

#: Name → what to install; those of `_LARGE` only if asked for by name.
PEERS: Mapping[str, tuple[str, ...]] = {
    "rjieba": ("rjieba==0.2.2",),
    "jieba": ("jieba==0.42.1",),
    "jiojio": ("jiojio==1.2.8",),
    "jiagu": ("jiagu==0.2.3",),
    "snownlp": ("snownlp==0.12.3",),
    "thulac": ("thulac==0.2.2",),
    "monpa": ("monpa==0.3.3", "six"),
    "jionlp": ("jionlp==1.5.31",),
    "recognizers-text": ("recognizers-text-date-time==1.0.2a2", "emoji<2"),
    "time-parser-zh": ("time-parser-zh==1.0.0",),
    "cntime-nlp": ("cntime-nlp==0.1.2",),
    "dateparser": ("dateparser==1.5.0",),
}
_LARGE = ("thulac", "monpa")
USUAL = tuple(name for name in PEERS if name not in _LARGE)


class PeerError(Exception):
    """A peer could not be installed, or broke."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What one made of articles."""

    name: str
    reads: tuple[Read, ...]
    values: tuple[Sequence[Sequence[str]], ...]  #: of the gold times, in order, for each article
    found: tuple[Mapping[tuple[int, int], Sequence[str]], ...]  #: values of the times it found
    load: float  #: seconds
    rate: float  #: characters a second; 0 where it only reads single times
    peak: float  #: MB


def ask(name: str, articles: Sequence[GoldArticle]) -> Peer:
    """Installs a peer if need be and runs it. Raises `PeerError`."""
    questions = [
        {
            "blocks": [[span.start, span.of(one.text)] for span in spans(one)],
            "published": one.published.isoformat() if one.published else None,
            "times": [one.text[m.start : m.end] for m in one.mentions if m.label == "TIME"],
        }
        for one in articles
    ]
    script = Path(__file__).with_name("understanding_peer.py")
    said = _run([_environment(name, PEERS[name]), str(script), name], json.dumps(questions))
    told: dict[str, Any] = json.loads(said)
    answers = told["articles"]
    return Peer(
        name,
        reads=tuple(
            Read(one, [_mention(one.text, *m) for m in answer["mentions"]])
            for one, answer in zip(articles, answers, strict=True)
        ),
        values=tuple(answer["values"] for answer in answers),
        found=tuple({(m[0], m[1]): m[3] for m in answer["mentions"]} for answer in answers),
        load=told["load"],
        rate=sum(len(one.text) for one in articles) / told["seconds"],
        peak=told["peak"],
    )


def plain_lac(articles: Sequence[GoldArticle]) -> list[Read]:
    """The words of the weights that the program ships, and nothing done with them."""
    tagger = Tagger.load(resources() / "models" / LAC_WEIGHTS, LAC_SHA256)
    labels = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG, "TIME": Label.TIME}
    reads = []
    for one in articles:
        words = tagger.tag(one.text, spans(one)).words()
        mentions = [
            _mention(one.text, w.start, w.end, labels[w.tag], ()) for w in words if w.tag in labels
        ]
        reads.append(Read(one, mentions))
    return reads


def library_link_scores(reads: Sequence[Read]) -> Mapping[str, Sequence[float]]:
    """Precision, recall and F1 by the measures of a library. Raises `PeerError`."""
    pairs = [
        # It leaves out what is named once, but for CEAF on one side alone.
        [
            [group for group in clusters(side) if len(group) > 1]
            for side in (gold_linking(one.gold), linking(one.mentions))
        ]
        for one in reads
    ]
    script = Path(__file__).with_name("understanding_links.py")
    python = _environment("coreference-eval", ("coreference-eval==0.0.2", "numpy"))
    figures: dict[str, Sequence[float]] = json.loads(_run([python, str(script)], json.dumps(pairs)))
    return figures


def value_is_right(told: Sequence[str], gold: str) -> bool:
    """Whether any value offered has the days of gold; hours are asked of nobody here."""
    return any(_same_days(value, gold) for value in told)


def _same_days(value: str, gold: str) -> bool:
    if value.endswith("/?"):
        # It says when something begins: nobody can tell whether it means more.
        return same(value.removesuffix("/?"), meaning(gold)[0].partition("T")[0])
    return same_day(value, gold)


def _mention(text: str, start: int, end: int, label: str, _values: Sequence[str]) -> Mention:
    """To one that links nothing the same words are the same."""
    return Mention(start, end, Label(label), f"{label}:{text[start:end]}")


def _environment(name: str, packages: Sequence[str]) -> str:
    """The Python that has them."""
    folder = PEERS_FOLDER / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / ".ready"
    wanted = "\n".join(packages)
    if not (ready.is_file() and ready.read_text("utf-8") == wanted):
        print(f"… installing {name} into {folder}", file=sys.stderr)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", *packages])
        ready.write_text(wanted, "utf-8")
    return str(python)


def _run(command: Sequence[str], given: str = "") -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    try:
        done = subprocess.run(
            command,
            input=given,
            env={**environment, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"took more than {_PATIENCE:.0f} seconds") from error
    if done.returncode:
        raise PeerError((done.stderr.strip().splitlines() or ["no word why"])[-1])
    return done.stdout

"""Zhupi beside other packages on the same articles, in one run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.understanding_figures import (
    label_scores,
    link_scores,
    names_score,
    newspaper_score,
    time_score,
)
from tests.benchmarks.understanding_ours import Read, linked_by_hand, linked_by_words
from tests.benchmarks.understanding_peers import (
    Peer,
    PeerError,
    ask,
    library_link_scores,
    plain_lac,
    value_is_right,
)
from tests.gold.marking import GoldArticle
from tests.gold.scoring import Score

Parts = Mapping[str, Sequence[Read]]
"""Name of a part → its articles, as read."""


class Beside:
    """Every peer over all parts at once, told apart afterwards: they load slowly."""

    def __init__(self, ours: Parts, names: Sequence[str]) -> None:
        self._ours = ours
        self._articles = [one.gold for reads in ours.values() for one in reads]
        self._lac = plain_lac(self._articles)
        self._peers: list[Peer] = []
        self.failed: list[str] = []
        for name in names:
            print(f"… asking {name}", file=sys.stderr)
            try:
                self._peers.append(ask(name, self._articles))
            except PeerError as error:
                self.failed.append(f"NOT MEASURED: {name}: {error}")

    def lines(self) -> Iterator[str]:
        """The tables."""
        for part, reads in self._ours.items():
            known = {one.gold.name for one in reads}
            yield ""
            yield f"Names on «{part}», strict F1 in percent, beside others"
            yield from self._names(reads, known)
            yield ""
            yield f"Times on «{part}», beside others"
            yield from self._times(reads, known)
            yield ""
            yield from self._links(part, reads, known)
        yield from self.failed

    def speed(self) -> Iterator[str]:
        """How quick the others are, on one core like us."""
        yield f"{'':18}{'characters/s':>14}{'loading, s':>12}{'peak, MB':>10}"
        for peer in self._peers:
            reads_text = any(one.mentions for one in peer.reads)
            rate = f"{peer.rate:14,.0f}" if reads_text else f"{'':14}"
            yield f"{peer.name:18}{rate}{peer.load:12.2f}{peer.peak:10.0f}"

    # --- names --------------------------------------------------------------------------------

    def _names(self, ours: Sequence[Read], known: set[str]) -> Iterator[str]:
        labels = ("PERSON", "PLACE", "ORG", "LAW", "EVENT", "MEDIA", "TIME")
        heads = (*labels, "names", "papers", "B³")
        yield f"{'':18}" + "".join(f"{head:>8}" for head in heads)
        lac = [one for one in self._lac if one.gold.name in known]
        rows: list[tuple[str, Sequence[Read]]] = [("Zhupi", ours), ("LAC alone", lac)]
        for peer in self._peers:
            reads = [one for one in peer.reads if one.gold.name in known]
            if any(m.label != "TIME" for one in reads for m in one.mentions):
                rows.append((peer.name, reads))
        for name, of_name in rows:
            scores = label_scores(of_name)
            values = [scores.get(label, Score(gold=1)).f1 for label in labels]
            values += [names_score(of_name).f1, newspaper_score(of_name).f1]
            values += [link_scores(of_name)[0].f1]
            yield f"{name:18}" + "".join(f"{100 * value:8.1f}" for value in values)

    # --- links --------------------------------------------------------------------------------

    def _links(self, part: str, ours: Sequence[Read], known: set[str]) -> Iterator[str]:
        """By a library, which counts what is named twice or more."""
        yield f"Links on «{part}» by coreference-eval: F1 of what is named at least twice"
        lac = [one for one in self._lac if one.gold.name in known]
        by_hand = [linked_by_hand(one.gold) for one in ours]
        by_words = [linked_by_words(one.gold) for one in ours]
        rows = {
            "Zhupi": ours,
            "LAC alone": lac,
            "Zhupi, all names given": by_hand,
            "same words, all names given": by_words,
        }
        try:
            for name, reads in rows.items():
                told = library_link_scores(reads)
                figures = ", ".join(f"{key} {100 * f1:.1f}" for key, (*_, f1) in told.items())
                yield f"{name:28} {figures}"
        except PeerError as error:
            yield f"NOT MEASURED: coreference-eval: {error}"

    # --- times --------------------------------------------------------------------------------

    def _times(self, ours: Sequence[Read], known: set[str]) -> Iterator[str]:
        """In the text: found with their borders and value. Words given: read one by one."""
        yield f"{'':18}{'borders F1':>12}{'in the text':>14}{'words given':>14}"
        right = time_score(ours)
        days = sum(_right_days(one) for one in ours)
        gold = right.borders.gold
        told = f"{100 * right.borders.f1:12.1f}{100 * days / gold:14.1f}{'':14}"
        yield f"{'Zhupi':18}{told}   hours and zones too: {100 * right.values:.1f}"
        for peer in self._peers:
            line = _peer_times(peer, known)
            if line:
                yield f"{peer.name:18}{line}"


def _right_days(one: Read) -> int:
    found = {(m.start, m.end): m.value for m in one.mentions if m.label == "TIME"}
    return sum(
        value_is_right([found.get((m.start, m.end), "")], m.value)
        for m in one.gold.mentions
        if m.label == "TIME"
    )


def _peer_times(peer: Peer, known: set[str]) -> str:
    given = in_text = gold = 0
    borders = Score()
    for read, values, found in zip(peer.reads, peer.values, peer.found, strict=True):
        if read.gold.name not in known:
            continue
        times = _times_of(read.gold)
        gold += len(times)
        given += sum(
            value_is_right(told, value) for (*_, value), told in zip(times, values, strict=True)
        )
        in_text += sum(value_is_right(found.get((s, e), ()), value) for s, e, value in times)
        wanted = [(start, end) for start, end, _ in times]
        borders += Score.of(wanted, ((m.start, m.end) for m in read.mentions if m.label == "TIME"))
    if not gold or not (given or borders.found):
        return ""
    told = f"{100 * borders.f1:12.1f}" if borders.found else f"{'':12}"
    told += f"{100 * in_text / gold:14.1f}" if in_text else f"{'':14}"
    return told + (f"{100 * given / gold:14.1f}" if given else "")


def _times_of(article: GoldArticle) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.value) for m in article.mentions if m.label == "TIME"]

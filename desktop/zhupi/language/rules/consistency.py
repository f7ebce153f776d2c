"""One name, one reading: what an article says clearly in one place holds in the others."""

from __future__ import annotations

from collections import defaultdict

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import MEDIA_ENDINGS
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, replace
from zhupi.language.rules.mentions import follows_title

_NAMES = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.MEDIA})
_WEAK = 0.7
_CLEAR = {Label.PERSON: 0.8, Label.ORG: 0.9, Label.MEDIA: 0.9}
_COMMON = frozenset({"v", "vn", "vd", "a", "ad", "an", "d", "n"})
_SURE = 0.97
_HALF = 0.45  #: what a name must reach when it is found twice, or has a telling end


#: What an article that names somebody in full (劳埃德·奥斯汀), or by title, says of the last part.
_IN_FULL = 1.4
_BY_TITLE = 0.5
_KNOWN = 0.8  #: for what the gazetteer says of a name that people are not called like
#: What only a place has behind it.
_OF_PLACES = Pattern("[省市州县郡邦镇]|机场|港(?!人)|大区|地区|城")


def agree(passage: Passage, found: list[Found]) -> list[Found]:
    """A name that is labelled in two ways gets the label with the better evidence.

    Doubtful ones follow; one that its reader is sure of follows only much better evidence.
    """
    evidence = _evidence(passage, found)
    result = []
    for item in found:
        votes = evidence.get(passage.text[item.start : item.end], {})
        if item.label in _NAMES and len(votes) > 1 and not _is_surely_place(passage, item):
            best = max(votes, key=lambda label: (votes[label], label))
            needed = 1.0 if item.confidence < _WEAK else 1.5
            if best is not item.label and votes[best] > needed * votes[item.label]:
                result.append(Found(item.start, item.end, best, HINT, item.nested))
                continue
        result.append(item)
    return result


def _evidence(passage: Passage, found: list[Found]) -> dict[str, dict[Label, float]]:
    """How much speaks for each label of a name."""
    evidence: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    last_parts = set()
    for item in found:
        if item.label not in _NAMES or item.end - item.start < 2:
            continue
        name = passage.text[item.start : item.end]
        evidence[name][item.label] += item.confidence
        if item.label is Label.PERSON:
            if follows_title(passage, item.start):
                evidence[name][item.label] += _BY_TITLE
            given, _, last = name.rpartition("·")
            if given and len(last) > 1:
                last_parts.add(last)
    names = gazetteer()
    for last in last_parts:
        evidence[last][Label.PERSON] += _IN_FULL if names.label(last) else 2 * _IN_FULL
    for name, votes in evidence.items():
        known = names.label(name)
        if known in votes and name not in names.people:
            votes[known] += _KNOWN
    return evidence


def _is_surely_place(passage: Passage, item: Found) -> bool:
    return item.label is Label.PLACE and passage.follow(_OF_PLACES, item) is not None


def spread(passage: Passage, found: list[Found]) -> list[Found]:
    """Finds each clear name everywhere, also where LAC saw nothing or only a piece of it."""
    names = _clear_names(passage, found)
    if not names:
        return found
    by_opening: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        by_opening[name[:2]].append(name)
    new: list[Found] = []
    text = passage.text
    ordered = sorted(found)
    index = 0
    for block in passage.blocks:
        end = block.start
        openings = (at for at in range(end, block.end - 1) if text[at : at + 2] in by_opening)
        for at in openings:
            name = _name_at(passage, at, block.end, by_opening[text[at : at + 2]])
            if at < end or not name:
                continue
            end = at + len(name)
            while index < len(ordered) and ordered[index].end <= at:
                index += 1
            if _free(ordered, index, at, end) and not _is_ordinary(passage, at, end):
                new.append(Found(at, end, names[name], HINT))
    return [_confirmed(passage, item, names) for item in replace(found, new)]


def _confirmed(passage: Passage, item: Found, names: dict[str, Label]) -> Found:
    """What the article says clearly elsewhere is no longer doubtful."""
    known = names.get(passage.text[item.start : item.end]) is item.label
    if known and item.confidence < HINT:
        return Found(item.start, item.end, item.label, HINT, item.nested)
    return item


def _clear_names(passage: Passage, found: list[Found]) -> dict[str, Label]:
    best: dict[tuple[str, Label], float] = defaultdict(float)
    counts: dict[tuple[str, Label], int] = defaultdict(int)
    for item in found:
        name = passage.text[item.start : item.end]
        if item.label in _CLEAR and len(name) > 1:
            best[name, item.label] = max(best[name, item.label], item.confidence)
            counts[name, item.label] += item.confidence >= _HALF
    names: dict[str, Label] = {}
    for (name, label), confidence in sorted(best.items()):
        twice = label is Label.PERSON and counts[name, label] > 1
        telling = label is Label.MEDIA and name.endswith(MEDIA_ENDINGS) and confidence >= _HALF
        if confidence >= _CLEAR[label] or twice or telling:
            names[name] = label
    return names


def _name_at(passage: Passage, at: int, limit: int, names: list[str]) -> str:
    """The longest of `names` that stands at `at` as whole words."""
    if not passage.is_edge(at):
        return ""
    for name in names:
        end = at + len(name)
        if end <= limit and passage.is_edge(end) and passage.text.startswith(name, at):
            return name
    return ""


def _is_ordinary(passage: Passage, start: int, end: int) -> bool:
    """Whether LAC is sure that what is called so elsewhere is a common word here."""
    word = passage.word_at(start)
    return (
        word is not None
        and word.end == end
        and word.tag in _COMMON
        and passage.certainty(start, end) > _SURE
    )


def _free(found: list[Found], index: int, start: int, end: int) -> bool:
    """Whether nothing stands there but pieces of the name."""
    while index < len(found) and found[index].start < end:
        item = found[index]
        if not (start <= item.start and item.end <= end) or item.end - item.start == end - start:
            return False
        index += 1
    return True

"""One name, one reading: what an article says clearly in one place holds in the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import MEDIA_ENDINGS, ORG_ENDINGS
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, SOUND, replace
from zhupi.language.rules.mentions import follows_title

_NAMES = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.MEDIA, Label.LAW})
_WEAK = 0.7
_CLEAR = {Label.PERSON: 0.8, Label.ORG: 0.9, Label.MEDIA: 0.9, Label.PLACE: 0.9}
_COMMON = frozenset({"v", "vn", "vd", "a", "ad", "an", "d", "n"})
_SURE = 0.97
_DOUBTFUL = 0.8
_HALF = 0.45  #: what a name must reach when it is found twice, or has a telling end


#: What an article that names somebody in full (劳埃德·奥斯汀), or by title, says of the last part.
_IN_FULL = 1.4
_BY_TITLE = 0.5
_SPEAKING = 1.5
#: What a person does rather than a town.
_SPEAKS = Pattern(
    "(?:则|还|也|又|后来|当时)?(?:说|称|回忆|坦言|写道|认为|告诉|补充|笑道|问道|答道)"
)
_KNOWN = 0.8  #: for what the gazetteer says of a name that people are not called like
#: Of whom only the inhabitants speak: 阿尔梅罗人.
_INHABITED = Pattern("人(?![们士民家物质类])|居民|市民|一带|附近|郊外|境内|当局")
_INHABITED_BY = 0.5
#: What only places have around them: 比萨近郊.
_SURROUNDED = Pattern(
    "[近市城]郊|郊[外区]|以[东西南北]|[东西南北][部面](?!长)|境内|街头|城外|市区|沿海"
)
_SURROUNDED_BY = 1.5
#: A mountain is called by the last part of its name as well.
_PEAK = Pattern("·([^·]{2,})火山$", needs="火山")
_SHORT = 2
_WHOLE = 4
_BODY = 5  #: characters of a body that one look is enough for, if it ends like one
#: What only a place has behind it.
_OF_PLACES = Pattern("[省市州县郡邦镇]|机场|港(?!人)|大区|地区|城")


def agree(passage: Passage, found: list[Found]) -> list[Found]:
    """A name that is labelled in two ways gets the label with the better evidence.

    Doubtful ones follow; one that its reader is sure of follows only much better evidence.
    """
    evidence = _evidence(passage, found)
    short = _short_places(passage, found)
    result = []
    for item in found:
        if item in short:
            result.append(Found(item.start, item.end, Label.PLACE, HINT, item.nested))
            continue
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
    _add_context(passage, found, last_parts, evidence)
    for last in last_parts:
        evidence[last][Label.PERSON] += _IN_FULL if names.label(last) else 2 * _IN_FULL
    for name, votes in evidence.items():
        known = names.label(name)
        if known in votes and name not in names.people:
            votes[known] += _KNOWN
    return evidence


def _add_context(
    passage: Passage,
    found: Sequence[Found],
    last_parts: Collection[str],
    evidence: dict[str, dict[Label, float]],
) -> None:
    """Adds to `evidence` what stands beside names: who speaks is somebody, what has inhabitants
    is a place."""
    for item in found:
        name = passage.text[item.start : item.end]
        if name in last_parts and passage.follow(_SPEAKS, item):
            evidence[name][Label.PERSON] += _SPEAKING
        if Label.PLACE in evidence[name] and passage.follow(_INHABITED, item):
            evidence[name][Label.PLACE] += _INHABITED_BY
        if item.label is Label.PERSON and passage.follow(_SURROUNDED, item):
            evidence[name][Label.PLACE] += _SURROUNDED_BY
        peak = _PEAK.search(name) if item.label is Label.PLACE else None
        if peak is not None:
            evidence[peak[1]][Label.PLACE] += 2 * _IN_FULL


def _short_places(passage: Passage, found: list[Found]) -> set[Found]:
    """Those taken for people that are the beginning of a place: 北爱, where 北爱尔兰 is named."""
    text = passage.text
    whole = {
        text[item.start : item.start + _SHORT]
        for item in found
        if item.label is Label.PLACE
        and item.end - item.start >= _WHOLE
        and gazetteer().is_a(Label.PLACE, text[item.start : item.end])
    }
    return {
        item
        for item in found
        if item.label is Label.PERSON
        and text[item.start : item.end] in whole
        and item.confidence < _DOUBTFUL
        and not follows_title(passage, item.start)
    }


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
    cut = _cut_short(passage, found, names)
    starts = (word.start for word in passage.words())
    openings = {at for at in starts if text[at : at + 2] in by_opening}
    index = end = 0
    for at in sorted(openings.union(cut)):
        name = cut.get(at) or _name_at(passage, at, by_opening[text[at : at + 2]])
        if at < end or not name:
            continue
        end = at + len(name)
        while index < len(ordered) and ordered[index].end <= at:
            index += 1
        if _free(ordered, index, at, end) and not _is_ordinary(passage, at, end):
            new.append(Found(at, end, names.get(name, Label.PERSON), HINT))
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
        # Other places are too often the beginning of something longer.
        foreign = len(name) >= _WHOLE and SOUND.fullmatch(name) is not None
        if item.label in _CLEAR and len(name) > 1 and (item.label is not Label.PLACE or foreign):
            best[name, item.label] = max(best[name, item.label], item.confidence)
            counts[name, item.label] += item.confidence >= _HALF
    names: dict[str, Label] = {}
    for (name, label), confidence in sorted(best.items()):
        twice = label is Label.PERSON and counts[name, label] > 1
        telling = label is Label.MEDIA and name.endswith(MEDIA_ENDINGS) and confidence >= _HALF
        body = label is Label.ORG and name.endswith(ORG_ENDINGS) and len(name) > _BODY
        whole = body and confidence > HINT
        if confidence >= _CLEAR[label] or twice or telling or whole:
            names[name] = label
    return names


def _name_at(passage: Passage, at: int, names: Sequence[str]) -> str:
    """The longest of `names` that stands as whole words where a word begins, at `at`."""
    limit = passage.block_end(at)
    for name in names:
        end = at + len(name)
        if end <= limit and passage.is_edge(end) and passage.text.startswith(name, at):
            return name
    return ""


def _cut_short(
    passage: Passage, found: Sequence[Found], names: Mapping[str, Label]
) -> Mapping[int, str]:
    """The names of people of which only the beginning was found, by where they stand: 张作 of
    张作相 + 部, where no 张作 has anything else behind it."""
    text = passage.text
    people = [item for item in found if item.label is Label.PERSON and item.end - item.start > 1]
    whole = {name for name, label in names.items() if label is Label.PERSON}
    whole |= {last for name in whole if len(last := name.rpartition("·")[2]) > _SHORT}
    behind: dict[str, set[str]] = defaultdict(set)
    for item in people:
        behind[_last(text, item)].add(text[item.end : item.end + 1])
    cut = {}
    for item in people:
        inside = item.end < passage.block_end(item.start)
        last = _last(text, item)
        if inside and len(behind[last]) == 1 and last + text[item.end] in whole:
            cut[item.start] = text[item.start : item.end + 1]
    return cut


def _last(text: str, item: Found) -> str:
    """The last part of a name with dots, or the whole name."""
    return text[item.start : item.end].rpartition("·")[2]


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

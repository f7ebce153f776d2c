"""What goes wrong on the part that rules are made on: for whoever makes them.

PYTHONPATH=desktop python tests/benchmarks/understanding.py --errors names
PYTHONPATH=desktop python tests/benchmarks/understanding.py --errors dates --only 上海公报
PYTHONPATH=desktop python tests/benchmarks/understanding.py --errors quotations --gold-names
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.understanding_ours import Read, gold_linking, linking
from tests.gold import scoring
from tests.gold.clusters import b_cubed
from tests.gold.marking import GoldMention, GoldQuotation
from tests.gold.scoring import Named

from zhupi.core.model import Mention
from zhupi.core.understanding import Quotation

_AROUND = 14  #: characters of the text shown on either side


def shown(text: str, start: int, end: int) -> str:
    """A place in a text, marked by ⟦ ⟧, with what stands around it."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{before}⟦{text[start:end]}⟧{after}".replace("\n", "¶")


# --- names ------------------------------------------------------------------------------------


def name_errors(reads: Sequence[Read]) -> Iterator[str]:
    """Missed, invented, of another label, with other borders."""
    kinds: Counter[str] = Counter()
    for one in reads:
        gold = {m for m in scoring.named(one.gold.mentions) if m[2] != "TIME"}
        found = {m for m in scoring.named(one.mentions) if m[2] != "TIME"}
        sure = {(m.start, m.end): m.confidence for m in one.mentions}
        yield f"== {one.gold.name}"
        for start, end, wanted, told in _places(gold - found, found - gold):
            kind = "border" if wanted and told else "MISSED" if wanted else "extra"
            kind = "label" if _same_borders(wanted, told) else kind
            kinds[kind] += 1
            marks = f"{_listed(one.gold.text, wanted)} ← {_listed(one.gold.text, told, sure)}"
            yield f"  {kind:7} {marks:50}  {shown(one.gold.text, start, end)}"
    yield f"places: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}"


def _same_borders(wanted: Sequence[Named], told: Sequence[Named]) -> bool:
    return bool(wanted) and [m[:2] for m in wanted] == [m[:2] for m in told]


def _places(
    missed: set[Named], invented: set[Named]
) -> Iterator[tuple[int, int, list[Named], list[Named]]]:
    """What overlaps, told together."""
    start = end = -1
    wanted: list[Named] = []
    told: list[Named] = []
    for one in sorted(missed | invented, key=lambda m: (m[0], -m[1])):
        if one[0] >= end >= 0:
            yield start, end, wanted, told
            start, wanted, told = -1, [], []
        start = one[0] if start < 0 else start
        end = max(end, one[1])
        (wanted if one in missed else told).append(one)
    if end >= 0:
        yield start, end, wanted, told


def _listed(
    text: str, marks: Sequence[Named], sure: dict[tuple[int, int], float] | None = None
) -> str:
    told = (
        f"{label} {text[start:end]}" + (f" {sure[start, end]:.2f}" if sure else "")
        for start, end, label in marks
    )
    return "; ".join(told) or "–"


# --- dates ------------------------------------------------------------------------------------


def date_errors(reads: Sequence[Read]) -> Iterator[str]:
    """Times whose borders or values are not those of gold; `WRONG!` is wrong and certain."""
    for one in reads:
        yield f"== {one.gold.name}, published {one.gold.published}"
        outcomes, invented = scoring.time_outcomes(one.gold.mentions, one.mentions)
        for outcome in outcomes:
            if outcome.verdict != "right":
                yield _date_line(one.gold.text, outcome.verdict, outcome.gold, outcome.found)
        for extra in invented:
            yield _date_line(one.gold.text, "extra", None, extra)


def _date_line(text: str, verdict: str, gold: GoldMention | None, found: Mention | None) -> str:
    place = gold or found
    assert place is not None
    certain = found is not None and found.value and found.confidence >= scoring.CERTAIN
    if verdict in {"wrong", "extra"} and certain:
        verdict = verdict.upper() + "!"
    wanted = f"{text[gold.start : gold.end]} = {gold.value}" if gold else "–"
    told = "–"
    if found:
        told = f"{text[found.start : found.end]} = {found.value or '?'} {found.confidence:.2f}"
        told += f" ({found.why})" if found.why else ""
    return f"  {verdict:7} {wanted}  ←  {told}    {shown(text, place.start, place.end)}"


# --- quotations -------------------------------------------------------------------------------


def quotation_errors(reads: Sequence[Read]) -> Iterator[str]:
    """Ranges, kinds, speakers, cues and addressees that are not those of gold."""
    for one in reads:
        yield f"== {one.gold.name}"
        places = {(q.start, q.end): q for q in one.quotations}
        wanted = {(q.start, q.end): q for q in one.gold.quotations}
        for place in sorted(places.keys() | wanted.keys()):
            gold, found = wanted.get(place), places.get(place)
            faults = _faults(one, gold, found)
            if faults:
                yield f"  {faults}"
                yield f"      {shown(one.gold.text, *place)}"
                yield from _sides(one.gold.text, gold, found)


def _faults(one: Read, gold: GoldQuotation | None, found: Quotation | None) -> str:
    if gold is None or found is None:
        return "extra" if gold is None else "MISSED"
    faults = []
    if scoring.kind_letter(found) != gold.kind:
        faults.append("kind")
    if not scoring.speaker_is_right(one.gold, gold, found):
        faults.append("SPEAKER")
    if not scoring.cue_is_right(one.gold, gold, found):
        faults.append("cue")
    if gold.addressee and not scoring.addressee_is_right(one.gold, gold, found):
        faults.append("addressee")
    return ", ".join(faults)


def _sides(text: str, gold: GoldQuotation | None, found: Quotation | None) -> Iterator[str]:
    if gold:
        yield f"      gold  {gold.kind} {gold.speaker}/{gold.cue}/{gold.addressee}"
    if found:
        who, cue, whom = (
            span.of(text) if span else "-" for span in (found.speaker, found.cue, found.addressee)
        )
        why = f" ({found.why})" if found.why else ""
        yield (
            f"      found {scoring.kind_letter(found)} {who} [{found.entity}]/{cue}/{whom}"
            f" {found.confidence:.2f}{why}"
        )


# --- links ------------------------------------------------------------------------------------


def link_errors(reads: Sequence[Read]) -> Iterator[str]:
    """Entities of gold that were torn, and names thrown together; of what both have marked."""
    for one in reads:
        gold, found = gold_linking(one.gold), linking(one.mentions)
        both = gold.keys() & found.keys()
        gold, found = ({k: side[k] for k in both} for side in (gold, found))
        lines = [
            *_mixed(one, gold, found, "torn"),
            *_mixed(one, found, gold, "mixed"),
            *_titles(one),
        ]
        yield f"== {one.gold.name}, B³ {100 * b_cubed(gold, found).f1:.1f}"
        yield from lines


def _mixed(one: Read, whole: dict, parts: dict, word: str) -> Iterator[str]:  # type: ignore[type-arg]
    groups: defaultdict[object, defaultdict[object, Counter[str]]]
    groups = defaultdict(lambda: defaultdict(Counter))
    for key, entity in whole.items():
        groups[entity][parts[key]][one.gold.text[key[0] : key[1]]] += 1
    for entity, split in groups.items():
        if len(split) > 1:
            told = "; ".join(
                f"{_called(other)}: " + ", ".join(f"{n} ×{c}" for n, c in names.items())
                for other, names in split.items()
            )
            yield f"  {word:6} {_called(entity)}  ←  {told}"


def _called(entity: object) -> str:
    return ":".join(entity) if isinstance(entity, tuple) else str(entity)


def _titles(one: Read) -> Iterator[str]:
    found = {(m.start, m.end): m for m in one.mentions if str(m.label) == "PERSON"}
    for gold in one.gold.mentions:
        other = found.get((gold.start, gold.end))
        if gold.label == "PERSON" and other and other.title != gold.title:
            told = f"gold «{gold.title}», found «{other.title}»"
            yield f"  title  {told}    {shown(one.gold.text, gold.start, gold.end)}"


ERRORS: dict[str, Callable[[Sequence[Read]], Iterator[str]]] = {
    "names": name_errors,
    "dates": date_errors,
    "quotations": quotation_errors,
    "links": link_errors,
}

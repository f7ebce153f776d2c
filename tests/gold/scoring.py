"""How well a reading of an article agrees with the one made by hand; the figures of the issue.

Pure: values in, counts out. Everything is counted over all articles and divided at the end
(micro averages), so that `Score`s are added up article by article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tests.gold.marking import LABELS, GoldArticle, GoldMention, GoldQuotation
from tests.gold.time_meaning import leaves_open, same

from zhupi.core.folding import Folding
from zhupi.core.model import Mention, Span
from zhupi.core.understanding import Quotation, QuotationKind

Named = tuple[int, int, str]
"""Start, end and label of a mention."""

NAMES = tuple(label for label in LABELS if label != "TIME")
CERTAIN = 0.8  #: confidence from which a wrong value counts as wrong and certain
#: What newspapers' corpora know, and what they call it.
NEWSPAPER = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG", "MEDIA": "ORG"}


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, of how many found and how many there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        whole = self.found + self.gold
        return 2 * self.right / whole if whole else 1.0

    @staticmethod
    def of(gold: Iterable[object], found: Iterable[object]) -> Score:
        """Two sets of things that are right where they are equal."""
        wanted, told = set(gold), set(found)
        return Score(len(wanted & told), len(told), len(wanted))


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


# --- names ------------------------------------------------------------------------------------


def named(mentions: Iterable[GoldMention | Mention]) -> list[Named]:
    """Their borders and labels."""
    return [(m.start, m.end, str(m.label)) for m in mentions]


def outermost(mentions: Iterable[Named]) -> list[Named]:
    """Those that no other one holds."""
    result: list[Named] = []
    for one in sorted(mentions, key=lambda m: (m[0], -m[1])):
        if not result or one[1] > result[-1][1]:
            result.append(one)
    return result


def as_newspaper(mentions: Iterable[Named]) -> list[Named]:
    """As newspapers' corpora count: people, places and bodies, MEDIA among these, none nested."""
    known = [(s, e, NEWSPAPER[label]) for s, e, label in mentions if label in NEWSPAPER]
    return outermost(known)


def by_label(gold: Iterable[Named], found: Iterable[Named]) -> dict[str, Score]:
    """Strict: the same borders and the same label, each label by itself."""
    wanted, told = list(gold), list(found)
    labels = sorted({m[2] for m in (*wanted, *told)}, key=lambda x: (x not in LABELS, x))
    return {
        label: Score.of((m for m in wanted if m[2] == label), (m for m in told if m[2] == label))
        for label in labels
    }


# --- times ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeScore:
    """Borders, and what became of the values of the gold times."""

    borders: Score = Score()
    right: int = 0  #: gold times found with their borders and their value
    open: int = 0  #: found, and nothing or nothing contradictory said of the value
    wrong: int = 0  #: found at least in part, with another value
    certain: int = 0  #: of the wrong ones those with a confidence of `CERTAIN` and above
    invented: int = 0  #: values said with such confidence where there is no time at all

    def __add__(self, other: TimeScore) -> TimeScore:
        return TimeScore(
            self.borders + other.borders,
            self.right + other.right,
            self.open + other.open,
            self.wrong + other.wrong,
            self.certain + other.certain,
            self.invented + other.invented,
        )

    @property
    def values(self) -> float:
        """The share of gold times that were found and have the right value."""
        return self.right / self.borders.gold if self.borders.gold else 1.0


@dataclass(frozen=True, slots=True)
class TimeOutcome:
    """One gold time and the found one that shares most with it."""

    gold: GoldMention
    found: Mention | None
    verdict: str  #: right, open, wrong, missed; `borders`: the right value, other borders


def time_outcomes(
    gold: Sequence[GoldMention], found: Sequence[Mention]
) -> tuple[list[TimeOutcome], list[Mention]]:
    """What became of each gold time, and the times found where there is none."""
    wanted = [m for m in gold if m.label == "TIME"]
    told = [m for m in found if str(m.label) == "TIME"]
    outcomes = []
    for one in wanted:
        sharing = [m for m in told if m.start < one.end and one.start < m.end]
        best = max(sharing, key=lambda m: _shared(one, m), default=None)
        outcomes.append(TimeOutcome(one, best, _verdict(one, best)))
    invented = [m for m in told if not any(m.start < g.end and g.start < m.end for g in wanted)]
    return outcomes, invented


def time_score(gold: Sequence[GoldMention], found: Sequence[Mention]) -> TimeScore:
    """The score of one article's times."""
    outcomes, invented = time_outcomes(gold, found)
    verdicts = [outcome.verdict for outcome in outcomes]
    wrong = [o.found for o in outcomes if o.verdict == "wrong" and o.found]
    return TimeScore(
        borders=by_label(named(gold), named(found)).get("TIME", Score()),
        right=verdicts.count("right"),
        open=verdicts.count("open"),
        wrong=len(wrong),
        certain=sum(m.confidence >= CERTAIN for m in wrong),
        invented=sum(bool(m.value) and m.confidence >= CERTAIN for m in invented),
    )


def _shared(gold: GoldMention, found: Mention) -> tuple[bool, int]:
    shared = min(gold.end, found.end) - max(gold.start, found.start)
    return (gold.start, gold.end) == (found.start, found.end), shared


def _verdict(gold: GoldMention, found: Mention | None) -> str:
    if found is None:
        return "missed"
    if same(found.value, gold.value):
        return "right" if (gold.start, gold.end) == (found.start, found.end) else "borders"
    return "open" if leaves_open(found.value, gold.value) else "wrong"


# --- quotations -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuotationScore:
    """Ranges, and whose words they are."""

    ranges: Score = Score()  #: the same borders
    kinds: Score = Score()  #: the same borders and kind
    direct: Score = Score()
    reported: Score = Score()
    speakers: int = 0  #: found with their borders, and the speaker right
    cues: int = 0  #: found with their borders, and the cue right
    addressees: int = 0  #: found with their borders, whose addressee is told rightly
    addressed: int = 0  #: gold quotations found that have an addressee
    misattributed: int = 0  #: found with their borders, and another speaker named

    def __add__(self, other: QuotationScore) -> QuotationScore:
        return QuotationScore(
            self.ranges + other.ranges,
            self.kinds + other.kinds,
            self.direct + other.direct,
            self.reported + other.reported,
            self.speakers + other.speakers,
            self.cues + other.cues,
            self.addressees + other.addressees,
            self.addressed + other.addressed,
            self.misattributed + other.misattributed,
        )

    @property
    def speakers_of_found(self) -> float:
        """The share of gold quotations found whose speaker is right."""
        return self.speakers / self.ranges.right if self.ranges.right else 1.0

    @property
    def speakers_of_all(self) -> float:
        """The share of all gold quotations found with the right speaker."""
        return self.speakers / self.ranges.gold if self.ranges.gold else 1.0


def quotation_score(gold: GoldArticle, found: Sequence[Quotation]) -> QuotationScore:
    """The score of one article's quotations."""
    wanted = [(q.start, q.end, q.kind) for q in gold.quotations]
    told = [(q.start, q.end, kind_letter(q)) for q in found]
    places = {(q.start, q.end): q for q in found}
    pairs = [(q, places[q.start, q.end]) for q in gold.quotations if (q.start, q.end) in places]
    addressed = [(one, other) for one, other in pairs if one.addressee]
    right = [speaker_is_right(gold, one, other) for one, other in pairs]
    return QuotationScore(
        ranges=Score.of((w[:2] for w in wanted), (t[:2] for t in told)),
        kinds=Score.of(wanted, told),
        direct=Score.of((w for w in wanted if w[2] == "D"), (t for t in told if t[2] == "D")),
        reported=Score.of((w for w in wanted if w[2] == "R"), (t for t in told if t[2] == "R")),
        speakers=sum(right),
        cues=sum(cue_is_right(gold, one, other) for one, other in pairs),
        addressees=sum(addressee_is_right(gold, one, other) for one, other in addressed),
        addressed=len(addressed),
        misattributed=sum(
            not good and other.speaker is not None
            for good, (_, other) in zip(right, pairs, strict=True)
        ),
    )


def kind_letter(quotation: Quotation) -> str:
    """As gold files call it."""
    return "D" if quotation.kind is QuotationKind.DIRECT else "R"


def speaker_is_right(article: GoldArticle, gold: GoldQuotation, found: Quotation) -> bool:
    """Whether both name the same; where gold leaves it open, so must the program."""
    if gold.speaker == "-":
        return found.speaker is None
    return names_the_same(article, gold.speaker, found.speaker, found.entity)


def addressee_is_right(article: GoldArticle, gold: GoldQuotation, found: Quotation) -> bool:
    return names_the_same(article, gold.addressee, found.addressee, "")


def cue_is_right(article: GoldArticle, gold: GoldQuotation, found: Quotation) -> bool:
    """Whether the cue's words are those of gold, or hold them (`表示说`), or neither has one."""
    words = found.cue.of(article.text) if found.cue else ""
    if not gold.cue or not words:
        return gold.cue == words
    return gold.cue in words or words in gold.cue


def names_the_same(article: GoldArticle, gold: str, words: Span | None, entity: str) -> bool:
    """Whether `words` of the text, or the entity of that id, is what gold calls `gold`.

    Right are: the id's name; words that are gold's, or end alike (`一名目击者`, `目击者`); and
    words whose last name is, by hand, a mention of that entity (`美方`, `国务卿布林肯`). So a
    speaker counts as found where the right name was, even if that was not linked.
    """
    if words is None:
        return False
    fold = _folding()
    wanted, told = fold(gold), fold(words.of(article.text))
    if fold(entity.partition(":")[2]) == wanted:
        return True
    if told.endswith(wanted) or (wanted.endswith(told) and len(told) > 1):
        return True
    inside = [m for m in article.mentions if words.start <= m.start and m.end <= words.end]
    last = max(inside, key=lambda m: (m.end, -m.start), default=None)
    return last is not None and fold(last.entity) == wanted


@cache
def _folding() -> Callable[[str], str]:
    return Folding()

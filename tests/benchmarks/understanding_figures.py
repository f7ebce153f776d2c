"""The figures of a reading, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.benchmarks.understanding_ours import (
    Read,
    gold_linking,
    linked_by_hand,
    linked_by_words,
    linking,
    quoted_by_hand,
)
from tests.gold import scoring
from tests.gold.clusters import ClusterScore, b_cubed, ceaf
from tests.gold.marking import GoldArticle
from tests.gold.scoring import NAMES, QuotationScore, Score, TimeScore


def label_scores(reads: Sequence[Read]) -> dict[str, Score]:
    """Strict, by label."""
    scores: dict[str, Score] = {}
    for one in reads:
        of_one = scoring.by_label(scoring.named(one.gold.mentions), scoring.named(one.mentions))
        for label, score in of_one.items():
            scores[label] = scores.get(label, Score()) + score
    return scores


def names_score(reads: Sequence[Read]) -> Score:
    """All labels but TIME."""
    scores = label_scores(reads)
    return scoring.total(scores[label] for label in NAMES if label in scores)


def outermost_score(reads: Sequence[Read]) -> Score:
    """The same of what no other mention holds, among names."""
    return scoring.total(
        Score.of(
            scoring.outermost(m for m in scoring.named(one.gold.mentions) if m[2] != "TIME"),
            scoring.outermost(m for m in scoring.named(one.mentions) if m[2] != "TIME"),
        )
        for one in reads
    )


def newspaper_score(reads: Sequence[Read]) -> Score:
    """As newspapers' corpora count."""
    return scoring.total(
        Score.of(
            scoring.as_newspaper(scoring.named(one.gold.mentions)),
            scoring.as_newspaper(scoring.named(one.mentions)),
        )
        for one in reads
    )


def time_score(reads: Sequence[Read]) -> TimeScore:
    return sum((scoring.time_score(r.gold.mentions, r.mentions) for r in reads), TimeScore())


def quotation_score(reads: Sequence[Read]) -> QuotationScore:
    return sum((scoring.quotation_score(r.gold, r.quotations) for r in reads), QuotationScore())


def link_scores(reads: Sequence[Read]) -> tuple[ClusterScore, ClusterScore]:
    """B³ and CEAF within articles; mentions missed and invented count."""
    pairs = [(gold_linking(one.gold), linking(one.mentions)) for one in reads]
    return (
        sum((b_cubed(*pair) for pair in pairs), ClusterScore()),
        sum((ceaf(*pair) for pair in pairs), ClusterScore()),
    )


def common_link_score(reads: Sequence[Read]) -> ClusterScore:
    """B³ of the mentions that were found."""
    result = ClusterScore()
    for one in reads:
        gold, found = gold_linking(one.gold), linking(one.mentions)
        both = gold.keys() & found.keys()
        result += b_cubed({k: gold[k] for k in both}, {k: found[k] for k in both})
    return result


def score_line(name: str, score: Score | ClusterScore) -> str:
    """F1, precision, recall, in percent."""
    counts = f"{score.right:6}{score.found:6}{score.gold:6}" if isinstance(score, Score) else ""
    return (
        f"{name:28}{100 * score.f1:7.1f}{100 * score.precision:7.1f}{100 * score.recall:7.1f}"
        f"{counts}"
    )


def figures(reads: Sequence[Read]) -> Iterator[str]:
    """All of one reading."""
    yield f"{'':28}{'F1':>7}{'P':>7}{'R':>7}{'right':>6}{'found':>6}{'gold':>6}"
    for label, score in label_scores(reads).items():
        yield score_line(label, score)
    yield score_line("all names, strict", names_score(reads))
    yield score_line("  outermost only", outermost_score(reads))
    yield score_line("  as newspapers count", newspaper_score(reads))
    yield from _time_lines(time_score(reads))
    if any(one.quotations for one in reads):
        yield from _quotation_lines(quotation_score(reads))
    both, entities = link_scores(reads)
    yield score_line("links: B³", both)
    yield score_line("links: CEAF", entities)
    yield score_line("links: B³ of those found", common_link_score(reads))


def _time_lines(times: TimeScore) -> Iterator[str]:
    yield score_line("times: borders", times.borders)
    yield (
        f"{'times: value right':28}{100 * times.values:7.1f}   {times.right} of "
        f"{times.borders.gold}; left open {times.open}, wrong {times.wrong}, wrong and certain "
        f"{times.certain}, certain of no time {times.invented}"
    )


def _quotation_lines(said: QuotationScore) -> Iterator[str]:
    yield score_line("quotations: range", said.ranges)
    yield score_line("quotations: range and kind", said.kinds)
    yield score_line("  direct", said.direct)
    yield score_line("  reported", said.reported)
    found = said.ranges.right
    yield (
        f"{'speakers, of found / all':28}{100 * said.speakers_of_found:7.1f}"
        f"{100 * said.speakers_of_all:7.1f}   {said.speakers} of {found} found; "
        f"another named {said.misattributed}; cues {said.cues}, "
        f"addressees {said.addressees} of {said.addressed}"
    )


def given_names_figures(articles: Sequence[GoldArticle]) -> Iterator[str]:
    """Quotations and links where all names are known: those of gold."""
    yield "where all names are given:"
    said = quotation_score([quoted_by_hand(one) for one in articles])
    yield score_line("  quotations: range and kind", said.kinds)
    yield (
        f"{'  speakers, of found / all':28}{100 * said.speakers_of_found:7.1f}"
        f"{100 * said.speakers_of_all:7.1f}"
    )
    for name, read in (("", linked_by_hand), (" of same words", linked_by_words)):
        both, entities = link_scores([read(one) for one in articles])
        yield score_line(f"  links{name}: B³", both)
        yield score_line(f"  links{name}: CEAF", entities)


def counts(reads: Sequence[Read]) -> Counter[str]:
    """How much there is by hand."""
    told: Counter[str] = Counter()
    for one in reads:
        told.update(mention.label for mention in one.gold.mentions)
        told.update(quotations=len(one.gold.quotations), articles=1)
        told.update(characters=len(one.gold.text))
    return told

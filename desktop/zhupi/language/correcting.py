"""What people corrected, applied to what was recognised.

A correction speaks of what was recognised, never of what another correction made of it; so the
result does not depend on the order in which corrections come, and none can undo itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Label, Mention, Span
from zhupi.core.understanding import Correction, Scope
from zhupi.language.fitting import Candidate, fitting
from zhupi.language.linking import entity_id, link
from zhupi.language.quotes import place_of

_NARROWNESS = {Scope.EVERYWHERE: 0, Scope.ARTICLE: 1, Scope.HERE: 2}
_BY_A_READER = message("Corrected by a reader.")
_Precedence = tuple[int, float, str]


def corrected(
    text: str,
    blocks: Sequence[Span],
    mentions: Sequence[Mention],
    corrections: Sequence[Correction],
    article: str = "",
) -> list[Mention]:
    """`mentions` of the article `article` after all `corrections` that reach it.

    The result keeps every promise of `Recogniser.recognise`. A correction of one place holds
    where its quote stands, by its position or else by what stands around it; where neither is
    found or two places fit, it does nothing. One that reaches farther holds wherever its words
    stand, traditional or simplified, but never cuts through a longer name.
    """
    reaching = [c for c in corrections if _reaches(c, article)]
    if not reaching:
        return list(mentions)
    page = _Page(text, mentions)
    claims = page.claims(reaching)
    if not claims:
        return list(mentions)
    return _applied(text, blocks, mentions, claims)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a correction says of the words at `found`: that `target` is what it says."""

    found: Span
    target: Span
    correction: Correction

    @property
    def precedence(self) -> _Precedence:
        return _precedence(self.correction)


def _precedence(told: Correction) -> _Precedence:
    """Of several that fit one place the greatest holds: the narrowest, then the latest."""
    return _NARROWNESS[told.scope], _seconds(told.created), told.id


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _reaches(told: Correction, article: str) -> bool:
    return told.scope is Scope.EVERYWHERE or told.article == article


class _Page:
    """An article's text and mentions, and where corrections have something to say of them."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._fold = Folding()
        self._folded = self._fold(text)
        self._named: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._named.setdefault(self._folded[mention.start : mention.end], []).append(mention)

    def claims(self, corrections: Iterable[Correction]) -> dict[Span, _Claim]:
        """Of each place the one claim that holds."""
        best: dict[Span, _Claim] = {}
        for told in sorted(corrections, key=_precedence):
            for claim in self._claims_of(told):
                best[claim.found] = claim
        return best

    def _claims_of(self, told: Correction) -> Iterator[_Claim]:
        found, wanted = self._fold(told.found), self._fold(told.text)
        if not found or not wanted:
            return
        if told.scope is Scope.HERE:
            yield from self._here(told, found, wanted)
        elif told.was is None:
            yield from self._wherever(told, found, wanted)
        else:
            for mention in self._named.get(found, ()):
                if mention.label is told.was:
                    target = self._target(mention.span, found, wanted)
                    if target is not None:
                        yield _Claim(mention.span, target, told)

    def _wherever(self, told: Correction, found: str, wanted: str) -> Iterator[_Claim]:
        """All places where the words stand, marked or not, one behind the other."""
        whole = wanted if found in wanted else found
        inner = whole.find(found)
        at = self._folded.find(whole)
        while at >= 0:
            span = Span(at + inner, at + inner + len(found))
            target = self._target(span, found, wanted)
            if target is not None:
                yield _Claim(span, target, told)
            at = self._folded.find(whole, at + len(whole))

    def _here(self, told: Correction, found: str, wanted: str) -> Iterator[_Claim]:
        target = place_of(told, self._folded, self._fold)
        if target is None:
            return
        for span in _alike(target, found, wanted):
            if Span(span.start, span.end).of(self._folded) == found:
                yield _Claim(span, target, told)
                return

    def _target(self, span: Span, found: str, wanted: str) -> Span | None:
        """Where `wanted` stands, which holds `found` at `span` or is a part of it."""
        for start in _offsets(found, wanted):
            begin = span.start + start
            if begin >= 0 and self._folded.startswith(wanted, begin):
                return Span(begin, begin + len(wanted))
        return None


def _offsets(found: str, wanted: str) -> Iterator[int]:
    """How far behind `found` the words `wanted` may begin, where one of the two holds the other."""
    if len(wanted) <= len(found):
        at = found.find(wanted)
        if at >= 0:
            yield at
        return
    at = wanted.find(found)
    while at >= 0:
        yield -at
        at = wanted.find(found, at + 1)


def _alike(target: Span, found: str, wanted: str) -> Iterator[Span]:
    """Where `found` may stand when `wanted` stands at `target`."""
    for offset in _offsets(found, wanted):
        start = target.start - offset
        if start >= 0:
            yield Span(start, start + len(found))


def _applied(
    text: str, blocks: Sequence[Span], mentions: Sequence[Mention], claims: dict[Span, _Claim]
) -> list[Mention]:
    """Mentions with each claim in place of what it speaks of, as far as they fit together."""
    recognised = {mention.span: mention for mention in mentions}
    kept = [Candidate(m) for m in mentions if m.span not in claims]
    changed: list[Candidate] = []
    places: dict[Span, str] = {}
    named: dict[tuple[Label, str], str] = {}
    for claim in claims.values():
        before = recognised.get(claim.found)
        made = _made(claim, before, named)
        if made is not None:
            here = claim.correction.scope is Scope.HERE
            changed.append(Candidate(made, claim.precedence, here, before))
            if made.label is not Label.TIME and not _same(made, before):
                places[made.span] = claim.correction.entity
    return _linked(text, fitting(blocks, kept, changed), places)


def _same(made: Mention, before: Mention | None) -> bool:
    """Whether it is the same name as before, so that what it means stays as well."""
    return before is not None and (before.span, before.label) == (made.span, made.label)


def _linked(text: str, mentions: list[Mention], places: dict[Span, str]) -> list[Mention]:
    """`mentions`, where those at `places` are what the article makes of them, if not told.

    Other names change only if they turn out to be one of those: 布林肯, once its fuller
    form is marked.
    """
    if not places:
        return mentions
    linked = link(text, mentions)
    found = {after.entity for after in linked if places.get(after.span) == ""}
    result = []
    for before, after in zip(mentions, linked, strict=True):
        told = places.get(before.span)
        if told:
            result.append(replace(before, title=after.title))
        elif told is not None:
            result.append(replace(after, why=after.why or before.why))
        elif after.entity in found and before.why is not _BY_A_READER:
            result.append(after)
        else:
            result.append(before)
    return result


def _made(
    claim: _Claim, before: Mention | None, named: dict[tuple[Label, str], str]
) -> Mention | None:
    """The mention that a correction makes; None: it is to go. `named` keeps ids of its words."""
    told = claim.correction
    if told.label is None:
        return None
    start, end = claim.target.start, claim.target.end
    entity = told.entity
    if not entity or told.label is Label.TIME:
        key = told.label, told.text
        entity = named.get(key) or named.setdefault(key, entity_id(*key))
    value = told.value if told.label is Label.TIME else ""
    if before is None or before.label is not told.label or before.span != claim.target:
        # A value that was counted from other words would be wrong.
        return Mention(start, end, told.label, entity, value, why=_BY_A_READER)
    return replace(
        before,
        entity=told.entity or before.entity,
        value=value or before.value,
        confidence=1.0,
        why=_BY_A_READER,
    )

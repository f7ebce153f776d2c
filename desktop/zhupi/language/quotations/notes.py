"""What was found in a text so far, and what words in marks are by themselves."""

from __future__ import annotations

from zhupi.core.model import Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.quotations import cues
from zhupi.language.quotations.resolving import Speech

#: What does not belong to reported speech at its end, and at its beginning.
CLOSED = "，、；：。！？!?… \t\u3000—-"
TRIMMED = "，：、 \t\u3000"
FULL_STOPS = "。！？!?…"


class Notes:
    """The quotations of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._folded = folded
        self.found: list[Quotation] = []
        self.turns: list[tuple[Span, Speech]] = []  #: the last words in marks
        self.last: Speech | None = None  #: of the quotation noted last

    def is_sentence(self, span: Span) -> bool:
        """Whether words in marks are a whole sentence, not a name or a slogan."""
        inner = self._folded[span.start + 1 : span.end - 1]
        return inner.rstrip("”’」』")[-1:] in FULL_STOPS

    def is_clause(self, span: Span) -> bool:
        """Whether words in marks say something by themselves."""
        inner = self._folded[span.start + 1 : span.end - 1]
        if inner[-1:] in FULL_STOPS + "，,":
            return True
        return len(inner) >= 6 and bool(cues.VERBAL.search(inner))

    def add(self, span: Span, kind: QuotationKind, speech: Speech) -> None:
        if kind is QuotationKind.REPORTED:
            piece = span.of(self._text)
            start = span.start + len(piece) - len(piece.lstrip(TRIMMED))
            end = span.end - (len(piece) - len(piece.rstrip(CLOSED)))
            if start >= end:
                return
            span = Span(start, end)
        self.found.append(
            Quotation(
                start=span.start,
                end=span.end,
                kind=kind,
                speaker=speech.who.span if speech.who else None,
                entity=speech.who.entity if speech.who else "",
                cue=speech.cue,
                addressee=speech.addressee,
                confidence=speech.confidence,
                why=speech.why,
            )
        )
        self.last = speech
        if kind is QuotationKind.DIRECT:
            self.turns = [*self.turns[-1:], (span, speech)]

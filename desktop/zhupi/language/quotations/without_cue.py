"""Whose words are beside which no cue stands: of whoever is in view, acts, or was asked."""

from __future__ import annotations

from dataclasses import replace

from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.language.quotations import roles
from zhupi.language.quotations.addressees import addressee
from zhupi.language.quotations.clauses import Kind, Subject
from zhupi.language.quotations.masking import Sentence
from zhupi.language.quotations.resolving import Resolver, Speech
from zhupi.language.quotations.view import View
from zhupi.language.quotations.who import Who

_DEED = 4  #: characters from which unknown words before a colon are hardly a name


class WithoutCue:
    """Says who speaks where nobody is said to."""

    def __init__(self, view: View, resolver: Resolver) -> None:
        self._view = view
        self._resolver = resolver

    def in_view(self) -> Speech:
        """Whoever spoke last, for words in marks beside which no cue stands."""
        talking = self._view.talking()
        if talking is None:
            return Speech(None, 0.3, message("The text does not say whose words these are."))
        who, confidence = talking
        why = message("No cue stands beside it; “{speaker}” is in view.", speaker=who.words)
        return Speech(who, confidence, why)

    def pointing(self, sentence: Sentence, found: Subject) -> Speech:
        """Who put it so: “…”他这样开场."""
        who = self._resolver.named(sentence, found)
        why = message("The next sentence says so of “{speaker}”.", speaker=who.words)
        return Speech(who, 0.8, why, claimed=True)

    def acting(self, sentence: Sentence, found: Subject) -> Speech:
        """Who acts after words that nobody is said to say: “…”他跑了出来."""
        who = self._resolver.named(sentence, found)
        why = message(
            "No cue stands beside it; “{speaker}” acts in the next sentence.", speaker=who.words
        )
        return Speech(who, 0.5, why, claimed=True)

    @staticmethod
    def unsigned() -> Speech:
        """Nobody: words that nobody signed."""
        return Speech(None, 0.3, message("The text does not say whose words these are."))

    def asked(self, who: Who) -> Speech:
        """Whoever was asked in the words before."""
        why = message("No cue stands beside it; “{speaker}” was just asked.", speaker=who.words)
        return Speech(who, 0.6, why)

    def before_colon(self, sentence: Sentence, found: Subject | None, *, colon: bool) -> Speech:
        """Whoever stands before a colon without a cue, or does what is told before."""
        speech = self._before_colon(sentence, found, colon=colon)
        whom = addressee(sentence.line, found.start if found else 0, len(sentence.line) - 2)
        return replace(speech, addressee=self._resolver.addressed(sentence, whom, speech.who))

    def _before_colon(self, sentence: Sentence, found: Subject | None, *, colon: bool) -> Speech:
        if found is None:
            return self.in_view()
        if found.kind is Kind.PRONOUN:
            who, confidence, _ = self._resolver.pronoun(sentence, found, "：")
            why = message("“{speaker}” stands before the colon.", speaker=who.words if who else "")
            return Speech(who, min(confidence, 0.7), why) if who else self.in_view()
        if found.kind is Kind.ARTICLE:
            who, confidence, why = self._resolver.article(sentence, found, "：")
            return Speech(who, confidence, why)
        who = self._resolver.named(sentence, found)
        whole = sentence.line.startswith("：", found.end) and len(who.plain) >= _DEED
        unknown = found.kind is Kind.WORDS and not found.clear
        if unknown and whole and not roles.is_person(who.plain):
            # 宴上宣旨：“…”: what was done, and hardly by whom.
            return self.unsigned()
        if not colon:
            why = message("No cue stands beside it; “{speaker}” is in view.", speaker=who.words)
            return Speech(who, 0.6, why)
        why = message("“{speaker}” stands before the colon.", speaker=who.words)
        return Speech(who, 0.7 if who.label is not Label.PLACE else 0.4, why)

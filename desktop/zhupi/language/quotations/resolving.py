"""Makes of the subject of a cue somebody: a mention, words, or whom a pronoun means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhupi.core.messages import Message, message
from zhupi.core.model import Label, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, phrases, roles
from zhupi.language.quotations.addressees import addressee, outlet
from zhupi.language.quotations.clauses import Kind, Subject
from zhupi.language.quotations.cues import words_of
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.masking import WORK, Sentence
from zhupi.language.quotations.predicates import NOBODY
from zhupi.language.quotations.pronouns import GENDERED, Pronouns
from zhupi.language.quotations.view import View
from zhupi.language.quotations.who import Who
from zhupi.language.quotations.writings import is_in_writing, is_sent, law_of, writer

_COMPANY = ("公司", "集团")
#: Offices that one holds alone, so that without a name the last holder named is meant.
_OFFICE = Pattern(
    "总统|总理|首相|主席|国务卿|总裁|国王|女王|教皇|总干事|大使|司令|主教练|总书记|.{0,3}长"
)
#: 那个塞尔维亚人: not named again.
_NATIVE = Pattern("L人")
#: 三十七岁的塞尔维亚人: somebody told of before, unless counted.
_AGED = Pattern(
    "(?<![名位个0-9一二三四五六七八九十])[0-9一二三四五六七八九十]{1,3}岁的$", needs="岁"
)
#: Who reads out says what another one wrote or decided, as a rule.
_READING_OUT = words_of("念 念道 读道 宣读 吟道 唱道")
_CARRIED = 0.7  #: so sure is who may speak for another
_INTERVIEW = Pattern("接受[^，：]{1,20}(?:采访|专访|访问|访谈)[时中后]，(?=[^，：]{0,4}$)")
_OUTLET = Pattern("[该这]家?[报刊网台社](?:记者)?")
_ALONE = 0.8  #: so sure is a person beside whom nobody else is named


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks, by which cue, to whom, and how that is known."""

    who: Who | None
    confidence: float
    why: Message
    cue: Span | None = None
    addressee: Span | None = None
    claimed: bool = False  #: whether the sentence behind it says whose the words are


Answer = tuple[Who | None, float, Message]  #: who speaks, how surely, and how that is known


class Resolver:
    """Says who speaks; knows the text and what is in view."""

    def __init__(self, text: str, view: View) -> None:
        self._text = text
        self._view = view
        self._pronouns = Pronouns(text, view)

    def speech(self, sentence: Sentence, found: Introduction, before: Speech | None) -> Speech:
        """Who speaks by `found`; `before` spoke earlier in the sentence."""
        cue = sentence.span(found.start, found.end)
        since = found.subject.start if found.subject else found.begin
        whom = addressee(sentence.line, since, found.start)
        if whom is None and (interview := _INTERVIEW.search(sentence.line, found.begin, since)):
            # 在接受某报采访时，他说
            whom = addressee(sentence.line, interview.start(), since)
        after = found.form is Form.AFTER and found.word in cues.TELLING
        if whom is None and (after or found.content > found.end + 1):
            told = phrases.TOLD.match(sentence.line, found.end)
            told = None if found.word in cues.JUDGING else told
            whom = outlet(sentence.line, *told.span("who")) if told else None
        who, confidence, why = self._who(sentence, found, before)
        return Speech(who, confidence, why, cue, self.addressed(sentence, whom, who))

    def addressed(
        self, sentence: Sentence, whom: tuple[int, int] | None, speaker: Who | None
    ) -> Span | None:
        """Whom the words are told to; of a pronoun the name, unless it is the speaker."""
        if whom is None:
            return None
        words = sentence.line[slice(*whom)]
        if _OUTLET.fullmatch(words) and (outlet := self._view.bodies.medium()):
            return outlet[0].span
        meant = self._view.person(words) if words in GENDERED else None
        if meant and meant[1] > _ALONE and not (speaker and speaker.entity == meant[0].entity):
            return meant[0].span
        return sentence.span(*whom)

    def _who(self, sentence: Sentence, found: Introduction, before: Speech | None) -> Answer:
        cue = sentence.span(found.start, found.end).of(self._text)
        subject = found.subject
        if author := self._author(sentence, found, cue):
            return author
        sent = subject and is_sent(sentence.line, subject.start, found.start)
        if subject is None or (sent and not before):
            return self._without(sentence, found, before)
        if subject.kind is Kind.PRONOUN:
            return self.pronoun(sentence, subject, cue)
        if subject.kind is Kind.ARTICLE:
            return self.article(sentence, subject, cue)
        who = self.named(sentence, subject)
        if who.label is None and not who.entity and (again := self._again(sentence, subject)):
            why = message(
                "“{words}” before “{cue}” is “{speaker}”, named before.",
                words=who.words,
                cue=cue,
                speaker=again.words,
            )
            return replace(again, span=who.span), 0.7, why
        sure = self._sureness(found, subject, who)
        line = sentence.line
        native = who.label is not Label.PERSON and _NATIVE.match(line, subject.start)
        if native and _AGED.search(line, 0, subject.start):
            sure = min(sure, _CARRIED)
        return who, sure, self._reason(found, subject, who, cue)

    def _without(self, sentence: Sentence, found: Introduction, before: Speech | None) -> Answer:
        """Who speaks where a cue has no subject."""
        cue = sentence.span(found.start, found.end).of(self._text)
        asked = found.start == 0 and found.word == "问"
        # 据报道 is everybody's, 不知是谁喊了一声 nobody's.
        nobodys = NOBODY.search(sentence.line[found.begin : found.start])
        if asked or nobodys or found.form is Form.SOURCE:
            return self._nobody(cue)
        clause = sentence.line.rfind("，", found.begin, found.start) + 1
        begin = max(clause, found.begin)
        if not before and is_in_writing(sentence.line, begin):
            return self._in_writing(cue)
        goes_on = before or sentence.line.endswith("并", 0, found.start)
        if not goes_on and self._view.interrupted():
            return self._nobody(cue)
        return self._unnamed(cue, before)

    def _again(self, sentence: Sentence, subject: Subject) -> Who | None:
        """Whom words mean that stand for a name told before: 总理, 公司, 塞尔维亚人."""
        words = sentence.line[subject.start : subject.end]
        if words in _COMPANY or (subject.head < 0 and words.startswith(_COMPANY)):
            body = self._view.bodies.company()
            return body[0] if body else None
        if roles.is_body(words):
            return self._view.bodies.named(words)
        if _OFFICE.fullmatch(words):
            return self._view.titled(words)
        if _NATIVE.fullmatch(words) and subject.near:
            person = self._view.person()
            return person[0] if person and person[1] >= _ALONE else None
        return None

    def named(self, sentence: Sentence, subject: Subject) -> Who:
        """The mention or the words that a subject is."""
        atom = sentence.atoms.get(subject.head)
        if atom and atom.sign == WORK and subject.kind is Kind.NAME:
            title = Span(atom.start + 1, atom.end - 1)
            return Who(title, title.of(self._text), work=True)
        if atom and atom.mention and subject.kind is Kind.NAME:
            return Who.named(atom.mention, self._text)
        span = sentence.span(subject.start, subject.end)
        who = Who(span, span.of(self._text))
        if atom and atom.mention:
            return Who(span, who.words, atom.mention.entity)
        return who

    @staticmethod
    def _sureness(found: Introduction, subject: Subject, who: Who) -> float:
        sure = 0.95 if who.label else 0.9
        if not subject.near:
            sure -= 0.1
        if not subject.clear or not subject.listed:
            sure -= 0.15
        if found.form is Form.AFTER:
            sure -= 0.03
        if found.word in _READING_OUT:
            sure = min(sure, _CARRIED)
        return round(sure, 2)

    @staticmethod
    def _reason(found: Introduction, subject: Subject, who: Who, cue: str) -> Message:
        if found.form is Form.SOURCE:
            return message("“{cue}” gives “{speaker}” as the source.", cue=cue, speaker=who.words)
        if found.form is Form.AFTER:
            return message(
                "“{speaker}” and “{cue}” follow the quotation.", cue=cue, speaker=who.words
            )
        if not subject.near:
            return message(
                "“{cue}” has no subject of its own; the sentence is about “{speaker}”.",
                cue=cue,
                speaker=who.words,
            )
        return message("“{speaker}” stands before “{cue}”.", cue=cue, speaker=who.words)

    def _unnamed(self, cue: str, before: Speech | None) -> Answer:
        if before and before.who:
            who = before.who
            why = message("“{speaker}” goes on: “{cue}”.", cue=cue, speaker=who.words)
            return who, round(max(before.confidence - 0.05, 0.3), 2), why
        last = self._view.speaker()
        if last is None and (person := self._view.person()):
            last = person[0]
        if last is None:
            return self._nobody(cue)
        why = message(
            "“{cue}” has no subject; “{speaker}” spoke last.", cue=cue, speaker=last.words
        )
        return last, 0.6, why

    def _author(self, sentence: Sentence, found: Introduction, cue: str) -> Answer | None:
        """Who wrote what another one reads: 律师读了一封他写的信，信里写道."""
        at = writer(sentence.line, found.begin, found.start)
        if at is None:
            return None
        atom = sentence.atoms.get(at)
        if atom is None or atom.mention is None:
            return self.pronoun(sentence, Subject(Kind.PRONOUN, at, at + 1), cue)
        who = Who.named(atom.mention, self._text)
        return who, 0.8, message("“{speaker}” stands before “{cue}”.", cue=cue, speaker=who.words)

    def _in_writing(self, cue: str) -> Answer:
        """信中说: of whoever the text was about, and so wrote it."""
        last = self._view.about()
        if last is None or last.label is Label.PLACE:
            return self._nobody(cue)
        why = message(
            "“{cue}” has no subject; the text was about “{speaker}”.", cue=cue, speaker=last.words
        )
        return last, 0.6, why

    def pronoun(self, sentence: Sentence, subject: Subject, cue: str) -> Answer:
        """Whom a pronoun means that is the subject of `cue`."""
        meant = self._pronouns.meant(sentence, subject)
        if meant is None:
            return self._nobody(cue)
        who, confidence = meant
        span = sentence.span(subject.start, subject.end)
        if who.span == span:
            why = message("“{speaker}” stands before “{cue}”.", cue=cue, speaker=who.words)
            return who, confidence, why
        why = message(
            "“{pronoun}” before “{cue}” means “{speaker}”, named last.",
            pronoun=span.of(self._text),
            cue=cue,
            speaker=who.words,
        )
        return who, confidence, why

    def article(self, sentence: Sentence, subject: Subject, cue: str) -> Answer:
        """The law whose article is the subject of `cue`."""
        law = law_of(sentence, subject, self._text, self._view.bodies)
        if law is None:
            return self._nobody(cue)
        article = sentence.span(subject.start, subject.end).of(self._text)
        why = message(
            "“{article}” is one of “{speaker}”, named last.", article=article, speaker=law.words
        )
        return law, 0.8, why

    @staticmethod
    def _nobody(cue: str) -> tuple[None, float, Message]:
        return None, 0.3, message("The text does not say who “{cue}” belongs to.", cue=cue)

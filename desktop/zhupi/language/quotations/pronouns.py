"""Whom a pronoun means that is the subject of a cue: 他, 后者, 该报, 该团队, 这名证人.

What cannot be told stands for itself, words without an entity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from zhupi.core.model import Label, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, roles
from zhupi.language.quotations.clauses import Subject
from zhupi.language.quotations.cues import words_of
from zhupi.language.quotations.masking import Sentence
from zhupi.language.quotations.view import View
from zhupi.language.quotations.who import Who

GENDERED = ("他", "她")
_PEOPLE = (*GENDERED, "其", "本人", "他本人")
_MEDIA = words_of("该报 该刊 该网 该报道")
#: Of these some are papers or channels, some other bodies.
_EITHER = words_of("该台 该社 该电视台 该电台 该通讯社")
_BOOKS = words_of("""
该书 这书 该文 这文 该片 这片 这本书 那本书 这篇文章 该文章 该论文 这篇论文
""")
_FORMER, _LATTER = "前者", "后者"
_THEY = ("他们", "它们")
_THIS = ("该", "这", "那", "上述")
_POINTING = "该这那上述家个"  #: the characters before the word itself
#: 某人劝他
_DONE_TO = Pattern("P(?P<verb>[\u4e00-\u9fff]{1,4}?)(?P<whom>[他她])(?![的们自])", needs="他 她")
#: 谈到某人，她…; 把她同某人相比; 他的律师某某: somebody else than the pronoun.
_BESIDE = Pattern(
    "(?:谈[到及起]|说[到起]|提[到及起]|问[到及起]|聊到|论及|说及|忆及|回忆起|想起|至于|对于|关于|相比|不同于|有别于)[^，：P]{0,16}P[^，：]{0,6}，"
    "(?=[^，：P]{0,4}$)"
    "|[他她](?![们自])[^，：P]{0,14}?P",
    needs="P",
)
#: 有人替他可惜，他…: whoever did that is not he.
_DONE_TO_HIM = Pattern("^有|[他她](?![们的自])")
#: 某人与他, 他和总统某某
_TOGETHER = Pattern(
    "(?P<one>[PO])[^，：PO]{0,3}[与和同跟](?P<with>[他她])(?![们的自])"
    "|(?P<first>[他她])(?![们的自])[与和同跟][^，：PO]{0,12}(?P<other>[PO])",
    needs="与 和 同 跟",
)
#: 他又问, 他补充说: goes on with what he asked.
_ASKS_ON = Pattern("又|还|再|接着|继续|追|补充|也|问")
#: 他又说: whoever spoke before.
_FURTHER = Pattern("[又还]|同时|接着|继续|补充|并(?![不未没非])")
_ANOTHER = Pattern("(?:另外?|又|有)一[家間间]|另有一[家間间]|某[家間间]", needs="家 間 间")
_JUST_BEFORE = 120  #: signs

Meant = tuple[Who, float]  #: somebody, and how surely


class Pronouns:
    """Says whom pronouns of a text mean; knows what is in view."""

    def __init__(self, text: str, view: View) -> None:
        self._text = text
        self._view = view
        self._bodies: Mapping[str, Callable[[], Meant | None]] = {
            **dict.fromkeys(_MEDIA, view.bodies.medium),
            "它": view.bodies.body,
        }
        self._others: Mapping[str, Callable[[], Meant | None]] = {
            **dict.fromkeys(_BOOKS, view.bodies.work),
            **dict.fromkeys(_THEY, view.bodies.several),
        }

    def meant(self, sentence: Sentence, subject: Subject) -> Meant | None:
        """Whom the pronoun `subject` means; None where the text does not say."""
        word = sentence.line[subject.start : subject.end]
        if word in _PEOPLE:
            return self._beginning(sentence, subject, word) or self._person(sentence, subject, word)
        if word in (_FORMER, _LATTER):
            return self._paired(sentence, subject, first=word == _FORMER)
        if word in self._bodies:
            return self._bodies[word]()
        if word in _EITHER:
            return self._view.bodies.channel(word.lstrip(_POINTING))
        span = sentence.span(subject.start, subject.end)
        itself = Who(span, span.of(self._text)), 0.5
        if word in self._others:
            return self._others[word]() or itself
        meant = self._this(word, span, itself) if word.startswith(_THIS) else itself
        return (self._body_before(sentence, subject, word) or meant) if meant is itself else meant

    def _body_before(self, sentence: Sentence, subject: Subject, word: str) -> Meant | None:
        """The only body that the sentence names before 该公司."""
        named = {
            atom.mention.entity: atom.mention
            for index, atom in sentence.atoms.items()
            if index < subject.start and atom.mention and atom.mention.label is Label.ORG
        }
        if not word.startswith("该") or not roles.is_body(word) or len(named) != 1:
            return None
        [mention] = named.values()
        return Who.named(mention, self._text), 0.6

    def _beginning(self, sentence: Sentence, subject: Subject, word: str) -> Meant | None:
        """Whom a sentence began with that goes on with 他 or 她, where it names nobody."""
        before = sentence.line[: subject.start]
        if word not in GENDERED or _DONE_TO_HIM.search(before) or not before.endswith("，"):
            return None
        fits = "P" not in re.sub("^P的", "", before) and not cues.CUE.search(before)
        return self._view.beginning(word) if fits else None

    def _this(self, word: str, span: Span, itself: Meant) -> Meant | None:
        """Whom 该团队 or 这名官员 means."""
        if word.endswith(("通讯社", "电视台", "电台")):
            return self._view.bodies.medium()
        kind = word.lstrip(_POINTING)
        if roles.WRITINGS.search(kind) and not roles.is_person(kind):
            return self._paper(kind) or itself
        if roles.is_body(word) or len(kind) == 1:
            body = self._view.bodies.called(kind)
            return body if body and not self._is_unnamed(body[0], span) else itself
        official = self._view.official()
        if official is None or self._is_another(official[0], span, word):
            return itself
        return official

    def _is_unnamed(self, body: Who, span: Span) -> bool:
        """Whether another body was told of since, without a name: 另一家券商更谨慎，该机构称."""
        since = max(body.span.end, span.start - _JUST_BEFORE)
        return _ANOTHER.search(self._text, since, span.start) is not None

    def _paper(self, kind: str) -> Meant | None:
        """Which treaty or report 该条约 or 这份报告 means."""
        about = self._view.official()
        if about and not about[0].label and about[0].plain.endswith(kind):
            return about
        law = self._view.bodies.law()
        return (law, 0.8) if law and law.words.rstrip("》").endswith(kind) else None

    def _other(self, sentence: Sentence, subject: Subject) -> str:
        """The person who does something to 他 in the same sentence, and so is another."""
        if beside := [*_BESIDE.finditer(sentence.line, 0, subject.start)]:
            at = sentence.line.index("P", beside[-1].start())
            atom = sentence.atoms.get(at)
            return atom.mention.entity if atom and atom.mention else ""
        word = sentence.line[subject.start]
        # 某人判她胜诉，他强调: he is nobody else.
        done = [
            found
            for found in _DONE_TO.finditer(sentence.line, 0, subject.start)
            if word not in GENDERED or found["whom"] == word
        ]
        atom = sentence.atoms.get(done[-1].start()) if done else None
        if atom is None or atom.mention is None:
            return ""
        told = cues.CUE.search(done[-1]["verb"])
        # 某人批评他，他说: at once, it is his turn.
        at_once = done[-1].end() + 1 == subject.start
        spoken = told and told["word"] in cues.TELLING | cues.TO - cues.JUDGING
        judged = told and not spoken and not at_once
        return "" if judged else atom.mention.entity

    def _person(self, sentence: Sentence, subject: Subject, word: str) -> Meant | None:
        other = self._other(sentence, subject)
        further = subject.start == 0 and _FURTHER.match(sentence.line, subject.end)
        again = self._view.goes_on(word) if further else None
        if again and not (other and again[0].entity == other):
            return again
        answers = not _ASKS_ON.match(sentence.line, subject.end)
        meant = self._view.person(word, apart=other, answers=answers)
        if meant and word in GENDERED:
            self._view.is_called(meant[0], word)
        return meant

    def _is_another(self, who: Who, span: Span, words: str) -> bool:
        """Whether 这名证人 was told of just before, as somebody else than the person in view."""
        head = words[2:]
        if who.label is not Label.PERSON or len(head) < 2 or who.title.endswith(head):
            return False
        seen = self._text.rfind(head, max(0, span.start - _JUST_BEFORE), span.start)
        return seen >= 0 and seen + len(head) not in (who.span.start, who.span.end + len(head))

    def _beside(self, sentence: Sentence, end: int) -> tuple[int, Who] | None:
        """Whom the pronoun means that is named together with a person: 某人与他同见记者."""
        found = _TOGETHER.search(sentence.line, 0, end)
        if found is None:
            return None
        atom = sentence.atoms.get(found.start("one" if found["with"] else "other"))
        if atom is None or atom.mention is None:
            return None
        meant = self._view.person(found["with"] or found["first"], apart=atom.mention.entity)
        if meant is None:
            return None
        at = found.start("with" if found["with"] else "first")
        return at, replace(meant[0], span=sentence.span(at, at + 1))

    def _paired(self, sentence: Sentence, subject: Subject, *, first: bool) -> Meant | None:
        """The first or the second of the two named last."""
        found = [
            (at, Who.named(atom.mention, self._text))
            for at, atom in sentence.atoms.items()
            if at < subject.start and atom.mention and atom.sign in "POLM"
        ]
        if beside := self._beside(sentence, subject.start):
            found.append(beside)
        names = [who for _, who in sorted(found, key=lambda one: one[0])]
        self._view.met(names)
        known = {who.entity for who in names if who.label is not Label.PLACE}
        if not first and len(known) == 1 and names[-1].label is Label.PERSON:
            # 主持人请某人回应，后者…: the other one has no name.
            return names[-1], 0.7
        pair = self._view.pair()
        return (pair[0 if first else 1], 0.7) if pair else None

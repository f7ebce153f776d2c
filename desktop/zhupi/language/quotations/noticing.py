"""Whom sentences are about and name, noted for the pronouns that follow."""

from __future__ import annotations

from zhupi.core.model import Label, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import roles
from zhupi.language.quotations.clauses import Kind
from zhupi.language.quotations.masking import WORK, Sentence
from zhupi.language.quotations.resolving import Resolver
from zhupi.language.quotations.subjects import in_clause
from zhupi.language.quotations.view import View
from zhupi.language.quotations.who import Who

_SOMEBODY = Pattern("[POLMWB]|" + roles.PEOPLE + "|" + roles.ACTOR.source)
_SETTING = Pattern("[LT、 ]+")
_PAIRED = (Label.PERSON, Label.ORG, Label.PLACE, Label.MEDIA)
#: 某公司总裁某人的: a name with nothing but its title, and what belongs to it.
_HIS = Pattern("T?，?[OLM]{0,3}[\u4e00-\u9fff]{0,6}(?<![向对给为让被把同与跟和])P的", needs="P的")
_GENDERED = ("他", "她")
_FOCUS = Pattern("的[还正就便则却]?是[^，：P]{0,12}(?P<who>P)$", needs="的")
#: 孩子们劝他搬走，他不肯: the sentence is about him.
_LATER = Pattern("，([他她])(?![们的和与])", needs="他 她")
#: 被问到为何不用某人，…: whom a question is about, not who answers it.
_ASKED_ABOUT = Pattern(
    "(?:[T_、 ]|当|在|赛后|会后|会上|随后)*(?:被(?:记者)?|记者|有人)?"
    "(?:问[到及起]|谈[到及起]|提[到及起]|说起)"
    "[^，：]{0,40}(?:，|$)",
    needs="问 谈 提 说起",
)
#: 作者 某人 2019年: who wrote the text, as a line at its head says.
_BYLINE = Pattern(
    "[^，：]{0,14}?(?:(?<!的)作者|撰文|记者|编辑|编译|通讯员|翻译|[文图][/|])[ ：/|]*"
    "P(?:[ P、T]|$)",
    needs="P",
)
_SURE = 0.7  #: from which a pronoun tells who is called so
_CLAUSES = 4  #: of a sentence, in which a subject is sought


class Noticing:
    """Tells `view` of whom the sentences of `text` speak."""

    def __init__(self, text: str, view: View, resolver: Resolver) -> None:
        self._text = text
        self._view = view
        self._resolver = resolver

    def about(self, sentence: Sentence) -> None:
        """Remembers whom a sentence without a cue is about."""
        self.meet(sentence, 0, len(sentence.line))
        if not _BYLINE.match(sentence.line):
            self.before(sentence, 0, len(sentence.line))

    def before(self, sentence: Sentence, start: int, end: int) -> None:
        """Remembers whom the clauses between `start` and `end` are about."""
        line = sentence.line[:end]
        asked = _ASKED_ABOUT.match(line, start)
        start = asked.end() if asked else start
        at = start
        for clause in line[start:].split("，")[:_CLAUSES]:
            if clause[:1] in _GENDERED and clause[1:2] not in ("们", "的", "和", "与", ""):
                self._goes_on(clause[0])
                if at == start:
                    return
                break
            if clause[:1] in _GENDERED and clause[1:2] == "的":
                self._is_owner(clause[0])
            # 昨天17时，首尔汝矣岛，议长某人……: where it happened is nobody.
            setting = _SETTING.fullmatch(clause) is not None
            somebody = not setting and _SOMEBODY.search(clause)
            found = in_clause(clause, asked=False) if somebody else None
            if found and found.clear and found.kind in (Kind.NAME, Kind.WORDS):
                who = self._resolver.named(sentence, found.moved(at))
                owner = self._owner(sentence, at + found.start) if who.label is None else None
                if owner and roles.is_person(who.plain):
                    self._view.kin_was(who, owner)
                    return
                self._view.subject_was(who)
                if who.label is Label.PERSON:
                    return
                if later := _LATER.search(line, at):
                    self._goes_on(later[1])
                    return
                break
            at += len(clause) + 1
        self._named_only(sentence, start, end, first=at == start)

    def _named_only(self, sentence: Sentence, start: int, end: int, *, first: bool) -> None:
        """Remembers whom clauses without a clear subject are about, by the people they name.

        `first`: no more than the first of them was looked at.
        """
        line = sentence.line[:end]
        named = {
            index: atom.mention
            for index, atom in sentence.atoms.items()
            if start <= index < end and atom.sign == "P" and atom.mention
        }
        if named and (focus := _FOCUS.search(line, start)):
            # 最早到的是某人: the sentence is about him.
            last = named.get(focus.start("who"))
            if last:
                self._view.subject_was(Who.named(last, self._text))
                return
        if named and (first or len({person.entity for person in named.values()}) == 1):
            foremost = min(named)
            # 某人的态度有所不同 is about him, too.
            his = _HIS.fullmatch(line, start, foremost + 2) is not None
            self._view.subject_was(Who.named(named[foremost], self._text), clear=his)

    def _owner(self, sentence: Sentence, start: int) -> Who | None:
        """Whose somebody is that stands at `start`: 某人的母亲."""
        atom = sentence.atoms.get(start - 2) if sentence.line[start - 1 : start] == "的" else None
        person = atom.mention if atom and atom.sign == "P" else None
        return Who.named(person, self._text) if person else None

    def _is_owner(self, pronoun: str) -> None:
        """Remembers who is called 她 where 她的 stands."""
        meant = self._view.person(pronoun)
        if meant and meant[0].label is Label.PERSON and meant[1] >= _SURE:
            self._view.is_called(meant[0], pronoun)

    def _goes_on(self, pronoun: str) -> None:
        """Remembers that a sentence is about whoever its pronoun means."""
        meant = self._view.person(pronoun)
        if meant and meant[0].label is Label.PERSON and meant[1] >= _SURE:
            self._view.is_called(meant[0], pronoun)
            self._view.subject_was(meant[0])

    def bodies(self, sentence: Sentence, start: int, end: int) -> None:
        """Remembers which bodies are named in what is reported, for 该行 and 该集团."""
        for index, atom in sentence.atoms.items():
            mention = atom.mention
            if start <= index < end and mention and mention.label is Label.ORG:
                self._view.saw(Who.named(mention, self._text))

    def titles(self, sentence: Sentence, end: int) -> None:
        """Remembers which books are named before `end`."""
        for index, atom in sentence.atoms.items():
            if index < end and atom.sign == WORK:
                span = Span(atom.start + 1, atom.end - 1)
                self._view.bodies.read(Who(span, span.of(self._text), work=True))

    def meet(self, sentence: Sentence, start: int, end: int) -> None:
        """Remembers who is named between `start` and `end`."""
        names = []
        for index, atom in sentence.atoms.items():
            if start <= index < end and atom.mention and atom.mention.label is not Label.TIME:
                names.append(Who.named(atom.mention, self._text))
                self._view.saw(names[-1])
        self._view.met([who for who in names if who.label in _PAIRED])

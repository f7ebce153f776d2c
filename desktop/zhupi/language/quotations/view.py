"""Who is in view: what pronouns and verbs without a subject mean.

Follows the text sentence by sentence. Whoever fits and was named last is meant; the more people
compete, the less sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhupi.core.folding import fold_character
from zhupi.core.model import Label, Mention, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import people, roles
from zhupi.language.quotations.people import FEMALE, MALE

#: A subject further back than so many sentences is out of view.
REACH = 8


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as the text names them."""

    span: Span
    words: str
    entity: str = ""
    label: Label | None = None  #: None: a word such as 专家
    title: str = ""
    work: bool = False  #: the title of a book or a film

    @property
    def plain(self) -> str:
        """The words in the characters that the lists are written in."""
        return "".join(map(fold_character, self.words))

    def is_like(self, other: Who) -> bool:
        """Whether both are the same, as far as their entities or words tell."""
        return self.entity == other.entity and (bool(self.entity) or self.words == other.words)

    @classmethod
    def named(cls, mention: Mention, text: str) -> Who:
        """Whom a mention names."""
        span = mention.span
        return cls(span, span.of(text), mention.entity, mention.label, mention.title)


_ORGANISED = (Label.ORG, Label.MEDIA)
#: Who are named together as 前者 and 后者: two people rather than a person and a place.
_PAIRS = (
    (Label.PERSON,),
    (Label.PERSON, *_ORGANISED),
    (Label.PERSON, *_ORGANISED, Label.PLACE),
)
#: No firm's name ends so.
_OFFICIAL = Pattern("[部局院会府署厅处党军校队]$")
_SHORT = {"央行": "中央银行"}
#: So many people are kept in mind.
_KEPT = 8
#: So many sentences long somebody is still called by the pronoun used before.
_SAME = 3


class View:
    """The last speaker and the last subjects of a text that is read from its beginning."""

    def __init__(self, main: str = "", called: Mapping[str, str] | None = None) -> None:
        """`main`: the person whom the text is about; `called`: 他 or 她, by entity, where known."""
        self._main = main
        self._hero: Who | None = None
        self._section = 0  #: the sentence that begins one
        self._speaker: tuple[int, Who] | None = None
        self._subjects: dict[Label | None, tuple[int, Who]] = {}
        self._people: dict[str, tuple[int, Who]] = {}  #: as subjects, by entity, the latest last
        self._beside: set[str] = set()  #: of these, who was just named in a sentence about none
        self._named: dict[str, tuple[int, Who]] = {}  #: people, subjects or not, the latest last
        self._pair: tuple[Who, Who] | None = None  #: 前者 and 后者
        self._known = called or {}
        self._pronouns: dict[str, str] = {}  #: 他 or 她 as met so far, by entity
        self._bodies: dict[str, tuple[int, Who]] = {}  #: by their names, the latest last
        self._medium: tuple[int, Who] | None = None  #: the paper named last
        self._titled: dict[str, Who] = {}  #: people by their titles
        self._laws: dict[str, tuple[int, Who]] = {}  #: with how often each was named
        self._work: tuple[int, Who] | None = None  #: the book or paper named last
        self._owner = (0, "")  #: the sentence about somebody's people, and whose they are
        self._asker: tuple[int, Who] | None = None  #: who asked last
        self._now = 0

    def next_sentence(self) -> None:
        """The text went on."""
        self._now += 1

    def section(self) -> None:
        """The next sentence stands behind a heading."""
        self._section = self._now + 1

    def saw(self, who: Who) -> None:
        """Somebody was named, subject or not."""
        if who.label is Label.PERSON:
            if who.entity == self._main:
                self._hero = who
            self._named.pop(who.entity, None)
            self._named[who.entity] = (self._now, who)
            if who.title:
                self._titled[who.title] = who
            _forget(self._named)
        elif who.label is Label.ORG:
            name = _name(who)
            self._bodies.pop(name, None)
            self._bodies[name] = (self._now, who)
            _forget(self._bodies)
        elif who.label is Label.MEDIA:
            self._medium = self._now, who
        elif who.label is Label.LAW:
            times = self._laws.pop(who.entity, (0, who))[0]
            self._laws[who.entity] = (times + 1, who)

    def read(self, work: Who) -> None:
        """A book, a paper, a law was named."""
        self._work = self._now, work

    def subject_was(self, who: Who, *, clear: bool = True) -> None:
        """A sentence is about this one; not `clear`: it only names no other."""
        self._subjects[who.label] = (self._now, who)
        self.saw(who)
        if self._asker and self._asker[0] < self._now and self._asker[1].entity == who.entity:
            self._asker = None
        if who.label is Label.PERSON:
            self._people.pop(who.entity, None)
            self._people[who.entity] = (self._now, who)
            (self._beside.discard if clear else self._beside.add)(who.entity)
            _forget(self._people)

    def kin_was(self, who: Who, owner: Who) -> None:
        """A sentence is about somebody's people: 某人的母亲."""
        self.subject_was(who)
        self.saw(owner)
        self._owner = self._now, owner.entity

    def asked(self, who: Who, whom: Who | None) -> None:
        """This one asked something, and so is not who answers."""
        self._asker = self._now, who
        if whom and whom.label is Label.PERSON:
            self._people.setdefault(whom.entity, (self._now, whom))

    def about(self) -> Who | None:
        """Whom or what the text was about last, with a name or without."""
        found = self._latest([*self._subjects.values()], 0.6)
        return found[0] if found else None

    def spoke(self, who: Who) -> None:
        """This one said something."""
        self._speaker = (self._now, who)
        self.subject_was(who)

    def is_called(self, who: Who, pronoun: str) -> None:
        """This one is 他 or 她."""
        self._pronouns[who.entity] = pronoun

    def speaker(self) -> Who | None:
        """Who spoke last."""
        return self._speaker[1] if self._speaker and self._is_near(self._speaker) else None

    def talking(self) -> tuple[Who, float] | None:
        """Whose words stand in marks by themselves: the last speaker's, or whoever acted since."""
        person = self._subjects.get(Label.PERSON)
        if self._speaker is None or not self._is_near(self._speaker):
            return (person[1], 0.5) if person and self._now - person[0] <= 2 else None
        if person and person[0] > self._speaker[0] and self._now - person[0] <= 1:
            return person[1], 0.5
        return self._speaker[1], 0.65

    def goes_on(self, pronoun: str) -> tuple[Who, float] | None:
        """The person who spoke just before, where nobody else acted since: 他又说."""
        if self._speaker is None or self._now - self._speaker[0] > 2:
            return None
        at, who = self._speaker
        other = {MALE: FEMALE, FEMALE: MALE}.get(pronoun)
        acted = any(
            seen > at and entity != who.entity and entity not in self._beside
            for entity, (seen, _) in self._people.items()
        )
        fits = who.label is Label.PERSON and not (other and self._sex(who) == other)
        return (who, 0.85) if fits and not acted else None

    def asker(self) -> Who | None:
        """Who asked just before, and did nothing since; words in marks may stand between."""
        return self._asker[1] if self._asker and self._now - self._asker[0] <= 2 else None

    def person(
        self, pronoun: str = "", *, apart: str = "", answers: bool = False
    ) -> tuple[Who, float] | None:
        """Whom 他 or 她 means, and how surely; not the person `apart`.

        `answers`: may be who answers what was asked, and not who asked.
        """
        other = {MALE: FEMALE, FEMALE: MALE}.get(pronoun)
        near = [one for one in reversed(self._people.values()) if self._is_near(one)]
        fit = [
            one
            for one in near
            if one[1].entity != apart and (not other or self._sex(one[1]) != other)
        ]
        asker = self.asker() if answers else None
        if asker and (others := [one for one in fit if one[1].entity != asker.entity]):
            fit = others
        if not fit or (asker and not asker.entity):
            alone = self._acting_alone(0, pronoun) if other and not asker else None
            named = (fit[0][1], 0.6) if fit else alone or self._mentioned(pronoun, other, apart)
            return named or self._nameless()
        return self._of(fit, pronoun, other)

    def _of(
        self, fit: list[tuple[int, Who]], pronoun: str, other: str | None
    ) -> tuple[Who, float] | None:
        """Whom of those that `fit`, the latest first, 他 or 她 means."""
        # Who was called so before goes before somebody of whom that is not known.
        called = [one for one in fit if other and self._pronouns.get(one[1].entity) == pronoun]
        if other and (nameless := self._acting_alone(fit[0][0], pronoun)):
            return nameless
        known = called and self._now - called[0][0] <= _SAME and fit[0][0] < self._now
        # 他 may be anybody new; 她 is seldom said of somebody whom nothing shows to be a woman.
        fresh = pronoun == MALE and self._is_subject_before(*fit[0])
        at, who = called[0] if known and not fresh else fit[0]
        hero = self._hero
        if hero and at < self._now and not fresh:
            if other and not self._sex(who) and self._sex(hero) == pronoun:
                return hero, 0.65
            if self._now == self._section and self._sex(hero) != (other or "-"):
                return hero, 0.6
        if at < self._now and (since := self._since(at, who, pronoun)):
            return since
        rivals = [s for entity, (s, _) in self._named.items() if entity != who.entity and s >= at]
        return who, 0.85 if not rivals else 0.7 if self._now - at <= 1 else 0.55

    def beginning(self, pronoun: str) -> tuple[Who, float] | None:
        """Somebody without a name whom this sentence is about: 男孩的母亲赶来，她…"""
        return self._acting_alone(-1, pronoun, here=True)

    def _acting_alone(
        self, since: int, pronoun: str, *, here: bool = False
    ) -> tuple[Who, float] | None:
        """Somebody without a name whom the sentence before this one is about, and no person.

        `here`: whom this one is about instead.
        """
        found = self._subjects.get(None)
        at = self._now if here else self._now - 1
        if found is None or not since < found[0] == at:
            return None
        sex = people.sex_of(found[1].plain)
        owner = self._owner[1] if self._owner[0] == found[0] else ""
        # 他 may be anybody; 她 is seldom said of somebody whom nothing shows to be a woman.
        fits = sex == pronoun or (not sex and (pronoun == MALE or bool(owner)))
        owned = owner and sex != pronoun and self._pronouns.get(owner, self._known.get(owner))
        alone = all(seen < found[0] or entity == owner for entity, (seen, _) in self._named.items())
        return self._nameless() if alone and fits and owned != pronoun else None

    def _is_subject_before(self, at: int, who: Who) -> bool:
        """Whether the sentence before this one is about `who`, without doubt."""
        return at == self._now - 1 and who.entity not in self._beside

    def _since(self, at: int, who: Who, pronoun: str) -> tuple[Who, float] | None:
        """Somebody who came up after the subject `who` was last seen, and fits better."""
        if pronoun in (MALE, FEMALE) and not self._sex(who):
            for seen, one in reversed(self._named.values()):
                if seen > at and self._sex(one) == pronoun:
                    return one, 0.6
        nameless = self._nameless()
        if nameless and self._speaker and self._speaker[1] is nameless[0]:
            spoke = self._speaker[0]
            return (nameless[0], 0.7) if at < spoke >= self._now - 1 else None
        return None

    def _mentioned(self, pronoun: str, other: str | None, apart: str) -> tuple[Who, float] | None:
        """A person who was no subject but surely is called so, or was alone in being named."""
        named = (one for one in reversed(self._named.values()) if self._is_near(one))
        seen = [one for one in named if one[1].entity != apart]
        for _, who in seen:
            if other and self._sex(who) == pronoun:
                return who, 0.6
        near = [
            who
            for at, who in seen
            if self._now - at <= 1 and not (other and self._sex(who) == other)
        ]
        return (near[0], 0.6) if len(near) == 1 else None

    def _nameless(self) -> tuple[Who, float] | None:
        """Somebody without a name who was a subject: 一名目击者."""
        found = self._latest([self._subjects.get(None)], 0.6)
        if found and not found[0].work and roles.is_person(found[0].plain):
            return found if roles.is_one(found[0].plain) else None
        return None

    def _sex(self, who: Who) -> str:
        """他, 她, or empty where the text does not tell."""
        return self._pronouns.get(who.entity) or self._known.get(who.entity, "")

    def met(self, names: Sequence[Who]) -> None:
        """These were named in this order in a sentence."""
        for kinds in _PAIRS:
            alike = [who for who in names if who.label in kinds]
            if len({who.entity for who in alike}) > 1:
                last = alike[-1]
                first = next(who for who in reversed(alike) if who.entity != last.entity)
                self._pair = first, last
                return

    def pair(self) -> tuple[Who, Who] | None:
        """The two whom 前者 and 后者 mean: named last in one sentence, or else one by one."""
        near = [who for at, who in self._named.values() if self._is_near((at, who))]
        alone = sorted(near, key=lambda who: who.span.start)
        known = {who.entity for who in self._pair} if self._pair else set()
        since = self._pair[1].span.start if self._pair else -1
        newer = any(who.span.start > since and who.entity not in known for who in alone)
        if len(alone) > 1 and newer:
            if self._speaker and self._speaker[0] == self._now - 1:
                # Who spoke just now is hardly called 后者 by what comes next.
                spoke = self._speaker[1].entity
                alone.sort(key=lambda who: who.entity != spoke)
            self._pair = alone[-2], alone[-1]
        return self._pair

    def titled(self, title: str) -> Who | None:
        """The person of that title whom the text named last."""
        for known, who in reversed(self._titled.items()):
            if known.endswith(title) and not known.endswith("副" + title):
                return who
        return None

    def several(self) -> tuple[Who, float] | None:
        """Whom 他们 means: a body or people without a name that were the last subject."""
        kinds = (*_ORGANISED, None, Label.PERSON)
        found = self._latest([self._subjects.get(label) for label in kinds], 0.55)
        return found if found and found[0].label is not Label.PERSON else None

    def called(self, kind: str) -> tuple[Who, float] | None:
        """Which body 该团队 or 该行 means: one whose name says so, or else the last subject."""
        nameless = self._latest([self._subjects.get(None)], 0.7)
        if nameless and nameless[0].plain.endswith(kind):
            return nameless
        about = self._latest([self._subjects.get(Label.ORG)], 0.7)
        if about and (roles.may_be_any(kind) or roles.is_of_kind(_name(about[0]), kind)):
            return about
        if found := self.named(kind):
            return found, 0.7
        return (about[0], 0.6) if about else self._only_body() or self.body()

    def company(self) -> tuple[Who, float] | None:
        """Which body 公司 means: the last subject, or the one named that may be a firm."""
        only = None if (about := self.body()) else self._only_body()
        return about or (None if only and _OFFICIAL.search(_name(only[0])) else only)

    def _only_body(self) -> tuple[Who, float] | None:
        """The body that alone is in view, subject or not."""
        near = [one for one in self._bodies.values() if self._is_near(one)]
        return (near[0][1], 0.6) if len(near) == 1 else None

    def body(self) -> tuple[Who, float] | None:
        """Which body 它 or 公司 means."""
        return self._latest([self._subjects.get(label) for label in _ORGANISED], 0.7)

    def named(self, word: str) -> Who | None:
        """The body named last whose name ends as the `word` that it is called by: 法院, 球队."""
        word = _SHORT.get(word, word)
        for name, (seen, who) in reversed(self._bodies.items()):
            fits = roles.is_of_kind(name, word) and len(name) > len(word)
            if fits and self._is_near((seen, who)):
                return who
        return None

    def channel(self, kind: str) -> tuple[Who, float] | None:
        """Which station or agency 该台 means: a paper or a body called so, the one named last."""
        at, body = next(
            (one for name, one in reversed(self._bodies.items()) if roles.is_of_kind(name, kind)),
            (-REACH - 1, None),
        )
        paper = self.medium()
        if body is None or not self._is_near((at, body)):
            return paper
        return paper if paper and self._medium and self._medium[0] > at else (body, 0.75)

    def medium(self) -> tuple[Who, float] | None:
        """Which paper 该报 means."""
        return self._latest([self._subjects.get(Label.MEDIA), self._medium], 0.8)

    def work(self) -> tuple[Who, float] | None:
        """Which book 该书 means."""
        return self._latest([self._work], 0.8)

    def law(self, kind: str = "") -> Who | None:
        """Of which law 第五条 is: the one that is cited just now, or that the text is about.

        `kind`: only of one that is called so, 条约 or 公约.
        """
        if self._speaker and self._now - self._speaker[0] <= 2:
            who = self._speaker[1]
            written = who.label is Label.LAW or (not who.label and roles.WRITINGS.search(who.plain))
            if written and kind in who.plain:
                return who
        # Of two named as often the later.
        named = [one for one in reversed(self._laws.values()) if kind in one[1].plain]
        return max(named, key=lambda one: one[0])[1] if named else None

    def official(self) -> tuple[Who, float] | None:
        """Whom 这位官员 means: the last subject who is a person or a word for one."""
        return self._latest([self._subjects.get(label) for label in (Label.PERSON, None)], 0.8)

    def _latest(
        self, found: list[tuple[int, Who] | None], confidence: float
    ) -> tuple[Who, float] | None:
        near = [one for one in found if one is not None and self._is_near(one)]
        return (max(near, key=lambda one: one[0])[1], confidence) if near else None

    def _is_near(self, found: tuple[int, Who]) -> bool:
        return self._now - found[0] <= REACH


def _name(who: Who) -> str:
    """What a body is called, by its entity where it has one."""
    return who.entity.partition(":")[2] or who.plain


def _forget(kept: dict[str, Any]) -> None:
    """Drops the oldest where there are too many."""
    if len(kept) > _KEPT:
        del kept[next(iter(kept))]

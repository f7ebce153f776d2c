"""Who is in view: what pronouns and verbs without a subject mean.

Follows the text sentence by sentence. Whoever fits and was named last is meant; the more people
compete, the less sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhupi.core.model import Label
from zhupi.language.quotations import people, roles
from zhupi.language.quotations.bodies import Bodies
from zhupi.language.quotations.people import FEMALE, MALE
from zhupi.language.quotations.seen import Seen, forget
from zhupi.language.quotations.who import Who

_ORGANISED = (Label.ORG, Label.MEDIA)
#: Who are named together as 前者 and 后者: two people rather than a person and a place.
_PAIRS = (
    (Label.PERSON,),
    (Label.PERSON, *_ORGANISED),
    (Label.PERSON, *_ORGANISED, Label.PLACE),
)
#: So many sentences long somebody is still called by the pronoun used before.
_SAME = 3


class View:
    """The last speaker and the last subjects of a text that is read from its beginning."""

    def __init__(self, main: str = "", called: Mapping[str, str] | None = None) -> None:
        """`main`: the person whom the text is about; `called`: 他 or 她, by entity, where known."""
        self._seen = Seen()
        self.bodies = Bodies(self._seen)
        self._main = main
        self._hero: Who | None = None
        self._words_only = False  #: whether the sentence is nothing but words in marks
        self._told_in = 0  #: the last sentence before it that is more
        self._section = 0  #: the sentence that begins one
        self._people: dict[str, tuple[int, Who]] = {}  #: as subjects, by entity, the latest last
        self._beside: set[str] = set()  #: of these, who was just named in a sentence about none
        self._named: dict[str, tuple[int, Who]] = {}  #: people, subjects or not, the latest last
        self._pair: tuple[Who, Who] | None = None  #: 前者 and 后者
        self._known = called or {}
        self._pronouns: dict[str, str] = {}  #: 他 or 她 as met so far, by entity
        self._titled: dict[str, Who] = {}  #: people by their titles
        self._owner = (0, "")  #: the sentence about somebody's people, and whose they are
        self._asker: tuple[int, Who] | None = None  #: who asked last

    def next_sentence(self, *, words_only: bool = False) -> None:
        """The text went on, with a sentence that may be nothing but words in marks."""
        self._seen.now += 1
        if not self._words_only:
            self._told_in = self._seen.now - 1
        self._words_only = words_only

    def section(self) -> None:
        """The next sentence stands behind a heading."""
        self._section = self._seen.now + 1

    def saw(self, who: Who) -> None:
        """Somebody was named, subject or not."""
        if who.label is Label.PERSON:
            if who.entity == self._main:
                self._hero = who
            self._named.pop(who.entity, None)
            self._named[who.entity] = (self._seen.now, who)
            if who.title:
                self._titled[who.title] = who
            forget(self._named)
        else:
            self.bodies.saw(who)

    def subject_was(self, who: Who, *, clear: bool = True) -> None:
        """A sentence is about this one; not `clear`: it only names no other."""
        self._seen.subjects[who.label] = (self._seen.now, who)
        self.saw(who)
        if self._asker and self._asker[0] < self._seen.now and self._asker[1].entity == who.entity:
            self._asker = None
        if who.label is Label.PERSON:
            self._people.pop(who.entity, None)
            self._people[who.entity] = (self._seen.now, who)
            (self._beside.discard if clear else self._beside.add)(who.entity)
            forget(self._people)

    def kin_was(self, who: Who, owner: Who) -> None:
        """A sentence is about somebody's people: 某人的母亲."""
        self.subject_was(who)
        self.saw(owner)
        self._owner = self._seen.now, owner.entity

    def asked(self, who: Who, whom: Who | None) -> None:
        """This one asked something, and so is not who answers."""
        self._asker = self._seen.now, who
        if whom and whom.label is Label.PERSON:
            self._people.setdefault(whom.entity, (self._seen.now, whom))

    def about(self) -> Who | None:
        """Whom or what the text was about last, with a name or without."""
        found = self._seen.latest([*self._seen.subjects.values()], 0.6)
        return found[0] if found else None

    def spoke(self, who: Who) -> None:
        """This one said something."""
        self._seen.speaker = (self._seen.now, who)
        self.subject_was(who)

    def is_called(self, who: Who, pronoun: str) -> None:
        """This one is 他 or 她."""
        self._pronouns[who.entity] = pronoun

    def speaker(self) -> Who | None:
        """Who spoke last."""
        speaker = self._seen.speaker
        return speaker[1] if speaker and self._seen.is_near(speaker) else None

    def interrupted(self) -> bool:
        """Whether somebody else was named since the last speaker spoke."""
        return self._seen.speaker is not None and not self._is_last(self._seen.speaker)

    def talking(self) -> tuple[Who, float] | None:
        """Whose words stand in marks by themselves: the last speaker's, or whoever acted since.

        None where somebody else was named since, too: it may be any of them.
        """
        person, speaker = self._seen.subjects.get(Label.PERSON), self._seen.speaker
        if speaker is None or not self._seen.is_near(speaker):
            near = person is not None and self._seen.now - person[0] <= 2
            return (person[1], 0.5) if person and near and self._is_last(person) else None
        if person and person[0] > speaker[0] and self._seen.now - person[0] <= 1:
            return (person[1], 0.5) if self._is_last(person) else None
        return (speaker[1], 0.65) if self._is_last(speaker) else None

    def _is_last(self, found: tuple[int, Who]) -> bool:
        """Whether no person was named later than the one who was `found`."""
        at, who = found
        return all(seen <= at or entity == who.entity for entity, (seen, _) in self._named.items())

    def goes_on(self, pronoun: str) -> tuple[Who, float] | None:
        """The person who spoke just before, where nobody else acted since: 他又说."""
        if self._seen.speaker is None or self._seen.now - self._seen.speaker[0] > 2:
            return None
        at, who = self._seen.speaker
        other = {MALE: FEMALE, FEMALE: MALE}.get(pronoun)
        acted = any(
            seen > at and entity != who.entity and entity not in self._beside
            for entity, (seen, _) in self._people.items()
        )
        if who.label is None and not acted and roles.is_person(who.plain):
            fits = roles.is_one(who.plain) and people.sex_of(who.plain) != (other or "-")
            return (who, 0.75) if fits else None
        fits = who.label is Label.PERSON and not (other and self._sex(who) == other)
        return (who, 0.85) if fits and not acted else None

    def asker(self) -> Who | None:
        """Who asked just before, and did nothing since; words in marks may stand between."""
        return self._asker[1] if self._asker and self._seen.now - self._asker[0] <= 2 else None

    def person(
        self, pronoun: str = "", *, apart: str = "", answers: bool = False
    ) -> tuple[Who, float] | None:
        """Whom 他 or 她 means, and how surely; not the person `apart`.

        `answers`: may be who answers what was asked, and not who asked.
        """
        other = {MALE: FEMALE, FEMALE: MALE}.get(pronoun)
        near = [one for one in reversed(self._people.values()) if self._seen.is_near(one)]
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
        known = called and self._seen.now - called[0][0] <= _SAME and fit[0][0] < self._seen.now
        # 他 may be anybody new; 她 is seldom said of somebody whom nothing shows to be a woman.
        fresh = pronoun == MALE and self._is_subject_before(*fit[0])
        at, who = called[0] if known and not fresh else fit[0]
        hero = self._hero
        if hero and at < self._seen.now and not fresh:
            if other and not self._sex(who) and self._sex(hero) == pronoun:
                return hero, 0.65
            if self._seen.now == self._section and self._sex(hero) != (other or "-"):
                return hero, 0.6
        if at < self._seen.now and (since := self._since(at, who, pronoun)):
            return since
        rivals = [s for entity, (s, _) in self._named.items() if entity != who.entity and s >= at]
        return who, 0.85 if not rivals else 0.7 if self._seen.now - at <= 1 else 0.55

    def beginning(self, pronoun: str) -> tuple[Who, float] | None:
        """Somebody without a name whom this sentence is about: 男孩的母亲赶来，她…"""
        return self._acting_alone(-1, pronoun, here=True)

    def _acting_alone(
        self, since: int, pronoun: str, *, here: bool = False
    ) -> tuple[Who, float] | None:
        """Somebody without a name whom the sentence before this one is about, and no person.

        `here`: whom this one is about instead.
        """
        found = self._seen.subjects.get(None)
        at = self._seen.now if here else self._told_in
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
        return at == self._seen.now - 1 and who.entity not in self._beside

    def _since(self, at: int, who: Who, pronoun: str) -> tuple[Who, float] | None:
        """Somebody who came up after the subject `who` was last seen, and fits better."""
        if pronoun in (MALE, FEMALE) and not self._sex(who):
            for seen, one in reversed(self._named.values()):
                if seen > at and self._sex(one) == pronoun:
                    return one, 0.6
        nameless = self._nameless()
        if nameless and self._seen.speaker and self._seen.speaker[1] is nameless[0]:
            spoke = self._seen.speaker[0]
            return (nameless[0], 0.7) if at < spoke >= self._seen.now - 1 else None
        return None

    def _mentioned(self, pronoun: str, other: str | None, apart: str) -> tuple[Who, float] | None:
        """A person who was no subject but surely is called so, or was alone in being named."""
        named = (one for one in reversed(self._named.values()) if self._seen.is_near(one))
        seen = [one for one in named if one[1].entity != apart]
        for _, who in seen:
            if other and self._sex(who) == pronoun:
                return who, 0.6
        near = [
            who
            for at, who in seen
            if self._seen.now - at <= 1 and not (other and self._sex(who) == other)
        ]
        return (near[0], 0.6) if len(near) == 1 else None

    def _nameless(self) -> tuple[Who, float] | None:
        """Somebody without a name who was a subject: 一名目击者."""
        found = self._seen.latest([self._seen.subjects.get(None)], 0.6)
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
        near = [who for at, who in self._named.values() if self._seen.is_near((at, who))]
        alone = sorted(near, key=lambda who: who.span.start)
        known = {who.entity for who in self._pair} if self._pair else set()
        since = self._pair[1].span.start if self._pair else -1
        newer = any(who.span.start > since and who.entity not in known for who in alone)
        if len(alone) > 1 and newer:
            if self._seen.speaker and self._seen.speaker[0] == self._seen.now - 1:
                # Who spoke just now is hardly called 后者 by what comes next.
                spoke = self._seen.speaker[1].entity
                alone.sort(key=lambda who: who.entity != spoke)
            self._pair = alone[-2], alone[-1]
        return self._pair

    def titled(self, title: str) -> Who | None:
        """The person of that title whom the text named last."""
        for known, who in reversed(self._titled.items()):
            if known.endswith(title) and not known.endswith("副" + title):
                return who
        return None

    def official(self) -> tuple[Who, float] | None:
        """Whom 这位官员 means: the last subject who is a person or a word for one."""
        subjects = self._seen.subjects
        return self._seen.latest([subjects.get(label) for label in (Label.PERSON, None)], 0.8)

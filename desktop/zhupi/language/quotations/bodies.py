"""Bodies, papers, books and laws in view: what 该行, 该报, 该书 and 第五条 mean."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import roles
from zhupi.language.quotations.seen import LONG_AGO, Seen, forget
from zhupi.language.quotations.who import Who

_ORGANISED = (Label.ORG, Label.MEDIA)
#: No firm's name ends so.
_OFFICIAL = Pattern("[部局院会府署厅处党军校队]$")
_SHORT = {"央行": "中央银行"}


class Bodies:
    """Which of those that `seen` holds, or that were named, is meant."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._bodies: dict[str, tuple[int, Who]] = {}  #: by their names, the latest last
        self._medium: tuple[int, Who] | None = None  #: the paper named last
        self._laws: dict[str, tuple[int, Who]] = {}  #: with how often each was named
        self._work: tuple[int, Who] | None = None  #: the book or paper named last

    def saw(self, who: Who) -> None:
        """A body, a paper or a law was named, subject or not."""
        if who.label is Label.ORG:
            name = _name(who)
            self._bodies.pop(name, None)
            self._bodies[name] = (self._seen.now, who)
            forget(self._bodies)
        elif who.label is Label.MEDIA:
            self._medium = self._seen.now, who
        elif who.label is Label.LAW:
            times = self._laws.pop(who.entity, (0, who))[0]
            self._laws[who.entity] = (times + 1, who)

    def read(self, work: Who) -> None:
        """A book, a paper, a law was named."""
        self._work = self._seen.now, work

    def several(self) -> tuple[Who, float] | None:
        """Whom 他们 means: a body or people without a name that were the last subject."""
        kinds = (*_ORGANISED, None, Label.PERSON)
        found = self._seen.latest([self._seen.subjects.get(label) for label in kinds], 0.55)
        return found if found and found[0].label is not Label.PERSON else None

    def called(self, kind: str) -> tuple[Who, float] | None:
        """Which body 该团队 or 该行 means: one whose name says so, or else the last subject."""
        nameless = self._seen.latest([self._seen.subjects.get(None)], 0.7)
        if nameless and nameless[0].plain.endswith(kind):
            return nameless
        about = self._seen.latest([self._seen.subjects.get(Label.ORG)], 0.7)
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
        near = [one for one in self._bodies.values() if self._seen.is_near(one)]
        return (near[0][1], 0.6) if len(near) == 1 else None

    def body(self) -> tuple[Who, float] | None:
        """Which body 它 or 公司 means."""
        return self._seen.latest([self._seen.subjects.get(label) for label in _ORGANISED], 0.7)

    def named(self, word: str) -> Who | None:
        """The body named last whose name ends as the `word` that it is called by: 法院, 球队."""
        word = _SHORT.get(word, word)
        for name, (seen, who) in reversed(self._bodies.items()):
            fits = roles.is_of_kind(name, word) and len(name) > len(word)
            if fits and self._seen.is_near((seen, who)):
                return who
        return None

    def channel(self, kind: str) -> tuple[Who, float] | None:
        """Which station or agency 该台 means: a paper or a body called so, the one named last."""
        at, body = next(
            (one for name, one in reversed(self._bodies.items()) if roles.is_of_kind(name, kind)),
            (LONG_AGO, None),
        )
        paper = self.medium()
        if body is None or not self._seen.is_near((at, body)):
            return paper
        return paper if paper and self._medium and self._medium[0] > at else (body, 0.75)

    def medium(self) -> tuple[Who, float] | None:
        """Which paper 该报 means."""
        return self._seen.latest([self._seen.subjects.get(Label.MEDIA), self._medium], 0.8)

    def work(self) -> tuple[Who, float] | None:
        """Which book 该书 means."""
        return self._seen.latest([self._work], 0.8)

    def law(self, kind: str = "") -> Who | None:
        """Of which law 第五条 is: the one that is cited just now, or that the text is about.

        `kind`: only of one that is called so, 条约 or 公约.
        """
        if self._seen.speaker and self._seen.now - self._seen.speaker[0] <= 2:
            who = self._seen.speaker[1]
            written = who.label is Label.LAW or (not who.label and roles.WRITINGS.search(who.plain))
            if written and kind in who.plain:
                return who
        # Of two named as often the later.
        named = [one for one in reversed(self._laws.values()) if kind in one[1].plain]
        return max(named, key=lambda one: one[0])[1] if named else None


def _name(who: Who) -> str:
    """What a body is called, by its entity where it has one."""
    return who.entity.partition(":")[2] or who.plain

"""Names as subjects of clauses: whether they are, by what stands before and behind them.

Rules answer with the subject, with the place to look on at, or with None: not for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.language.patterns import all_han
from zhupi.language.quotations import phrases, roles
from zhupi.language.quotations.clauses import Clause, Kind, Subject

_NAMES = "POLMWB"
_OFFICES, _OFFICE = 4, 20  #: at most, and characters of one


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a clause; `head` is its last sign."""

    start: int
    end: int
    sign: str
    before: str  #: what stands between it and the clause's adverbs
    clear: bool

    @property
    def head(self) -> int:
        return self.end - 1


def named(clause: Clause, start: int, end: int) -> Subject | int:
    """A name, by what stands behind it."""
    end = _shortened(clause, start, end)
    sign = clause.text[end - 1]
    before = clause.text[clause.first : start]
    name = _Name(start, end, sign, before, _is_clear(before, sign))
    for rule in (_printed, _headed, _belonging, _written, _object, _side, _office):
        found = rule(clause, name)
        if found is not None:
            return found
    if sign == "P" and (honorific := roles.HONORIFIC.match(clause.text, end)):
        end = honorific.end()
    return Subject(Kind.NAME, start, end, name.head, name.clear)


def _belonging(clause: Clause, name: _Name) -> Subject | int | None:
    """新华社北京10月22日电; and what only says whose the next name is."""
    if clause.text[name.start] == "M" and phrases.DATELINE.match(clause.text, name.end):
        return Subject(Kind.NAME, name.start, name.start + 1, name.start)
    listed = phrases.LISTED.match(clause.text, name.end)
    relative = listed or phrases.RELATIVE.match(clause.text, name.end)
    return relative.end() if relative else None


def _printed(clause: Clause, name: _Name) -> Subject | None:
    """《…学报》刊出的论文: not the journal's own words."""
    paper = phrases.PRINTED.match(clause.text, name.end) if name.sign in "MB" else None
    return Subject(Kind.WORDS, *paper.span("what"), clear=name.clear) if paper else None


def _headed(clause: Clause, name: _Name) -> Subject | int | None:
    """What only belongs to the title of the name beside the cue."""
    if not clause.asked or name.sign == "P":
        return None
    found = phrases.HEADED.match(clause.text, name.end)
    if not found or phrases.OBJECT.search(found["title"]):
        return None
    return found.start("title")


def _written(clause: Clause, name: _Name) -> Subject | int | None:
    """《公约》序言, 外交部的声明, and 的 with anything else."""
    for pattern in (roles.PART, phrases.DOCUMENT):
        if found := pattern.match(clause.text, name.end):
            start = name.end + len(found[0]) - len(found[0].lstrip("T的"))
            if clause.text[found.end() - 1] == "W":
                return Subject(Kind.NAME, start, found.end(), found.end() - 1, name.clear)
            if name.sign != "W" and roles.LAWS.search(found[0]):
                return Subject(Kind.WORDS, start, found.end(), clear=name.clear)
            return Subject(Kind.NAME, name.start, found.end(), name.head, name.clear)
    return name.end + 1 if clause.text.startswith("的", name.end) else None


def _object(_clause: Clause, name: _Name) -> Subject | int | None:
    """会见某人: no subject."""
    return name.end if phrases.OBJECT.search(name.before) else None


def _side(clause: Clause, name: _Name) -> Subject | int | None:
    """美方 speaks for 美, 美媒 and 中美官方 for themselves; 中国古话 is nobody's."""
    start, end = name.start, name.end
    if name.sign in "LO" and (found := roles.OUTLETS.match(clause.text, end)):
        return Subject(Kind.WORDS, start, found.end(), clear=name.clear)
    if found := roles.SIDE.match(clause.text, end):
        several = end - start > 1 and not clause.text[start:end].strip("L")
        kind = Kind.WORDS if several else Kind.NAME
        return Subject(kind, start, found.end(), name.head, name.clear)
    if found := roles.SAYING.match(clause.text, end):
        return Subject(Kind.WORDS, found.start(), found.end(), clear=name.clear)
    return None


def _office(clause: Clause, name: _Name) -> Subject | int | None:
    """外交部发言人 speaks for it; 美国官员 are words."""
    if name.sign == "P":
        return None
    if clause.asked and (further := phrases.HELD.match(clause.text, name.end)):
        return further.end()
    if role := roles.ROLE.match(clause.text, name.end):
        if clause.text.startswith("的", role.end()):
            return role.end() + 1
        if further := phrases.OFFICES.match(clause.text, role.end()):
            return further.end()
        return _people_of(clause, name, role.end(), own=bool(roles.WRITINGS.search(role[0])))
    return _unlisted(clause, name) if clause.asked and name.sign in "LOM" else None


def _unlisted(clause: Clause, name: _Name) -> Subject | None:
    """欧洲外交官, 美联储褐皮书: known only by how such words end."""
    start, end = name.start, name.end
    residue = phrases.TAIL.match(clause.text, end) if end < len(clause.text) else None
    if residue is None:
        return None
    people = clause.text[end : residue.end("words")]
    if roles.WRITTEN.search(people):
        return Subject(Kind.NAME, start, residue.end("words"), name.head, name.clear)
    if roles.SOMEBODY.search(people) and not phrases.PREDICATE.search(people):
        return Subject(Kind.WORDS, start, residue.end("words"), clear=name.clear)
    return None


def _people_of(clause: Clause, name: _Name, end: int, *, own: bool) -> Subject:
    """A name's people, or what it wrote itself."""
    if own:
        return Subject(Kind.NAME, name.start, end, name.head, name.clear)
    head = name.head if clause.text.endswith("发言人", name.start, end) else -1
    return Subject(Kind.WORDS, name.start, end, head, name.clear)


def _shortened(clause: Clause, start: int, end: int) -> int:
    """The end of a run without what is the object of a verb in it: 某国批评某人."""
    gap = 0
    for at in range(start, end):
        if clause.text[at] not in _NAMES:
            gap += 1
            continue
        if gap and phrases.ACTION.search(clause.text[at - gap : at]):
            return at - gap
        gap = 0
    return end


def _are_offices(words: str) -> bool:
    """Whether it may be offices, one or several, before the name of whoever holds them."""
    first, *others = words.split("、")
    return (
        len(others) < _OFFICES
        and all(map(all_han, (first, *others)))
        and max(map(len, (first, *others))) <= _OFFICE
        and min(map(len, others), default=2) > 1
    )


def _is_clear(before: str, sign: str) -> bool:
    """Whether what stands before a name is nothing or a title."""
    if not before or before.endswith("的"):
        return True
    held = sign == "P" and _are_offices(before) and roles.is_person(before)
    if held and not phrases.PREDICATE.search(before):
        # 现场指挥、公路养护段工程师某某: however long the offices are.
        return True
    if len(before) > 10 or phrases.OBJECT.search(before):
        return False
    return sign == "P" or before in "老新前" or roles.SOMEBODY.search(before) is not None

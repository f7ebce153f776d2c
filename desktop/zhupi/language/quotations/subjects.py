"""Who is the subject of a clause: the name, the words or the pronoun that its verb belongs to.

Works on lines of signs (`masking`), without a grammar: a subject stands first, behind adverbs
and phrases with a preposition, and what is joined to its name in front is its title.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from zhupi.language.quotations import words


class Kind(Enum):
    NAME = auto()
    WORDS = auto()
    PRONOUN = auto()
    ARTICLE = auto()  #: 第五条, of a law that is named elsewhere


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as places in a line."""

    kind: Kind
    start: int  #: of its words
    end: int
    head: int = -1  #: the sign of the name that it is, or that it speaks for
    clear: bool = True  #: whether nothing stands before it that could be a verb
    near: bool = True  #: whether it stands in the clause that was asked for

    def moved(self, by: int) -> Subject:
        """The same in a line that begins `by` signs earlier."""
        head = self.head + by if self.head >= 0 else -1
        return replace(self, start=self.start + by, end=self.end + by, head=head)


def blanked(clause: str) -> str:
    """`clause` with `_` for what stands beside subject and verb; of the same length."""
    for pattern in (words.FRAMES, words.WHOM, words.WITH):
        clause = pattern.sub(lambda found: "_" * len(found[0]), clause)
    return clause


def subject(line: str, start: int, end: int) -> Subject | None:
    """The subject of a verb at `end`: of its clause, or of the last clause that has one."""
    others = None
    for others in words.OTHERS.finditer(line, start, end):
        pass
    if others and others.end() < end and (found := _whose_words(line, others.end(), end)):
        return found
    stop, near = end, True
    while True:
        comma = max(line.rfind(mark, start, stop) for mark in "，：")
        begin = comma + 1 if comma >= 0 else start
        found = in_clause(line[begin:stop], asked=near)
        if found and (near or found.clear):
            return replace(found.moved(begin), near=near)
        if comma < 0:
            return None
        stop, near = comma, False


def _whose_words(line: str, start: int, end: int) -> Subject | None:
    """援引某人的话说: whoever is cited."""
    clause = line[start:end]
    if of := words.OF_OTHERS.search(clause):
        clause = clause[: of.start()]
    found = in_clause(clause, asked=True)
    return found.moved(start) if found else None


def in_clause(clause: str, *, asked: bool) -> Subject | None:
    """The first thing in a clause that can be its subject; `asked`: it ends before a cue."""
    clause = blanked(clause)
    leading = words.LEADING.match(clause)
    first = at = leading.end() if leading else 0
    while at < len(clause):
        found, resume = _next(clause, first, at, asked=asked)
        if found:
            return found
        if resume is None:
            break
        at = resume
    return _residue(clause, first) if asked else None


def _next(clause: str, first: int, at: int, *, asked: bool) -> tuple[Subject | None, int | None]:
    """The candidate at or after `at`; or where to look on, where it only belongs to another."""
    if found := words.ARTICLE.match(clause, at):
        return Subject(Kind.ARTICLE, found.start(), found.end()), None
    if found := words.PRONOUN.match(clause, at):
        if clause.startswith("的", found.end()):
            return None, found.end() + 1
        after = words.RUN.match(clause, found.end())
        if found["this"] and (role := words.ROLE.match(clause, found.end())):
            return Subject(Kind.WORDS, found.start(), role.end()), None
        if not after:
            return Subject(Kind.PRONOUN, found.start(), found.end()), None
    name = words.RUN.search(clause, at)
    role = words.ROLE.search(clause, at, name.start() if name else len(clause))
    if role and not (name and _is_title(clause, role.end(), name.start())):
        return _role(clause, first, role.start(), role.end(), asked=asked)
    if name is None:
        return None, None
    return _name(clause, first, name.start(), name.end(), asked=asked)


def _is_title(clause: str, start: int, name: int) -> bool:
    """Whether a word for somebody goes on to the name behind it: 反对党领袖某某."""
    between = clause[start:name]
    return not between or (
        clause[name] == "P"
        and len(between) <= 8
        and bool(words.HAN.fullmatch(between))
        and not words.OBJECT.search(between)
    )


def _role(
    clause: str, first: int, start: int, end: int, *, asked: bool
) -> tuple[Subject | None, int | None]:
    """A word for somebody, with what stands directly before it: 气象专家."""
    if clause.startswith("的", end) or clause.startswith("、", end):
        return None, end + 1
    if found := words.CLAUSE_OF_LAW.match(clause, end):
        return Subject(Kind.ARTICLE, start, found.end()), None
    before = clause[first:start]
    begin = max(before.rfind(mark) for mark in "的_") + 1
    attached = before[begin:]
    if len(attached) <= 6 and not words.PREDICATE.search(attached):
        start -= len(attached)
    clear = not attached or (asked and len(attached) <= 4)
    return Subject(Kind.WORDS, start, end, clear=clear), None


def _name(
    clause: str, first: int, start: int, end: int, *, asked: bool
) -> tuple[Subject | None, int | None]:
    """A name and what stands behind it."""
    end = _shortened(clause, start, end)
    head = end - 1
    if clause[start] == "M" and words.DATELINE.match(clause, end):
        return Subject(Kind.NAME, start, start + 1, start), None
    if found := words.RELATIVE.match(clause, end):
        return None, found.end()
    before = clause[first:start]
    clear = _is_clear(before, clause[head])
    if found := words.CLAUSE_OF_LAW.match(clause, end):
        return Subject(Kind.NAME, start, found.end(), head, clear), None
    if found := words.DOCUMENT.match(clause, end):
        return Subject(Kind.NAME, start, found.end(), head, clear), None
    if clause.startswith("的", end):
        return None, end + 1
    if words.OBJECT.search(before):
        return None, end
    if clause[head] in "LO" and (found := words.OUTLETS.match(clause, end)):
        return Subject(Kind.WORDS, start, found.end(), -1, clear), None
    if found := words.SIDE.match(clause, end):
        both = end - start > 1 and clause[start:end].strip("L") == ""
        kind = Kind.WORDS if both else Kind.NAME
        return Subject(kind, start, found.end(), head, clear), None
    if found := words.SAYING.match(clause, end):
        return Subject(Kind.WORDS, found.start(), found.end(), -1, clear), None
    if clause[head] != "P" and (found := words.ROLE.match(clause, end)):
        return _office(clause, start, head, found.end(), clear=clear)
    if asked and clause[head] in "LOM" and (found := words.RESIDUE.match(clause, end)):
        people = clause[end : found.end("words")]
        if words.WRITTEN.search(people):
            return Subject(Kind.NAME, start, found.end("words"), head, clear), None
        if words.SOMEBODY.search(people) and not words.PREDICATE.search(people):
            return Subject(Kind.WORDS, start, found.end("words"), -1, clear), None
    if clause[head] == "P" and (found := words.HONORIFIC.match(clause, end)):
        end = found.end()
    return Subject(Kind.NAME, start, end, head, clear), None


def _office(
    clause: str, start: int, head: int, end: int, *, clear: bool
) -> tuple[Subject | None, int | None]:
    """外交部发言人, 美国官员: words, that speak for the name only where they say so."""
    if clause.startswith("的", end):
        return None, end + 1
    if words.WRITINGS.search(clause, head + 1, end):
        return Subject(Kind.NAME, start, end, head, clear), None
    speaks_for = clause.endswith("发言人", start, end)
    return Subject(Kind.WORDS, start, end, head if speaks_for else -1, clear), None


def _shortened(clause: str, start: int, end: int) -> int:
    """The end of the run without what is the object of a verb in it: 某国批评某人."""
    for at in range(start + 1, end - 1):
        if clause[at] not in "POLMWB" and clause[at + 1] in "POLMWB":
            gap_start = at
            while clause[gap_start - 1] not in "POLMWB":
                gap_start -= 1
            if words.ACTION.search(clause[gap_start : at + 1]):
                return gap_start
    return end


def _is_clear(before: str, sign: str) -> bool:
    """Whether what stands before a name is nothing or a title."""
    if not before or before.endswith("的"):
        return True
    return sign == "P" and len(before) <= 10 and not words.OBJECT.search(before)


def _residue(clause: str, at: int) -> Subject | None:
    """What is left of a clause when all that is known is gone, if it may be somebody."""
    found = words.RESIDUE.match(clause, at)
    if not found or words.PREDICATE.search(found["words"]):
        return None
    somebody = words.SOMEBODY.search(found["words"]) is not None
    return Subject(Kind.WORDS, *found.span("words"), clear=somebody)


def addressee(line: str, start: int, end: int) -> tuple[int, int] | None:
    """Whom the clause before `end` speaks to: 向…表示, 对…说, 接受…采访时."""
    last = None
    for found in words.WHOM.finditer(line, start, end):
        rest = line[found.end() : end]
        if found[0].startswith("接受"):
            if words.INTERVIEW.match(rest):
                last = found.span("who")
        elif not words.NO_ADDRESS.match(rest):
            last = found.span("who")
    return outlet(line, *last) if last else None


def outlet(line: str, start: int, end: int) -> tuple[int, int]:
    """Whom words name, of the reporters of a paper that one."""
    if line.endswith("记者", start, end) and line[end - 3] in "OM":
        return start, end - 2
    return start, end

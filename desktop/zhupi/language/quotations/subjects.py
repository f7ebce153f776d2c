"""Who is the subject of a verb: looked for in its clause, and then in those before it.

Works on lines of signs (`masking`), without a grammar: a subject stands first, behind adverbs
and phrases with a preposition, and what is joined to its name in front is its title. What is met
in a clause is judged by `names` and `descriptions`.
"""

from __future__ import annotations

from dataclasses import replace

from zhupi.language.patterns import all_han
from zhupi.language.quotations import descriptions, names, phrases, roles
from zhupi.language.quotations.clauses import Clause, Kind, Subject

_NAMELY = ("即", "也就是", "亦即")


def blanked(clause: str) -> str:
    """`clause` with `_` for what stands beside subject and verb; of the same length."""
    for pattern in (phrases.FRAMES, phrases.WHOM, phrases.WITH):
        clause = pattern.sub(lambda found: "_" * len(found[0]), clause)
    return clause


def subject(line: str, start: int, end: int, *, deeds: bool = True) -> Subject | None:
    """The subject of a verb at `end`: of its clause, or of the last clause that has one.

    `deeds`: unknown words before the verb are rather what somebody does than who.
    """
    cited = [found.end() for found in phrases.OTHERS.finditer(line[:end], start)]
    if cited and (found := _cited(line, cited[-1], end)):
        return found
    stop, near = end, True
    while True:
        comma = max(line.rfind(mark, start, stop) for mark in "，：")
        begin = comma + 1 if comma >= 0 else start
        found = in_clause(line[begin:stop], asked=near)
        same = _named_before(line, start, begin) if found and found.kind is Kind.WORDS else None
        if same:
            return replace(same, near=near and same.near)
        if found and near and deeds and _is_unlisted(line, begin, found) and comma >= 0:
            # 停下脚步说: a deed rather than somebody, where the clause before has a subject.
            earlier = subject(line, start, comma)
            if earlier and earlier.clear:
                return replace(earlier, near=False, listed=False)
        topic = phrases.TOPIC.match(line, begin, stop)
        if found and not near and topic and found.start + begin == topic.end():
            found = None
        if found and (near or found.clear):
            found = found.moved(begin)
            return found if near == found.near else replace(found, near=near)
        if comma < 0:
            return None
        stop, near = comma, False


def sheet(line: str, start: int, end: int) -> Subject | None:
    """The note or stone on which something stands written: 贴着一张纸条，上面写着."""
    comma = line.rfind("，", start, end)
    if comma < 0 or not phrases.ON_IT.match(line[comma + 1 : end]):
        return None
    found = phrases.SHEET.search(line, max(start, line.rfind("，", start, comma) + 1), comma)
    if found is None or (comma + 1 == end and "P" in line[start:comma]):
        return None
    return Subject(Kind.WORDS, *found.span("what"))


def _is_unlisted(line: str, begin: int, found: Subject) -> bool:
    """Whether words that may be somebody are none of those that are known for it."""
    words = line[begin + found.start : begin + found.end]
    known = roles.ROLE.search(words) or roles.PAPERS.search(words) or words.endswith("的")
    return found.kind is Kind.WORDS and not found.clear and not known


def _named_before(line: str, start: int, begin: int) -> Subject | None:
    """Whom the clause at `begin` only says more of: 某人，一位老人; 某人，即总统的父亲."""
    if line.startswith("一", begin) and line[max(start, begin - 2) : begin] == "P，":
        alone = line[begin - 3 : begin - 2] in ("", "，")
        return Subject(Kind.NAME, begin - 2, begin - 1, begin - 2) if alone else None
    earlier = subject(line, start, begin - 1) if line.startswith(_NAMELY, begin) else None
    return earlier if earlier and earlier.head == begin - 2 else None


def _cited(line: str, start: int, end: int) -> Subject | None:
    """援引某人的话说: whoever is cited."""
    clause = line[start:end]
    if of := phrases.OF_OTHERS.search(clause):
        clause = clause[: of.start()]
    found = in_clause(clause, asked=True)
    return found.moved(start) if found else None


def in_clause(clause: str, *, asked: bool) -> Subject | None:
    """The first thing in a clause that can be its subject; `asked`: it ends before a cue."""
    found = _in_blanked(blanked(clause), asked=asked)
    if asked and found and not found.clear and (modified := _described(clause)):
        described = _in_blanked(blanked(modified), asked=True)
        return described if described and described.clear else found
    return found


def _described(clause: str) -> str:
    """`clause` without 对此知情的 before whoever speaks; empty where nobody is described."""
    phrase = next((m for m in phrases.WHOM.finditer(clause) if m["of"]), None)
    if phrase is None or not phrase[0].startswith("对"):
        return ""
    start, end = phrase.start(), phrase.end("of")
    return clause[:start] + "_" * (end - start) + clause[end:]


def _in_blanked(text: str, *, asked: bool) -> Subject | None:
    """The same of a clause without its phrases."""
    leading = phrases.LEADING.match(text)
    first = at = leading.end() if leading else 0
    looked = Clause(text, first, asked)
    while at < len(text):
        found = _candidate(looked, at)
        if isinstance(found, Subject):
            return found
        if found is None:
            break
        at = found
    return descriptions.residue(looked) if asked else None


def _candidate(clause: Clause, at: int) -> Subject | int | None:
    """What stands at or after `at`."""
    if paper := descriptions.paper(clause, at):
        return paper
    if (pronoun := descriptions.pronoun(clause, at)) is not None:
        return pronoun
    if (counted := roles.COUNTED.match(clause.text, at)) and not roles.ROLE.match(clause.text, at):
        return Subject(Kind.WORDS, counted.start(), counted.end())
    run = phrases.RUN.search(clause.text, at)
    role = roles.ROLE.search(clause.text, at, run.start() if run else len(clause.text))
    if role and not (run and _is_title(clause, role.end(), run.start())):
        return descriptions.role(clause, role.start(), role.end())
    if run is None and not clause.asked and (actor := roles.ACTOR.match(clause.text, at)):
        return Subject(Kind.WORDS, actor.start(), actor.end())
    return names.named(clause, run.start(), run.end()) if run else None


def _is_title(clause: Clause, start: int, name: int) -> bool:
    """Whether a word for somebody goes on to the name behind it: 反对党领袖某某."""
    between = clause.text[start:name]
    return not between or (
        clause.text[name] == "P"
        and len(between) <= 8
        and all_han(between)
        and not phrases.OBJECT.search(between)
    )

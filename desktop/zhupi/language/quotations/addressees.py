"""To whom somebody speaks."""

from __future__ import annotations

from zhupi.language.patterns import all_han
from zhupi.language.quotations import phrases, roles


def addressee(line: str, start: int, end: int) -> tuple[int, int] | None:
    """Whom the clause before `end` speaks to: 向…表示, 对…说, 接受…采访时."""
    last = None
    for found in phrases.WHOM.finditer(line, start, end):
        rest = line[found.end() : end]
        if found[0].startswith("接受"):
            fits = phrases.INTERVIEW.match(rest) is not None
        else:
            fits = phrases.NO_ADDRESS.match(rest) is None
        last = found.span("who") if fits else last
    return outlet(line, *last) if last else None


def outlet(line: str, start: int, end: int) -> tuple[int, int]:
    """Whom words name, of the reporters of a paper that one."""
    if line.endswith("记者", start, end) and line[end - 3] in "OM":
        return start, end - 2
    # 向记者道歉: the verb is none of theirs.
    somebody = roles.ROLE.match(line, start, end)
    rest = line[somebody.end() : end] if somebody else ""
    if somebody and all_han(rest) and not roles.SOMEBODY.search(rest):
        end = somebody.end()
    return start, end

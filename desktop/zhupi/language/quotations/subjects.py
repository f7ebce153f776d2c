"""Who is the subject of a clause: the name, the words or the pronoun that its verb belongs to.

Works on lines of signs (`masking`), without a grammar: a subject stands first, behind adverbs
and phrases with a preposition, and what is joined to its name in front is its title.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from zhupi.language.patterns import Pattern, all_han
from zhupi.language.quotations import phrases, roles

_NAMES = "POLMWB"
_OF_BODY = Pattern("[资劳校警厂院店军官民买卖]方|[村镇县市省州区乡厂校队社]")
_KINDS = (
    "老",
    "新",
    "前",
    "原",
    "女",
    "男",
    "年轻",
    "资深",
    "高级",
    "首席",
    "当地",
    "本地",
)  #: of people


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
    listed: bool = True  #: whether no unknown words stand nearer
    until: int = 0  #: the end of what belongs to it, where that is behind its words

    def moved(self, by: int) -> Subject:
        """The same in a line that begins `by` signs earlier."""
        head = self.head + by if self.head >= 0 else -1
        # Written out, for dataclasses.replace takes several times as long.
        until = self.until + by if self.until else 0
        places = (self.start + by, self.end + by, head)
        return Subject(self.kind, *places, self.clear, self.near, self.listed, until)


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
    looked = _Clause(text, first, asked)
    while at < len(text):
        found = looked.candidate(at)
        if isinstance(found, Subject):
            return found
        if found is None:
            break
        at = found
    return looked.residue() if asked else None


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


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause in which a subject is sought.

    The rules answer with the subject, with the place to look on at, or with None: not for them.
    """

    text: str
    first: int  #: where the adverbs at its beginning end
    asked: bool

    def candidate(self, at: int) -> Subject | int | None:
        """What stands at or after `at`."""
        if paper := self._paper(at):
            return paper
        if (pronoun := self._pronoun(at)) is not None:
            return pronoun
        if (counted := roles.COUNTED.match(self.text, at)) and not roles.ROLE.match(self.text, at):
            return Subject(Kind.WORDS, counted.start(), counted.end())
        run = phrases.RUN.search(self.text, at)
        role = roles.ROLE.search(self.text, at, run.start() if run else len(self.text))
        if role and not (run and self._is_title(role.end(), run.start())):
            return self._role(role.start(), role.end())
        if run is None and not self.asked and (actor := roles.ACTOR.match(self.text, at)):
            return Subject(Kind.WORDS, actor.start(), actor.end())
        return self._named(run.start(), run.end()) if run else None

    def _paper(self, at: int) -> Subject | None:
        """第五条; what somebody made that has a name: 双方发表的《…声明》."""
        if found := roles.ARTICLE.match(self.text, at):
            return Subject(Kind.ARTICLE, found.start(), found.end())
        made = phrases.MADE.match(self.text, at) if self.asked else None
        if made is None:
            return None
        place = made.start("what")
        return Subject(Kind.NAME, place, place + 1, place, until=made.end())

    def _pronoun(self, at: int) -> Subject | int | None:
        found = roles.PRONOUN.match(self.text, at)
        if not found:
            return None
        start, end = found.span()
        if self.text.startswith("的", end):
            return end + 1
        # 该局首席统计师某某, 他教过的学生: only says whose somebody is.
        if further := phrases.WHOSE.match(self.text, end):
            return further.end()
        whose = found["this"] or found[0] == "其"
        counted = roles.COUNTED.match(self.text, end) if found["this"] else None
        role = counted or (roles.ROLE.match(self.text, end) if whose else None)
        if role:
            if self.text.startswith("P", role.end()):
                return role.end()
            return Subject(Kind.WORDS, start if found["this"] else end, role.end())
        return None if phrases.RUN.match(self.text, end) else Subject(Kind.PRONOUN, start, end)

    def _is_title(self, start: int, name: int) -> bool:
        """Whether a word for somebody goes on to the name behind it: 反对党领袖某某."""
        between = self.text[start:name]
        return not between or (
            self.text[name] == "P"
            and len(between) <= 8
            and all_han(between)
            and not phrases.OBJECT.search(between)
        )

    def _role(self, start: int, end: int) -> Subject | int:
        """A word for somebody, with what stands directly before it: 气象专家."""
        if self.text.startswith(("的", "、"), end):
            # 组委会的公告: whoever issued it speaks.
            wrote = self.asked and phrases.DOCUMENT.match(self.text, end)
            several = roles.are_several(self.text[start:end])
            if not wrote or self.text[end] == "、" or start > self.first or several:
                return end + 1
            return Subject(Kind.WORDS, start, end, until=wrote.end())
        held = phrases.HELD.match(self.text, end) if self.asked else None
        # 代表多数股东的某某: no deputy, but what the one behind it does.
        stands = self.text[start:end] == "代表" and phrases.RELATIVE.match(self.text, end)
        if further := held or stands or phrases.OFFICES.match(self.text, end):
            return further.end()
        if found := roles.PART.match(self.text, end):
            known = self.text.startswith("文件", start)
            return Subject(
                Kind.ARTICLE if known else Kind.WORDS, start, found.end() if known else end
            )
        before = self.text[self.first : start]
        if author := self._author(before, start, end):
            return author
        attached = before[max(before.rfind(mark) for mark in "的之_") + 1 :]
        clear = (
            not attached
            or attached in _KINDS
            or bool(_OF_BODY.fullmatch(attached))
            or (self.asked and len(attached) <= 4)
            or (not self.asked and _DESCRIBED.fullmatch(before) is not None)
            or roles.COUNT.match(attached) is not None
        )
        if len(attached) <= 6 and not phrases.PREDICATE.search(attached):
            start -= len(attached)
        behind = self.asked and end < len(self.text)
        tail = phrases.TAIL.match(self.text, end) if behind else None
        more = tail["words"] if tail else ""
        counted = _COUNTED.match(self.text, start)
        if tail and roles.SOMEBODY.search(more) and len(more) <= 6 and "在" not in more:
            end = tail.end("words")
        # 另一名议员登貌: perhaps a name that nobody knows.
        named = tail is not None and counted is not None and _STRANGER.fullmatch(more) is not None
        return Subject(Kind.WORDS, start, end, clear=clear, listed=not named)

    def _author(self, before: str, start: int, end: int) -> Subject | None:
        """一名审计员的报告, 省交通厅通报: who wrote it, known by how such words end."""
        if self.asked and (body := roles.ISSUED.match(self.text, self.first, end)):
            return Subject(Kind.WORDS, self.first, body.end("body"), until=end)
        who = before.removesuffix("的")
        wrote = self.asked and who != before and 1 < len(who) <= 8
        if not wrote or not roles.WRITINGS.search(self.text[start:end]):
            return None
        somebody = roles.SOMEBODY.search(who) and all_han(who)
        if not somebody or phrases.PREDICATE.search(who) or roles.are_several(who):
            return None
        return Subject(Kind.WORDS, self.first, start - 1, clear=False, until=end)

    # --- names --------------------------------------------------------------------------------

    def _named(self, start: int, end: int) -> Subject | int:
        """A name, by what stands behind it."""
        end = self._shortened(start, end)
        sign = self.text[end - 1]
        before = self.text[self.first : start]
        name = _Name(start, end, sign, before, _is_clear(before, sign))
        for rule in (
            self._printed,
            self._headed,
            self._belonging,
            self._written,
            self._object,
            self._side,
            self._office,
        ):
            found = rule(name)
            if found is not None:
                return found
        if sign == "P" and (honorific := roles.HONORIFIC.match(self.text, end)):
            end = honorific.end()
        return Subject(Kind.NAME, start, end, name.head, name.clear)

    def _belonging(self, name: _Name) -> Subject | int | None:
        """新华社北京10月22日电; and what only says whose the next name is."""
        if self.text[name.start] == "M" and phrases.DATELINE.match(self.text, name.end):
            return Subject(Kind.NAME, name.start, name.start + 1, name.start)
        listed = phrases.LISTED.match(self.text, name.end)
        relative = listed or phrases.RELATIVE.match(self.text, name.end)
        return relative.end() if relative else None

    def _printed(self, name: _Name) -> Subject | None:
        """《…学报》刊出的论文: not the journal's own words."""
        paper = phrases.PRINTED.match(self.text, name.end) if name.sign in "MB" else None
        return Subject(Kind.WORDS, *paper.span("what"), clear=name.clear) if paper else None

    def _headed(self, name: _Name) -> Subject | int | None:
        """What only belongs to the title of the name beside the cue."""
        if not self.asked or name.sign == "P":
            return None
        found = phrases.HEADED.match(self.text, name.end)
        if not found or phrases.OBJECT.search(found["title"]):
            return None
        return found.start("title")

    def _written(self, name: _Name) -> Subject | int | None:
        """《公约》序言, 外交部的声明, and 的 with anything else."""
        for pattern in (roles.PART, phrases.DOCUMENT):
            if found := pattern.match(self.text, name.end):
                start = name.end + len(found[0]) - len(found[0].lstrip("T的"))
                if self.text[found.end() - 1] == "W":
                    return Subject(Kind.NAME, start, found.end(), found.end() - 1, name.clear)
                if name.sign != "W" and roles.LAWS.search(found[0]):
                    return Subject(Kind.WORDS, start, found.end(), clear=name.clear)
                return Subject(Kind.NAME, name.start, found.end(), name.head, name.clear)
        return name.end + 1 if self.text.startswith("的", name.end) else None

    @staticmethod
    def _object(name: _Name) -> Subject | int | None:
        """会见某人: no subject."""
        return name.end if phrases.OBJECT.search(name.before) else None

    def _side(self, name: _Name) -> Subject | int | None:
        """美方 speaks for 美, 美媒 and 中美官方 for themselves; 中国古话 is nobody's."""
        start, end = name.start, name.end
        if name.sign in "LO" and (found := roles.OUTLETS.match(self.text, end)):
            return Subject(Kind.WORDS, start, found.end(), clear=name.clear)
        if found := roles.SIDE.match(self.text, end):
            several = end - start > 1 and not self.text[start:end].strip("L")
            kind = Kind.WORDS if several else Kind.NAME
            return Subject(kind, start, found.end(), name.head, name.clear)
        if found := roles.SAYING.match(self.text, end):
            return Subject(Kind.WORDS, found.start(), found.end(), clear=name.clear)
        return None

    def _office(self, name: _Name) -> Subject | int | None:
        """外交部发言人 speaks for it; 美国官员 are words."""
        if name.sign == "P":
            return None
        if self.asked and (further := phrases.HELD.match(self.text, name.end)):
            return further.end()
        if role := roles.ROLE.match(self.text, name.end):
            if self.text.startswith("的", role.end()):
                return role.end() + 1
            if further := phrases.OFFICES.match(self.text, role.end()):
                return further.end()
            return self._people_of(name, role.end(), own=bool(roles.WRITINGS.search(role[0])))
        return self._unlisted(name) if self.asked and name.sign in "LOM" else None

    def _unlisted(self, name: _Name) -> Subject | None:
        """欧洲外交官, 美联储褐皮书: known only by how such words end."""
        start, end = name.start, name.end
        residue = phrases.TAIL.match(self.text, end) if end < len(self.text) else None
        if residue is None:
            return None
        people = self.text[end : residue.end("words")]
        if roles.WRITTEN.search(people):
            return Subject(Kind.NAME, start, residue.end("words"), name.head, name.clear)
        if roles.SOMEBODY.search(people) and not phrases.PREDICATE.search(people):
            return Subject(Kind.WORDS, start, residue.end("words"), clear=name.clear)
        return None

    def _people_of(self, name: _Name, end: int, *, own: bool) -> Subject:
        """A name's people, or what it wrote itself."""
        if own:
            return Subject(Kind.NAME, name.start, end, name.head, name.clear)
        head = name.head if self.text.endswith("发言人", name.start, end) else -1
        return Subject(Kind.WORDS, name.start, end, head, name.clear)

    def _shortened(self, start: int, end: int) -> int:
        """The end of a run without what is the object of a verb in it: 某国批评某人."""
        gap = 0
        for at in range(start, end):
            if self.text[at] not in _NAMES:
                gap += 1
                continue
            if gap and phrases.ACTION.search(self.text[at - gap : at]):
                return at - gap
            gap = 0
        return end

    def residue(self) -> Subject | None:
        """What is left of the clause when all that is known is gone, if it may be somebody."""
        if called := phrases.CALLED.fullmatch(self.text, self.first):
            # 掌勺的: whoever does that.
            return Subject(Kind.WORDS, *called.span("words"), clear=False)
        found = phrases.RESIDUE.match(self.text, self.first)
        if not found or phrases.PREDICATE.search(found["words"]):
            return None
        start, end = found.span("words")
        if actor := roles.DOER.match(self.text, start, end):
            # 拍卖师环顾全场: who does that, known by how such words end.
            return Subject(Kind.WORDS, start, actor.end(), listed=False)
        if end - start > 1 and self.text[end - 1] in "里上中":
            end -= 1
        somebody = any(
            words.search(self.text, start, end) for words in (roles.SOMEBODY, roles.LAWS)
        )
        return Subject(Kind.WORDS, start, end, clear=somebody)


#: 斜对面的理发[师傅]: where somebody is found, and their trade.
_DESCRIBED = Pattern(
    "[\u4e00-\u9fff]{0,6}(?:[面边旁隔壁里外上下前后口头尾村镇街楼排家店场站]|附近|对岸|当地|同村)的[\u4e00-\u9fff]{1,3}",
    needs="的",
)
_NAMELY = ("即", "也就是", "亦即")
_COUNTED = Pattern("(?:另外?|其中)?[一1][名位]|[一1]个")
_STRANGER = Pattern("[\u4e00-\u9fff]{2,4}(?<![然声着言话身立笑头手泪气眼脸心意])")
_OFFICES, _OFFICE = 4, 20  #: at most, and characters of one


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

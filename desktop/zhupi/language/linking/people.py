"""People of one article: 布林肯 is the 安东尼·布林肯 it names, 王部长 the 王毅 in view."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zhupi.core.messages import Message, message
from zhupi.core.model import Label
from zhupi.language.linking.names import Name, Names, by_key
from zhupi.language.linking.naming import spelling
from zhupi.language.linking.titles import alike, rank
from zhupi.language.patterns import Pattern, all_han

_PARTS = Pattern(r"[·\s.]+")
_FIRST_HAN = "\u3400"
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_DOUBLE_WORDS = """
    欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 长孙 宇文 端木
    """
_DOUBLE = frozenset(_DOUBLE_WORDS.split())
_LONGEST = 5  #: characters of a name without dots that is taken apart
#: What is no office: anybody is addressed so.
_CIVIL = ("先生", "女士", "小姐", "太太", "老师", "师傅", "同学", "阿姨", "大爷", "大妈", "老汉")
_BYLINES = frozenset({"记者", "编辑", "作者", "通讯员", "责编", "主编", "实习生", "摄影"})
_PROFESSION = Pattern(
    r"(?:医生|大夫|医师|护士|教授|老师|教师|律师|演员|歌手|导演|教练|员|选手|学生|司机|师|家|嫌疑人|被告人?)$"
    r"(?<!议员)(?<!委员)(?<!专员)(?<!司令员)"
)
_SAME_NAME = Pattern(r"同名|重名|同姓", needs="同名 姓 重名")
_SAME_NAME_REACH = 30  #: characters before a name in which the text says so
_SENTENCE_END = Pattern(r"[。！？；\n]")
_UNNAMED = ("某", "氏")


def parts_of(surface: str) -> list[str]:
    """The parts of a transliterated or Latin name; one for a name that has none.

    >>> parts_of("加夫列尔·加西亚·马尔克斯"), parts_of("王毅")
    (['加夫列尔', '加西亚', '马尔克斯'], ['王毅'])
    """
    return [part for part in _PARTS.compiled().split(surface) if part]


def is_chinese(words: str) -> bool:
    """Whether it is built as Chinese names are: a family name and one or two characters."""
    if not all_han(words, _FIRST_HAN):
        return False
    if words[:2] in _DOUBLE:
        return len(words) in {3, 4}
    return len(words) in {2, 3} and words[0] in _SURNAMES


def link_people(names: Names) -> None:
    """Short names of people; `Name.titles` must be known."""
    people = names.all(Label.PERSON)
    parts = {id(name): parts_of(_spelt_parts(name)) for name in people}
    foreign = [name for name in people if len(parts[id(name)]) > 1]
    _link_middle_names(names, foreign, parts)
    _link_parts(names, people, foreign, parts)
    _link_given(names, people)


def _spelt_parts(name: Name) -> str:
    """Latin names lose their spaces when they are spelt, which part them."""
    han = any(_FIRST_HAN <= c <= "\u9fff" for c in name.words)
    return name.words if han else name.surface


def _link_middle_names(names: Names, foreign: Sequence[Name], parts: dict[int, list[str]]) -> None:
    """哈里·杜鲁门 is 哈里·S·杜鲁门 where no other Truman is called so."""
    ends = by_key((parts[id(n)][0] + "·" + parts[id(n)][-1], n) for n in foreign)
    for group in ends.values():
        if len(group) == 2:
            short, full = sorted(group, key=lambda n: len(parts[id(n)]))
            if len(parts[id(short)]) == 2 < len(parts[id(full)]):
                names.put(short, full, _only_one(full))


def _link_parts(
    names: Names,
    people: Sequence[Name],
    foreign: Sequence[Name],
    parts: dict[int, list[str]],
) -> None:
    ends = by_key((end, n) for n in foreign for end in _ends(parts[id(n)]))
    begins = by_key((begin, n) for n in foreign for begin in _begins(parts[id(n)]))
    for name in people:
        if names.is_settled(name):
            continue
        key = "·".join(parts[id(name)])
        for table in (ends, begins):
            full = _fitting(names, name, table.get(key, ()))
            if full is not None:
                names.put(name, full, _only_one(full))
                break
            if key in table:
                break


def _ends(parts: Sequence[str]) -> Iterator[str]:
    """Family names: the last part, the last two …"""
    for first in range(1, min(len(parts), 5)):
        yield "·".join(parts[first:])


def _begins(parts: Sequence[str]) -> Iterator[str]:
    """Given names: the first part, the first two …"""
    for last in range(1, min(len(parts), 5)):
        yield "·".join(parts[:last])


def _fitting(names: Names, name: Name, candidates: Sequence[Name]) -> Name | None:
    """The one of several that bears the same title, or the only one."""
    found = names.only(candidates)
    if found is not None or not name.titles:
        return found
    mine = {rank(title) for title in name.titles}
    alike = [c for c in candidates if mine & {rank(title) for title in c.titles}]
    return names.only(alike)


def _link_given(names: Names, people: Sequence[Name]) -> None:
    """Names without dots: 克强 of 李克强, 谷垣 of 谷垣祯一, 武帝 of 汉武帝."""
    whole = [n for n in people if 3 <= len(n.words) <= _LONGEST and all_han(n.words, _FIRST_HAN)]
    given = by_key((n.words[-2:], n) for n in whole if len(n.words) == 3)
    families = by_key((n.words[:2], n) for n in whole if _has_long_family_name(n.words))
    for name in people:
        words = name.words
        if names.is_settled(name) or len(words) != 2 or words.endswith(_UNNAMED):
            continue
        for table in (given, families):
            if table is given and words[0] in _SURNAMES:
                continue
            full = names.only(n for n in table.get(words, ()) if n is not name)
            if full is not None:
                names.put(name, full, _only_one(full))
                break


def _has_long_family_name(words: str) -> bool:
    return words[:2] in _DOUBLE or len(words) >= 4


def surname_of(names: Names, index: int) -> tuple[Name, Message] | None:
    """Who a family name alone means at one place: who bears it and was named last before it.

    Where nobody was, who is named after it, if that is one person.
    """
    name = names.of[index]
    if name is None or len(name.words) != 1 or not all_han(name.words, _FIRST_HAN):
        return None
    mention = names.mentions[index]
    title = spelling(mention.title)
    before: list[Name] = []
    after: list[Name] = []
    for bearer in names.family(name.words):
        if _may_be_called(bearer, title):
            (before if bearer.mentions[0] < index else after).append(bearer)
    before.sort(key=lambda n: _last_before(n, index))
    if names.folded.startswith(_CIVIL, mention.end):
        after = []  # 李先生 may be anybody; who is named so far below is another
    same = [n for n in before if title and alike([title], n.titles)]
    same_after = [n for n in after if title and alike([title], n.titles)]
    full = next(
        (n for n in (*same[-1:], names.only(same_after), *before[-1:], names.only(after)) if n),
        None,
    )
    if full is None:
        return None
    return full, message("“{full}” is in view here.", full=full.words)


def _may_be_called(bearer: Name, title: str) -> bool:
    """Whether no other calling is told of them, and they are not only who wrote the article."""
    if bearer.titles and bearer.titles <= _BYLINES and title not in _BYLINES:
        return False
    if not title or not bearer.titles or alike([title], bearer.titles):
        return True
    # One may hold several offices, but a doctor is no minister.
    return not any(map(_PROFESSION.search, (title, *bearer.titles)))


def namesake(names: Names, index: int) -> str:
    """The title that tells this bearer of a name from the other; empty where one is meant.

    Two are told apart only where the text says in the same clauses that they share the name, and
    gives each another office.
    """
    name, mention = names.of[index], names.mentions[index]
    if name is None or not mention.title or len(name.titles) < 2:
        return ""
    window = names.folded[max(0, mention.start - _SAME_NAME_REACH) : mention.start]
    said = _SAME_NAME.search(_SENTENCE_END.compiled().split(window)[-1])
    others = name.titles - {spelling(mention.title)}
    if said is None or alike([spelling(mention.title)], others):
        return ""
    return spelling(mention.title)


def _last_before(name: Name, index: int) -> int:
    """The last mention of `name` before that one."""
    at = bisect_left(name.mentions, index)
    return name.mentions[at - 1] if at else -1


def _only_one(full: Name) -> Message:
    return message("“{full}” is the only one in the article called so.", full=full.surface)

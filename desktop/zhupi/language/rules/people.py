"""People that LAC cuts short or takes for something else."""

from __future__ import annotations

from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.lexicon import PLACES, SOUNDS, TITLES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern, all_han
from zhupi.language.rules.common import CHINESE, HINT, RULE, first_ones, replace
from zhupi.language.rules.mentions import follows_title
from zhupi.language.rules.surnames import called_so

_DASHES = "-－–"
_DOTS = "·•・‧"
_SURE = 0.97
_DOUBTFUL = 0.7
_SOUND = Pattern(f"[{SOUNDS}]+")
#: After a place, behind 记者: where the report is from.
_REPORTS = Pattern(
    "[一二三四五六七八九十\\d]*日?(?:报道|报导|电|讯|摄|专电)", needs="报导 报道 摄 电 讯"
)
#: 醇亲王 before 奕譞, 昌邑哀王 before 刘髆.
_NOBLE = Pattern(
    "[\u4e00-\u9fff]{1,2}(?:亲王|郡王|贝勒|贝子)(?=[\u4e00-\u9fff]{2,4}$)|"
    f"[\u4e00-\u9fff]{{2,3}}[王侯](?={CHINESE.source}[\u4e00-\u9fff]{{1,2}}$)",
    needs="王 侯 贝",
)
_EMPEROR = Pattern("[汉唐宋隋魏晋梁陈齐周秦元明清]")
#: How bodies end that are called after somebody: 阿曼多·阿尔梅罗 + 基金会.
_CALLED_AFTER = Pattern(
    "(?:基金会|研究所|研究院|研究中心|天文台|大学|学院|医院|博物馆|图书馆|美术馆|事务所)$"
)
_KIN = frozenset("父母双乡探省相养生")  #: before 亲
#: What stands before a title's last character.
_TITLE_ENDS = {"王": ("亲", "郡"), "官": ("部长", "房长"), "卿": ("助", "国务")}
_CHINESE_SIZES = (2, 3)
_LONGEST_JOINED = 5
_GIVEN = 2  #: characters of most given names
_NAME_TAGS = frozenset({"n", "nz", "nw", "PER", "LOC", "ORG", "a"})
_NO_GIVEN_TAGS = frozenset({"w", "u", "c", "p", "r", "m", "q", "xc", "d"})


def dotted_names(passage: Passage, found: list[Found]) -> list[Found]:
    """安东尼·布林肯 is one name, even where LAC knew only a part of it."""
    new = []
    for item in found:
        if item.label is not Label.PERSON:
            continue
        end = item.end - 1 if passage.text[item.end - 1] in _DOTS else item.end
        limit = passage.block_end(item.start)
        while end + 1 < limit and passage.text[end] in _DOTS:
            word = passage.word_at(end + 1)
            if word is None or word.tag == "w":
                if not passage.is_edge(end + 1):
                    end = _sounds_end(passage, end + 1, limit)
                break
            end = _sounds_end(passage, word.end, limit)
        if end != item.end and passage.text[end - 1] not in _DOTS:
            body = _CALLED_AFTER.search(passage.text, item.start, end) is not None
            new.append(Found(item.start, end, Label.ORG if body else Label.PERSON, RULE))
    return replace(found, first_ones(new))


def _sounds_end(passage: Passage, at: int, limit: int) -> int:
    """How far a foreign name goes on from `at`: over words made of its characters alone."""
    while at < limit:
        word = passage.word_at(at)
        if word is None or word.tag not in {"PER", "LOC", "nz", "ORG", "nr"}:
            return at
        if not _SOUND.fullmatch(passage.text, word.start, word.end):
            return at
        at = word.end
    return at


def joined_names(passage: Passage, found: list[Found]) -> list[Found]:
    """寺 + 田寅彦, 于 + 建国: a name that LAC made two people of, or a person and a word."""
    new: list[Found] = []
    ordered = sorted(found)
    for first, second in pairwise([*ordered, None]):
        if first is None or first.label is not Label.PERSON:
            continue
        end = 0
        if second is not None and _dashed(passage, first, second):
            new.append(Found(first.start, second.end, Label.PERSON, HINT))
            continue
        if second is not None and second.start == first.end and second.label is Label.PERSON:
            if passage.text[first.start : first.end] != "长":  # 国会议 + 长 + 金守汉
                end = second.end
        elif first.end - first.start == 1:
            end = _given_name(passage, first)
        if first.end < end <= min(passage.block_end(first.start), first.start + _LONGEST_JOINED):
            new.append(Found(first.start, end, Label.PERSON, HINT))
    return replace(found, first_ones(new))


def _dashed(passage: Passage, first: Found, second: Found) -> bool:
    """Whether two foreign names have a dash between them: 比诺-瓦里亚."""
    text = passage.text
    between = text[first.end - 1 : second.start]
    return (
        second.label is Label.PERSON
        and between[-1:] in _DASHES
        and len(between) in {1, 2}
        and passage.joins(first, second)
    )


def _given_name(passage: Passage, surname: Found) -> int:
    """Where the word ends that may be the given name after a family name, or 0."""
    text = passage.text
    word = passage.word_at(surname.end)
    if word is None or word.end - word.start > 2 or word.tag in _NO_GIVEN_TAGS:
        return 0
    if called_so(text[word.start : word.end]) or (
        word.tag == "n"
        and passage.certainty(word.start, word.end) > _SURE
        and not follows_title(passage, surname.start)
    ):
        return 0
    if not CHINESE.match(text, surname.start) and not (
        word.tag in _NAME_TAGS and follows_title(passage, surname.start)
    ):
        return 0
    given = text[word.start : word.end]
    return word.end if len(given) == _GIVEN and all_han(given) else 0


def titled(passage: Passage, found: list[Found]) -> list[Found]:
    """What follows a title directly is a person, unless LAC is sure of something else."""
    text = passage.text
    result = []
    longer = []
    for item in found:
        name = text[item.start : item.end]
        title = _opening_title(name) if item.label is Label.PERSON else 0
        if title == 0 and item.label is Label.PERSON and _ends_title(text, item):
            title = 1
        if title:
            result.append(Found(item.start + title, item.end, Label.PERSON, HINT))
        elif whole := _whole_name(passage, item):
            longer.append(Found(item.start, whole, Label.PERSON, HINT))
        elif (
            item.label in {Label.PLACE, Label.ORG}
            and 2 <= len(name) <= 5
            and item.confidence < _SURE
            and name not in PLACES
            and not name.endswith(
                ("国", "省", "市", "州", "县", "部", "院", "局", "会", "社", "政府")
            )
            and follows_title(passage, item.start)
            and not passage.follow(_REPORTS, item)
        ):
            result.append(Found(item.start, item.end, Label.PERSON, RULE))
        elif (
            item.label is Label.PERSON
            and len(name) > 1
            and item.confidence < _DOUBTFUL
            and follows_title(passage, item.start)
        ):
            result.append(Found(item.start, item.end, Label.PERSON, HINT))
        else:
            result.append(item)
    return replace(result, longer) if longer else result


def _ends_title(text: str, item: Found) -> bool:
    """Whether the name begins with the end of a title: 恭亲 + 王奕䜣, 外交部长 + 官康京和. Behind
    父亲 somebody is called 王."""
    before = _TITLE_ENDS.get(text[item.start], ())
    if item.end - item.start <= _GIVEN or not text.endswith(before, 0, item.start):
        return False
    if text[item.start] == "王":
        return text[item.start - 2 : item.start - 1] not in _KIN
    return text[item.start] != "官" or CHINESE.match(text, item.start + 1) is not None


def _opening_title(name: str) -> int:
    """How long the title is that a reader took into a name: 2 of 党魁梁家杰."""
    noble = _NOBLE.match(name)
    if noble:
        return noble.end()
    for size in (4, 3, 2):
        if name[:size] in TITLES and len(name) - size >= _GIVEN and CHINESE.match(name, size):
            return size
    return 0


def _whole_name(passage: Passage, item: Found) -> int:
    """Where a name ends of which only LAC saw all (韩正 of 副总理韩正在), or of which only LAC saw
    that a person bears it (胡应湘); or 0."""
    size = item.end - item.start
    word = passage.word_at(item.start)
    if item.label is Label.PERSON and _EMPEROR.match(passage.text, item.start):
        named = word is not None and word.tag == "PER" and word.end == item.end + 1
        return item.end + 1 if named and passage.text[item.end] in "帝祖宗" else 0
    if word is None or word.tag != "PER" or not CHINESE.match(passage.text, item.start):
        return 0
    if item.label is Label.PERSON and size == 1 and follows_title(passage, item.start):
        return word.end if word.end - word.start in _CHINESE_SIZES else 0
    guessed = (
        item.label is Label.PLACE and item.confidence < _DOUBTFUL and size == _CHINESE_SIZES[-1]
    )
    return item.end if guessed and word.end == item.end else 0


def without_title(passage: Passage, found: list[Found]) -> list[Found]:
    """LAC may cut 国务卿万斯 before 卿: the end of a title is not the start of a name."""
    result = []
    for item in found:
        cut = item.start + 1
        wrong = (
            item.label is Label.PERSON
            and item.confidence < _DOUBTFUL
            and item.end - item.start > 2
            and passage.text[max(0, cut - 3) : cut] in TITLES
        )
        result.append(Found(cut, item.end, Label.PERSON, HINT) if wrong else item)
    return result

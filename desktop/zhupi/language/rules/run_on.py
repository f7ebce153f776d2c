"""Foreign names that a reader ran on into the next word or began too early: 拉明·亚马尔内切 where
拉明·亚马尔 is somebody, 梅西拉上尼古拉斯·奥塔门迪, 埃米尔拉米多·萨努西."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, SOUND, Index

_DOT = "·"
_RULERS = frozenset({"埃米尔", "谢赫", "毛拉", "苏丹", "哈里发"})
#: What rulers and the learned are called, before their name or behind it; 埃米尔·… is a name.
_RULER = Pattern("(?:埃米尔|谢赫|毛拉|苏丹|酋长|哈里发|伊玛目)(?=[^·]{2,}·)")
_LEARNED = Pattern("·[^·]*?(?<![·勒尔本])(谢赫|毛拉|埃米尔|伊玛目|阿訇|酋长|勋爵|爵士|神父|主教)$")
#: Before a title, which a given name has not: 卡诺前埃米尔.
_FORMER = ("前", "现任", "时任", "新任", "候任", "原", "老", "的")
#: What no foreign name ends with: 雷斯特雷波正和.
_TIES = frozenset("正仍又便就也都将把被向对和与同")
_VERBS = frozenset({"v", "vd", "p", "c", "d", "u"})
_LEAST = 2


def run_on(passage: Passage, found: list[Found]) -> list[Found]:
    """Cuts off what is no part of the name, and finds both of two."""
    found = _without_rulers(passage, found)
    text = passage.text
    people = [item for item in found if item.label is Label.PERSON]
    if not any(_DOT in text[item.start : item.end] for item in people):
        return found
    names = _standing_alone(passage, people)
    index = Index(found)
    result: list[Found] = []
    for item in found:
        if item.label is Label.PERSON and _DOT in text[item.start : item.end]:
            result += _cut(passage, item, names, index)
        else:
            result.append(item)
    return result


def _without_rulers(passage: Passage, found: list[Found]) -> list[Found]:
    """Without 埃米尔 as a name, where it stands before somebody's: 科威特埃米尔贾比尔."""
    text = passage.text
    people = [item for item in found if item.label is Label.PERSON]
    called = {name for name in _RULERS for item in people if text.endswith(name, 0, item.start)}
    if not called:
        return found
    return [
        item
        for item in found
        if item.label is not Label.PERSON or text[item.start : item.end] not in called
    ]


def _standing_alone(passage: Passage, people: Sequence[Found]) -> Collection[str]:
    """The names behind which LAC sees another word, and the last parts of those with dots."""
    names = {passage.text[item.start : item.end] for item in people if passage.is_edge(item.end)}
    last = {name.rpartition(_DOT)[2] for name in names if _DOT in name}
    return names | {name for name in last if len(name) >= _LEAST}


def _cut(passage: Passage, item: Found, names: Collection[str], found: Index) -> Iterator[Found]:
    text = passage.text
    name = text[item.start : item.end]
    start, end = item.start, item.end
    ruler = _RULER.match(name)
    if ruler is not None and _is_title(passage, item, found):
        start += ruler.end()
    learned = _LEARNED.search(name)
    if learned is not None:
        end -= len(learned[1])
    while end - start > _LEAST + 1 and text[end - 1] in _TIES and _DOT not in text[end - 3 : end]:
        end -= 1
    words = [word for word in _words(passage, start, end) if word.end <= end]
    tie = next((n for n, word in enumerate(words) if n and word.tag in _VERBS), 0)
    for size in range(end - start - 1, 1, -1):
        if text[start + size] in _DOT or not _is_known(text[start : start + size], names):
            continue
        if tie and words[-1].end == end and words[-1].tag == "PER" and tie < len(words) - 1:
            yield Found(start, start + size, Label.PERSON, HINT)
            yield Found(words[tie].end, end, Label.PERSON, HINT)
            return
        if _DOT in text[start : start + size] and _is_rest(passage, start + size, end):
            yield Found(start, start + size, Label.PERSON, HINT)
            return
    yield item._replace(start=start, end=end)


def _is_known(name: str, names: Collection[str]) -> bool:
    """Whether the article has a name, or its last part, by itself."""
    last = name.rpartition(_DOT)[2]
    return name in names or (len(last) >= _LEAST and last in names)


def _is_title(passage: Passage, item: Found, found: Index) -> bool:
    """Whether a ruler's title stands there rather than a given name."""
    before = found.at(item.start - 1) if item.start else None
    in_place = before is not None and before.label in {Label.PLACE, Label.ORG}
    return in_place or passage.text.endswith(_FORMER, 0, item.start)


def _words(passage: Passage, start: int, end: int) -> Iterator[Word]:
    at = start
    while at < end:
        word = passage.word_at(at)
        if word is None:
            return
        yield word
        at = word.end


def _is_rest(passage: Passage, start: int, end: int) -> bool:
    """Whether what stands behind a name is no more of it: 内切, of which LAC takes a part for
    itself; but 耶夫 of 安德烈耶夫."""
    foreign = SOUND.fullmatch(passage.text, start, end) is not None
    return not foreign or any(passage.is_edge(at) for at in range(start, end))

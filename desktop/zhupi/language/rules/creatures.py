"""Animals and craft that are called as people are, and are nobody: 大熊猫玲玲, 探测器罗塞塔."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import CHINESE, SOUND
from zhupi.language.rules.mentions import follows_title

#: What stands before such a name; of two characters at least, for 马 and 羊 end other words.
_KINDS = tuple(
    words("""
    熊猫 猫熊 警犬 猎犬 军犬 导盲犬 搜救犬 牧羊犬 流浪犬 小狗 小猫 猫咪 赛马 战马 名马 母马 公马
    老虎 东北虎 华南虎 狮子 大象 亚洲象 猩猩 猴子 金丝猴 鲸鱼 虎鲸 白鲸 座头鲸 海豚 白鱀豚 江豚
    克隆羊 克隆牛 克隆猴 绵羊 山羊 鹦鹉 企鹅 北极熊 棕熊 黑熊 章鱼 长颈鹿 朱鹮 丹顶鹤 天鹅 信鸽
    探测器 探测车 着陆器 巡视器 火星车 月球车 轨道器 飞船 航天器 航天飞机 空间站 宇宙飞船 卫星
    望远镜 货轮 邮轮 油轮 客轮 渡轮 游轮 轮船 帆船 游艇 军舰 护卫舰 驱逐舰 巡洋舰 战列舰 航母
    潜艇 科考船 机器人 机器狗
    """)
)
_MARKS = frozenset("“”「」『』")
_BETWEEN = _MARKS | frozenset("、和与及")
_OPENING = frozenset("“「『")


def creatures(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops people that the article introduces as an animal or a craft, and their like."""
    people = [item for item in sorted(found) if item.label is Label.PERSON]
    names = _introduced(passage, people)
    if not names:
        return found
    text = passage.text
    return [
        item
        for item in found
        if item.label is not Label.PERSON
        or not (
            text[item.start : item.end] in names
            or _of_kind(text[item.start : item.end])
            or _is_doubled(text[item.start : item.end])
        )
        or follows_title(passage, item.start)
    ]


def _introduced(passage: Passage, people: list[Found]) -> set[str]:
    """What is called behind a word for its kind, or behind another that is."""
    text = passage.text
    names: set[str] = set()
    last = -1
    for item in people:
        name = text[item.start : item.end]
        if of_kind := _of_kind(name):
            names.add(of_kind)
            last = item.end
            continue
        quoted = text[item.start - 1 : item.start] in _OPENING
        start = item.start - 1 if quoted else item.start
        listed = last >= 0 and start - last < 4 and _BETWEEN.issuperset(text[last : item.start])
        if listed or (
            text.endswith(_KINDS, max(0, start - 6), start)
            and passage.is_edge(item.start)
            and (quoted or not _is_chinese(name))
        ):
            names.add(name)
            last = item.end
    return names


def _of_kind(name: str) -> str:
    """乐乐 of 熊猫乐乐, which was taken for one name; otherwise nothing."""
    if not name.startswith(_KINDS):
        return ""
    kind = next(kind for kind in _KINDS if name.startswith(kind))
    return name[len(kind) :]


def _is_doubled(name: str) -> bool:
    return len(name) == 2 and name[0] == name[1]


def _is_chinese(name: str) -> bool:
    """Whether it has a family name, as nobody gives to an animal: 抱着小猫李明笑了."""
    foreign = "·" in name or (len(name) > 2 and SOUND.fullmatch(name) is not None)
    return CHINESE.match(name) is not None and not foreign and not _is_doubled(name)

"""Makes `resources/folding/table.txt`, the table by which `core.folding` folds characters.

    pip download --no-deps --dest FOLDER opencc-python-reimplemented==0.1.7
    python3.11 packaging/make_folding.py FOLDER/opencc_python_reimplemented-*.whl

Run once by a maintainer; needs only the standard library, and Python 3.11 for its Unicode 14. The
same wheel always gives the same table, whatever Python the program runs on later.

A character takes one step after another until none is left to take: to the compatible character
of the same meaning (NFKC), to its small letter, to the simplified character, to the usual one of
several variants, to full width where Chinese writes that mark in full width. Only steps to one
single character are taken. All that end at the same character are a class. White space is no part
of the table: `core.folding` knows it.

`--collisions` prints the classes in which two characters of GB 2312 meet, the characters of
everyday simplified text: what folding makes equal there, it makes equal for better or worse.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

WHEEL_SHA256 = "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6"
UNICODE = "14.0.0"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "folding"
LINE = 64  #: characters in a line of the table
BMP = 0x10000

#: What Chinese writes in full width. A comma typed on either keyboard is the same comma, and the
#: one that most texts hold costs nothing to keep.
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in ",:;!?()~"}
#: The wave dash, and the points between the parts of a foreign name.
MARKS = {ord("〜"): ord("～"), **dict.fromkeys(map(ord, "•‧∙⋅・"), ord("·"))}

# The first of a row stands for the others; names are often written with any of them. OpenCC's
# tables lack these, leave them apart, or hold them under another heading.
OWN = """
了瞭 只祇衹秖 借藉 复覆 仿彷 抵牴 夫伕 它牠 昵暱 背揹 于扵 着著 钟锺 余馀 巨钜
托讬 咨谘 沈渖 曲麹 面麺 线缐 彩䌽 弥㳽 当𪠽 尽侭 颖頴颕 台坮 矿鑛鉱砿 强彊
青靑 清淸 冰氷 并竝幷 姊姉 瓶甁 窗窓窻牎牕 罚罸 铺舖 躲躱 邻隣 阱穽 颊頬 莅涖
炮砲礮 碗椀盌 岩嵒 劫刦刧 匆怱悤 回囘廻 妒妬 岛嶋嶌 往徃 德悳 愧媿 憩憇 捏揑
插揷 携擕 暖煖煗 村邨 果菓 棋碁 榨搾 款欵 歌謌 沿㳂 潜濳 灾烖 熙凞煕 珍珎 略畧
皓晧 睹覩 稚穉 稿稾 窑窰 脉衇 膳饍 裸躶 貌皃 跺跥 遁遯 酬酧醻 野埜壄 闹閙 阔濶
雁鴈 鞋鞵 飘飃 粗麤 鼓皷 概槪 乡鄕 值値 研硏 俞兪 俱倶 慎愼 朵朶 梅楳 狸貍
砖甎 磁礠 考攷 胸胷 蛇虵 衔啣 视眎 郎郞 馔籑 高髙 朗朖 尚尙 戏戱戯 碌磟 侯矦
冤寃 冥㝠 准凖 剑劒 厩廐 叠疉 啖啗噉 喧諠 嗔瞋 园薗 坤堃 堤隄 墩墪 夜亱 姻婣
嫩嫰 宁寍 寇宼 宴讌 寓庽 尔尒 崖崕 崇崈 幡旛 彝彞彛 恿慂 悖誖 拗抝 捍扞 揪揫
斗鬪鬭 时旹 昏昬 柏栢 柿柹 梨棃 棕椶 浚濬 溪谿 炉鑪 燕鷰 琅瑯 留畱 盏琖 碰掽踫
秋秌 秸稭 罐鑵 翻飜 胭臙 臀臋 莓苺 葬塟 蛔蚘 蜂蠭 蝶蜨 袖褎 裤袴 豆荳 踩跴
辉煇 辞辤 钵盋 锄鉏 附坿 鞍鞌 韭韮 魂䰟 鳌鼇 麟麐 〇○ 札劄箚 径逕迳 绕遶 扇搧
拼拚 举擧 艳艶 萌萠 褒襃 饼餠 并倂 尧尭 涩澁 晃晄 欢懽 虎⻁ 贝⻉ 见⻅ 车⻋
长⻓ 门⻔ 页⻚ 风⻛ 飞⻜ 马⻢ 鱼⻥ 鸟⻦ 黄⻩ 齐⻬ 齿⻮ 龙⻰ 民⺠ 西⻄ 青⻘
角⻆ 麦⻨ 鬼⻤ 骨⻣ 韦⻙ 食⻝ 黾⻪ 卤⻧ 羊⺷ 示⺬
"""


def steps(wheel: Path) -> dict[int, int]:
    """Character → the one it is taken for at the next step."""
    characters = FULL_WIDTH | MARKS
    settled = set(FULL_WIDTH.values())
    han = _han(wheel)
    for code in range(sys.maxunicode + 1):
        if code in characters or code in settled or _unfoldable(code):
            continue
        if (step := han.get(code, _plain(code))) != code:
            characters[code] = step
    return characters


def _unfoldable(code: int) -> bool:
    """Surrogates, and white space, which is no part of the table."""
    return 0xD800 <= code < 0xE000 or chr(code).isspace()


def _plain(code: int) -> int:
    """The compatible, else the small character."""
    character = chr(code)
    for other in (
        unicodedata.normalize("NFKC", character),
        character.casefold(),
        character.lower(),
    ):
        # Casefolding takes Cherokee to capitals, unlike everything else.
        if len(other) == 1 and other != character and not (other.isspace() or other.isupper()):
            return ord(other)
    return code


def _han(wheel: Path) -> dict[int, int]:
    with zipfile.ZipFile(wheel) as archive:
        simplified = _pairs(archive, "TSCharacters")
        traditional = _pairs(archive, "STCharacters")
        variants = [
            pair
            for name in ("TWVariants", "TWVariantsRev", "HKVariants", "HKVariantsRev", "JPVariants")
            for pair in _pairs(archive, name)
        ]
    found: dict[str, str] = {}
    for character, step in simplified:
        found.setdefault(character, step)  # the first is the usual one
    known = {character for pair in simplified + traditional for character in pair}
    # A regional form is only taken for another where it is no character of its own in Chinese,
    # as 芸, 欠 and 弁 are, which Japanese writes for 藝, 缺 and 辯.
    for usual, regional in variants:
        for one, other in ((usual, regional), (regional, usual)):
            if _in_use(one, known) and not _in_use(other, known):
                found.setdefault(other, one)
    for row in OWN.split():
        found.pop(row[0], None)
        found.update(dict.fromkeys(row[1:], row[0]))
    return {ord(a): ord(b) for a, b in found.items() if a != b}


def _pairs(archive: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """The pairs of a table of OpenCC's: each character with each of its counterparts, in order."""
    lines = archive.read(f"opencc/dictionary/{name}.txt").decode("utf-8").splitlines()
    columns = (line.split("\t") for line in lines if line)
    return [(one, other) for one, others in columns for other in others.split()]


def _in_use(character: str, known: set[str]) -> bool:
    return character in known or _in_gb2312(character)


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def classes(taken: Mapping[int, int]) -> dict[int, list[int]]:
    """Representative → the other members, both in the order of code points.

    The representative is where the steps end. Where that lies outside the basic plane and a
    member does not, the first such member is: then no character of the basic plane folds out of
    it, and an index of 16-bit units can be folded unit by unit.
    """
    ends: dict[int, list[int]] = {}
    for code in taken:
        ends.setdefault(_end(code, taken), []).append(code)
    found = {}
    for end, others in ends.items():
        members = sorted({end, *others})
        head = members[0] if end >= BMP > members[0] else end
        found[head] = [member for member in members if member != head]
    return dict(sorted(found.items()))


def _end(code: int, taken: Mapping[int, int]) -> int:
    passed = {code}
    while (code := taken.get(code, code)) not in passed:
        passed.add(code)
    if code in taken:
        raise ValueError(f"The steps from {chr(code)} lead back to it.")
    return code


def table(found: Mapping[int, list[int]]) -> str:
    """Pairs of lines: characters, and below each the one that stands for it."""
    pairs = sorted((member, head) for head, members in found.items() for member in members)
    lines = []
    for start in range(0, len(pairs), LINE):
        line = pairs[start : start + LINE]
        lines += ["".join(chr(pair[place]) for pair in line) for place in (0, 1)]
    return "\n".join(lines) + "\n"


def collisions(found: Mapping[int, list[int]]) -> Iterator[str]:
    """The classes in which characters of everyday simplified text meet."""
    for head, members in found.items():
        row = "".join(map(chr, [head, *members]))
        everyday = "".join(c for c in row if "\u4e00" <= c <= "\u9fff" and _in_gb2312(c))
        if len(everyday) > 1:
            yield f"{everyday} ({row})"


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the table of folded characters.")
    parser.add_argument(
        "wheel", type=Path, help="opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl"
    )
    parser.add_argument("--output", type=Path, default=TARGET, help="folder to write to")
    parser.add_argument("--collisions", action="store_true", help="only print what meets")
    options = parser.parse_args()
    digest = hashlib.sha256(options.wheel.read_bytes()).hexdigest()
    if digest != WHEEL_SHA256:
        print(
            f"{options.wheel} is not the wheel we know: its SHA-256 is {digest}.", file=sys.stderr
        )
        return 1
    if unicodedata.unidata_version != UNICODE:
        print(f"This needs a Python with Unicode {UNICODE}, as 3.11 is.", file=sys.stderr)
        return 1
    found = classes(steps(options.wheel))
    if options.collisions:
        print("\n".join(collisions(found)))
        return 0
    options.output.mkdir(parents=True, exist_ok=True)
    target = options.output / "table.txt"
    target.write_text(table(found), encoding="utf-8", newline="\n")
    with zipfile.ZipFile(options.wheel) as archive:
        licence = archive.read("opencc_python_reimplemented-0.1.7.dist-info/LICENSE.txt")
    (options.output / "LICENSE").write_bytes(licence)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target}: {target.stat().st_size:,} bytes, SHA-256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

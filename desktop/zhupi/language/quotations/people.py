"""What a text as a whole tells of the people in it: the one it is about, and who is 他 or 她.

Read once, before the sentences, in one walk over the mentions and one over the pronouns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from zhupi.core.model import Label, Mention, Span
from zhupi.language.patterns import Pattern
from zhupi.language.quotations.cues import any_of

MALE, FEMALE = "他", "她"

_HER = any_of(
    "女士 夫人 小姐 太太 女王 皇后 公主 修女 王妃 妻子 母亲 女儿 姐姐 妹妹 祖母 奶奶 遗孀 皇太后"
)
_HIS = any_of(
    "先生 爵士 勋爵 国王 王子 丈夫 父亲 儿子 哥哥 弟弟 祖父 爷爷 神父 亲王 大叔 大爷 少爷"
)
_BEFORE = Pattern(
    rf"(?:(?P<her>{_HER}|女(?:作家|演员|教师|记者|选手|将|星|子|工人|科学家|航天员|部长|首相|总统))"
    rf"|(?P<his>{_HIS}))$"
)
_BEHIND = Pattern(rf"(?P<her>{_HER})|(?P<his>{_HIS})")
#: At the head of a clause: elsewhere it is often another's, 某人给她打了电话.
_PRONOUN = Pattern("(?:(?<=[，。！？；：”」\n在据而但当])|^)[他她](?!们)")
_ANY = Pattern("[他她](?!们)")
_OFTEN, _OFTEN_TO_ONE = 8, 4  #: so often a text about a woman says 她, and so often for each 他
_STOP = Pattern("[。！？]+[”」』]?\n*|\n+")
#: Whom a speaker calls 他 the narrator may call otherwise.
_SPOKEN = Pattern("“[^“”\n]{1,400}”|「[^「」\n]{1,400}」")
_IN_TITLE = 12  #: so many mentions at most stand in a title
_TITLED = 4  #: so long are the words beside a name that tell it


_HER_END = any_of("""
孙女 外孙女 侄女 外甥女 儿媳 老伴 老妇 老妇人 老太太 大娘 大妈 大婶 大姐 姑娘 婆婆 岳母 嫂子 姑姑
阿姨 外婆 姥姥 妈妈 女友 前妻 女子 女孩
""")
_HIS_END = any_of("""
孙子 外孙 侄子 外甥 老汉 老大爷 大伯 大哥 小伙 小伙子 女婿 公公 岳父 舅舅 叔叔 伯伯 外公 姥爷
爸爸 男友 前夫 男子 男孩
""")
_SEX = Pattern(f"(?:(?P<her>{_HER}|{_HER_END})|(?:{_HIS}|{_HIS_END}))$")


def sex_of(words: str) -> str:
    """他 or 她 for words such as 母亲; empty where they do not tell."""
    found = _SEX.search(words)
    return "" if found is None else FEMALE if found["her"] else MALE


def main_person(mentions: Sequence[Mention], title: Span | None = None) -> str:
    """The person whom the text is about; empty where there is none.

    Named far more often than any other, or more often and in the `title`.
    """
    counts = Counter(m.entity for m in mentions if m.label is Label.PERSON)
    if not counts:
        return ""
    first, second = ([*counts.most_common(2), ("", 0)])[:2]
    titled = title is not None and any(
        m.entity == first[0] and m.start < title.end for m in mentions[:_IN_TITLE]
    )
    often = max(3, second[1] + 1 if titled else 2 * second[1])
    return first[0] if first[1] >= often else ""


def heroine(text: str, mentions: Sequence[Mention], told: Mapping[str, str]) -> str:
    """Whom a text is about that says 她 nearly throughout; empty where it does not.

    `text` is folded; `told`: 他 or 她, as `genders` has them. Of those named most often the one
    whom nothing shows to be a man, the first named.
    """
    if not _is_hers(text):
        return ""
    counts = Counter(m.entity for m in mentions if m.label is Label.PERSON)
    most = max(counts.values(), default=0)
    fits = [
        one for one, number in counts.items() if number >= max(3, most) and told.get(one) != MALE
    ]
    return fits[0] if fits else ""


def _is_hers(text: str) -> bool:
    """Whether a text says 她 nearly throughout."""
    called = Counter(found[0] for found in _ANY.finditer(text))
    return called[FEMALE] >= max(_OFTEN, _OFTEN_TO_ONE * called[MALE])


def genders(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """他 or 她 for each person of whom a word beside the name or a plain sentence tells it.

    `text` is folded. A pronoun tells it where only one person is named in its sentence before it
    and in the sentence before that one; who is called both by turns is left out.
    """
    people = [m for m in mentions if m.label is Label.PERSON]
    votes = _beside(text, people)
    for entity, word in _plain(text, people):
        votes.setdefault(entity, Counter())[word] += 1
    return _decided(votes)


def titled(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """The same, by the words beside the names alone."""
    return _decided(_beside(text, [m for m in mentions if m.label is Label.PERSON]))


def _beside(text: str, people: Sequence[Mention]) -> dict[str, Counter[str]]:
    """What words such as 女士 tell of people."""
    votes: dict[str, Counter[str]] = {}
    hers = _is_hers(text)
    for one in people:
        beside = _BEHIND.match(text, one.end) or _BEFORE.search(
            text, max(0, one.start - _TITLED), one.start
        )
        if beside:
            word = FEMALE if beside["her"] else MALE
            if hers and beside[0] == "先生":
                # It is also said of women of letters.
                continue
            votes.setdefault(one.entity, Counter())[word] += 2 if beside[0] == "先生" else 6
    return votes


def _plain(text: str, people: Sequence[Mention]) -> list[tuple[str, str]]:
    """Whom pronouns mean where nobody else is named."""
    stops = [found.start() for found in _STOP.finditer(text)]
    starts = [one.start for one in people]
    spoken = [(one.start(), one.end()) for one in _SPOKEN.finditer(text)]
    found = []
    for pronoun in _PRONOUN.finditer(text):
        before = bisect_left(spoken, (pronoun.start(), 0)) - 1
        if before >= 0 and pronoun.start() < spoken[before][1]:
            continue
        sentence = bisect_right(stops, pronoun.start())
        since = stops[sentence - 2] if sentence > 1 else 0
        inside = people[bisect_left(starts, since) : bisect_left(starts, pronoun.start())]
        if len({one.entity for one in inside[-8:]}) == 1:
            found.append((inside[-1].entity, pronoun[0]))
    return found


def _decided(votes: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Those of whom one word was told at least twice as often as the other."""
    told = {}
    for entity, counts in votes.items():
        (word, often), *other = counts.most_common()
        if often >= 2 and (not other or often >= 2 * other[0][1]):
            told[entity] = word
    return told

"""Names as papers of a hundred years ago and their readers today write them: governors by their
province, troops and houses by a family name, ships, concessions, a state's sign in a list.

Each with what it finds and what only looks alike; a reader who searches for a person or a place
misses it otherwise, or finds somebody who was a ship.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.model import Label, Span
from zhupi.core.protocols import Recogniser
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.ships import ships
from zhupi.language.rules.surnames import surnames


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # governors
        ("苏督齐燮元之代表凌铁庵，乘小轮来谒。", "PLACE:苏"),
        ("苏督齐燮元之代表凌铁庵，乘小轮来谒。", "PERSON:齐燮元"),
        ("直督王承斌所部被缴械。", "PLACE:直"),
        ("据丁提督查覆之电。", "PERSON:丁"),
        ("相传安御史出都，送者塞道。", "PERSON:安"),
        # of whom only a family name is told
        ("孙氏昨抵津。闻孙氏定明日下午茶会。", "PERSON:孙"),
        ("段祺瑞未至，段氏在津。众人集段宅议事。", "PERSON:段"),
        ("李鸿章复奏。著李鸿章严饬各军。", "PERSON:李鸿章"),
        ("起用恭亲王奕䜣，管理总理衙门。", "PERSON:奕䜣"),
        ("冯玉祥入京，冯昨日称病。", "PERSON:冯"),
        ("今天是李世石输了。李九段道歉。", "PERSON:李"),
        ("科威特埃米尔贾比尔撤往沙特，埃米尔的弟弟阵亡。", "PERSON:贾比尔"),
        # who was cut short, or ran on
        ("随行的有自民党元老松村谦三，二阶堂官房长官也到了。", "PERSON:松村谦三"),
        ("随行的有自民党元老松村谦三，二阶堂官房长官也到了。", "PERSON:二阶堂"),
        ("李宗仁、孙科决选。李得一千四百三十八票。", "PERSON:李"),
        ("林飞帆说，林强调还没有结束。", "PERSON:林"),
        ("美国国务院亚太助卿罗素表示关注。", "PERSON:罗素"),
        # states as treaties write them
        ("《中华人民共和国政府和日本国政府联合声明》发表。", "PLACE:日本国"),
        ("日本国和中华人民共和国之间的不正常状态宣告结束。", "PLACE:日本国"),
        ("满洲国政府声明不予承认。", "PLACE:满洲国"),
        # inside names
        ("直皖战争以后，奉军入关。", "PLACE:皖"),
        ("直皖战争以后，奉军入关。", "PLACE:奉"),
        ("英外部昨天照会各国。", "PLACE:英"),
        # places of one character
        ("三艘美轮沉没的消息传来。", "PLACE:美"),
        ("这是中日关系史上的新篇章。", "PLACE:日"),
        ("王已避入英租界。", "PLACE:英"),
        ("此项移交一俟对日和约缔结后立即实现。", "PLACE:日"),
        ("去年经海路抵欧者约三十万人。", "PLACE:欧"),
        ("三年1.6亿美元，中、印两国入伙则加到2.4亿。", "PLACE:印"),
        ("记者同苏使馆参赞吃了一顿午饭。", "PLACE:苏"),
        ("率淮军二千余人渡海。", "PLACE:淮"),
        ("他在台大外文系任教。", "ORG:台大"),
        ("他在台大外文系任教。", "PLACE:台"),
        ("人大常委会作出解释。", "ORG:人大"),
        ("比萨近郊的观测站昨天启用。", "PLACE:比萨"),
    ],
)
def test_old_papers_names_are_found(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # what is called so and is nobody
        ("吏部左侍郎崇厚受命使俄。", "PERSON:左"),
        ("杨军表示，杨家的房子卖了。", "PERSON:杨家"),
        ("韩次长会见记者。", "PERSON:韩"),
        ("浙江之战打响。", "PLACE:江"),
        ("寺中供奉法轮，两侧卧鹿。", "PLACE:法"),
        ("广东英德一工厂爆炸。", "PLACE:德"),
        ("杨军表示，杨家的房子卖了。", "PERSON:杨军表"),
        ("省督查组王组长昨天到任。", "PERSON:查组王"),
        # ships
        ("吉野、浪速、秋津洲三舰在洋面截击。", "PERSON:吉野"),
        ("吉野、浪速、秋津洲三舰在洋面截击。", "PERSON:秋津洲"),
        ("提督率定远、镇远诸舰护送。", "PLACE:镇远"),
        ("山东舰昨天穿过海峡。", "PLACE:山东"),
        ("当夜他登上永丰舰。", "PLACE:永丰舰"),
        # languages, hours, what is no state
        ("她主编的英译《文选》出版。", "PLACE:英"),
        ("工地日、夜不停。", "PLACE:日"),
        ("影片配有中、英文字幕。", "PLACE:英"),
        ("更觉余今日之引咎辞职，为效忠党国。", "PERSON:余"),
        ("科威特埃米尔贾比尔撤往沙特，埃米尔的弟弟阵亡。", "PERSON:埃米尔"),
        ("日本国内反对，日本国民支持，日本国务大臣辞职。", "PLACE:日本国"),
        # inside names
        ("里约热内卢的马拉卡纳体育场大雨如注。", "PLACE:马拉卡纳"),
        ("《南华早报》指出，市场平静。", "PLACE:南华"),
        ("参议院银行委员会开会。", "ORG:参议院银行"),
        ("两国与苏维埃社会主义共和国联盟缔约。", "PLACE:苏维埃社会主义共和国"),
    ],
)
def test_what_only_looks_like_an_old_papers_name_is_none(
    recogniser: Recogniser, text: str, unwanted: str
) -> None:
    assert unwanted not in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("日本舰队昨日来袭。", "PLACE:日本"),
        ("美舰昨天驶过台海。", "PLACE:美"),
        ("雷军说，汽车将上市。雷先生很忙。", "PERSON:雷军"),
        ("首相石破茂正在访美，石破茂之妻同行。", "PERSON:石破茂"),
        ("张三丰说，李四来了，张三也来了。", "PERSON:张三"),
        ("香港总督麦理浩到任，港督麦理浩致词。", "PERSON:麦理浩"),
        ("加拿大护卫舰通过台湾海峡。", "PLACE:加拿大"),
        ("俄罗斯舰艇驶过对马海峡。", "PLACE:俄罗斯"),
        ("伊朗军舰昨天起航。", "PLACE:伊朗"),
        ("珍珠港军舰被毁。", "PLACE:珍珠港"),
        ("越南、菲律宾等舰参加演习。", "PLACE:越南"),
        ("父亲王建国说，孩子很懂事。", "PERSON:王建国"),
        ("母亲王秀英今年七十岁。", "PERSON:王秀英"),
        ("李克强去世。李强调研企业。", "PERSON:李强"),
        ("张宁到场。市委书记张强调研企业。", "PERSON:张强"),
        ("林郑月娥出席仪式。林郑月娥原名郑月娥。", "PERSON:林郑月娥"),
        ("浙江之战打响。", "PLACE:浙江"),
    ],
)
def test_what_is_no_ship_and_nobodys_troops_stays(
    recogniser: Recogniser, text: str, kept: str
) -> None:
    assert kept in found(recogniser, text)


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("毛主席斯大林", ["毛", "斯大林"]),
        ("周总理尼赫鲁", ["周", "尼赫鲁"]),
        ("周总理", ["周"]),
        ("安总理奥", ["安总理奥"]),
    ],
)
def test_two_people_side_by_side_are_not_one(name: str, people: list[str]) -> None:
    text = f"{name}同来。"
    passage = Passage(text, [Span(0, len(text))], [])
    read = surnames(passage, [Found(0, len(name), Label.PERSON, 0.9)])
    assert [text[item.start : item.end] for item in read] == people


def test_ships_side_by_side_cost_no_more_than_their_length() -> None:
    """A line of nothing but «and» would hold up the program."""
    text = "和" * 5000 + "。舰" + "定远、" * 3000 + "舰"
    passage = Passage(text, [Span(0, len(text))], [])
    assert ships(passage, []) == []

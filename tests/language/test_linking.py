"""One thing, one entity within an article: what its names have in common, and what they do not."""

from __future__ import annotations

import re

import pytest

from zhupi.core.model import Label, Mention
from zhupi.language.linking import link

_MARK = re.compile(r"\[([A-Z]+) |\]")


def read(marked: str) -> tuple[str, list[Mention]]:
    """The text of `[PERSON 王毅]说` and its mentions; marks nest."""
    text, at = "", 0
    mentions: list[Mention] = []
    waiting: list[tuple[int, Label]] = []
    for token in _MARK.finditer(marked):
        text += marked[at : token.start()]
        at = token.end()
        if token[1]:
            waiting.append((len(text), Label(token[1])))
        else:
            start, label = waiting.pop()
            mentions.append(Mention(start, len(text), label, ""))
    return text + marked[at:], sorted(mentions, key=lambda m: (m.start, -m.end))


def linked(marked: str) -> list[tuple[str, str]]:
    """Each mention's words, and its entity without the label."""
    text, mentions = read(marked)
    result = link(text, mentions)
    assert [m.span for m in result] == [m.span for m in mentions]
    return [(text[m.start : m.end], m.entity.partition(":")[2]) for m in result]


def last(marked: str) -> str:
    """The entity of the last mention that lies in no other."""
    text, mentions = read(marked)
    at = max(i for i, m in enumerate(mentions) if all(o.end <= m.start for o in mentions[:i]))
    return link(text, mentions)[at].entity.partition(":")[2]


SAME = [
    # people
    ("[PERSON 安东尼·布林肯]来了。[PERSON 布林肯]说", "安东尼·布林肯"),
    ("[PERSON 加夫列尔·加西亚·马尔克斯]写道，[PERSON 加西亚·马尔克斯]", "加夫列尔·加西亚·马尔克斯"),
    ("[PERSON 拿破仑·波拿巴]称帝，[PERSON 拿破仑]", "拿破仑·波拿巴"),
    ("[PERSON 哈里·S·杜鲁门]说，[PERSON 哈里·杜鲁门]", "哈里·S·杜鲁门"),
    ("[PERSON 约翰·海]到了。[PERSON 海]说", "约翰·海"),
    ("[PERSON 安東尼•布林肯]來了。[PERSON 安东尼·布林肯]", "安东尼·布林肯"),
    ("[PERSON 王长青]到了。[PERSON 王]部长说", "王长青"),
    ("[PERSON 王]部长来了。部长[PERSON 王长青]", "王长青"),
    ("部长[PERSON 王长青]来了。[PERSON 王大山]走了。[PERSON 王]部长", "王长青"),
    ("[PERSON 王长青]来了。[PERSON 王]先生说", "王长青"),
    ("团长[PERSON 王长青]来了。[PERSON 王]总理说", "王长青"),
    ("[PERSON 欧阳长青]到了。[PERSON 欧阳]说", "欧阳长青"),
    ("[PERSON 李建邺]到了。[PERSON 建邺]说", "李建邺"),
    ("[PERSON 谷垣祯二]到了。[PERSON 谷垣]说", "谷垣祯二"),
    ("部长[PERSON 王长青]和教授[PERSON 王大山]来了。[PERSON 王]部长说", "王长青"),
    ("[PERSON 王长青]走了。[PERSON 王大山]来了。[PERSON 王]某日", "王大山"),
    ("总统[PERSON 约翰·史密]和作家[PERSON 玛丽·史密]来了。总统[PERSON 史密]", "约翰·史密"),
    ("[PERSON 松本清]（本名[PERSON 山田二郎]）。[PERSON 山田二郎]", "松本清"),
    ("[PERSON 松本清]原名[PERSON 山田二郎]", "松本清"),
    ("[PERSON 王長青]（字[PERSON 松坡]）。[PERSON 松坡]", "王长青"),
    # bodies of states
    ("[ORG [PLACE 美国]国务院]说，[ORG [PLACE 美]国务院]", "美国国务院"),
    ("[ORG [PLACE 中国]外交部]。[ORG [PLACE 中华人民共和国]外交部]", "中国外交部"),
    ("[ORG 外交部]发言人[PERSON 汪长青]说。[ORG 外交部]发言人[PERSON 汪长青]", "汪长青"),
    ("[ORG [PLACE 美国]国会]开会。会上，[ORG 国会]", "美国国会"),
    ("[PLACE 美国]总统向[ORG 国会]", "美国国会"),
    ("[ORG [PLACE 美国]驻[PLACE 中国]联络处]。[ORG 驻[PLACE 华]联络处]", "美国驻中国联络处"),
    ("[ORG [PLACE 阿根廷]队]。[PLACE 阿根廷]。[ORG [PLACE 阿]队]。[PLACE 阿]方", "阿根廷"),
    ("[PLACE 阿根廷]。[ORG [PLACE 阿根廷]队]。[ORG [PLACE 阿]队]", "阿根廷队"),
    ("[ORG [PLACE 香港]立法局]。[ORG 立法局]", "香港立法局"),
    # abbreviations and firms
    ("[ORG 东京电力公司]。[ORG 东电]", "东京电力公司"),
    ("[ORG 雷曼兄弟]。[ORG 雷曼]", "雷曼兄弟"),
    ("[ORG 山海集团有限公司]。[ORG 山海]", "山海集团有限公司"),
    ("[ORG 中国山海协会]。[ORG 山协]", "中国山海协会"),
    ("[ORG 全国山地运动联合会]。[ORG 山联会]", "全国山地运动联合会"),
    ("[ORG [PLACE 纽约]联邦储备银行]。[ORG [PLACE 纽约]联储]", "纽约联邦储备银行"),
    ("[EVENT 第31届世界乒乓球锦标赛]。[EVENT 第31届世乒赛]", "第31届世界乒乓球锦标赛"),
    ("[EVENT 法国网球公开赛]。[EVENT 法网]", "法国网球公开赛"),
    ("[ORG 世界卫生组织]。[ORG 世卫]", "世界卫生组织"),
    ("[ORG 世衞]", "世界卫生组织"),
    # names that a text gives
    ("[ORG 山海研究所]（[ORG SHI]）。[ORG SHI]", "山海研究所"),
    ("[ORG SHI]（[ORG 山海研究所]）。[ORG SHI]", "山海研究所"),
    ("[ORG 山海研究所]（以下简称“[ORG 长青]”）。[ORG 长青]", "山海研究所"),
    ("[ORG 山海研究所]（下称[ORG 长青]）。[ORG 长青]", "山海研究所"),
    ("[ORG 山海研究所]（山海所，[ORG SHI]）。[ORG SHI]", "山海研究所"),
    ("[ORG 山海研究所]（英文缩写SHI）。[ORG SHI]", "山海研究所"),
    ("《[LAW 山地保护条例]》（以下简称《[LAW 条例]》）。《[LAW 条例]》", "山地保护条例"),
    ("[PLACE 长青镇]，又称“[PLACE 青城]”。[PLACE 青城]", "长青镇"),
    # laws and events
    ("《[LAW 山地流域保护管理办法]》。《[LAW 保护管理办法]》", "山地流域保护管理办法"),
    ("《[LAW 关税与贸易总协定]》。[LAW 总协定]", "关税与贸易总协定"),
    ("《[LAW 中华人民共和国和山国关于建立外交关系的联合公报]》。[LAW 建交公报]",
     "中华人民共和国和山国关于建立外交关系的联合公报"),
    ("[LAW 法国山地法]、[LAW 中华人民共和国山地法]。[LAW 山地法]", "中华人民共和国山地法"),
    ("《[LAW 山地法]》。[LAW 山地法]", "山地法"),
    # places
    ("[PLACE 美国]。访[PLACE 美]", "美国"),
    ("[PLACE 中华人民共和国]", "中国"),
    ("[PLACE 印尼]。[PLACE 印]方", "印度尼西亚"),
    ("[PLACE 印度]和[PLACE 印尼]。[PLACE 印]方", "印度"),
    ("[PLACE 温布尔登]。[PLACE 温]网", "温布尔登"),
    ("[PLACE 长青县]。[PLACE 长青]", "长青县"),
    ("返[PLACE 沪]", "上海市"),
    ("[PLACE 东京]。返[PLACE 京]", "东京"),
    ("[PLACE 意大利]。[PLACE 意国]", "意大利"),
    ("[PLACE 科威特城]。[PLACE 科威特]。[PLACE 科]方", "科威特"),
    ("[PLACE 滇省]", "云南省"),
    ("[PLACE [PLACE 人民大会堂]西大厅]。[PLACE 西大厅]", "人民大会堂西大厅"),
    ("[PLACE 斯德哥爾摩]", "斯德哥尔摩"),
    # media
    ("《[MEDIA 聯合早報]》。[MEDIA 联合早报]", "联合早报"),
    ("[MEDIA [MEDIA 山海卫视]夜新闻]。[MEDIA 夜新闻]", "山海卫视夜新闻"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "entity"), SAME)
def test_names_of_one_thing_share_its_fullest_name(marked: str, entity: str) -> None:
    assert last(marked) == entity


APART = [
    # people
    ("[PERSON 约翰·史密]和[PERSON 玛丽·史密]。[PERSON 史密]", "史密"),
    ("[PERSON 王长青]。[PERSON 长安]", "长安"),
    ("[PERSON 欧阳长青]。[PERSON 阳长]", "阳长"),
    ("[PERSON 陈高山]。[PERSON 高山]", "高山"),
    ("[PERSON 张某]。[PERSON 张某某]", "张某某"),
    ("[PERSON 李]先生", "李"),
    ("部长[PERSON 李长青]来了。[PERSON 李]医生", "李"),
    ("记者[PERSON 李长青]报道。[PERSON 李]先生", "李"),
    ("[PERSON 松本清]（[PERSON 山田二郎]饰）", "山田二郎"),
    ("[PERSON 约翰·史密]。[PERSON 约翰逊]", "约翰逊"),
    # bodies
    ("[ORG [PLACE 中国]人民银行]。[ORG [PLACE 中国]银行]", "中国银行"),
    ("[ORG [PLACE 北京]师范大学]。[ORG [PLACE 北京]大学]", "北京大学"),
    ("[ORG 中国社会科学院]。[ORG 中国科学院]", "中国科学院"),
    ("[ORG 联合国大会]。[ORG 联合国]", "联合国"),
    ("[ORG [PLACE 中国]女子排球队]。[ORG [PLACE 中国]队]", "中国队"),
    ("[ORG [PLACE 美国]国会]和[ORG [PLACE 日本]国会]。[ORG 国会]", "国会"),
    ("[ORG [PLACE 美国]国务院]。[PLACE 中国][ORG 国务院]总理[PERSON 李长青]", "李长青"),
    ("[ORG 外交部]", "外交部"),
    ("[ORG [PLACE 日本]陆军省]。[ORG [PLACE 日]军]", "日军"),
    ("[ORG 山海出版集团]、[ORG 山海银行]。[ORG 山海]", "山海"),
    ("[ORG 山海银行]（[ORG 长青公司]）", "长青公司"),
    ("[ORG [ORG [PLACE 中国]外交部]北方司]。[ORG [PLACE 中国]外交部]", "中国外交部"),
    # events
    ("[EVENT 第29届奥运会]。[EVENT 第28届奥运会]", "第28届奥运会"),
    ("[EVENT [PLACE 北京]奥运会]。[EVENT 奥运会]", "奥运会"),
    # laws
    ("[LAW 法国民法典]和[LAW 德国民法典]。[LAW 民法典]", "民法典"),
    ("[LAW 美国宪法]。[LAW 宪法]", "宪法"),
    ("[LAW 第2758号决议]。[LAW 第2757号决议]", "第2757号决议"),
    # places
    ("[PLACE 纽约州]。[PLACE 纽约市]", "纽约市"),
    ("[PLACE 长青县]和[PLACE 长青镇]。[PLACE 长青]", "长青"),
    ("[PLACE 吉林市]。[PLACE 吉林]", "吉林省"),
    ("[PLACE 中非共和国]。[PLACE 中]方", "中国"),
    ("[PLACE 基辅]（[PLACE 乌克兰]）", "乌克兰"),
    ("[PLACE 欧洲]。[PLACE 亚洲]", "亚洲"),
    # kinds
    ("[PLACE 华盛顿]。[PERSON 华盛顿]", "华盛顿"),
    ("[MEDIA [MEDIA 山海卫视]夜新闻]。[MEDIA 山海卫视]", "山海卫视"),
]


@pytest.mark.parametrize(("marked", "entity"), APART)
def test_names_that_only_look_alike_stay_apart(marked: str, entity: str) -> None:
    assert last(marked) == entity


def test_a_body_without_its_state_is_china_s_where_a_chinese_official_speaks() -> None:
    found = linked("[ORG [PLACE 俄罗斯]外交部]说。[ORG 外交部]发言人[PERSON 汪长青]说")
    assert found[2] == ("外交部", "中国外交部")


def test_a_body_without_its_state_is_the_one_named_where_a_foreigner_speaks() -> None:
    found = linked("[ORG [PLACE 美国]国务院]开会。[ORG 国务院]发言人[PERSON 约翰·史密]说")
    assert found[2] == ("国务院", "美国国务院")


def test_a_name_of_china_s_cabinet_stays_beside_that_of_another_state() -> None:
    found = linked("[ORG [PLACE 美国]国务院]。[ORG 国务院]总理[PERSON 李长青]说")
    assert found[2] == ("国务院", "国务院")


def test_two_people_of_one_name_are_told_apart_where_the_text_says_so() -> None:
    found = linked(
        "部长[PERSON 王长青]来了。与他同名的歌手[PERSON 王长青]也来了。[PERSON 王长青]说"
    )
    assert [entity for _, entity in found] == ["王长青", "王长青（歌手）", "王长青"]


def test_one_person_with_two_offices_stays_one() -> None:
    found = linked("部长[PERSON 王长青]来了。前歌手[PERSON 王长青]说，他也写诗")
    assert [entity for _, entity in found] == ["王长青", "王长青"]


def test_somebody_called_mister_is_nobody_who_is_named_later() -> None:
    found = linked("[PERSON 李]先生说，他没看见。部长[PERSON 李长青]第二天来了")
    assert found[0] == ("李", "李")


def test_each_link_says_why_in_words_that_name_the_fuller_name() -> None:
    text, mentions = read("[PERSON 安东尼·布林肯]和[PERSON 布林肯]，[ORG WHO]，访[PLACE 美]")
    first, second, third, fourth = link(text, mentions)
    assert first.why is None
    assert "安东尼·布林肯" in str(second.why)
    assert "世界卫生组织" in str(third.why)
    assert "美国" in str(fourth.why)


def test_times_and_values_stay_as_they_are() -> None:
    time = Mention(0, 2, Label.TIME, "TIME:今天", "2024-01-01", 0.6)
    assert link("今天", [time]) == [time]


TITLED = [
    ("[PLACE 美国]国务卿[PERSON 布林肯]", "国务卿"),
    ("[ORG 外交部]发言人[PERSON 汪长青]", "发言人"),
    ("驻[PLACE 美]大使[PERSON 谢长青]", "大使"),
    ("[PLACE 美国]财政部长[PERSON 史密]", "财政部长"),
    ("国家主席[PERSON 王长青]", "国家主席"),
    ("[ORG 美联储]前主席[PERSON 史密]", "前主席"),
    ("[PLACE 山国]财政、经济和贸易大臣[PERSON 史密]", "财政、经济和贸易大臣"),
    ("，短跑运动员[PERSON 王长青]", "短跑运动员"),
    ("[PERSON 王长青]部长说", "部长"),
    ("[PERSON 史密]总统表示", "总统"),
    ("[PLACE 中國]藥學家[PERSON 王長青]", "藥學家"),
    ("[PLACE 英]方外交大臣[PERSON 史密]", "外交大臣"),
    ("会见总理[PERSON 王长青]", "总理"),
    ("[ORG 山海农场]技术员[PERSON 王长青]", "技术员"),
    ("、前外相[PERSON 山田二郎]", "前外相"),
    ("、陆军大将[PERSON 山田二郎]", "陆军大将"),
    ("，时任市长[PERSON 王长青]", "市长"),
    ("。该集团总裁[PERSON 史密]", "集团总裁"),
    ("「友邦」前總統[PERSON 王長青]的基金會", "前總統"),
    ("〔記者[PERSON 陳長青]／台北報導〕", "記者"),
    ("【記者[PERSON 陳長青]", "記者"),
    ("[本報記者[PERSON 陳長青]", "本報記者"),
    ("，而反对党领袖[PERSON 达顿]则质疑", "反对党领袖"),
    ("，针对总理[PERSON 达顿]的质疑", "总理"),
    # none
    ("「部長」[PERSON 王长青]", ""),
    ("会见[PERSON 王长青]", ""),
    ("，国家[PERSON 王长青]", ""),
    ("[PLACE 山国]人士[PERSON 王长青]", ""),
    ("他说，[PERSON 王长青]", ""),
    ("[PERSON 史密]总统府", ""),
    ("主席团和[PERSON 王长青]", ""),
    ("部长说，[PERSON 王长青]", ""),
    ("[PERSON 王长青]的部长", ""),
    ("大会主席。\n[PERSON 王长青]", ""),
]


@pytest.mark.parametrize(("marked", "title"), TITLED)
def test_a_title_is_what_stands_directly_beside_the_name(marked: str, title: str) -> None:
    text, mentions = read(marked)
    (person,) = (m for m in link(text, mentions) if m.label is Label.PERSON)
    assert person.title == title


def test_a_title_between_two_names_belongs_to_the_second() -> None:
    text, mentions = read("[PERSON 史密]总统[PERSON 约翰]")
    assert [m.title for m in link(text, mentions)] == ["", "总统"]

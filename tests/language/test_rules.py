"""Each rule: what it finds, and what it must leave alone.

Sentences go through the whole recogniser, because what a rule gets depends on LAC's words.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.model import Span
from zhupi.core.protocols import Recogniser


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # short forms
        ("中美关系经历了许多变化。", "PLACE:中"),
        ("中美关系经历了许多变化。", "PLACE:美"),
        ("中日韩三国外长在首尔会晤。", "PLACE:韩"),
        ("美方表示愿意继续谈判。", "PLACE:美"),
        ("日媒对此作了报道。", "PLACE:日"),
        ("这位大使上月访华。", "PLACE:华"),
        ("长期对华强硬的议员改变了立场。", "PLACE:华"),
        ("俄军和乌军都在黑海活动。", "PLACE:俄"),
        ("俄军和乌军都在黑海活动。", "ORG:乌军"),
        ("京津冀三地签订了协议。", "PLACE:冀"),
        ("中、法、日、印等国专家参加了修复。", "PLACE:法"),
        ("京、沪、穗三地同时首发。", "PLACE:穗"),
        ("港商和台商都来投资。", "PLACE:台"),
        ("印巴边境再度交火。", "PLACE:巴"),
        ("马斯克抵京，随后离沪。", "PLACE:沪"),
        ("韩前总统出席了葬礼。", "PLACE:韩"),
        ("亚欧会议在曼谷举行。", "PLACE:亚"),
        ("以方随后轰炸了该地区。", "PLACE:以"),
        ("美国务卿昨天抵达东京。", "PLACE:美"),
        ("美国务院发表声明。", "ORG:美国务院"),
        ("美制裁多家中国企业。", "PLACE:美"),
        # people beside animals
        ("抱着小猫李明笑了，李明今年五岁。", "PERSON:李明"),
        ("大熊猫专家张和民说，“团团”很好。", "PERSON:张和民"),
        # states by their full names
        ("埃塞俄比亚联邦民主共和国签了约。", "PLACE:埃塞俄比亚联邦民主共和国"),
        ("塞浦路斯共和国总统到访。", "PLACE:塞浦路斯共和国"),
        # organisations
        ("中国外交部发表声明。", "ORG:中国外交部"),
        ("中国外交部发表声明。", "PLACE:中国"),
        ("中国外交部北美洲和大洋洲事务司司长出席。", "ORG:中国外交部北美洲和大洋洲事务司"),
        ("众议院议长宣布休会。", "ORG:众议院"),
        ("白宫发布了消息。", "ORG:白宫"),
        ("中国驻美大使出席活动。", "PLACE:美"),
        ("美国最高法院作出裁决。", "ORG:美国最高法院"),
        ("中国红十字会总会收到捐款。", "ORG:中国红十字会总会"),
        ("襄樊大学历史系教授作了报告。", "ORG:襄樊大学历史系"),
        ("云南省委书记到会讲话。", "ORG:云南省委"),
        ("中国驻加拿大大使馆举行招待会。", "ORG:中国驻加拿大大使馆"),
        ("教育部和财政部联合发文。", "ORG:财政部"),
        ("国家发展和改革委员会公布了方案。", "ORG:国家发展和改革委员会"),
        ("中国科学院物理研究所的研究人员说。", "ORG:中国科学院"),
        ("联合国安理会通过了决议。", "ORG:联合国"),
        ("世贸组织公布了预测。", "ORG:世贸组织"),
        ("美国能源信息署（EIA）公布了库存。EIA说，库存增加了。", "ORG:EIA"),
        # places that the gazetteers know, and levels
        ("消息传到摩加迪沙。", "PLACE:摩加迪沙"),
        ("浙江省杭州市西湖区的茶农开始采茶。", "PLACE:浙江省"),
        ("浙江省杭州市西湖区的茶农开始采茶。", "PLACE:西湖区"),
        ("孟加拉国南部遭受洪水。", "PLACE:孟加拉国"),
        ("列车开进昆明南站。", "PLACE:昆明南站"),
        ("列车开进昆明南站。", "PLACE:昆明"),
        ("京九铁路全线开通。", "PLACE:九"),
        ("民勤县财政局的干部下乡了。", "PLACE:民勤县"),
        # meetings, games, wars, disasters
        ("第四次世界妇女大会在北京举行。", "EVENT:第四次世界妇女大会"),
        ("八届全国人大四次会议今天上午开幕。", "EVENT:八届全国人大四次会议"),
        ("八届全国人大四次会议今天上午开幕。", "ORG:全国人大"),
        ("汉城奥运会上，她获得金牌。", "EVENT:汉城奥运会"),
        ("邢台地震那年他十岁。", "EVENT:邢台地震"),
        ("十一届三中全会以后，农村变了样。", "EVENT:十一届三中全会"),
        ("中国科协第五次全国代表大会开幕。", "EVENT:中国科协第五次全国代表大会"),
        ("海湾战争爆发后，油价上涨。", "EVENT:海湾战争"),
        # media
        ("据新华社、路透社和法新社报道，会议已经结束。", "MEDIA:法新社"),
        ("《华尔街日报》刊登了这张照片。", "MEDIA:华尔街日报"),
        ("美国《外交政策》引述三名消息人士的话。", "MEDIA:外交政策"),
        ("深圳卫视记者到了现场。", "MEDIA:深圳卫视"),
        # laws
        ("国会通过了《通胀削减法案》。", "LAW:通胀削减法案"),
        ("双方发表《上海公报》。", "LAW:上海公报"),
        (
            "《中华人民共和国反外国制裁法（修订）》开始施行。",
            "LAW:中华人民共和国反外国制裁法（修订）",
        ),
        ("会议通过了第2758号决议。", "LAW:第2758号决议"),
        ("反垄断法规定了罚款。", "LAW:反垄断法"),
        ("北美自由贸易协定生效了。", "LAW:北美自由贸易协定"),
        ("会议通过了宪法修正案。", "LAW:宪法"),
        # times
        ("会议于9月16日至17日举行。", "TIME:9月16日至17日"),
        ("当地时间7月13日，双方举行会谈。", "TIME:当地时间7月13日"),
        ("一个月后，代表团回国。", "TIME:一个月后"),
        ("7月31日深夜，声明发表了。", "TIME:7月31日深夜"),
        # people
        ("白宫气候问题特使克里抵达北京。", "PERSON:克里"),
        ("1975年12月，福特总统访华。", "PERSON:福特"),
        ("作者丨朱恩地，某报记者", "PERSON:朱恩地"),
        ("安东尼·布林肯抵达北京。", "PERSON:安东尼·布林肯"),
        ("大臣阿卜杜勒-阿齐兹·本·萨勒曼出席。", "PERSON:阿卜杜勒-阿齐兹·本·萨勒曼"),
        ("编辑丨某某编写组，海城日报编辑", "MEDIA:海城日报"),
        ("来源：海城在线", "MEDIA:海城在线"),
        ("莫大姐在柜台前忙着。", "PERSON:莫"),
        ("顾部长会见了客人。", "PERSON:顾"),
        ("薛老汉笑得合不拢嘴。", "PERSON:薛"),
        ("大会主席梅内姆致辞。", "PERSON:梅内姆"),
        ("到会的有魏明、魏西林、孔向阳和钱守义。", "PERSON:魏西林"),
        ("阿富汗南部城市坎大哈发生爆炸。", "PLACE:坎大哈"),
        ("投资银行雷曼兄弟倒闭了。员工离开了雷曼的大楼。", "ORG:雷曼"),
        # places that LAC does not know, and divisions inside the names of courts
        ("广东省深圳市南山区人民法院一审判决被告人有期徒刑三年。", "PLACE:广东省"),
        ("3. 2月27日至28日，代表团到了上海。", "TIME:2月27日至28日"),
        ("印尼雅加达举行了会议。", "PLACE:雅加达"),
        # traditional characters and full width
        ("國務院總理周恩來在北京會見了客人。", "PERSON:周恩來"),
        ("《上海公報》於１９７２年２月２８日發表。", "TIME:１９７２年２月２８日"),
    ],
)
def test_a_rule_finds_what_it_is_for(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("美好的前景值得期待。", "PLACE:美"),
        ("来日方长，不必着急。", "PLACE:日"),
        ("他中学毕业，在法律系读书。", "PLACE:中"),
        ("他中学毕业，在法律系读书。", "PLACE:法"),
        ("英雄和德行令人敬佩。", "PLACE:英"),
        ("以这种方式解决问题。", "PLACE:以"),
        ("美国际开发署公布了名单。", "PLACE:美国"),
        ("美国务卿昨天抵达东京。", "PLACE:美国"),
        ("两国财政部举行会议。", "ORG:两国"),
        ("中国外交部长抵达。", "ORG:中国外交部"),
        ("《孙子兵法》和《写作方法》都在书架上。", "LAW:孙子兵法"),
        ("《孙子兵法》和《写作方法》都在书架上。", "LAW:写作方法"),
        ("《红楼梦》是一部小说。", "MEDIA:红楼梦"),
        ("《年度报告》称，产量增加了。", "MEDIA:年度报告"),
        ("人民出版社出版了这本书。", "MEDIA:人民出版社"),
        ("9月16日至17日举行。", "TIME:9月16日至"),
        ("自1979年1月1日起建立外交关系。", "TIME:1979年1月1日起"),
        ("编辑：北京，三号楼", "PERSON:三号楼"),
        ("记者：你怎么看？", "PERSON:你怎么看"),
        ("记者：谢谢您，请坐。", "PERSON:谢谢您"),
        ("记者：好的，谢谢各位记者", "ORG:谢谢各位"),
        ("消息来源：某位官员", "MEDIA:某位官员"),
        ("参见原文：好的文章", "PERSON:好的文章"),
        ("台风杜苏芮在福建登陆。", "PERSON:杜苏芮"),
        ("中非合作论坛在北京举行。", "PLACE:中非"),
        ("二十六个民族同台起舞。", "PLACE:台"),
        ("这部法律出台以后，情况好转。", "PLACE:台"),
        ("德、智、体全面发展。", "PLACE:德"),
        ("新政府上台以后，老总统走了。", "PLACE:新"),
        ("除他以外，大家都到了。", "PLACE:以"),
        ("北京时间10月5日8时，火箭升空。", "PLACE:北京"),
        ("市政府和省检察院都派人参加。", "ORG:市政府"),
        ("市政府和省检察院都派人参加。", "ORG:省检察院"),
        ("中国代表团团长走出会场。", "ORG:中国代表团"),
        ("他是回族，在工厂工作。", "ORG:回族"),
        ("中山大学的学生来了。", "PLACE:中山"),
        ("这种疗法是他发明的。", "LAW:这种疗法"),
        ("公司召开会议讨论方案。", "EVENT:公司召开会议"),
        ("县里发生了一场地震。", "EVENT:一场地震"),
        ("高校长和全体学生鼓掌。", "PERSON:高校"),
        ("和平与发展是时代的主题。", "PLACE:和平"),
        ("外交部长抵达后，国务卿到机场迎接。", "ORG:国务卿"),
        # no state
        ("非洲的王国都没有留下文字。", "PLACE:非洲的王国"),
        # animals and craft
        ("大熊猫“玲玲”和“兴兴”抵达华盛顿。玲玲很快适应了新家。", "PERSON:玲玲"),
        ("熊猫乐乐死于孟菲斯动物园，丫丫独自留下。", "PERSON:丫丫"),
        ("探测器罗塞塔飞向彗星，罗塞塔带着仪器。", "PERSON:罗塞塔"),
    ],
)
def test_a_rule_leaves_alone_what_only_looks_alike(
    recogniser: Recogniser, text: str, unwanted: str
) -> None:
    assert unwanted not in found(recogniser, text)


def test_a_name_read_clearly_once_is_found_everywhere(recogniser: Recogniser) -> None:
    lines = [
        "美国国务卿布林肯抵达北京。",
        "王毅与布林肯举行会谈。",
        "同时这也是布林肯访华后的磋商。",
    ]
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    people = [m for m in recogniser.recognise(text, blocks, None) if m.entity == "PERSON:布林肯"]
    assert [text[m.start : m.end] for m in people] == ["布林肯"] * 3


def test_a_government_called_by_its_head_names_a_person(recogniser: Recogniser) -> None:
    text = "尼克松抵达北京。尼克松政府的官员也来了。"
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert [text[m.start : m.end] for m in mentions if m.label == "PERSON"] == ["尼克松"] * 2


def test_names_of_one_country_share_one_entity(recogniser: Recogniser) -> None:
    text = "中方和美方都表示，中国与美国、中華人民共和國與美利坚合众国是同一回事。访华的人很多。"
    mentions = recogniser.recognise(text, [Span(0, len(text))], None)
    assert {m.entity for m in mentions} == {"PLACE:中国", "PLACE:美国"}

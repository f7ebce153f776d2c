"""Signs of countries side by side, what people are called by behind their family names, names cut
short, parts of houses and bodies.

Each with what it finds and what only looks alike; whole sentences go through the recogniser.
"""

from __future__ import annotations

import pytest
from tests.language.whole_sentences import found

from zhupi.core.model import Label, Span
from zhupi.core.protocols import Recogniser
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.stuck import stuck


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # signs beside one another
        ("中缅友好关系进入新的阶段。", "PLACE:中"),
        ("中缅友好关系进入新的阶段。", "PLACE:缅"),
        ("中泰贸易增长。", "PLACE:泰"),
        ("我们愿同亚非国家友好合作。", "PLACE:非"),
        ("亚非各国人民都在争取独立。", "PLACE:亚"),
        ("1985年的《英爱协定》也将由新约取代。", "PLACE:爱"),
        ("双方签署《中葡联合声明》。", "PLACE:葡"),
        ("《美墨加协定》生效了。", "PLACE:墨"),
        ("划界由中缅边界联合委员会担任。", "PLACE:缅"),
        ("议会冻结了《中欧投资协定》。", "PLACE:欧"),
        ("代表团由缅境九谷过桥。", "PLACE:缅"),
        ("难民从俄境逃出。", "PLACE:俄"),
        # what people are called by
        ("饶宗颐昨日出殡。众人送别饶公。", "PERSON:饶"),
        ("胡适来信。胡氏谓，此事不可行。", "PERSON:胡"),
        ("赵登禹负伤。昨夜，赵旅退守关口。", "PERSON:赵"),
        ("张学良下野。今日，张偕夫人乘机离去。", "PERSON:张"),
        ("万福麟率军北上。万福麟部退喜峰口。", "PERSON:万福麟"),
        ("新君之父、醇亲王奕譞认为，应当罢兵。", "PERSON:奕譞"),
        ("元平元年，汉昭帝崩，大将军霍光迎立新君。", "PERSON:汉昭帝"),
        ("伍志明涉嫌盗窃，伍昨日在庭上认罪。", "PERSON:伍"),
        ("霍某涉嫌盗窃，霍被判监三年。", "PERSON:霍"),
        ("商震部队抵达，商震说要守。", "PERSON:商震"),
        ("铃木旅团来了，铃木贯太郎说。", "PERSON:铃木"),
        ("瓦格纳部队发动叛乱，瓦格纳首领说，他要去莫斯科。", "ORG:瓦格纳部队"),
        ("林肯旅的老兵回忆，林肯曾是总统。", "ORG:林肯旅"),
        # towns of the article by one character
        ("北平十二日电。张学良昨日离平。", "PLACE:平"),
        ("保定十一日电。九日，他应召到保，先晤代院长。", "PLACE:保"),
        ("天津来电：汤玉麟满载私财运津，弃城而走。", "PLACE:津"),
        ("台湾的听众不少。他飞抵台，次日离开。", "PLACE:台"),
        ("香港沦陷前，他染病滞港，遂助人编书。", "PLACE:港"),
        ("北平、天津来电。平津士论多有隐忧。", "PLACE:平"),
        ("法国先失一球。法队主教练换人。", "ORG:法队"),
        ("法国先失一球。法队主教练换人。", "PLACE:法"),
        ("大会依《国联盟约》第十五条表决。", "LAW:国联盟约"),
        # signs of countries, not of languages
        ("中、日文坛交流频繁。", "PLACE:日"),
        ("中、法文坛往来密切。", "PLACE:中"),
        ("中、韩文旅部门签约。", "PLACE:中"),
        # bodies of old
        ("刑部尚书崇实上奏。", "ORG:刑部"),
        ("户部拨库款二百万两。", "ORG:户部"),
        # cut short
        ("张学良、张作相、万福麟到会。张作相部退古北口。", "PERSON:张作相"),
        ("第二十五师师长关麟徵十一日负伤。", "PERSON:关麟徵"),
        ("汇丰行政总裁祈耀年宣布辞职。", "PERSON:祈耀年"),
        # people and places with one name
        (
            "主任弗朗丝·科尔多瓦到会。科尔多瓦说，他准会吃惊。",
            "PERSON:科尔多瓦",
        ),
        ("岩浆冲出阿雷纳斯火山口。", "PLACE:阿雷纳斯火山口"),
        ("内瓦多·德尔·鲁伊斯火山喷发。", "PLACE:内瓦多·德尔·鲁伊斯火山"),
        # bodies
        ("孩子由阿曼多·阿尔梅罗基金会照看。", "ORG:阿曼多·阿尔梅罗基金会"),
        ("瑞银集团接手瑞信。瑞信香港分行照常营业。", "ORG:瑞信"),
        ("账面上，第一共和总资产2291亿美元。", "ORG:第一共和"),
        ("会议在纽约联合国总部开场。", "PLACE:联合国总部"),
        ("总统在白宫玫瑰园谈小企业。", "PLACE:白宫玫瑰园"),
        ("总统在白宫玫瑰园谈小企业。", "ORG:白宫"),
    ],
)
def test_a_rule_finds_what_it_is_for(recogniser: Recogniser, text: str, wanted: str) -> None:
    assert wanted in found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # no signs
        ("有人越境被捕。", "PLACE:越"),
        ("公司的处境很难。", "PLACE:处"),
        ("他用中、英、法三种文字写道。", "PLACE:英"),
        ("他用中、英、法三种文字写道。", "PLACE:法"),
        ("说明书有中、英文两版。", "PLACE:中"),
        ("两国签署贸易协定，中缅互换边界条约批准书。", "LAW:中缅互换边界条约"),
        ("影片配有中、英文字幕。", "PLACE:中"),
        ("影片配有中、英文字幕。", "PLACE:英"),
        # names that only end so
        ("陈公博与汪精卫同到。", "PERSON:陈"),
        ("王晓明来了。王军也来了。", "PERSON:王"),
        ("李强国务院总理的讲话。李强说。", "PERSON:李强国"),
        ("李强伟大的一生。", "PERSON:李强伟"),
        # what is none
        ("他刚卖掉约360万美元的自家股票。", "ORG:360万美元"),
        ("公告说，本行公司治理规范。", "ORG:本行公司"),
        ("元平元年，皇帝崩。", "PERSON:元平"),
        ("本人代表中央政府，敢向诸位担保。", "PERSON:中央政府"),
        ("已达极限，言毕率员退席。", "PERSON:言毕"),
        ("海与塞，终究还是一件事。", "PERSON:海与塞"),
        ("东则海防，西则塞防，二者并重。", "PERSON:西则塞防"),
        ("会议由东道国的阿吉拉尔主持。", "PLACE:东道国"),
        ("敌三路来犯，北路由通辽出发。", "PLACE:北路"),
        # no town
        ("任务到期，保定的车还没有来。他没有参保，也不急。", "PLACE:保"),
        ("北平的路不平。", "PLACE:平"),
        ("船回到香港，他回了家。", "PLACE:香"),
        ("账户部分冻结。", "ORG:户部"),
        ("他们在北平开设平台。", "PLACE:平"),
        ("德国人组成第三中队，德队长说。", "ORG:德队"),
        ("台湾的听众不少。他打开电台，收听节目。", "PLACE:台"),
        ("热河失守。天气冷，他开了电热，睡了。", "PLACE:热"),
        ("津平均收入增加，北平和天津都是如此。", "PLACE:平"),
        ("林肯旅的老兵回忆往事。", "PERSON:林肯"),
        # two names
        ("冰岛火山喷发。", "PLACE:冰岛火山"),
        ("会议在纽约联合国总部开场。", "ORG:纽约联合国"),
        ("中国联合国协会成立。", "ORG:联合国协会"),
    ],
)
def test_a_rule_leaves_alone_what_only_looks_alike(
    recogniser: Recogniser, text: str, unwanted: str
) -> None:
    assert unwanted not in found(recogniser, text)


@pytest.mark.parametrize(
    ("body", "person", "wanted"),
    [
        ("第一共和总", "", "ORG:第一共和"),
        ("总", "", "ORG:总"),
        ("宋哲元师", "宋哲元", "PERSON:宋哲元"),
        ("板垣支队", "板垣", "PERSON:板垣"),
        ("板垣征四郎支队", "板垣征四郎", "PERSON:板垣征四郎"),
        ("白求恩支队", "白求恩", "ORG:白求恩支队"),
        ("瓦格纳师", "瓦格纳", "ORG:瓦格纳师"),
    ],
)
def test_troops_are_who_commands_them_unless_called_after_somebody(
    body: str, person: str, wanted: str
) -> None:
    text = f"{body}投资增加。{person}"
    read = [Found(0, len(body), Label.ORG, 0.95)]
    if person:
        read.append(Found(len(text) - len(person), len(text), Label.PERSON, 0.95))
    first = stuck(Passage(text, [Span(0, len(text))], []), read)[0]
    assert f"{first.label}:{text[first.start : first.end]}" == wanted

"""What the narrator tells behind what was said, by the cue: how it was answered, what came of it.

Over lines of signs (`masking`); every repetition is bounded.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues

#: With which is made known what thereby becomes so.
DECLARING = ("宣布", "宣告", "申令", "诏令")
_DEMANDING = cues.words_of("要求 请求 主张 建议 呼吁 提议 提出 坚持 恳求 央求 敦促 劝告 催促")
#: …，于是有了第六款.
_SO_IT_WAS = Pattern("，(?=于是|遂(?!行)|这才|乃有|因此(?:有了|又|才))", needs="，")
#: …，法院未予采纳; …，未果: what came of a demand.
_OUTCOME = Pattern(
    r"，(?!如|若|倘|要是|一旦|万一|即使|即便|只要|除非|不要|不得|勿|应|须|凡|否则)(?:(?!不得|不能|可以?|[应要把]|将(?!其)|一律)[^，：]){0,30}?"
    r"(?:驳[之回]|拒绝|拒之|[不未没有]{1,2}予?采纳|不予理会|置之不理|不为所动|[没有未]{1,2}答应|不[允从准许依肯]|未允"
    r"|充耳不闻|[没有未]{1,2}获?(?:回应|批准|同意|回音|下文)|未果|无果|遭拒|被拒|石沉大海|落空|碰壁|否决|[被遭终][^，：]{0,3}搁置|流产|予以(?:采纳|支持|准许|批准)|照准|获准|[获得][^，：]{0,3}(?:通过|采纳))(?=$|，(?![再可应就]))",
    needs="，",
)
#: 甲方重申…，乙方理解和尊重这一立场: how the other side takes it.
_TAKEN_SO = Pattern(
    "，(?=[LO]{1,3}(?:政府|方面?|当局)?[^，：LOPM应须要曾已会能也都必]{0,10}?(?:理解|尊重|注意到|赞同|支持|接受|拒绝|反对)"
    "[^，：应须要]{0,6}(?:[这该此]一?|上述)(?:立场|要求|主张|提议|建议|看法|请求|条件))",
    needs="立场 要求 主张 提议 建议 看法 请求 条件",
)
_STANDING_FOR = cues.words_of("重申 提出 主张 要求 建议 提议 宣布 强调 呼吁")
#: 主张…，某代表则仍主分治: what another one holds beside what was demanded.
_HOLDS = Pattern(
    "，(?=[^，：]{0,16}P则(?:仍|力|坚|极力|独|一味|公开|明确)*(?:主|[表]?反对|表?赞成|不以为然|持|坚持|拒|不同意|默))",
    needs="则",
)
#: 宣布…，从此得了绰号: what came of it.
_FROM_THEN_ON = Pattern(
    "，(?=从此(?:便|也|就)?(?:[^，：]{0,3}(?:得|落|背上|成|赢得|有)了|被(?:称|叫|戏称|唤|誉)))",
    needs="从此",
)
#: 质疑…，校方至今没有答复: what came of it.
_UNANSWERED = Pattern(
    "，(?=(?:[LOP]|[^，：POLM]{0,4}?(?:政府|公司|方面|当局|[警校院军厂店]方))[^，：]{0,6}?(?:未|没有?)[^，：]{0,4}?(?:答复|回应|回复|说法|解释|表态)(?=$|，))",
    needs="答复 回应 回复 说法 解释 表态",
)
#: 承诺…，但截至昨天仍有人没有收到; 声称…，可录音里分明是他的声音: what belies it.
_BELIED = Pattern(
    "，(?=(?:但|却|可|然而|不过)(?:(?:截至|到)[^，：]{1,8}?(?:仍|还|却|尚)[^，：]{0,1}[有未没无是]"
    "|从?[^，：]{0,6}(?:录音|录像|监控|视频|照片|账本|账目|档案)[^，：]{0,3}(?:[里中上]|显示|表明|证明|却|分明)))",
    needs="但 却 可 然而 不过",
)
_PLEDGING = cues.words_of("承诺 保证 答应 发誓 誓言 宣称 声称 坚称 辩称 谎称")
#: 告诉他…，他听得目瞪口呆
_HEARD = Pattern("，(?=[他她]听[得了罢后完])", needs="听")
#: 指控…，他当庭否认: how it was answered.
_DENIED = Pattern(
    "，(?=(?:[他她P]|被告人?|被告方?|对方|当事人)(?:当庭|一概|矢口|予以|全盘|断然|坚决|均|则|却|也|都|对此)*(?:否认|不认罪|喊冤|不予承认))",
    needs="否认 不认罪 喊冤 不予承认",
)
_ACCUSING = cues.words_of("指控 指责 指称 控诉 批评 质疑")
#: 法院认为…，判处有期徒刑: what was ruled on that ground.
_RULED = Pattern(
    "，(?=(?:遂|故|据此|依法|一审|终审|当庭)*判处[^，：]{0,6}(?:有期徒刑|无期徒刑|死刑|罚金|监禁|拘役))",
    needs="判处",
)
_JUDGING = cues.words_of("认为 认定 指出")
#: 预计仍有大雨，提醒公众…
_WARNED = Pattern(
    "，(?=并?(?:提醒|建议|呼吁|敦促)(?:公众|[市居民渔农][民众]|游客|各地|有关|群众|旅客|驾驶员|司机|民众))",
    needs="提醒 建议 呼吁 敦促",
)
_FORECASTING = cues.words_of("预计 预报 预测 估计")
_OPINING = cues.words_of("看来 眼中 眼里 评价 称赞 形容 看法 观点")
#: 某人看来，《河》最好，这部小说1982年获奖: what is told of a work beside what is thought of it.
_FACTS = Pattern(
    "，[这该](?:[部本篇首幅座支款项名位家届]|[^，：]{0,4}?[书剧片曲])[^，：]{0,8}?"
    "(?:T[^，：]{0,4}?[^，：将会应要]{2}|曾|[创成建写]作?于)",
    needs="这 该",
)
#: Cues, and with what the narrator goes on behind them.
BY_CUE = (
    (_DEMANDING, _OUTCOME),
    (_DEMANDING, _SO_IT_WAS),
    (_STANDING_FOR, _TAKEN_SO),
    (_DEMANDING, _HOLDS),
    (DECLARING, _FROM_THEN_ON),
    (_ACCUSING, _DENIED),
    (_ACCUSING, _UNANSWERED),
    (_PLEDGING, _BELIED),
    (cues.TELLING, _HEARD),
    (_JUDGING, _RULED),
    (_FORECASTING, _WARNED),
    (_OPINING, _FACTS),
)

"""What was found in a text so far, and what words in marks are by themselves."""

from __future__ import annotations

from dataclasses import replace

from zhupi.core.model import Span
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, roles
from zhupi.language.quotations.introductions import next_introduction
from zhupi.language.quotations.masking import Sentence
from zhupi.language.quotations.resolving import Speech

#: What does not belong to reported speech at its end, and at its beginning.
CLOSED = "，、；：。！？!?… \t\u3000—-"
TRIMMED = "，：、 \t\u3000"
#: 证据有三条：, but not 第三条：.
_COUNTED = Pattern(
    "(?<![第0-9十百])(?P<tens>[0-9十百]*)(?P<number>[两二三四五六七八九十几数2-9])"
    "(?:(?:[大个种项条类层]|方面)[^，：。；]{0,8}|[点件句](?:事|话)?)：",
    needs="：",
)
_DIGITS = "〇一二三四五六七八九"
#: Between items that stand in one list: 停火、撤军和谈判.
_AND = Pattern("、|以及|(?<![共温缓总柔暖饱附调])和(?![平解谐睦]|谈(?!判))", needs="、 以及 和")
#: Of items with numbers the first and those behind it. 最后 is none: it as often tells what
#: somebody did at last.
_FIRST = Pattern("(?:一是|其一|第一|首先|一、|一则|一曰)")
_NUMBERED = Pattern(
    "[二三四五六七八九十](?:是|来|、|则|曰)|其[二三四五]|第[二三四五六][，、是]?|再[次者]"
)
#: 以下工作：, 内容包括：: a list of nobody knows how many items, parted by semicolons.
_LISTED = Pattern(
    "(?:以下|如下|下列|下述)[^，：。；]{0,10}：|(?:包括|包含|涉及|内容有|分别是|要求是|措施有|表现为)：",
    needs="：",
)
#: What tells that a sentence is none of its items.
_NO_ITEM = Pattern(
    "[了T]|随后|随[即之]|此前|目前|截至|据|纷纷|应声|[但却]|不过|然而|[民公]众|[市网]民|网友|不少|许多|引[发起]|受此|对此|[LOPM][^，：]{0,4}(?:也|则|却)"
)
_ITEM = 30  #: signs at most
#: What decrees order, item by item.
_ORDERING = cues.words_of("明令 申令 诏令 训令 谕令")
_ORDER = Pattern(
    "特?[任派](?!何|[凭由教])|任命|着(?![手重名])|免|调(?!查)|准|授|加[授派]|晋|追[赠授]|裁|撤"
    "|所有|各[省部县]"
)
#: In what a speaker says of themselves: …；我们的制度要求….
_OWN = Pattern("我们|我(?!国|市|省|县|区|军|方|校|院|司)|本(?=[院会人社])|吾人|余")
#: Of whom treaties and communiqués speak.
_SIGNING = Pattern(
    "(?:双方|两国|缔约|各方|三国|任何一方)[^，]{0,6}?(?:承诺|同意|保证|[将应愿可]|不得|确认|重申|一致|认为|决定|商定|声明|支持"
    "|强调|放弃|尊重|承认|宣布)"
)
#: What laws say: 不得, 可以, 逾期不交者.
_DUTY = Pattern(
    "不得|[应须凡勿]|可[以处由向]|有权|享有|禁止|不予|一律|处以|者[，可应须处]|^[若如]|^到T，|无效|废止|为限|义务|权利|责任"
)
#: A treaty's items by their days: 5月1日起…；年内…；今年秋天….
_AGREED = Pattern("(?:宣言|协定|协议|条约|公报|声明|议定书)$")
_DATED = Pattern("[0-9一二三四五六七八九十]+[年月日]|[今明当同][年月]|年[内底]")
_CAME_TO_PASS = Pattern("[了被已曾]|记者|截至")
#: With what each of several demands begins.
_STRESSED = Pattern("[要应须不]|必须|坚持|坚决|推动|加强|反对|支持|既要|一要")
SHORTEST = 7  #: of words in marks that stand alone, marks included
FULL_STOPS = "。！？!?…"


class Notes:
    """The quotations of one text."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self.folded = folded  #: `text` with `core.folding`
        self.found: list[Quotation] = []
        self.turns: list[tuple[Span, Speech]] = []  #: the last words in marks
        self.last: Speech | None = None  #: of the quotation noted last

    def is_sentence(self, span: Span) -> bool:
        """Whether words in marks are a whole sentence, not a name or a slogan."""
        inner = self.folded[span.start + 1 : span.end - 1]
        return inner.rstrip("”’」』")[-1:] in FULL_STOPS

    def is_clause(self, span: Span) -> bool:
        """Whether words in marks say something by themselves."""
        inner = self.folded[span.start + 1 : span.end - 1]
        if inner[-1:] in FULL_STOPS + "，,":
            return True
        return len(inner) >= 6 and bool(cues.VERBAL.search(inner))

    def goes_on(self, sentence: Sentence) -> bool:
        """Takes into reported speech what it counts behind semicolons: 有三条：…；…；…."""
        last = self.found[-1] if self.found else None
        start = sentence.span(0, 1).start
        if last is None or last.kind is not QuotationKind.REPORTED or last.end > start:
            return False
        if self.folded[last.end : start].strip() != "；":
            return False
        line = sentence.line
        numbered = _NUMBERED.match(line) and _FIRST.search(self.folded, last.start, last.end)
        cue = last.cue.of(self.folded) if last.cue else ""
        ordered = cue in _ORDERING and _ORDER.match(line)
        alike = self._is_alike(last, cue, sentence) or self._is_item(last, line)
        dated = cue in cues.LAYING_DOWN and self._is_dated(last, line)
        if not (numbered or ordered or alike or dated or self._lacks_items(last)):
            return False
        told = next_introduction(line, 0)
        if told and not (dated and told.subject is None):
            return False
        end = sentence.span(0, len(line)).end
        piece = self._text[last.start : end]
        self.found[-1] = replace(last, end=last.start + len(piece.rstrip(CLOSED)))
        return True

    def _is_alike(self, last: Quotation, cue: str, sentence: Sentence) -> bool:
        """Whether a sentence is built as what was said before its semicolon: 要…；要…."""
        line = sentence.line
        if _OWN.match(line) or (_SIGNING.match(line) and self._is_written(last)):
            return True
        if cue in cues.LAYING_DOWN:
            return _DUTY.search(line) is not None and "了" not in line
        said = last.span.of(self.folded)
        return said[:1] == line[:1] and _STRESSED.match(line) is not None

    def _is_dated(self, last: Quotation, line: str) -> bool:
        """Whether a treaty's items go on that are told by the days they fall on."""
        words = last.speaker.of(self.folded) if last.speaker else ""
        agreed = last.entity.startswith("LAW:") or _AGREED.search(words)
        begins = _DATED.match(last.span.of(self.folded)) and line.startswith("T")
        return bool(agreed and begins) and not _CAME_TO_PASS.search(line)

    def _is_item(self, last: Quotation, line: str) -> bool:
        """Whether a sentence is a further item of a list whose items nobody counted."""
        if len(line) > _ITEM or _NO_ITEM.search(line):
            return False
        listed = _LISTED.search(self.folded, last.start, last.end)
        return listed is not None and _FIRST.match(self.folded, listed.end()) is None

    def _is_written(self, last: Quotation) -> bool:
        """Whether a treaty or a communiqué speaks."""
        words = last.speaker.of(self.folded) if last.speaker else ""
        return last.entity.startswith("LAW:") or roles.WRITINGS.search(words) is not None

    def _lacks_items(self, last: Quotation) -> bool:
        """Whether a quotation says how many items it has, and fewer stand in it so far."""
        counted = _COUNTED.search(self.folded, last.start, last.end)
        if counted is None:
            return False
        items = self.folded[counted.end() : last.end]
        if _FIRST.match(items):
            return False  # The others have their numbers too.
        behind = items.count("；") + 1
        listed = sum(1 for _ in _AND.finditer(items)) + 1 if behind == 1 else 1
        if listed > 1 and items.endswith("等"):
            return False
        number = counted["number"].replace("两", "二")
        many = int(number) if number.isdecimal() else _DIGITS.find(number)
        if counted["tens"] or many < 0:  # So many that only a list ends them: 几点, 十二条.
            return listed == 1
        return max(behind, listed) < many

    def add(self, span: Span, kind: QuotationKind, speech: Speech) -> None:
        if kind is QuotationKind.REPORTED:
            piece = span.of(self._text)
            start = span.start + len(piece) - len(piece.lstrip(TRIMMED))
            end = span.end - (len(piece) - len(piece.rstrip(CLOSED)))
            if start >= end:
                return
            span = Span(start, end)
        self.found.append(
            Quotation(
                start=span.start,
                end=span.end,
                kind=kind,
                speaker=speech.who.span if speech.who else None,
                entity=speech.who.entity if speech.who else "",
                cue=speech.cue,
                addressee=speech.addressee,
                confidence=speech.confidence,
                why=speech.why,
            )
        )
        self.last = speech
        if kind is QuotationKind.DIRECT:
            self.turns = [*self.turns[-1:], (span, speech)]

"""Who said what: the panel, the margin, steps, copies and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.naming import harbour, tell

from zhupi.core.model import Label
from zhupi.core.understanding import Quotation, QuotationKind, Reading
from zhupi.ui.panels.saying_model import SpeakerRow
from zhupi.ui.understanding.sayings import Saying

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def _quotations(desk: Desk) -> tuple[Quotation, ...]:
    first = desk.span("海平镇没有渡轮就没有早市")
    second = desk.span("鱼价去年涨了一成")
    third = desk.span("十一月起，渡轮改为六点半开航")
    fish = desk.span("陈小满", 1)
    return (
        Quotation(
            first.start,
            first.end,
            QuotationKind.REPORTED,
            speaker=desk.span("镇上的人"),
            cue=desk.span("说"),
        ),
        Quotation(
            second.start,
            second.end,
            QuotationKind.DIRECT,
            speaker=fish,
            entity="PERSON:陈小满",
            cue=desk.span("说", 1),
            addressee=desk.span("码头"),
        ),
        Quotation(third.start, third.end, QuotationKind.REPORTED),
    )


@pytest.fixture
def said(full_desk: Desk) -> Desk:
    """The harbour's article, in which three are quoted, one of them nobody knows who."""
    full_desk.app.preferences.update(upkeep=False)
    tell(full_desk, harbour(full_desk))
    mentions = full_desk.window.reading.mentions or ()
    full_desk.window.reading._take_reading(
        full_desk.article.id, Reading(mentions, _quotations(full_desk))
    )
    full_desk.window.show_panel(4)
    QApplication.processEvents()
    return full_desk


def _listed(desk: Desk) -> list[str]:
    """The rows of the panel; speakers over their quotations with a colon."""
    model = desk.window.side.sayings.model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [
        f"{row.name}:" if isinstance(row, SpeakerRow) else row.words
        for row in rows
        if isinstance(row, Saying | SpeakerRow)
    ]


def test_the_panel_lists_them_in_order_with_who_how_and_to_whom(said: Desk) -> None:
    model = said.window.side.sayings.model
    spoken = [
        str(model.index(number).data(Qt.ItemDataRole.AccessibleTextRole))
        for number in range(model.rowCount())
    ]
    assert spoken == [
        "镇上的人, reported  ·  说: 海平镇没有渡轮就没有早市",
        "陈小满, direct  ·  说  ·  to 码头: 鱼价去年涨了一成",
        "Speaker left open, reported: 十一月起，渡轮改为六点半开航",
    ]
    assert said.window.side.tabs.tabText(4) == "Said 3"


def test_they_can_be_grouped_by_speaker_and_it_is_remembered(said: Desk) -> None:
    panel = said.window.side.sayings
    panel.order_box.setCurrentIndex(1)
    panel.order_box.activated.emit(1)
    assert _listed(said) == [
        "镇上的人:",
        "海平镇没有渡轮就没有早市",
        "陈小满:",
        "鱼价去年涨了一成",
        "Speaker left open:",
        "十一月起，渡轮改为六点半开航",
    ]
    assert said.app.preferences.now.quotations_by_speaker


def test_one_speaker_alone_can_be_followed(said: Desk) -> None:
    """And then the keys step through what this one says."""
    panel, sayings = said.window.side.sayings, said.window.understanding.sayings
    panel.speaker_box.setCurrentIndex(panel.speaker_box.findData("PERSON:陈小满"))
    panel.speaker_box.activated.emit(1)
    assert _listed(said) == ["鱼价去年涨了一成"]
    sayings.step(1)
    sayings.step(1)
    assert sayings.active is not None
    assert sayings.active.words == "鱼价去年涨了一成"


def test_a_click_on_a_card_shows_the_place(said: Desk) -> None:
    view = said.window.side.sayings.view
    box = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    flash = said.window.surface._layers.flash
    assert flash is not None
    assert flash[0] == said.span("鱼价去年涨了一成")


def test_keys_step_round_through_the_quotations(said: Desk) -> None:
    window, sayings = said.window, said.window.understanding.sayings
    window.surface.setFocus()
    QApplication.processEvents()
    for words in ("海平镇没有渡轮就没有早市", "鱼价去年涨了一成"):
        QTest.keyClick(window.surface, Qt.Key.Key_Q)
        assert sayings.active is not None
        assert sayings.active.words == words
    for _ in range(2):
        QTest.keyClick(window.surface, Qt.Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)
    assert sayings.active is not None
    assert sayings.active.words == "十一月起，渡轮改为六点半开航"
    assert window.side.sayings.current() == sayings.active


def test_a_quotation_is_copied_with_who_said_it_and_where(said: Desk) -> None:
    sayings = said.window.understanding.sayings
    sayings.step(1)
    sayings.step(1)
    said.window.actions_.refresh()
    said.window.actions_.trigger("copy-quotation")
    expected = "鱼价去年涨了一成\n— 陈小满, in «港口城市的清晨»"
    assert QGuiApplication.clipboard().text() == expected


def test_a_quotation_becomes_a_highlight(said: Desk) -> None:
    said.window.understanding.sayings.step(1)
    said.window.actions_.refresh()
    said.window.actions_.trigger("highlight-quotation")
    said.until(lambda: len(said.window.reading.annotations) == 1)
    assert said.window.reading.annotations[0].quote == "海平镇没有渡轮就没有早市"


def test_a_quotation_can_be_tagged(said: Desk) -> None:
    said.window.understanding.sayings.step(1)
    said.window.actions_.refresh()
    said.window.actions_.trigger("tag-quotation")
    assert said.window.annotating.form is not None
    said.window.annotating.close_form()


def _margin(desk: Desk, words: str) -> list[QColor]:
    """The colours of the right margin beside the line in which these words begin."""
    surface = desk.window.surface
    QApplication.processEvents()
    image: QImage = surface.viewport().grab().toImage()
    line: QRect = surface.character_rect(desk.span(words).start)
    edge = (surface.viewport().width() + surface.look.column) // 2
    begin = min(edge, surface.viewport().width() - 46)
    y = line.center().y()
    return [image.pixelColor(x, y) for x in range(begin + 6, surface.viewport().width() - 4)]


def test_the_margin_shows_who_is_quoted_and_can_be_without(said: Desk) -> None:
    person = said.window.surface.look.theme.label_color(Label.PERSON)

    def marked() -> bool:
        return any(
            abs(color.hue() - person.hue()) < 12 and color.saturation() > 60
            for color in _margin(said, "鱼价去年")
        )

    assert marked()
    said.window.actions_.trigger("quotation-marks")
    assert not marked()
    assert not said.app.preferences.now.quotation_marks


def test_another_article_shows_none_of_them(said: Desk) -> None:
    said.window.understanding.sayings.step(1)
    said.open("一个生僻字")
    assert said.window.understanding.sayings.active is None
    assert _listed(said) == []
    said.until(lambda: "Nobody" in said.window.side.sayings._nothing.text())


def test_the_panel_stays_where_one_was_when_a_name_is_corrected(said: Desk) -> None:
    sayings = said.window.understanding.sayings
    sayings.step(1)
    sayings.step(1)
    before = sayings.active
    said.window.reading._take_reading(
        said.article.id, Reading(said.window.reading.mentions or (), _quotations(said))
    )
    assert sayings.active == before
    assert said.window.side.sayings.current() == before


def test_both_boxes_can_be_read_in_a_narrow_panel(said: Desk) -> None:
    panel = said.window.side.sayings
    speakers, order = panel.speaker_box, panel.order_box
    panel.resize(400, 500)
    QApplication.processEvents()
    assert speakers.y() == order.y()
    panel.resize(190, 500)
    QApplication.processEvents()
    assert speakers.geometry().bottom() < order.geometry().top()
    assert order.width() >= order.fontMetrics().horizontalAdvance(order.itemText(0)) + 40

"""The question before an article goes back to its old text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from zhupi.core.messages import Translator
from zhupi.core.reviewing import ReviewItem
from zhupi.ui.painting import one_line
from zhupi.ui.review.wording import moment_text


def newest_replaced(items: Iterable[ReviewItem], article: str) -> datetime | None:
    """When the text went that an article would go back to; None: none is kept.

    A text is kept as long as an annotation waits that was made in it, so `items` tell of all.
    """
    kept = (i.replaced for i in items if i.annotation.target.article == article)
    return max((moment for moment in kept if moment is not None), default=None)


def revert_question(
    title: str, replaced: datetime | None, tr: Translator, parent: QWidget
) -> tuple[QMessageBox, QPushButton]:
    """The box, to be opened, and the button that means yes."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Go back to the old text"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Go back to the old text of «{title}»?", title=one_line(title)))
    told = tr(
        "The article reads again as it did before it was replaced. Annotations made in the old "
        "text stand where they stood; those made since are looked for in it. "
        "You can undo this."
    )
    when = moment_text(replaced, tr)
    if when:
        told = tr("It was replaced on {when}.", when=when) + "\n\n" + told
    box.setInformativeText(told)
    go = box.addButton(tr("Go back"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(go)
    return box, go

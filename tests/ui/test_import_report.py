"""What the window says of an import."""

from __future__ import annotations

import pytest

from zhupi.core.messages import ENGLISH
from zhupi.core.model import ImportReport
from zhupi.ui.dialogs.import_report import report_summary


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (0, "0 articles imported, 1 updated."),
        (1, "0 articles imported, 1 updated, 1 annotation waits for review."),
        (3, "0 articles imported, 1 updated, 3 annotations wait for review."),
    ],
)
def test_annotations_that_wait_are_told_with_the_import(waiting: int, said: str) -> None:
    """Otherwise a person learns of a lost passage when they look for it."""
    report = ImportReport(updated=("a1",), to_review=waiting)
    assert report_summary(report, ENGLISH) == said

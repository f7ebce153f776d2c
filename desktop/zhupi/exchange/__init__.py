"""Annotations out of the program, in formats that outlive it.

Invariants: an exporter reads its items once and in order; every annotation it is given is in
the document; a quotation is exactly what stands in the article; and what an article holds is
never taken for markup or for a formula.
"""

from zhupi.core.protocols import Exporter
from zhupi.exchange.csv_table import Csv
from zhupi.exchange.html_page import Html
from zhupi.exchange.markdown_notes import Markdown
from zhupi.exchange.web_annotation import WebAnnotation

__all__ = ["EXPORTERS", "Csv", "Html", "Markdown", "WebAnnotation"]

EXPORTERS: tuple[Exporter, ...] = (WebAnnotation(), Csv(), Markdown(), Html())

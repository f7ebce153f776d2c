"""Each exporter writes, byte for byte, what lies in `_reference`.

After a change that is meant, `ZHUPI_UPDATE_REFERENCES=1 pytest tests/exchange` writes the files
anew; look at the difference before you commit it.
"""

import io
import os
from pathlib import Path

import pytest

from zhupi.core.errors import ExportError
from zhupi.core.protocols import AnnotatedArticle, ExportContext, Exporter
from zhupi.exchange import EXPORTERS

REFERENCE = Path(__file__).parent / "_reference"
UPDATE = bool(os.environ.get("ZHUPI_UPDATE_REFERENCES"))

each_exporter = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda e: e.name)


def written(
    exporter: Exporter, bundle: list[AnnotatedArticle], context: ExportContext
) -> tuple[bytes, int]:
    stream = io.BytesIO()
    count = exporter.write(iter(bundle), context, stream)
    assert not stream.closed
    return stream.getvalue(), count


@each_exporter
def test_the_document_is_the_reference_byte_for_byte(
    exporter: Exporter, bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    data, count = written(exporter, bundle, export_context)
    path = REFERENCE / f"bundle{exporter.suffix}"
    if UPDATE:
        path.write_bytes(data)
    assert count == sum(len(item.annotations) for item in bundle) == 11
    assert data == path.read_bytes()


@each_exporter
def test_what_was_written_passes_its_own_check(
    exporter: Exporter, bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    data, count = written(exporter, bundle, export_context)
    exporter.check(io.BytesIO(data), count)


@each_exporter
def test_an_export_of_nothing_is_a_whole_document(
    exporter: Exporter, export_context: ExportContext
) -> None:
    data, count = written(exporter, [], export_context)
    assert count == 0
    exporter.check(io.BytesIO(data), 0)


@each_exporter
def test_a_document_cut_off_anywhere_fails_its_check(
    exporter: Exporter, bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    """A full disk must not leave half an export that looks whole."""
    data, count = written(exporter, bundle, export_context)
    for length in {0, 1, 5, *range(40, len(data), 97), *range(len(data) - 60, len(data))}:
        with pytest.raises(ExportError):
            exporter.check(io.BytesIO(data[:length]), count)


@each_exporter
def test_a_document_with_an_annotation_too_few_fails_its_check(
    exporter: Exporter, bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    data, count = written(exporter, bundle, export_context)
    with pytest.raises(ExportError):
        exporter.check(io.BytesIO(data), count + 1)


def test_names_and_endings_are_those_people_type() -> None:
    assert [(e.name, e.suffix) for e in EXPORTERS] == [
        ("web-annotation", ".jsonld"),
        ("csv", ".csv"),
        ("markdown", ".md"),
        ("html", ".html"),
    ]
    assert len({str(e.title) for e in EXPORTERS}) == len(EXPORTERS)

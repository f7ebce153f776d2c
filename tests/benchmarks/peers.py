"""How long readers take from exec to text on the screen, side by side: Zhupi and its peers.

    python packaging/on_screen.py python tests/benchmarks/peers.py [--rounds N]

Needs a screen of its own (hence `on_screen.py`) and measures those of the peers that are on the
PATH: calibre's `ebook-viewer`, `foliate`, `evince`. Each opens the same article, as EPUB or PDF
where it reads no Markdown. Text stands on the screen once more than `DARK` dark pixels do and no
fewer a moment later; the screen is looked at every few milliseconds. The rounds take turns.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPdfWriter, QTextDocument

from zhupi.core.paths import sample_files
from zhupi.core.protocols import ReadOptions
from zhupi.importing import read_file
from zhupi.workspace import Workspace

DARK = 2500  #: pixels; an empty window with tool bars has a few hundred
PATIENCE = 60.0
LETTERS = 96  #: how dark a pixel of text is at most, of 255


def dark_pixels() -> int:
    """How many dark pixels the screen shows, in its middle."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    width, height = size.width() // 2, size.height() // 2
    shot = screen.grabWindow(0, size.width() // 4, size.height() // 4, width, height)
    grey = shot.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    data = bytes(grey.constBits())
    return sum(data.count(level) for level in range(LETTERS))


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds until `command` shows text; it is ended then."""
    began = time.monotonic()
    program = subprocess.Popen(
        command,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while (passed := time.monotonic() - began) < PATIENCE:
            if dark_pixels() > DARK:
                return passed * 1000
            time.sleep(0.004)
        return float("nan")
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        while dark_pixels() > DARK // 4:
            time.sleep(0.05)


def write_epub(path: Path, title: str, text: str) -> None:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    page = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{html.escape(title)}</title></head><body>{body}</body></html>"
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">peers</dc:identifier><dc:title>{html.escape(title)}</dc:title>'
        "<dc:language>zh</dc:language></metadata><manifest>"
        '<item id="t" href="t.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '</manifest><spine><itemref idref="t"/></spine></package>'
    )
    container = (
        '<?xml version="1.0"?><container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("p.opf", package)
        book.writestr("t.xhtml", page)


def write_pdf(path: Path, text: str) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    writer = QPdfWriter(str(path))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    document.print_(writer)


def commands(folder: Path) -> dict[str, list[str]]:
    """The programs that are here, each with what opens the article."""
    file = next(f for f in sample_files() if f.suffix == ".md")
    [article] = read_file(file, ReadOptions())
    text = getattr(article, "text", "")
    write_epub(folder / "a.epub", file.stem, text)
    write_pdf(folder / "a.pdf", text)
    workspace = Workspace.open(folder / "library", "bench")
    workspace.import_files([file])
    workspace.sync_index()
    workspace.close()
    known = {
        "zhupi": [sys.executable, "-m", "zhupi", "--library", str(folder / "library")],
        "calibre's viewer": ["ebook-viewer", str(folder / "a.epub")],
        "foliate": ["foliate", str(folder / "a.epub")],
        "evince (PDF)": ["evince", str(folder / "a.pdf")],
    }
    return {name: words for name, words in known.items() if shutil.which(words[0])}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    qt = QGuiApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "HOME": name,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        # People start a program that was started before: its bytecode is there.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        found = commands(folder)
        subprocess.run(["xsetroot", "-solid", "white"], check=False)
        times: dict[str, list[float]] = {program: [] for program in found}
        for _ in range(rounds):
            for program, command in found.items():
                times[program].append(measure(command, environment))
    qt.quit()
    print(f"{'exec to text on the screen, ms':32} {'first':>8} {'least':>8} {'median':>8}")
    for program, values in times.items():
        print(f"{program:32} {values[0]:8.0f} {min(values):8.0f} {statistics.median(values):8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

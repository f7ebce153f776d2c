#!/bin/sh
# Sets the program up and opens it on the sample articles; `run.sh WORDS…` runs `zhupi WORDS…`.
# Where there is no display, takes the tour of the window offscreen instead, into $OUT.
set -eu
cd "$(dirname "$0")/.."
python=${VENV:-.venv}/bin/python

sh packaging/setup.sh run

has_display() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

if [ $# -gt 0 ]; then
    "$python" packaging/system_libraries.py offscreen window
    exec "$python" -m zhupi "$@"
elif has_display; then
    "$python" packaging/system_libraries.py offscreen window
    exec "$python" -m zhupi --sample
else
    "$python" packaging/system_libraries.py offscreen
    out=${OUT:-build/tour}
    echo 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set),'
    echo "so Zhupi shows what it does without a window. Results go to $out."
    QT_QPA_PLATFORM=offscreen exec "$python" -m zhupi.ui.tour "$out"
fi

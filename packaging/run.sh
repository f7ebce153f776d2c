#!/bin/sh
# Sets the program up and opens it on the sample articles; `run.sh WORDS…` runs `zhupi WORDS…`.
# Where there is no display, takes the tour of the window offscreen instead, into $OUT.
set -eu
cd "$(dirname "$0")/.."
python=${VENV:-.venv}/bin/python

sh packaging/setup.sh run

display=0
"$python" packaging/system_libraries.py --display offscreen window || display=$?
case $display in
    0 | 3) ;;
    *) exit "$display" ;;
esac

if [ $# -gt 0 ]; then
    exec "$python" -m zhupi "$@"
elif [ "$display" = 0 ]; then
    exec "$python" -m zhupi --sample
fi
out=${OUT:-build/tour}
if [ -n "${DISPLAY:-}" ]; then
    echo "The display $DISPLAY does not answer,"
else
    echo 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set),'
fi
echo "so Zhupi shows what it does without a window. Results go to $out."
QT_QPA_PLATFORM=offscreen exec "$python" -m zhupi.ui.tour "$out"

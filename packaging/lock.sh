#!/bin/sh
# Pins every dependency, for each Python and platform the program runs on, with the hashes of all
# its files. `make lock` runs it; UPGRADE=1 moves to the newest versions that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."

# One version of a package for all Pythons and platforms: what is tested is what is run.
# uv writes indexes and paths into the file only when asked to; we do not ask.
pin() {
    out=$1
    shift
    "$UV" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-annotate \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} \
        --output-file "packaging/$out" "$@"
}

tools=build/lock
if [ ! -x "$tools/bin/uv" ]; then
    "${PYTHON:-python3}" -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet "uv>=0.5"
fi
UV=$tools/bin/uv

# Each list is bound to the one before, so that a version never differs between them.
pin requirements.txt --group checkout
pin requirements-dev.txt --group dev --constraint packaging/requirements.txt
pin requirements-bench.txt --group bench --constraint packaging/requirements-dev.txt
pin requirements-package.txt --group package --constraint packaging/requirements-dev.txt

#!/bin/sh
# Makes the virtual environment that every `make` target uses, from nothing but Python and pip's
# own settings. `setup.sh run` installs what the program needs, `dev` what its checks need too,
# `bench` the engines to measure it beside, and `package` what makes releases. Done once, it costs
# nothing the next time: a stamp in the environment says what it was made from.
#
# VENV    the environment's folder (.venv)
# PYTHON  the Python to use (the newest suitable one on the PATH)
set -eu
cd "$(dirname "$0")/.."

kind=${1:?"say what to set up: run, dev, bench or package"}
venv=${VENV:-.venv}
suits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
has_pip='import sys, venv, ensurepip'

list_of() {
    case $1 in
        run) echo packaging/requirements.txt ;;
        *) echo "packaging/requirements-$1.txt" ;;
    esac
}

say() { printf '%s\n' "$*" >&2; }

# The interpreter, the place and the lists: an environment made from others is made anew.
origin() { pwd -P && cksum "$(list_of "$1")" pyproject.toml packaging/setup.sh; }

is_ready() {
    [ -x "$venv/bin/python" ] && [ -f "$venv/.ready-$kind" ] &&
        [ "$(cat "$venv/.ready-$kind")" = "$(origin "$kind")" ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Prints the first Python that suits; one that can make environments comes before one that can't.
find_python() {
    for condition in "$has_pip" ''; do
        for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
            # A name may be a shim without an interpreter behind it, so it is run, not looked for.
            if "$name" -c "$condition" 2>/dev/null && "$name" -c "$suits" 2>/dev/null; then
                "$name" -c 'import sys; print(sys.executable)'
                return
            fi
        done
    done
    return 1
}

explain_no_python() {
    if [ -n "${PYTHON:-}" ]; then
        say "$PYTHON is not Python 3.11, 3.12 or 3.13, which Zhupi needs."
    else
        say 'Zhupi needs Python 3.11, 3.12 or 3.13, and none was found.'
        say 'Install one, then run make again. If it is not on the PATH: make PYTHON=/path/to/python3 …'
    fi
    exit 1
}

# Debian and its children split the module that puts pip into an environment off Python.
install_venv_module() {
    package=python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv
    if command -v apt-get >/dev/null; then
        say "Installing $package, which makes virtual environments …"
        apt="env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
        # shellcheck disable=SC2086 # the words of $apt are separate
        if as_root $apt update && as_root $apt install -y --no-install-recommends "$package" \
            >/dev/null && "$1" -c "$has_pip" 2>/dev/null; then
            return
        fi
        say "$1 cannot make virtual environments. Run this, then make again:"
        say "    sudo apt-get update && sudo apt-get install -y $package"
    else
        say "$1 has no module «venv» or «ensurepip», which make virtual environments."
        say 'Install them with your system, or name another Python: make PYTHON=/path/to/python3 …'
    fi
    exit 1
}

make_environment() {
    python=$(find_python) || explain_no_python
    "$python" -c "$has_pip" 2>/dev/null || install_venv_module "$python"
    say "Making $venv with $("$python" --version) …"
    rm -rf "$venv"
    "$python" -m venv "$venv"
    pwd -P >"$venv/.place"
}

is_usable() {
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/.place" 2>/dev/null)" = "$(pwd -P)" ] &&
        "$venv/bin/python" -c "$suits" 2>/dev/null && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

install_packages() {
    list=$(list_of "$kind")
    say "Installing the packages that $list pins …"
    # The list is complete, so nothing is resolved; wheels only, so nothing foreign is run.
    pip install --require-hashes --no-deps --only-binary :all: --requirement "$list"
    pip install --no-deps --no-build-isolation --no-index --editable .
    pip check
}

# Twice quiet: errors are shown, warnings about places where pip looked in vain are not.
pip() { "$venv/bin/python" -m pip --disable-pip-version-check -qq "$@"; }

# A larger list holds the smaller ones.
write_stamps() {
    case $kind in
        run) held=run ;;
        dev) held='run dev' ;;
        *) held="run dev $kind" ;;
    esac
    for list in $held; do
        origin "$list" >"$venv/.ready-$list"
    done
}

if is_ready; then exit 0; fi
is_usable || make_environment
rm -f "$venv"/.ready-*
install_packages
write_stamps

# `make run` and `make test` set up all they need: Python 3.11 to 3.13, git and make suffice.
.POSIX:
.SUFFIXES:
.NOTPARALLEL:

# The virtual environment; another name keeps two Pythons apart.
VENV = .venv
# The Python it is made from; empty takes the newest suitable one.
PYTHON =
# What `make run` hands to zhupi, and `make check` to pytest.
ARGS =
# Where `make run` writes without a display.
OUT = build/tour

PY = $(VENV)/bin/python
SETUP = VENV='$(VENV)' PYTHON='$(PYTHON)' sh packaging/setup.sh
SYSTEM = $(PY) packaging/system_libraries.py

# The first target: plain `make` says what there is.
default: help

.PHONY: run test lint check bench screenshots translations package lock clean help

run: ## open the window on the sample articles (ARGS="articles" runs another command)
	@VENV='$(VENV)' PYTHON='$(PYTHON)' OUT='$(OUT)' sh packaging/run.sh $(ARGS)

test: lint check ## all checks: lint, then every test

lint: ## style, types and the one direction of imports
	@$(SETUP) dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

check: ## every test, without a screen
	@$(SETUP) dev
	@$(SYSTEM) offscreen tests
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(ARGS)

bench: ## the figures of the README, measured here
	@$(SETUP) bench
	@$(SYSTEM) offscreen
	QT_QPA_PLATFORM=offscreen $(PY) tests/benchmarks/run.py $(ARGS)

screenshots: ## the pictures of the documentation, from a real window
	@$(SETUP) run
	@$(SYSTEM) offscreen x11 screenshots
	$(PY) packaging/on_screen.py $(PY) -m zhupi.ui.tour --screenshots docs/pictures

translations: ## bring the catalogues up to date with the sentences in the code
	@$(SETUP) dev
	$(PY) packaging/translations.py

package: ## wheel, sdist, stand-alone program and .deb in dist/, each checked and started
	@$(SETUP) package
	@$(SYSTEM) offscreen package
	$(PY) packaging/build.py
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/packaging/built.py

lock: ## pin the dependencies anew (UPGRADE=1: to their newest versions)
	@PYTHON='$(PYTHON)' UPGRADE='$(UPGRADE)' sh packaging/lock.sh

clean: ## remove everything that make made
	rm -rf build dist .venv .venv-* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache .coverage
	find desktop tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

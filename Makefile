# Needs Python 3.11 or newer with venv and pip; everything else goes into .venv.

PYTHON ?= python3
ARGS ?=
VERSION =

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SETTINGS := pyproject.toml constraints.txt

# Percent of lines and branches that tests must reach: in all, and in the layers that are functions of what they are given.
WHOLE := 96
PURE := 98
comma := ,
empty :=
PURE_LAYERS := $(subst $(empty) $(empty),$(comma),$(patsubst %,explorer/%,\
	model/* files/* checking/* sources/* citing/* search/* changes/* describing/* display.py snapshot.py))

# Each file says when .venv was last set up: to run the explorer, and to work on it.
RUN := $(VENV)/ready-to-run
DEV := $(VENV)/ready-to-develop

# What Python compiles, pytest's own tests among it, is kept for the next of the many programs that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-browser test-postgresql test-cluster test-alone coverage check style types layers docs format \
	bench release clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) ## Open the explorer (ARGS="quote/… --archive DIR")
	@$(BIN)/explorer $(ARGS)

test: $(DEV) ## Run the tests, but for those in a browser, with PostgreSQL and on a cluster (ARGS="-k reader")
	$(BIN)/python -m pytest -n auto --dist loadgroup -m 'not browser and not postgresql and not cluster' $(ARGS)

test-browser: $(DEV) ## Run the tests in a browser
	$(BIN)/python -m pytest -n auto --dist loadfile tests/browser $(ARGS)

test-postgresql: $(DEV) ## Run the tests with PostgreSQL, on a server of their own
	$(BIN)/python -m pytest -n auto --dist loadfile tests/postgresql $(ARGS)

test-cluster: $(DEV) ## Run the tests on a cluster of this machine
	$(BIN)/python -m pytest -n 0 tests/cluster $(ARGS)

# Those that share what they start, or fork it from what has the explorer imported.
SHARING := tests/ui tests/cli tests/desk tests/linear tests/lsp $(wildcard tests/test_*terminal*.py) \
	tests/test_ending.py tests/test_strange_files.py tests/test_suspending.py tests/files/test_writing.py \
	tests/store/test_other_process.py tests/store/test_reading_process.py

test-alone: $(DEV) ## Run the tests that share apps and programs, with one of its own for each
	EXPLORER_SHARED=0 $(BIN)/python -m pytest -n auto --dist loadgroup $(SHARING) $(ARGS)

coverage: $(DEV) ## Run the tests, and show which lines and branches none of them reaches
	$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report= $(ARGS)
	@$(BIN)/coverage report --fail-under=$(WHOLE)
	@$(BIN)/coverage report --fail-under=$(PURE) --include='$(PURE_LAYERS)'

check: style types layers docs test-browser test-postgresql test-cluster test ## Everything that must hold before a change goes in

style: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV)
	$(BIN)/mypy

layers: $(DEV)
	$(BIN)/lint-imports --no-logo

# The theme's advertisement for its successor is switched off; warnings are not.

docs: $(DEV) ## Build the documentation as a site: build/docs/index.html
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: $(DEV) ## Put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV) ## Measure what the explorer costs at 35 and at 20,000 quotes (ARGS=all: all else, too)
	$(BIN)/python -m benchmarks $(ARGS)

release: $(DEV) ## Build, check and try what is released, and write the changelog's section (VERSION=0.2.0)
	@$(BIN)/python -m release ready "$$VERSION"
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m release build "$$VERSION"

clean: ## Remove .venv and everything else that was made
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.* \
		snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip is not asked again until pyproject.toml or constraints.txt changes.

$(RUN): $(SETTINGS)
	$(make_venv)
	@echo 'Setting up .venv, which may take a minute …'
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@$(BIN)/python -m compileall -q explorer
	@touch $@

$(DEV): $(SETTINGS)
	$(make_venv)
	@echo 'Setting up .venv, which may take a minute …'
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q explorer
	@touch $(RUN) $@

define make_venv
@command -v $(PYTHON) >/dev/null || { \
	echo 'Python 3.11 or newer is needed, and there is no $(PYTHON).' >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1)' || { \
	echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.13" >&2; \
	exit 1; }
@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	echo 'Python has no venv module that works; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
endef

# Everything here runs from a fresh clone on a machine with Python 3.11 or later and make.
# `make demo` shows the program, `make test` proves it; the rest is for those who work on it.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
VAR := var
# Tests write many small databases; a RAM disk of 2 GB or more takes them faster than a disk.
SCRATCH := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "/dev/shm" }')
# Two processes, for two cores, each with half of the suite: what the tests of a file share is made
# once. Who is done first takes over from the other. Children start the program quicker if compiled.
PYTEST := $(if $(SCRATCH),TMPDIR=$(SCRATCH)) PYTHONDONTWRITEBYTECODE= \
	$(BIN)/python -m pytest -n 2 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo test judges torture check fix bench docs migration lock clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

.venv/run: requirements/run.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the program into .venv ..."
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/run.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/run requirements/dev.lock
	@echo "Installing what the tests need into .venv ..."
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/dev.lock
	@touch $@

demo: .venv/run ## Make the demonstration in var/demo
	@$(BIN)/scheduler demo $(VAR)/demo

test: .venv/dev ## Run the tests (under five minutes, wheels only)
	$(PYTEST) -m "not judge and not torture"

judges: .venv/dev ## Compare with programs nobody here wrote, installing them where that is allowed
	@sh tests/judges/install.sh
	$(PYTEST) -m judge -rs

torture: .venv/dev ## Run the long tests with their full counts, and the tests by chance anew
	SCHEDULER_TORTURE=1 $(PYTEST) -m "torture or counted or hypothesis" --timeout 3600

check: .venv/dev ## Lint, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/dev ## Let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev ## Print the figures, side by side with peers
	@for script in benchmarks/*.py; do echo "== $$script"; PYTHONPATH=. $(BIN)/python $$script || exit 1; done

docs: .venv/dev ## Write the reference and the answers in the tutorial
	$(BIN)/python docs/make_reference.py
	$(BIN)/python -m docs.make_tutorial

migration: .venv/dev ## Draft a migration from the model: make migration MESSAGE="..."
	$(BIN)/python migrations/draft.py "$(MESSAGE)"

lock: ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
		--group install -o requirements/run.lock -q
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
		--group test --group lint --group judge --extra postgresql --extra web --extra desk \
		-c requirements/run.lock -o requirements/dev.lock -q

clean: ## Remove what was made
	rm -rf .venv $(VAR) dist build

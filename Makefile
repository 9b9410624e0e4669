# make preview | make test are all that a newcomer needs; each sets everything up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PREVIEW_PORT ?= 8765
BENCH ?= speed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help preview test test-all lint types check bench faults soak fuzz audit screenshots clean

help:
	@echo "make preview      try the bot in your browser, with no Discord account"
	@echo "make test         set up and run all tests"
	@echo "make lint types check bench faults soak fuzz audit screenshots   see docs/developing.md"

$(READY): pyproject.toml constraints.txt $(wildcard bot/search/*.pyx)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Briefbot needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1). Say which with  make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian or Ubuntu:  sudo apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Briefbot into $(VENV) (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

preview: $(READY)
	$(BIN)/briefbot preview --port $(PREVIEW_PORT)

test: $(READY)
	$(BIN)/python -m pytest -q -m "not slow" $(TESTS)

test-all: $(READY)
	$(BIN)/python -m pytest -q --timeout 1800 $(TESTS)

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

check: $(READY)
	$(BIN)/briefbot check

bench: $(READY)
	$(BIN)/python -m benchmarks $(BENCH)

faults: $(READY)
	$(BIN)/python -m pytest -q --timeout 1800 -m faults tests

soak: $(READY)
	$(BIN)/python -m benchmarks.soak $(or $(MINUTES),10) $(or $(RATE),400)

fuzz: $(READY)
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -q --timeout 0 tests/fuzz
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	for target in yaml normaliser oci tip hrr article; do \
		$(BIN)/python -m tests.fuzz.targets $$target -max_total_time=$(or $(SECONDS),60) -max_len=65536 || exit 1; done

audit: $(READY)
	@if $(BIN)/python -c 'import pip_audit' 2>/dev/null; then $(BIN)/python -m pip_audit; else \
		echo "pip-audit is not installed; compare these versions with the advisories (or: pip install pip-audit)"; \
		$(BIN)/python -m pip list --format=freeze; fi

screenshots: $(READY)
	$(BIN)/python -m bot.preview.screenshots

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The words a developer types; `make` alone lists them. Everything is set up on demand in .venv.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test laws lint format real real-quick conformance conformance-page oracle oracle-page bench bench-quick bench-fuzz planted mutants docs docs-rules hook clean

PYTHON ?= python3
PAIRS ?= 10000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
export PIP_ROOT_USER_ACTION := ignore

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: .venv/dev.stamp ## make .venv with schemactl (editable) and the tools for development

demo: .venv/run.stamp ## the whole story on the bundled order events
	@$(BIN)/schemactl demo

test: lint ## lint, then all tests with branch coverage
	$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term --cov-fail-under=95

laws: .venv/dev.stamp ## the four laws on many more generated pairs (PAIRS=10000)
	SCHEMACTL_PAIRS=$(PAIRS) $(BIN)/pytest -n 2 tests/property

lint: .venv/dev.stamp ## ruff, mypy --strict and the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

real: .venv/run.stamp ## check released schema packages that nobody here wrote; write docs/real-input.md
	$(BIN)/python benchmarks/real.py --write docs/real-input.md

real-quick: .venv/run.stamp ## the same with a few releases of the small ones
	$(BIN)/python benchmarks/real.py --quick

conformance: .venv/dev.stamp ## ask every registry the same: embedded, and real ones, one of them on a real Kafka broker
	SCHEMACTL_REQUIRE=all $(BIN)/pytest tests/conformance -m 'oracle or not oracle' $(CONFORMANCE)

conformance-page: ## the same, and write docs/registries.md
	@$(MAKE) conformance CONFORMANCE='--registries-page docs/registries.md'

oracle: .venv/dev.stamp ## ask other people's programs about our verdicts: Avro Java, Go, Rust, buf, Apicurio
	@tests/parts/install.sh
	SCHEMACTL_REQUIRE=all $(BIN)/pytest tests/oracle tests/profiles tests/fuzz -m oracle $(ORACLE)

oracle-page: ## the same, and write docs/oracles.md
	@$(MAKE) oracle ORACLE='--page docs/oracles.md'

bench: .venv/run.stamp ## measure beside buf and write docs/benchmarks.md
	$(BIN)/python benchmarks/bench.py --write docs/benchmarks.md

bench-quick: .venv/run.stamp ## the small measurements once, printed only
	$(BIN)/python benchmarks/bench.py --quick

bench-fuzz: .venv/dev.stamp ## measure what fuzzing costs beside a strategy by hand; write docs/fuzzing-cost.md
	$(BIN)/python benchmarks/fuzzing.py --write docs/fuzzing-cost.md

planted: .venv/dev.stamp ## ask the fuzzer to find planted bugs, five seeds, beside plain hypothesis; write docs/planted.md
	$(BIN)/python benchmarks/planting.py --write docs/planted.md

mutants: .venv/dev.stamp ## mutate a decoder that nobody here wrote, and see what fuzzing kills; write docs/mutants.md
	$(BIN)/python benchmarks/mutants.py --write docs/mutants.md

docs: .venv/dev.stamp ## run every command that the documentation shows
	$(BIN)/pytest tests/meta/test_docs.py

docs-rules: .venv/dev.stamp ## write the pages of the rules, and the table for those who come from buf
	SCHEMACTL_WRITE=docs $(BIN)/pytest --quiet tests/meta/test_rule_pages.py

hook: .venv/dev.stamp ## install the project's own pre-commit hooks
	$(BIN)/pre-commit install

clean: ## remove everything that can be made again, downloads included
	rm -rf .venv .parts build dist .coverage* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "schemactl needs Python 3.11 or newer: set PYTHON=…")'
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --upgrade 'pip>=25.1'

.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(PIP) install --editable .
	@touch $@

.venv/dev.stamp: pyproject.toml .venv/run.stamp
	$(PIP) install --group dev
	@touch $@

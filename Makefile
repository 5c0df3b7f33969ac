# The two commands: `make run` serves the catalogue, `make test` checks it. CONTRIBUTING.md explains the rest.
# Words after ARGS= go to pytest: make test ARGS="tests/fees -k rates".
# The first Python here that is new enough; say `make run PYTHON=/path/to/python` to choose one yourself.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$p"; exit; fi; done; echo python3)

START = @command -v "$(PYTHON)" >/dev/null || { echo "No Python was found: install Python 3.11 or newer, \
	or say which to use with make $@ PYTHON=/path/to/python." >&2; exit 1; }; exec "$(PYTHON)" tools/start.py

.PHONY: run test test-nightly lint format requirements translations clean
.DEFAULT_GOAL := run

run: ## serve the catalogue on http://127.0.0.1:8000
	$(START) run

test: ## all set-up, then lint, types, import contracts and tests
	$(START) test $(ARGS)

test-nightly: ## the long drills
	$(START) nightly $(ARGS)

lint: ## lint, types and import contracts only
	$(START) lint

format: ## let ruff put the code in order
	$(START) format

requirements: ## choose newer versions; both .txt files are made from their .in files
	$(START) requirements

translations: ## take new sentences over into the English .po file, to be translated there
	$(START) translations

clean: ## forget the environment and caches, never the data in instance/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

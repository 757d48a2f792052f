# Every target can be repeated: it does what is left to do and says what that is.
# Settings come from the environment or from .env; see .env.example.

PYTHON ?=
BIN := .venv/bin
# Two processes, each with servers of its own; a file of tests goes to one of them.
TWO_AT_A_TIME := -n 2 --dist loadfile --no-loadscope-reorder
VAR := $(or $(ASSISTANT_VAR_DIR),var)

# .env and the secret are read by the commands themselves.
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run stop test train check check-content format lock install install-dev install-tensorflow wipe \
    clean

help: ## Show this
	@echo "Usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  %-14s %s\n", $$1, $$2}'

run: install ## Set up, train if needed, start, print the address, stay until Ctrl-C
	@exec $(BIN)/assistant run

stop: install ## Stop what `make run` started from this folder
	@$(BIN)/assistant stop

test: install-dev ## Run every test this machine can run: unit, content, integration, conversations, browser
	@$(BIN)/assistant train
	@command -v chromium >/dev/null || test -n "$$ASSISTANT_TEST_CHROMIUM" || \
	    echo "Chromium is not installed, so the browser tests cannot run (Debian: apt-get install chromium)"
	$(BIN)/python -m pytest $(TWO_AT_A_TIME) $(ARGS)

train: install ## Train the model, unless it was made from exactly these files
	@$(BIN)/assistant train

check: install-dev check-content ## The quick checks: lint, format, types, floors, content, unit tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q $(TWO_AT_A_TIME) tests/unit tests/content

check-content: install ## Check what the agencies published: each fault with file, entry and reason
	@$(BIN)/python -m bot.catalogue.check content

format: install-dev ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install-dev ## Write the lock files anew from the pins in requirements*.in
	$(BIN)/python scripts/lock.py

install: ## Fill .venv from requirements.lock
	@sh scripts/install.sh

install-tensorflow: ## The same, with TensorFlow: for a config.yml with neural components of Rasa
	@sh scripts/install.sh --tensorflow

install-dev: ## The same, with all that tests and checks need
	@sh scripts/install.sh --dev

wipe: stop ## Delete every conversation and all feedback of the SQLite database. There is no way back
	@$(BIN)/assistant wipe

clean: stop ## Delete what can be made again: models, logs, caches (not .venv, secrets or conversations)
	rm -rf models/*.tar.gz "$(VAR)"/log "$(VAR)"/tmp .rasa .pytest_cache .mypy_cache .ruff_cache \
	    .import_linter_cache .hypothesis
	find actions bot migrations scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: setup demo test test-fast check fix bench lock

BIN := .venv/bin

setup:      ## system packages that are missing, .venv, pinned dependencies
	@scripts/setup

demo: setup ## the shipped suite against offline baselines, in the sandbox, live
	@scripts/demo

test: setup ## every test: unit, integration with the real sandboxes (a Docker engine of its own included), acceptance
	scripts/docker-engine run $(BIN)/pytest -n auto

test-fast: setup ## the unit tests, under a minute
	$(BIN)/pytest -n auto tests/unit

check: setup ## all that CI does: lint, types, import rules, spelling, dependencies, tests
	@scripts/check
	scripts/docker-engine run $(BIN)/pytest -n auto

fix: setup  ## format, and mend what a tool can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: setup ## speed and memory beside a bare loop, in one run
	$(BIN)/python -m benchmarks

lock:       ## write the pinned locks anew (needs uv)
	@scripts/lock

.PHONY: setup demo demo-cli web screenshots test test-fast check fix bench fuzz lock

BIN := .venv/bin

setup:      ## system packages that are missing, .venv, pinned dependencies
	@scripts/setup

demo: setup ## the shipped suite against offline baselines, in the sandbox, live; then the page, until Ctrl-C
	@scripts/demo page $(FOLDER)

demo-cli: setup ## the same, in the terminal alone
	@scripts/demo cli $(FOLDER)

web: setup  ## build the page into the package, where `benchwright serve` finds it
	@scripts/page build

screenshots: setup ## pictures of every page (empty and full, dark and light, wide and 390 px) into screenshots/, checked on the way
	@scripts/setup-tests
	$(BIN)/python -m tests.acceptance.browser.screenshots

test: setup ## every test: unit, integration with the real sandboxes (a Docker engine of its own included), acceptance
	@scripts/setup-tests
	scripts/docker-engine run $(BIN)/pytest -n auto
	@scripts/page test

test-fast: setup ## the unit tests, under a minute
	$(BIN)/pytest -n auto tests/unit

check: setup ## all that CI does: lint, types, import rules, spelling, dependencies, tests
	@scripts/check
	@scripts/setup-tests
	scripts/docker-engine run $(BIN)/pytest -n auto
	@scripts/page test

fix: setup  ## format, and mend what a tool can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: setup ## speed and memory beside a bare loop, in one run
	$(BIN)/python -m benchmarks

fuzz: setup ## every reader of foreign bytes under the fuzzer, FUZZ_SECONDS (60) each; see CONTRIBUTING.md
	$(BIN)/python -m fuzz

lock:       ## write the pinned locks anew (needs uv)
	@scripts/lock

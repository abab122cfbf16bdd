.DEFAULT_GOAL := help
.SILENT:
.SUFFIXES:
# Two targets at once would set up the same environment twice.
.NOTPARALLEL:
SHELL := /bin/sh

PYTHON := .venv/bin/python
FLASK := GOV_REQUESTS_ENV=$${GOV_REQUESTS_ENV:-development} .venv/bin/flask --app app
# PYTEST_ARGS="-x -k receipt" narrows any target that runs pytest.
PYTEST := $(PYTHON) -m pytest -q $(PYTEST_ARGS)
# Each worker has its own database (on PostgreSQL its own cluster); a free one takes over from a busy one.
WORKERS := auto
DEEP_TESTS := tests/reliability/test_kill_nine.py tests/reliability/test_personal_data_everywhere.py tests/records/test_tampering.py
IN_PARALLEL := -n $(WORKERS) --dist worksteal

.PHONY: help
help: ## Show this list
	awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: environment ## Start the system with a believable district: web server, scheduler, accounts (PORT=8000, DATA_DIR=instance)
	exec $(PYTHON) tools/demo.py

.PHONY: test
test: setup system ## Run everything: check, the suite on SQLite and on PostgreSQL, journeys, an installation without a network
	$(MAKE) --no-print-directory check
	$(call heading,The suite on SQLite)
	REQUIRE_ALL=1 TEST_DATABASE=sqlite $(PYTEST) $(IN_PARALLEL) -m "not browser and not postgresql and not bundle and not long"
	$(call heading,What touches a database on PostgreSQL)
	REQUIRE_ALL=1 TEST_DATABASE=postgresql $(PYTEST) $(IN_PARALLEL) -m "(database or postgresql) and not browser and not long and not sqlite"
	$(call heading,Journeys in a browser)
	REQUIRE_ALL=1 $(PYTEST) -m browser
	$(call heading,Installed without a network)
	REQUIRE_ALL=1 $(PYTEST) -m bundle

.PHONY: deep
deep: setup system ## Try for hours what `make test` tries for minutes: kills, damage, personal data (figures to docs/reliability.md)
	DEEP=1 BYTE_FLIPS=all REQUIRE_ALL=1 TEST_DATABASE=sqlite $(PYTEST) -s $(DEEP_TESTS) tests/records/test_byte_flips.py
	TEST_DATABASE=sqlite $(PYTEST) $(IN_PARALLEL) -o faulthandler_timeout=0 -m long
	DEEP=1 REQUIRE_ALL=1 TEST_DATABASE=postgresql $(PYTEST) -s $(DEEP_TESTS)
	TEST_DATABASE=postgresql $(PYTEST) $(IN_PARALLEL) -o faulthandler_timeout=0 -m long

.PHONY: check
check: setup ## Lint, types, import rules, the tests of the house and of the law: seconds
	$(call heading,Check)
	.venv/bin/ruff check --quiet
	.venv/bin/ruff format --check --quiet || { echo "Run: make format" >&2; exit 1; }
	.venv/bin/mypy --no-error-summary
	$(PYTEST) -m "not browser and not database" tests/house tests/statute

.PHONY: format
format: setup ## Let ruff lay the code out and mend what it can
	.venv/bin/ruff check --fix --quiet || true
	.venv/bin/ruff format --quiet

.PHONY: journey
journey: setup system ## Run the browser journeys only
	REQUIRE_ALL=1 $(PYTEST) -m browser

.PHONY: bench
bench: setup ## Measure and write docs/performance.md (BENCH="clock letter" chooses)
	$(PYTHON) -m tools.bench $(BENCH)

.PHONY: map
map: setup ## Write docs/statute-map.md: article, symbol, tests, switches
	$(PYTHON) -m tools.statute_map

.PHONY: mutants
mutants: setup ## Falsify the law place by place; say what no test noticed (MODULES="reading folding"; all: hours)
	$(PYTHON) -m tools.mutants $(MODULES)

.PHONY: pictures
pictures: setup system ## Take the README's pictures again (docs/images/) from the demo's data
	$(PYTHON) -m tools.pictures

.PHONY: references
references: setup ## Draw the reference pictures of letters anew (tests/data/letters/); look at them before they are kept
	$(PYTHON) -m tests.documents.reference

.PHONY: rivals
rivals: setup ## Install what the benches compare with into an environment of its own (needs the system's pango)
	$(PYTHON) -m venv build/rivals
	build/rivals/bin/pip install --quiet --require-hashes -r requirements/rivals.txt

.PHONY: run
run: environment db ## Start a development server that reloads (PORT=8000)
	$(FLASK) run --debug --port $${PORT:-8000}

.PHONY: db
db: environment ## Bring the database to its present form
	$(FLASK) db upgrade

.PHONY: rebuild
rebuild: environment ## Fold every request's log again and say what differed
	$(FLASK) cases rebuild

.PHONY: setup
setup: ## Make .venv/ with everything that work on the code needs
	tools/setup.sh test

# What the running system needs: less to fetch than `setup`.
.PHONY: environment
environment:
	tools/setup.sh run

.PHONY: system
system:
	tools/system.sh

.PHONY: bundle
bundle: setup ## Pack wheels, fonts, static files and source for an office without internet (build/gov_requests-bundle.tar.gz)
	$(PYTHON) -m tools.bundle

.PHONY: lock
lock: ## Renew the locks from requirements/*.in (needs uv; UPGRADE=1 takes newer releases)
	for name in run test rivals; do \
	  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header \
	    --no-annotate $${UPGRADE:+--upgrade} requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

.PHONY: clean
clean: ## Remove what machines made, but neither .venv/ nor instance/
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

heading = printf '\n== %s ==\n' '$(1)' >&2

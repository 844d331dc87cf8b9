# make demo    answers a few real questions, with citation and proof
# make test    lint, types, every doctest and test; what continuous integration runs
# make lint    only ruff and mypy
# make format  lets ruff put the code into shape
# make bench-tools  installs the engines that the benchmarks compare with
# make lock    writes requirements/*.txt anew from the .in files (needs pip-tools in .venv)
# make clean   removes .venv and everything built
#
# Needs a POSIX shell and Python 3.11 or newer: python3 on the path, or make PYTHON=/path/to/python.

.POSIX:

PYTHON =
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE = .

.PHONY: help demo test lint format bench-tools lock clean

help:
	@sed -n 's/^# //p' Makefile | sed -n '/^make/p'

demo: .venv/.demo
	@$(BIN)/python -m licet.demo

test: lint
	@sh scripts/chromium.sh
	@sh scripts/java.sh
	@$(BIN)/python -m pytest -n 2 --no-header

lint: .venv/.dev
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --quiet --check $(CODE) || { echo 'not formatted: run make format' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary

format: .venv/.dev
	@$(BIN)/ruff check --quiet --fix $(CODE)
	@$(BIN)/ruff format --quiet $(CODE)

bench-tools: .venv/.dev
	@$(PIP) install --require-hashes -r requirements/bench.txt

# The newest pins that still run on the oldest Python we support: run it with Python 3.11.
lock: .venv/.dev
	@cd requirements && for name in run serve reading study solve orders dev spark bench train; do \
	    ../$(BIN)/python -m piptools compile --quiet --upgrade --generate-hashes --strip-extras \
	        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
	        --allow-unsafe --output-file $$name.txt $$name.in || exit 1; \
	done

clean:
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests -type d -name __pycache__ -exec rm -rf {} +

# A stamp in .venv says which requirements are installed, so that a second call is quick.
.venv/.made:
	@found=; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        found=$$python; break; \
	    fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo 'licet needs Python 3.11 or newer: install it, or run make PYTHON=/path/to/python' >&2; \
	    exit 1; \
	fi; \
	echo "setting up .venv with $$("$$found" --version)"; \
	"$$found" -m venv --clear .venv || { \
	    echo 'could not make .venv; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	@touch .venv/.made

.venv/.run: .venv/.made requirements/run.txt pyproject.toml
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.run

# The demo decides order books in bulk as well.
.venv/.demo: .venv/.run requirements/orders.txt
	@$(PIP) install --require-hashes -r requirements/orders.txt
	@touch .venv/.demo

# pyspark comes as source: it is built by the setuptools of dev.txt, so that nothing unpinned is used.
.venv/.dev: .venv/.run requirements/dev.txt requirements/spark.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --require-hashes --no-build-isolation -r requirements/spark.txt
	@touch .venv/.dev

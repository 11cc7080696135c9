# Everything that a person needs: `make serve` and `make test`. The rest is for those who work on Jinpum.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: serve build test test-all check eval eval-photos requirements clean

serve: $(VENV)/.installed  ## set up what is missing and serve on http://127.0.0.1:8000
	@$(BIN)/jinpum serve --host $(HOST) --port $(PORT)

build: $(VENV)/.installed  ## build site and index without serving
	@$(BIN)/jinpum build

test: $(VENV)/.installed-dev  ## the everyday tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not browser"

test-all: $(VENV)/.installed-dev  ## every test; those in a browser need Debian's chromium
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-dev  ## style, types, content, catalogs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/jinpum check

eval: $(VENV)/.installed-dev  ## ask the measured questions; see tests/eval/questions/README.md
	@$(BIN)/jinpum index
	@$(BIN)/python -m tests.eval.run

eval-photos: $(VENV)/.installed-dev  ## look at rendered phone photos; ARGS="--count 30 --kind front"; see tests/eval/photos/README.md
	@$(BIN)/python -m tests.eval.photos $(ARGS)

requirements:  ## pin anew, with hashes; needs uv
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra setup pyproject.toml -o requirements.txt
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra setup --extra dev pyproject.toml -o requirements-dev.txt

clean:  ## remove what was built; content and settings stay
	rm -rf build $(VENV)

$(VENV)/bin/python:
	@echo "1/3  Virtual environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Jinpum needs Python 3.11 or newer. Name one: make serve PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "2/3  Packages, each checked against its hash"
	@$(PIP) install --quiet --progress-bar on --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@
	@echo "3/3  Index and site are built at the first start"

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Packages for tests and checks"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

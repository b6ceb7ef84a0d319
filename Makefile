# Two commands set everything up on a machine that has Python >= 3.11, make and git:
#   make demo   environment, install, index the sample articles, run three searches
#   make test   everything CI runs
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= ../shared
SIZES  ?= 20000
WORK   ?= bench-work
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test torture check eval bench scaling lock clean html-peers formats

demo: $(VENV)/run.stamp
	$(BIN)/news rebuild-index index_data/articles
	-$(BIN)/news search 'caption:lighthouse' --limit 3
	-$(BIN)/news search '"ferry terminal"' --limit 3
	-$(BIN)/news search 'harbour' --source 'Coastal Ledger' --limit 3

test: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NEWS_TEST_DATA='$(DATA)' $(BIN)/python -m pytest --hypothesis-profile=ci

# The reliability tests at their long sizes, with a table of what was done; an hour or more, and root for the disks.
torture: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/torture.py

eval: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/text_quality.py --data '$(DATA)/eval/dev'

# trafilatura and newspaper4k, for the table of pages that eval prints; in an environment of their own.
html-peers: $(VENV)/html.stamp

# One invented file of every format is read; then captions of each are found.
formats: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/formats.py

# This engine beside its peers; make bench SIZES="20000 100000" for more.
bench: $(VENV)/dev.stamp $(VENV)/peers.stamp
	@test -f '$(DATA)/bench/make_corpus.py' || { echo 'no $(DATA)/bench/make_corpus.py: name its folder with make bench DATA=...'; exit 1; }
	mkdir -p '$(WORK)'
	for size in $(SIZES); do set -e; \
	  test -s "$(WORK)/$$size.jsonl" || $(BIN)/python '$(DATA)/bench/make_corpus.py' $$size "$(WORK)/$$size.jsonl"; \
	  $(BIN)/python benchmarks/engine.py "$(WORK)/$$size.jsonl" --articles $$size --queries '$(DATA)/bench' \
	    --work '$(WORK)' --keep --peer tantivy=$(VENV)/peers/bin/python --peer fts5 $(PEERS); \
	  $(BIN)/python benchmarks/operators.py "$(WORK)/news-$$size"; \
	done

scaling:
	$(MAKE) bench SIZES='20000 100000 1000000'
	$(BIN)/python benchmarks/scaling.py '$(WORK)' "$$(date -u '+%-d %B %Y'), $$(nproc) cores" > benchmarks/scaling.md

$(VENV)/peers.stamp: benchmarks/peers/requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $<
	touch $@

# The stamps make a second run quick: nothing is installed again while the lock files stay as they are.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it with make PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/html.stamp: benchmarks/peers/html.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/html-peers
	$(VENV)/html-peers/bin/python -m pip --quiet install --no-deps --require-hashes -r benchmarks/peers/html.txt
	touch $@

# Writes the two lock files anew: pinned, with hashes, for every Python version and platform, naming no host.
lock: $(VENV)/bin/python
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
	    --python-version 3.11 pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
	    --python-version 3.11 --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV) index_data/archive .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

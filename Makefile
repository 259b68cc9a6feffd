# One virtual environment serves the workflow and its tests. Everything else is Snakemake's.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRA ?= dev
LOCKS := requirements/base.lock requirements/$(EXTRA).lock

.PHONY: demo test check lock clean

## The whole workflow on a small simulated database: results/demo/report.html
demo: $(VENV)/.$(EXTRA)
	$(BIN)/snakemake --configfile config/demo.yaml --cores 2 results/report.html

$(VENV)/.$(EXTRA): $(LOCKS)
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"found Python {v[0]}.{v[1]}; TensorFlow needs 3.11 to 3.13: make PYTHON=python3.12 demo")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes $(LOCKS:%=-r %)
	touch $@

## Resolve the newest versions again (needs the network, nothing else)
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	sh requirements/lock.sh $(VENV)-lock/bin/uv

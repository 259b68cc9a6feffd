# Set-up is one virtual environment, .venv; everything else is Snakemake's.
PYTHON ?= python3
BIN := .venv/bin
CONFIGS := $(filter-out config/config.yaml config/study.yaml,$(wildcard config/*.yaml))

DRY_RUN := $(BIN)/snakemake --dry-run --cores 1 --quiet host progress reason rules

.PHONY: demo test test-all check audit bench lock

# The whole workflow on a small simulated database.
demo: .venv/base
	@echo "While it runs: tail -f results/demo/logs/train_gan/*.log"
	if test -t 1; then set -- --logger rich; fi; \
		$(BIN)/snakemake --cores 2 results/demo/report.html --configfile config/demo.yaml "$$@"

# One thread of the numerical libraries for each of two processes: more of them only wait.
test test-all: export OMP_NUM_THREADS = 1
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 15

# In five minutes what needs no processes beside it.
test: .venv/dev
	$(PYTEST) -m "not processes"

# In twenty minutes that, and runs of the workflow, faults, the report in a browser, SLURM.
test-all: .venv/dev
	$(PYTEST)

# Format, lint, docstrings, the direction of imports, and a dry run of every configuration and profile;
# of the study, which has thousands of jobs, a part.
check: .venv/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/python -m numpydoc lint $$(find workflow/scripts/evenbeat -name '*.py')
	PYTHONPATH=workflow/scripts $(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(DRY_RUN)
	for config in $(CONFIGS); do \
		$(DRY_RUN) --configfile $$config || exit 1; done
	$(DRY_RUN) --configfile config/study.yaml -- results/study/parts/cnn/interpatient_none.csv
	for profile in profiles/*; do \
		$(DRY_RUN) --workflow-profile $$profile || exit 1; done
	$(DRY_RUN) --workflow-profile profiles/slurm --configfile config/study.yaml -- study

# Known vulnerabilities of the locked packages, as far as there is a network to ask.
audit: .venv/dev
	$(BIN)/python requirements/audit.py

# What a step of training costs, and the last run of the default configuration stage by stage.
bench: .venv/dev
	$(BIN)/python tests/benchmarks/steps.py
	if test -d results/benchmarks; then $(BIN)/python tests/benchmarks/stages.py; \
		else echo "no run under results/ to sum up"; fi

# Resolve the newest versions again.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	sh requirements/lock.sh .venv-lock/bin/uv

.venv/base: requirements/base.lock
	sh requirements/check-python.sh $(PYTHON)
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	touch $@

.venv/%: requirements/%.lock .venv/base
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	touch $@

# Sets up one virtual environment, .venv, and starts the usual commands.
PYTHON ?= python3
BIN := .venv/bin
CONFIGS := $(filter-out config/config.yaml config/study.yaml,$(wildcard config/*.yaml))

INSTALL := $(BIN)/uv pip install --python $(BIN)/python --system-certs --quiet --compile-bytecode --require-hashes -r
DRY_RUN := $(BIN)/snakemake --dry-run --cores 1 --quiet host progress reason rules

.PHONY: demo test test-all check audit bench lock

# The whole workflow on two small simulated databases.
demo: .venv/base
	@echo "While it runs: tail -f results/demo/logs/train_gan/*.log"
	if test -t 1; then set -- --logger rich; fi; \
		$(BIN)/snakemake --cores 2 results/demo/report.html --configfile config/demo.yaml "$$@"

# One process more than there are cores, because tests of SLURM, of a browser and of downloads often wait. The numerical
# libraries get one thread in each.
test test-all: export OMP_NUM_THREADS = 1
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --durations 15

# Five minutes: unit tests and dry runs.
test: .venv/dev
	$(PYTEST) -m "not processes"

# Half an hour at most: also runs of the workflow, faults, the report in a browser, SLURM.
test-all: .venv/dev
	$(PYTEST)

# Format, lint, docstrings, the direction of imports, and a dry run of every configuration and profile. The whole study,
# which has thousands of jobs, is planned only for SLURM.
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

# Known vulnerabilities of the locked packages; needs a network.
audit: .venv/dev
	$(BIN)/python requirements/audit.py

# Time of a training step, and time and memory of the last run of the default configuration by rule.
bench: .venv/dev
	$(BIN)/python tests/benchmarks/steps.py
	if test -d results/benchmarks; then $(BIN)/python tests/benchmarks/stages.py; \
		else echo "no run in results/ to summarise"; fi

# Resolve the newest versions again.
lock: $(BIN)/uv
	sh requirements/lock.sh $(BIN)/uv

# uv installs the packages several times as fast as pip. It does not read pip's configuration: for a mirror, set
# UV_DEFAULT_INDEX.
$(BIN)/uv: requirements/installer.lock
	sh requirements/check-python.sh $(PYTHON)
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	touch $@

.venv/base: requirements/base.lock requirements/evenbeat.sh $(BIN)/uv
	$(INSTALL) $<
	install -m 755 requirements/evenbeat.sh $(BIN)/evenbeat
	touch $@

# uv needs the hashes of the base, too, on which these packages depend.
.venv/%: requirements/%.lock .venv/base
	$(INSTALL) requirements/base.lock -r $<
	touch $@

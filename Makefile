# Python 3.11 or newer, git and make are enough: everything else is set up in .venv on first use.

VENV := .venv
PYTHON_OF_VENV := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
MUTANTS := $(VENV)/.mutants
CSL_SCHEMA := https://raw.githubusercontent.com/citation-style-language/schema/v1.0.2/schemas/input/csl-data.json
SEED := 0
SAMPLE := 400
PIP := $(PYTHON_OF_VENV) -m pip --disable-pip-version-check --quiet
# PYTHON=... says which to take; else the newest that is known to work.
CANDIDATES := $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python)

# Started without stored bytecode, every start would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check readers docs picture film mutants bench bench-gather bench-peers clean

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile

run: $(RUNTIME) ## Open the timeline; ARGS="FILE --at 2024-03-12" for another file or place
	@$(PYTHON_OF_VENV) -m timeline_tui $(ARGS)

# Tests of screens wait more than they work, so there are more of them at once than two cores. Those of a file
# run one after the other, which have much in common; whoever is done takes from who has most left.
test: $(DEV) ## Run all tests; ARGS="-k word" for some, ARGS=--hypothesis-profile=thorough for many more examples
	@$(PYTHON_OF_VENV) -m pytest -n 4 --dist worksteal $(ARGS)

check: $(DEV) ## Look for mistakes: style, types, rules of imports, stale generated files
	@$(PYTHON_OF_VENV) -m ruff check .
	@$(PYTHON_OF_VENV) -m ruff format --check .
	@$(PYTHON_OF_VENV) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PYTHON_OF_VENV) -m docs --check

# Whatever of these cannot be had, its tests are skipped.
readers: $(DEV) ## Fetch the programs that exported files are proven with, those that can be had
	@$(PIP) install --timeout 30 --retries 1 --editable '.[readers]' || echo "Not all readers in Python can be had here." >&2
	@if command -v npm >/dev/null; then \
	    npm install --prefix $(VENV)/readers --no-audit --no-fund --ignore-scripts --loglevel error \
	        --fetch-retries 1 --fetch-timeout 30000 \
	        axe-core@4.14.1 @knight-lab/timelinejs@3.9.11 vnu-jar@26.9.27 \
	        || echo "The readers of npm cannot be had here." >&2; \
	else echo "There is no npm here, so no axe-core, TimelineJS and checker of HTML." >&2; fi
	@mkdir -p $(VENV)/readers
	@curl --fail --silent --location --max-time 30 --output $(VENV)/readers/csl-data.json $(CSL_SCHEMA) \
	    || echo "The schema of CSL cannot be had here." >&2

docs: $(DEV) ## Write the generated parts of the README and of docs/, and their pictures, anew
	@$(PYTHON_OF_VENV) -m docs

picture: $(DEV) ## Take the pictures of the pages from the program anew
	@$(PYTHON_OF_VENV) -m docs picture

film: $(DEV) ## Take the film of the README from the program anew
	@$(PYTHON_OF_VENV) -m docs film

mutants: $(MUTANTS) ## Make small mistakes in the code, show those that no test notices; SEED=3 SAMPLE=400
	@$(PYTHON_OF_VENV) -m tests.mutation --seed $(SEED) --sample $(SAMPLE) $(ARGS)

bench: $(DEV) ## Measure the speed, write the table into docs/speed.md; ARGS="--sizes 10,100000"
	@$(PYTHON_OF_VENV) -m benchmarks $(ARGS)

bench-peers: $(DEV) ## Measure it beside lnav, VisiData, less, harlequin and vis-timeline, those that are there
	@$(PYTHON_OF_VENV) -m benchmarks.peers $(ARGS)

bench-gather: $(DEV) ## Measure what is gathered from texts that people marked: FOLDER=.../PolNeAR/data/dev
	@$(PYTHON_OF_VENV) -m benchmarks.gather $(FOLDER) $(ARGS)

clean: ## Remove what was set up and what was built
	rm -rf $(VENV) dist build benchmarks/out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is touched last, so a step that was interrupted is done again. Where the interpreter has gone
# (never set up, or the system's Python was replaced), every step is.
ifneq ($(shell test -x $(PYTHON_OF_VENV) && echo there),there)
.PHONY: $(RUNTIME) $(DEV) $(MUTANTS) $(PYTHON_OF_VENV)
endif

$(RUNTIME): pyproject.toml | $(PYTHON_OF_VENV)
	@echo "Setting up .venv: this fetches a few packages, once." >&2
	@$(PIP) install --editable .
	@$(PYTHON_OF_VENV) -m compileall -q timeline_tui
	@touch $@

$(DEV): pyproject.toml $(RUNTIME)
	@echo "Adding the tools for tests and checks." >&2
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(MUTANTS): $(DEV)
	@echo "Adding the tool that makes mutants." >&2
	@$(PIP) install --editable '.[mutants]'
	@touch $@

# A name can be there and lead nowhere, as the shims of version managers do, so each is tried.
$(PYTHON_OF_VENV):
	@found=; for name in $(CANDIDATES); do \
	    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found="$$name" && break; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "timeline-tui needs Python 3.11 or newer; none of these is: $(CANDIDATES)" >&2; \
	    echo "Install one (https://www.python.org/downloads), or say where it is: make run PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi; \
	if ! said=$$("$$found" -m venv --clear $(VENV) 2>&1); then \
	    rm -rf $(VENV); \
	    echo "$$said" >&2; \
	    echo "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	fi

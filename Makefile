# The whole interface. A newcomer needs `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Where nothing compiled may be kept, each process of the bot that a test or a rehearsal starts compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test long faults bench docs install check format constraints clean

demo: $(VENV)/.users  ## Rehearse a whole round in virtual time; SERVE=1 plays it in a browser
	@$(BIN)/roundtable rehearse $(if $(SERVE),--serve) $(ARGS)

install: $(VENV)/.users  ## What is needed to run the bot

test: $(VENV)/.developers  ## Every test, in parallel
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not long" $(ARGS)

long: $(VENV)/.developers  ## The tests that take long: kills, lost answers, each code of Discord, more examples, the checker of faults made to fail
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "long or hypothesis" --hypothesis-profile=thorough $(ARGS)

KILLS ?= 60
SEED ?= 1
faults: $(VENV)/.developers  ## Rounds under kill -9, outages and every fault of the sandbox (KILLS=, SEED=)
	@$(BIN)/python -m tests.faults --kills $(KILLS) --seed $(SEED) $(ARGS)

bench: $(VENV)/.developers  ## How fast it is, as ratios within one run (ARGS="--only replies")
	@$(BIN)/python -m tests.benchmarks $(ARGS)

docs: $(VENV)/.developers  ## The reference and the pictures, made from the code (ARGS="--only reference")
	@$(BIN)/python -m tests.docs $(ARGS)

check: $(VENV)/.developers  ## Format, lint, types, imports, migrations
	@$(BIN)/ruff format --check bot tests
	@$(BIN)/ruff check bot tests
	@$(BIN)/lint-imports
	@$(BIN)/pyright
	@$(BIN)/python -m bot migrate --check

format: $(VENV)/.developers
	@$(BIN)/ruff check --fix bot tests
	@$(BIN)/ruff format bot tests

# uv installs in seconds; where it cannot reach an index that only pip knows of, pip does the same in a minute.
define install
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) || $(BIN)/python -m pip install --quiet --require-hashes -r $(1)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q bot
endef

$(VENV)/.tools: constraints-install.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Roundtable needs Python 3.11 or newer. Set one with: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-install.txt
	@touch $@

$(VENV)/.users: $(VENV)/.tools constraints.txt pyproject.toml
	@echo "Installing what Roundtable needs ..."
	@$(call install,constraints.txt)
	@touch $@

$(VENV)/.developers: $(VENV)/.tools constraints-dev.txt pyproject.toml
	@echo "Installing what its developers need ..."
	@$(call install,constraints-dev.txt)
	@touch $@ $(VENV)/.users

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make constraints'
constraints: $(VENV)/.tools  ## Compile the pins anew (no index address in them)
	@$(COMPILE) --group install -o constraints-install.txt
	@$(COMPILE) pyproject.toml -o constraints.txt
	@$(COMPILE) --extra dev --extra postgres --extra openai --extra anthropic -c constraints.txt pyproject.toml -o constraints-dev.txt

clean:
	rm -rf $(VENV) build dist

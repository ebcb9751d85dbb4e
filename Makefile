# Everything runs in a virtual environment of the project's own. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= kg
export PIP_CONSTRAINT := $(abspath constraints.txt)

.DEFAULT_GOAL := help
.PHONY: help kg check test gold docs bench wheel fmt clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/kgbuild.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# Groups of tools, each installed when a target first needs it.
$(VENV)/%.stamp: $(VENV)/kgbuild.stamp tools/group.py
	$(BIN)/python tools/group.py $* | xargs $(BIN)/python -m pip install --quiet --disable-pip-version-check
	@touch $@

kg: $(VENV)/kgbuild.stamp ## build the graph of the five seed documents into kg/
	$(BIN)/kgbuild build seeds --out $(OUT)

test: $(VENV)/test.stamp ## everything that must pass
	$(BIN)/python -m pytest -n auto

check: $(VENV)/lint.stamp ## lint, types, import floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(VENV)/lint.stamp ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gold: $(VENV)/test.stamp ## rewrite the gold records from what the program reads now (then review the diff)
	KGBUILD_GOLD=write $(BIN)/python -m pytest tests/gold tests/reporting/test_golden.py

docs: $(VENV)/kgbuild.stamp ## HTML documentation of the ontology, in both languages
	@mkdir -p build/docs
	$(BIN)/python tools/ontology_page.py build/docs/ontology.html

bench: $(VENV)/kgbuild.stamp ## throughput, memory and growth, as ratios against peers
	$(BIN)/python -m bench

wheel: $(VENV)/kgbuild.stamp ## build the wheel, install it in a clean environment, build the seeds with it
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && venv/bin/kgbuild build ../../seeds --out kg

clean: ## remove what the targets made
	rm -rf $(VENV) build kg .*_cache

